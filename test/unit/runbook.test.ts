import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { API_PROBLEMS } from '../../src/api/problems.ts';
import { runOps } from '../../src/ops/ops.ts';

// The runbook is read at 3 a.m.: every command in it exists, takes the options it is given, and every section that is promised is there.

const read = (path: string): string => readFileSync(join(resolve(import.meta.dirname, '../..'), path), 'utf8');
const page = read('docs/runbook.md');

/** Words as a shell makes them of a line with single quotes. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');

const commands = [...page.matchAll(/^\$ npm run -s ops -- (.+)$/gm)].map(([, line]) => line ?? '');
/** In running text: `move BRAND/N WORKER --force`. */
const mentioned = [
  ...page.matchAll(
    /`((?:workers|shards|streams|history|rebalance|move|pin|drain|undrain|split|merge|parked|replay-stream|republish|verify|dead-letters)\b[^`]*)`/g,
  ),
].map(([, line]) => line ?? '');

async function said(argv: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const hush = [
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true)),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((err += String(text)), true)),
  ];
  try {
    return { code: await runOps(argv), out, err };
  } finally {
    for (const each of hush) each.mockRestore();
  }
}

describe('the runbook', () => {
  test('has a section for what people are called for', () => {
    const sections = [...page.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
    expect(sections).toEqual(
      expect.arrayContaining([
        'Moving a shard',
        'Draining a worker',
        'Splitting a hot brand',
        'A shard is stuck',
        'A zombie',
        'A poison rolling',
        'Redis lost its tail',
        'Postgres failed over',
        'Adding a wallet stream',
        'Removing a wallet stream',
        'Rolling deploy',
      ]),
    );
  });

  test.each(commands)('names a command that takes what it is given: %s', async (line) => {
    // Everything but the database is there: the command line was understood.
    vi.stubEnv('DATABASE_URL', '');
    const { code, err } = await said(wordsOf(line));
    expect([code, err.split('\n')[0]]).toEqual([2, expect.stringMatching(/^(DATABASE|REDIS)_URL must name /)]);
  });

  test.each(mentioned)('speaks of a command that exists: %s', async (line) => {
    const [name = '', ...rest] = wordsOf(line);
    const { code, out } = await said([name, '--help']);
    expect(code).toBe(0);
    for (const option of rest.filter((word) => word.startsWith('--'))) expect(out).toContain(option);
  });

  test('shows more than a few of them', () => {
    expect(commands.length).toBeGreaterThan(15);
    expect(mentioned.length).toBeGreaterThan(10);
  });

  test('speaks of refusals by codes that exist', () => {
    const codes = [...page.matchAll(/refused (?:with\s+)?[(`]+([A-Z_]+)/g)].map(([, code]) => code ?? '');
    expect(codes.length).toBeGreaterThan(1);
    expect(codes.filter((code) => !Object.hasOwn(API_PROBLEMS, code))).toEqual([]);
  });
});
