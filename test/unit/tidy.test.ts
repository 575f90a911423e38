import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

// Style that the linter cannot see. Lengths of files and functions, names' case and layers are the linter's: .oxlintrc.json.

const PROJECT = resolve(import.meta.dirname, '../..');

function filesUnder(...folders: string[]): string[] {
  return folders.flatMap((folder) => {
    try {
      return readdirSync(join(PROJECT, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(PROJECT.length + 1))
        .filter((path) => !path.includes('node_modules/'))
        .toSorted();
    } catch {
      return [];
    }
  });
}

function isTypeScript(path: string): boolean {
  return /\.tsx?$/.test(path);
}

function read(path: string): string {
  return readFileSync(join(PROJECT, path), 'utf8');
}

/** The files for which `isUntidy` holds, so that a failure lists them all. */
function untidy(paths: string[], isUntidy: (source: string, path: string) => boolean): string[] {
  return paths.filter((path) => isUntidy(read(path), path));
}

function withoutComments(source: string): string {
  return source.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');
}

const everything = filesUnder('machines', 'migrations', 'src', 'test', 'docs');
const modules = filesUnder('machines', 'src').filter(isTypeScript);
const typescript = everything.filter(isTypeScript);

describe('names', () => {
  test('are kebab-case', () => {
    const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
    expect(typescript.filter((path) => !path.split('/').every((part) => kebab.test(part)))).toEqual([]);
  });

  test('say what is inside', () => {
    const empty = /^(utils?|helpers?|commons?|misc|shared|managers?)$/;
    const isVague = (path: string): boolean =>
      path.split(/[/.-]/).some((word) => empty.test(word)) || basename(path).startsWith('index.');
    const vague = everything.filter(isVague);
    // a document's index.html or the like is not a module
    expect(vague.filter(isTypeScript)).toEqual([]);
  });
});

describe('text', () => {
  test('holds no note to self', () => {
    const note = new RegExp(['TO' + 'DO', 'FIX' + 'ME'].map((word) => `\\b${word}\\b`).join('|'));
    expect(
      untidy(
        everything.filter((path) => /\.(tsx?|sql|md)$/.test(path)),
        (source) => note.test(source),
      ),
    ).toEqual([]);
  });

  test('opens every module with its place in the flow', () => {
    expect(untidy(modules, (source) => !/^(#!.*\n)?(\/\/|\/\*)/.test(source))).toEqual([]);
  });

  test('silences a rule only with a reason', () => {
    const silence = /(?:oxlint|eslint)-disable(?!.*\s--\s\S)|@ts-(?:ignore|nocheck)|@ts-expect-error\s*$/m;
    const others = typescript.filter((path) => path !== 'test/unit/tidy.test.ts');
    expect(untidy(others, (source) => silence.test(source))).toEqual([]);
  });
});

describe('modules', () => {
  test('are no barrels', () => {
    const reexport = /export\s+(?:type\s+)?(?:\*(?:\s+as\s+\w+)?|\{[^}]*\})\s+from\s+'[^']+';/g;
    const isBarrel = (source: string): boolean => {
      const code = withoutComments(source);
      return reexport.test(code) && code.replaceAll(reexport, '').trim() === '';
    };
    expect(untidy(modules, isBarrel)).toEqual([]);
  });

  test('of ports hold types and nothing that runs', () => {
    const ports = modules.filter((path) => path.startsWith('src/ports/'));
    const runs = (source: string): boolean =>
      withoutComments(stripTypeScriptTypes(source)).replaceAll(/export\s*\{\s*\}|[;\s]/g, '') !== '';
    expect(untidy(ports, runs)).toEqual([]);
  });

  test('import dynamically by a literal only, which the linter can judge', () => {
    expect(untidy(modules, (source) => /\bimport\(\s*[^'\s]/.test(withoutComments(source)))).toEqual([]);
  });

  test('turn an instant into text without asking for the time', () => {
    const timestamp = modules.filter((path) => basename(path) === 'timestamp.ts');
    expect(untidy(timestamp, (source) => /new\s+Date(?:\(\s*\)|(?!\s*\())/.test(withoutComments(source)))).toEqual([]);
  });
});

describe('documents', () => {
  test('are all found from the README, which names none that is not there', () => {
    const linked = new Set([...read('README.md').matchAll(/\]\((docs\/[^)#]+)\)/g)].map(([, path]) => path));
    const files = filesUnder('docs');
    const pages = files.filter((path) => path.endsWith('.md') && !path.startsWith('docs/adr/'));
    expect(pages.filter((path) => !linked.has(path))).toEqual([]);
    expect([...linked].filter((path) => path !== 'docs/adr/' && !files.includes(path!))).toEqual([]);
  });
});
