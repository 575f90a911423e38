// Entry of /inspect/viewer.
import { render } from 'preact';
import { applyTheme, chosenTheme } from '../app/theme.ts';
import '../styles/all.css';
import { ViewerPage } from './page.tsx';

applyTheme(chosenTheme());
const root = document.getElementById('app');
if (root === null) throw new Error('viewer.html has no place for the viewer');
render(<ViewerPage />, root);
