// docs/semantics.md against the tests it names: every rule has one, and every one that is named is there.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { titlesOf } from './test-titles.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
const SEPARATOR = ' › ';

interface Rule {
  readonly section: string;
  readonly text: string;
  readonly tests: readonly string[];
}

/** Rows of tables of two columns, rule and tests; heads and rulers left out. */
function rulesOf(document: string): readonly Rule[] {
  const rules: Rule[] = [];
  let section = '';
  for (const line of document.split('\n')) {
    section = /^## (.*)/.exec(line)?.[1] ?? section;
    const [, text, tests] = /^\| (.+?) \|(.*)\|$/.exec(line) ?? [];
    if (text === undefined || tests === undefined || text === 'rule' || /^-+$/.test(text)) continue;
    rules.push({ section, text, tests: [...tests.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '') });
  }
  return rules;
}

/** What stands before the first placeholder of a parametrised title. */
const fixedPart = (title: string): string => title.split(/[%$]/)[0] ?? '';

/** A title matches its own text, or, with placeholders, whatever begins as it does. */
function isTitle(named: string, title: string): boolean {
  const fixed = fixedPart(title);
  return named === title || (fixed !== title && fixed !== '' && named.startsWith(fixed));
}

function exists(name: string): boolean {
  const [file, ...named] = name.split(SEPARATOR);
  if (file === undefined || named.length === 0) return false;
  return titlesOf(join(PROJECT, 'test', file)).some(
    (titles) => titles.length === named.length && titles.every((title, depth) => isTitle(named[depth] ?? '', title)),
  );
}

describe('docs/semantics.md', () => {
  const rules = rulesOf(readFileSync(join(PROJECT, 'docs/semantics.md'), 'utf8'));

  test('has a test for every rule', () => {
    expect(rules.filter(({ tests }) => tests.length === 0).map(({ text }) => text)).toEqual([]);
    expect(rules.length).toBeGreaterThan(80);
  });

  test('states no rule twice', () => {
    const texts = rules.map(({ section, text }) => `${section}: ${text}`);
    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
  });

  test('names only tests that are there', () => {
    expect(rules.flatMap(({ tests }) => tests).filter((name) => !exists(name))).toEqual([]);
  });
});
