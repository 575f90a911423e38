import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

// Holds .oxlintrc.json to the layout: plants every import between two floors in a throw-away tree, lints it once, and compares
// what was refused with the table below. A rule that stops biting fails here, not in review.

const PROJECT = resolve(import.meta.dirname, '../..');

/** One file on each floor; the first of a list is the file others import, the rest check that deeper folders obey as well. */
const FLOORS: Record<string, string[]> = {
  machines: ['machines/sample.machine.ts'],
  domain: ['src/domain/sample.ts', 'src/domain/deep/sample.ts'],
  ports: ['src/ports/sample.ts'],
  observe: ['src/observe/sample.ts'],
  config: ['src/config/sample.ts'],
  ingress: ['src/ingress/sample.ts', 'src/ingress/deep/sample.ts'],
  fleet: ['src/fleet/sample.ts', 'src/fleet/deep/sample.ts'],
  shard: ['src/shard/sample.ts', 'src/shard/deep/sample.ts'],
  schedule: ['src/schedule/sample.ts', 'src/schedule/deep/sample.ts'],
  effects: ['src/effects/sample.ts', 'src/effects/deep/sample.ts'],
  outbox: ['src/outbox/sample.ts', 'src/outbox/deep/sample.ts'],
  api: ['src/api/sample.ts', 'src/api/deep/sample.ts'],
  inspect: ['src/inspect/sample.ts'],
  console: ['src/console/sample.ts', 'src/console/deep/sample.ts', 'src/console/deep/deeper/sample.ts'],
  'adapters/postgres': ['src/adapters/postgres/sample.ts', 'src/adapters/postgres/deep/sample.ts'],
  'adapters/redis': ['src/adapters/redis/sample.ts'],
  'adapters/wallet': ['src/adapters/wallet/sample.ts'],
  'adapters/link': ['src/adapters/link/sample.ts'],
  'adapters/currency': ['src/adapters/currency/sample.ts'],
  'adapters/memory': ['src/adapters/memory/sample.ts'],
  'adapters/system': ['src/adapters/system/sample.ts'],
  ops: ['src/ops/sample.ts'],
  worker: ['src/worker.ts'],
  apiProcess: ['src/api-process.ts'],
  main: ['src/main.ts'],
  dev: ['src/dev/sample.ts'],
  test: ['test/sample.ts'],
  unlisted: ['src/newcomer/sample.ts'],
};

const STAGES = ['ingress', 'fleet', 'shard', 'schedule', 'effects', 'outbox', 'api', 'inspect'];
const ADAPTERS = Object.keys(FLOORS).filter((floor) => floor.startsWith('adapters/'));
const BELOW_STAGES = ['domain', 'machines', 'ports', 'observe'];
const NODE = ['node:fs/promises', 'node:crypto'];
const PURE_NODE = ['node:assert/strict'];
const ALL_NODE = [...NODE, ...PURE_NODE];
const FASTIFY = ['fastify', '@fastify/helmet', 'typebox'];
const STORES = ['postgres', 'ioredis', 'undici', 'cockatiel', 'ws'];
const VIEWS = ['preact', 'uplot'];
const LIBRARIES = [
  'xstate',
  'pino',
  'prom-client',
  'dinero.js/currencies',
  'left-pad',
  ...VIEWS,
  ...STORES,
  ...FASTIFY,
  ...ALL_NODE,
];
const EVERYTHING = [...Object.keys(FLOORS), ...LIBRARIES];

/** What a floor may import, its own folder apart. `type:x` means by `import type` only. */
const MAY_IMPORT: Record<string, string[]> = {
  machines: ['xstate'],
  domain: ['machines'],
  ports: ['type:domain', 'type:machines', 'type:ports'],
  observe: ['pino', 'prom-client', 'type:domain', 'type:ports', ...ALL_NODE],
  config: ['domain', 'ports', 'typebox', ...ALL_NODE],
  ingress: [...BELOW_STAGES, ...PURE_NODE],
  fleet: [...BELOW_STAGES, ...PURE_NODE],
  shard: [...BELOW_STAGES, ...PURE_NODE],
  schedule: [...BELOW_STAGES, ...PURE_NODE],
  effects: [...BELOW_STAGES, ...PURE_NODE],
  outbox: [...BELOW_STAGES, ...PURE_NODE],
  api: [...BELOW_STAGES, ...FASTIFY, ...ALL_NODE],
  inspect: [...BELOW_STAGES, ...FASTIFY, 'ws', ...ALL_NODE],
  console: ['preact', 'uplot'],
  'adapters/postgres': [...BELOW_STAGES, 'postgres', ...ALL_NODE],
  'adapters/redis': [...BELOW_STAGES, 'ioredis', ...ALL_NODE],
  'adapters/wallet': [...BELOW_STAGES, 'undici', 'cockatiel', ...ALL_NODE],
  'adapters/link': [...BELOW_STAGES, 'ws', ...ALL_NODE],
  'adapters/currency': ['domain', 'dinero.js/currencies'],
  'adapters/memory': [...BELOW_STAGES, ...PURE_NODE],
  'adapters/system': [...BELOW_STAGES, ...ALL_NODE],
  ops: [...BELOW_STAGES, ...ADAPTERS, 'config', ...ALL_NODE],
  worker: [...BELOW_STAGES, ...STAGES, ...ADAPTERS, 'config', 'ops', 'console', 'unlisted', ...ALL_NODE],
  apiProcess: [...BELOW_STAGES, ...STAGES, ...ADAPTERS, 'config', 'ops', 'console', 'unlisted', ...ALL_NODE],
  main: ['worker', 'apiProcess', 'config', 'observe', 'ops', 'dev', ...ALL_NODE],
  dev: EVERYTHING,
  test: EVERYTHING,
  unlisted: [],
};

