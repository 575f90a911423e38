// Entry of /inspect/rollings/….
import { render } from 'preact';
import { applyTheme, chosenTheme } from '../app/theme.ts';
import '../styles/all.css';
import { Bridge } from './sign-in.tsx';

applyTheme(chosenTheme());
const root = document.getElementById('app');
if (root === null) throw new Error('inspect.html has no place for the bridge');
render(<Bridge />, root);
