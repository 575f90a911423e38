// Builds the pages: the console, the bridge to inspectors, the offline viewer. Every file they load is one of ours.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('./'),
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: here('./dist'),
    emptyOutDir: true,
    target: 'es2024',
    // `light-dark()` as it is written, not taken apart for browsers that nobody of ours uses.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // No data: addresses, no inline scripts: the pages' policy allows neither.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: here('./index.html'), inspect: here('./inspect.html'), viewer: here('./viewer.html') },
    },
  },
});