type Form = 'value' | 'type' | 'dynamic';
interface Planted {
  path: string;
  line: number;
  target: string;
  form: Form;
  allowed: boolean;
}

function specifierFrom(path: string, target: string): string {
  const file = FLOORS[target]?.[0];
  if (file === undefined) return target;
  const relative = posix.relative(dirname(path), file);
  return relative.startsWith('.') ? relative : `./${relative}`;
}

function statement(form: Form, specifier: string, line: number): string {
  if (form === 'type') return `export type { T${line} } from '${specifier}';`;
  if (form === 'dynamic') return `export const f${line} = () => import('${specifier}');`;
  return `import '${specifier}';`;
}

function isAllowed(floor: string, target: string, form: Form): boolean {
  const may = MAY_IMPORT[floor] ?? [];
  if (may.includes(target)) return true;
  if (may.includes(`type:${target}`)) return form === 'type';
  return floor === target;
}

function lines(count: number): string {
  return Array.from({ length: count }, (_, index) => `export const value${index} = ${index};`).join('\n');
}

/** Single statements that a rule other than the layers must refuse. */
const REFUSED: { path: string; source: string; rule: string }[] = [
  ...['machines', 'domain', 'ingress', 'fleet', 'shard', 'schedule', 'effects', 'outbox', 'adapters/memory'].flatMap(
    (floor) => {
      const folder = dirname(FLOORS[floor]?.[0] ?? '');
      return [
        ['date-now', 'Date.now()', 'no-restricted-globals'],
        ['new-date', 'new Date()', 'no-restricted-globals'],
        ['set-timeout', 'setTimeout(String, 1)', 'no-restricted-globals'],
        ['set-interval', 'setInterval(String, 1)', 'no-restricted-globals'],
        ['set-immediate', 'setImmediate(String)', 'no-restricted-globals'],
        ['performance-now', 'performance.now()', 'no-restricted-globals'],
        ['hrtime', 'process.hrtime()', 'no-restricted-globals'],
        ['random-uuid', 'crypto.randomUUID()', 'no-restricted-globals'],
        ['global-date', 'globalThis.Date.now()', 'no-restricted-globals'],
        ['math-random', 'Math.random()', 'no-restricted-properties'],
        ['abort-timeout', 'AbortSignal.timeout(1)', 'no-restricted-properties'],
      ].map(([name, expression, rule]) => ({
        path: `${folder}/refused-${name}.ts`,
        source: `export const value = ${expression};`,
        rule: rule ?? '',
      }));
    },
  ),
  { path: 'src/domain/timestamp.ts', source: 'export const value = Date.now();', rule: 'no-restricted-properties' },
  { path: 'src/shard/env.ts', source: 'export const value = process.env.HOME;', rule: 'no-process-env' },
  { path: 'src/adapters/redis/env.ts', source: "export const value = process.env['HOME'];", rule: 'no-process-env' },
  { path: 'src/shard/says.ts', source: "console.log('hello');", rule: 'no-console' },
  { path: 'src/shard/barrel.ts', source: "export * from './sample.ts';", rule: 'no-barrel-file' },
  { path: 'src/shard/missing.ts', source: "import './sample.js';", rule: 'extensions' },
  { path: 'src/shard/CamelCase.ts', source: 'export const value = 1;', rule: 'filename-case' },
  { path: 'src/shard/typed.ts', source: "export type T = import('./sample.ts').T;", rule: 'consistent-type-imports' },
  { path: 'src/api/detour.ts', source: "import './../adapters/redis/sample.ts';", rule: 'no-restricted-imports' },
  { path: 'src/api/detour-down.ts', source: "import '../domain/../fleet/sample.ts';", rule: 'no-restricted-imports' },
  { path: 'src/shard/long.ts', source: lines(251), rule: 'max-lines' },
  {
    path: 'src/shard/long-function.ts',
    source: `export function f(): void {\n${'  f();\n'.repeat(71)}}`,
    rule: 'max-lines-per-function',
  },
  {
    path: 'src/shard/cycle-a.ts',
    source: "import type { B } from './cycle-b.ts';\nexport type A = B[];",
    rule: 'no-cycle',
  },
  {
    path: 'src/shard/cycle-b.ts',
    source: "import type { A } from './cycle-a.ts';\nexport type B = A[];",
    rule: 'no-cycle',
  },
];

