import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Report } from '../../src/dev/demo/report.ts';

// The demo with `kill -9` at random moments: of creates, of bets, of wallet calls. Each seed kills elsewhere. Whatever was killed
// when, the independent verdict holds, the service's own books agree, and nothing is left behind.

const DEMO = join(resolve(import.meta.dirname, '../..'), 'src/dev/demo/main.ts');
/** One takes some 15 s of two idle cores; a busy machine may take its time. */
const TIMEOUT_MS = 240_000;

let scratch = '';

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'kill-nine-'));
  // Postgres runs as another user where we are root.
  chmodSync(scratch, 0o755);
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Demonstrated {
  readonly code: unknown;
  readonly report: Report;
  readonly output: string;
  /** Processes that descend from the demo and still run. */
  readonly leftRunning: readonly string[];
  readonly leftInTmp: readonly string[];
}

/** Process ids with their parents and a start time, which tells a process from a later one of the same id. */
function processes(): readonly { readonly id: string; readonly pid: number; readonly parent: number }[] {
  const table = execFileSync('ps', ['-eo', 'pid=,ppid=,stat=,lstart='], { encoding: 'utf8' });
  return table.split('\n').flatMap((line) => {
    const [pid, parent, stat, ...start] = line.trim().split(/\s+/);
    if (pid === undefined || pid === '' || stat?.startsWith('Z') === true) return [];
    return [{ id: `${pid} since ${start.join(' ')}`, pid: Number(pid), parent: Number(parent) }];
  });
}

/** Adds whoever descends from `root` now. Servers are in process groups of their own: only descent finds them all. */
function noteDescendants(root: number, noted: Set<string>): void {
  const all = processes();
  const parents = [root];
  for (let parent = parents.pop(); parent !== undefined; parent = parents.pop()) {
    for (const child of all) {
      if (child.parent !== parent) continue;
      noted.add(child.id);
      parents.push(child.pid);
    }
  }
}

async function demonstrate(name: string, options: readonly string[]): Promise<Demonstrated> {
  const temporary = join(scratch, name);
  const reportFile = join(scratch, `${name}.json`);
  execFileSync('mkdir', ['-m', '755', temporary]);
  const child = spawn(process.execPath, [DEMO, ...options, '--report', reportFile], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const descendants = new Set<string>();
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      noteDescendants(child.pid ?? -1, descendants);
    });
  }
  const [code] = (await once(child, 'close')) as unknown[];
  const running = new Set(processes().map(({ id }) => id));
  return {
    code,
    output,
    report: JSON.parse(readFileSync(reportFile, 'utf8')) as Report,
    leftRunning: [...descendants].filter((id) => running.has(id)),
    leftInTmp: readdirSync(temporary),
  };
}

function expectHeld({ code, report, output, leftRunning, leftInTmp }: Demonstrated, kills: number): void {
  expect(report, output).toMatchObject({ verdict: true, mismatches: 0, duplicates: 0, lost: 0, problems: [], kills });
  expect(report.rollings_completed).toBeGreaterThan(500);
  expect({ code, leftRunning, leftInTmp }).toEqual({ code: 0, leftRunning: [], leftInTmp: [] });
  expect(output).not.toMatch(/^\{/m);
}

const disorder = ['--duplicates', '0.05', '--reorder', '--seconds', '80'];

test.concurrent.each([
  ['2', 3],
  ['31', 4],
  ['977', 2],
])('seed %s, killed %d times', { timeout: TIMEOUT_MS }, async (seed, kills) => {
  const run = await demonstrate(`seed-${seed}`, [...disorder, '--seed', seed, '--kill', String(kills)]);
  expectHeld(run, kills);
});

test.concurrent('killed while the wallet fails and loses answers', { timeout: TIMEOUT_MS }, async () => {
  const options = ['--seed', '5', '--kill', '2', '--wallet-faults', '0.08'];
  expectHeld(await demonstrate('poor-wallet', [...disorder, ...options]), 2);
});
