import { strict as assert } from 'node:assert';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GuardedService, TOKENS } from './guarded-service.ts';
import { until } from './service-under-test.ts';

// docs/integrate.md is run: every `sh` block in one shell, in order, against the real service; what a block prints is held to the
// `json` or `text` block behind it.

interface Step {
  readonly line: number;
  readonly script: string;
  readonly expected: { readonly kind: string; readonly text: string } | null;
}

const page = readFileSync(new URL('../../docs/integrate.md', import.meta.url), 'utf8');

function stepsOf(markdown: string): readonly Step[] {
  const fences = [...markdown.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map((match) => ({
    kind: match[1] ?? '',
    text: match[2] ?? '',
    line: markdown.slice(0, match.index).split('\n').length,
  }));
  return fences.flatMap(({ kind, text, line }, n) => {
    if (kind !== 'sh') return [];
    const next = fences[n + 1];
    const isAnswer = next !== undefined && (next.kind === 'json' || next.kind === 'text');
    return [{ line, script: text, expected: isAnswer ? next : null }];
  });
}

/** One bash that remembers what earlier blocks defined. */
class Shell {
  readonly #bash: ChildProcessWithoutNullStreams;
  #said = '';
  #errors = '';
  #blocks = 0;

  constructor(environment: Readonly<Record<string, string>>) {
    this.#bash = spawn('bash', [], { env: { PATH: process.env['PATH'] ?? '', ...environment } });
    this.#bash.stdout.on('data', (chunk) => (this.#said += String(chunk)));
    this.#bash.stderr.on('data', (chunk) => (this.#errors += String(chunk)));
  }

  async run(script: string): Promise<string> {
    this.#said = '';
    this.#blocks += 1;
    const end = `--- end of block ${this.#blocks}`;
    this.#bash.stdin.write(`${script}\necho; echo '${end}'\n`);
    await until(() => {
      if (!this.#said.includes(`${end}\n`)) throw new Error(`not done: ${script}\n${this.#said}\n${this.#errors}`);
    }, 15_000);
    if (this.#errors !== '') throw new Error(`${script} complained: ${this.#errors}`);
    return this.#said.slice(0, this.#said.indexOf(end)).trim();
  }

  close(): void {
    this.#bash.stdin.end();
  }
}

const ANY = '…';

/** The documented value, with whatever is left open there taken from the real one. */
function filled(documented: unknown, real: unknown): unknown {
  if (documented === ANY) return real;
  if (Array.isArray(documented))
    return documented.map((each, n) => filled(each, Array.isArray(real) ? real[n] : undefined));
  if (typeof documented !== 'object' || documented === null) return documented;
  const from = (typeof real === 'object' && real !== null ? real : {}) as Record<string, unknown>;
  const named = Object.entries(documented).filter(([name]) => name !== ANY);
  const members = Object.fromEntries(named.map(([name, value]) => [name, filled(value, from[name])]));
  return ANY in documented ? { ...from, ...members } : members;
}

function assertPrinted({ expected, line }: Step, printed: string): void {
  if (expected === null) return;
  if (expected.kind === 'text') {
    assert.equal(printed, expected.text.trim(), `line ${line}`);
    return;
  }
  const real: unknown = JSON.parse(printed);
  const documented: unknown = JSON.parse(expected.text);
  assert.deepEqual(real, filled(documented, real), `line ${line}`);
  const isKnown = (name: string): boolean => name === ANY || Object.hasOwn(real as object, name);
  const unknown = Object.keys(documented as object).filter((name) => !isKnown(name));
  assert.deepEqual(unknown, [], `line ${line}`);
}

let service: GuardedService;
let shell: Shell;
beforeAll(async () => {
  service = await GuardedService.start({ MULTI_BRAND_ENFORCEMENT: 'enforce' });
  service.walletAnswers.status = 200;
  shell = new Shell({
    ROLLING: service.address,
    REDIS_URL: service.redisUrl,
    GATEWAY: TOKENS.gateway,
    PROMOTION: TOKENS.promotion,
    ADMIN: TOKENS.admin,
  });
});
afterAll(async () => {
  shell.close();
  await service.stop();
});

test('the page has its commands', () => {
  expect(stepsOf(page).length).toBeGreaterThan(15);
  expect(stepsOf(page).filter(({ expected }) => expected !== null).length).toBeGreaterThan(12);
});

test.for(stepsOf(page).map((step) => [step.line, step] as const))(
  'line %i prints what the page says',
  async ([, step]) => {
    // A read may come before what it waits for; anything else is sent once.
    const isRead = !/ -d | -X |XADD|^bet /m.test(step.script);
    const once = async (): Promise<void> => assertPrinted(step, await shell.run(step.script));
    await expect(isRead ? until(once, 15_000) : once()).resolves.toBeUndefined();
  },
);