/** The same statements where they are welcome. */
const WELCOME: { path: string; source: string }[] = [
  { path: 'src/config/env.ts', source: "export const value = process.env['HOME'];" },
  { path: 'src/adapters/system/clock.ts', source: 'export const value = Date.now();' },
  { path: 'src/domain/format-timestamp.ts', source: 'export const value = 1;' },
  { path: 'test/long.ts', source: lines(400) },
];

interface Finding {
  path: string;
  line: number;
  rule: string;
}

const planted: Planted[] = [];
let findings: Finding[] = [];
let tree = '';

function plant(path: string, source: string): void {
  mkdirSync(join(tree, dirname(path)), { recursive: true });
  writeFileSync(join(tree, path), `${source}\n`);
}

function lint(): Finding[] {
  // Types are not needed to judge an import, and a type-aware run takes seconds.
  const config = readFileSync(join(PROJECT, '.oxlintrc.json'), 'utf8').replace(
    '"typeAware": true',
    '"typeAware": false',
  );
  writeFileSync(join(tree, '.oxlintrc.json'), config);
  symlinkSync(join(PROJECT, 'node_modules'), join(tree, 'node_modules'));
  let output: string;
  try {
    output = execFileSync(process.execPath, ['node_modules/oxlint/bin/oxlint', '--format', 'json'], {
      cwd: tree,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch (error) {
    output = (error as { stdout: string }).stdout;
  }
  const report = JSON.parse(output) as {
    diagnostics: { code: string; filename: string; labels: { span: { line: number } }[] }[];
  };
  return report.diagnostics.map((diagnostic) => ({
    path: diagnostic.filename.replace(`${tree}/`, ''),
    line: diagnostic.labels[0]?.span.line ?? 0,
    rule: /\(([^)]+)\)/.exec(diagnostic.code)?.[1] ?? diagnostic.code,
  }));
}

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'layers-'));
  for (const [floor, paths] of Object.entries(FLOORS)) {
    for (const path of paths) {
      const statements: string[] = [];
      for (const target of EVERYTHING) {
        for (const form of ['value', 'type', 'dynamic'] as const) {
          const specifier = specifierFrom(path, target);
          if (posix.join(dirname(path), specifier) === path) continue;
          statements.push(statement(form, specifier, statements.length + 1));
          planted.push({ path, line: statements.length, target, form, allowed: isAllowed(floor, target, form) });
        }
      }
      plant(path, statements.join('\n'));
    }
  }
  for (const { path, source } of [...REFUSED, ...WELCOME]) plant(path, source);
  findings = lint();
}, 30_000);

afterAll(() => rmSync(tree, { recursive: true, force: true }));

function describeImport({ path, target, form }: Planted): string {
  return `${path} ${form} import of ${target}`;
}

describe('who may import whom', () => {
  test.for(Object.entries(FLOORS))('%s imports what its floor allows, and nothing else', ([, paths]) => {
    const here = planted.filter(({ path }) => paths.includes(path));
    const refused = here.filter(({ path, line }) =>
      findings.some((found) => found.path === path && found.line === line && found.rule === 'no-restricted-imports'),
    );
    expect(here).not.toEqual([]);
    expect(refused.map(describeImport)).toEqual(here.filter(({ allowed }) => !allowed).map(describeImport));
  });

  test('main reaches src/dev by dynamic import only', () => {
    let main: string;
    try {
      main = readFileSync(join(PROJECT, 'src/main.ts'), 'utf8');
    } catch {
      return;
    }
    expect(main).not.toMatch(/^\s*(?:import|export)\b[^;]*from\s+'\.\/dev\//m);
    expect(main).not.toMatch(/^\s*import\s+'\.\/dev\//m);
  });
});

describe('what a file may do', () => {
  test.for(REFUSED.map(({ path, rule }) => [path, rule] as const))('%s is refused by %s', ([path, rule]) => {
    expect(findings.filter((found) => found.path === path).map((found) => found.rule)).toContain(rule);
  });

  test.for(WELCOME.map(({ path }) => path))('%s is welcome', (path) => {
    expect(findings.filter((found) => found.path === path)).toEqual([]);
  });
});
