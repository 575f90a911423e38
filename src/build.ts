// What runs, as operators tell builds apart: the package, Node, and the statechart's version, which snapshots carry.
import { readFileSync } from 'node:fs';
import { MACHINE_VERSION } from '../machines/rolling.upcast.ts';

function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const isVersioned = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return isVersioned ? String(manifest.version) : 'unknown';
}

export const buildLabels = (): { version: string; node: string; machine: string } => ({
  version: packageVersion(),
  node: process.version,
  machine: String(MACHINE_VERSION),
});
