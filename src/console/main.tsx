// Entry of /console.
import { render } from 'preact';
import { App } from './app/app.tsx';
import { applyTheme, chosenTheme } from './app/theme.ts';
import './styles/all.css';

applyTheme(chosenTheme());
const root = document.getElementById('app');
if (root === null) throw new Error('index.html has no place for the console');
render(<App />, root);
