// Entry of the bridge page.
import { render } from 'preact';
import { applyTheme, chosenTheme } from '../app/theme.ts';
import '../styles/all.css';

applyTheme(chosenTheme());
const root = document.getElementById('app');
if (root === null) throw new Error('the page has no place for the bridge');
render(<h1>Rolling bridge</h1>, root);
