import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeSnapshot, encodeSnapshot } from '../../machines/rolling.codec.ts';
import { MACHINE_VERSION, SnapshotTooNewError } from '../../machines/rolling.upcast.ts';
import { foldJournal } from '../../src/domain/journal.ts';
import { decodeTerms, encodeTerms } from '../../src/domain/terms-codec.ts';
import { PLACES, goldenText, goldenWorld } from './golden-rollings.ts';
import { LEAVES, leafOf, machineTerms, snapshotIn } from './machine-fixtures.ts';

// FROZEN FORMAT: every snapshot and all terms ever stored must stay readable. These files are never regenerated for a version that
// has been released; a new machine version gets a folder and an upcast of its own.
const GOLDEN = resolve(import.meta.dirname, '../golden/machine-v1');

/** The file's line that begins with this member, without it and without the comma behind. */
function memberText(file: string, member: string): string {
  const line = file.split('\n').find((each) => each.startsWith(`"${member}":`));
  if (line === undefined) throw new Error(`no ${member}`);
  return line.slice(member.length + 3, -1);
}

const read = (place: string): string => readFileSync(join(GOLDEN, `${place}.json`), 'utf8');

describe('a snapshot of machine version 1', () => {
  test('is kept of every state', () => {
    const kept = readdirSync(GOLDEN).map((name) => name.replace('.json', ''));
    expect(kept.toSorted()).toEqual(Object.keys(PLACES).toSorted());
    expect(new Set(kept.map((place) => leafOf(goldenWorld(place).rolling().snapshot)))).toEqual(new Set(LEAVES));
  });

  test.each(Object.keys(PLACES))('is read and written back byte by byte: %s', (place) => {
    const file = read(place);
    const { rolling_id: rollingId }: { rolling_id: string } = JSON.parse(file) as { rolling_id: string };
    const terms = decodeTerms(memberText(file, 'terms'), rollingId);
    expect(encodeTerms(terms)).toBe(memberText(file, 'terms'));
    const snapshot = decodeSnapshot(memberText(file, 'snapshot'), terms, 1);
    expect(encodeSnapshot(snapshot)).toBe(memberText(file, 'snapshot'));
    expect(leafOf(snapshot)).toBe(leafOf(goldenWorld(place).rolling().snapshot));
  });

  test.each(Object.keys(PLACES))('comes out of real steps, with its journal: %s', async (place) => {
    await expect(goldenText(place)).toMatchFileSnapshot(join(GOLDEN, `${place}.json`));
  });

  test.each(Object.keys(PLACES))('is the fold of its journal: %s', (place) => {
    const world = goldenWorld(place);
    const { progress, reversed } = world.context();
    expect(foldJournal(world.journal)).toEqual({
      version: world.rolling().version,
      state: world.state(),
      credited: progress - reversed,
    });
  });

  test('holds amounts of 40 digits', () => {
    expect(read('completed')).toMatch(/"progress":"\d{40,}"/);
    expect(read('completed')).toMatch(/"amount":"\d{40}"/);
  });
});

describe('a snapshot that this build cannot read', () => {
  const terms = machineTerms();
  const json = encodeSnapshot(snapshotIn('active', terms));

  test('because it is newer is refused by name', () => {
    expect(() => decodeSnapshot(json, terms, MACHINE_VERSION + 1)).toThrow(SnapshotTooNewError);
  });

  test('because it is older than any upcast is refused', () => {
    expect(() => decodeSnapshot(json, terms, 0)).toThrow(RangeError);
  });

  test.each(['null', '[]', '"active"', '{}', '{"value":"active"}'])('because it is none: %s', (text) => {
    expect(() => decodeSnapshot(text, terms)).toThrow(TypeError);
  });
});
