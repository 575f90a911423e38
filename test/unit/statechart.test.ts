import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { statechartPage } from './statechart-docs.ts';

const DOCS = resolve(import.meta.dirname, '../../docs');

test('the drawn statechart is the machine’s own', async () => {
  expect(readdirSync(DOCS)).toContain('statechart.md');
  await expect(statechartPage()).toMatchFileSnapshot(join(DOCS, 'statechart.md'));
});

test('says every guard in words', () => {
  expect(statechartPage()).not.toMatch(/\[[^\]]*[a-z][A-Z]/);
});
