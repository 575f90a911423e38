// The titles in a test file, read from its text: the formatter lays every describe and test at the depth it is nested, so that the
// indentation says what is inside what.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export type Titles = readonly string[];

const BEGINS = /^( *)(describe|test)(?:\.\w+)*[(<]/;
const TITLE = /\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`)/;
/** Cases that take their names from tables: the tables' members called name. */
const NAMED_BY_TABLE = '$name';

const known = new Map<string, readonly Titles[]>();

/** The title that follows a line which begins a describe or test: in its own call, or behind the table of its cases. */
function titleAfter(text: string): string | null {
  const isTable = /^ *\w+(?:\.\w+)*\.(?:each|for)[(<]/.test(text);
  const behind = isTable ? text.search(/\)\(\s*['"`]/) + 1 : text.indexOf('(');
  const match = behind <= 0 ? null : TITLE.exec(text.slice(behind));
  const title = match?.[1] ?? match?.[2] ?? match?.[3] ?? null;
  return title === null ? null : title.replaceAll(/\\(.)/g, '$1');
}

/** Modules in the folder that is called as the test file is. */
function tablesOf(path: string): string {
  const folder = path.replace(/\.test\.ts$/, '');
  if (!existsSync(folder)) return '';
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
}

function namesInTables(text: string): readonly string[] {
  return [...text.matchAll(/^ {4}name: '((?:[^'\\]|\\.)*)',$/gm)].map(([, name]) => name ?? '');
}

/** Every test of the file, as the titles of what it is nested in and its own. */
export function titlesOf(path: string): readonly Titles[] {
  const read = known.get(path);
  if (read !== undefined) return read;
  const found: Titles[] = [];
  if (existsSync(path)) {
    const source = readFileSync(path, 'utf8');
    const nested: { depth: number; title: string }[] = [];
    let offset = 0;
    for (const line of source.split('\n')) {
      const [, indent, what] = BEGINS.exec(line) ?? [];
      const title = indent === undefined ? null : titleAfter(source.slice(offset));
      offset += line.length + 1;
      if (indent === undefined || title === null) continue;
      while ((nested.at(-1)?.depth ?? -1) >= indent.length) nested.pop();
      if (what === 'describe') nested.push({ depth: indent.length, title });
      else {
        const own = title === NAMED_BY_TABLE ? namesInTables(source + tablesOf(path)) : [title];
        found.push(...own.map((each) => [...nested.map((outer) => outer.title), each]));
      }
    }
  }
  known.set(path, found);
  return found;
}
