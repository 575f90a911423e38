// Builds the pages: the console, the bridge to inspectors, the offline viewer. Every file they load is one of ours.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type Plugin, defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const COMPRESSED = /\.(?:js|css|svg)$/;
const COMPRESSION_LEVEL = 9;

/** Once, here, rather than at every request. */
const compressAssets: Plugin = {
  name: 'compress-assets',
  writeBundle({ dir }, bundle) {
    if (dir === undefined) throw new Error('the pages are written to a directory');
    for (const name of Object.keys(bundle).filter((each) => COMPRESSED.test(each))) {
      const file = join(dir, name);
      writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: COMPRESSION_LEVEL }));
    }
  },
};

export default defineConfig({
  root: here('./'),
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [compressAssets],
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
