import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

// The bench as a tool: it runs through, and its report says all it promises. Its numbers are for a quiet machine, not for a test.

const run = promisify(execFile);
const PROJECT = new URL('../..', import.meta.url).pathname;

interface Report {
  rows: { name: string; events_per_s: number; p50_ms: number; p99_ms: number; cpu_us_per_event: number | null }[];
  service_vs_naive: number;
  service_vs_limit: number;
  breakdown: { micros: Record<string, number>; node_us_per_event: number };
  memory: { bytes_per_resident_rolling: number; bytes_per_indexed_player: number };
}

async function bench(reportFile: string, ...options: string[]): Promise<string> {
  const small = [
    '--seconds',
    '0.3',
    '--runs',
    '1',
    '--rollings',
    '200',
    '--many-rollings',
    '400',
    '--residents',
    '1000',
  ];
  const all = ['test/bench/main.ts', ...small, '--report', reportFile, ...options];
  const { stdout } = await run(process.execPath, all, { cwd: PROJECT, timeout: 280_000 });
  return stdout;
}

describe('the bench', () => {
  let home = '';
  let report: Report;
  let text = '';

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'bench-smoke-'));
    const file = join(home, 'reports', 'bench.json');
    text = await bench(file, '--scale', '--brands', '2');
    report = JSON.parse(await readFile(file, 'utf8')) as Report;
  }, 300_000);

  afterAll(async () => {
    await rm(home, { recursive: true, force: true });
  });

  test('has all rows, each with its rate, latencies and processor time', () => {
    const names = report.rows.map(({ name }) => name);
    expect(names.toSorted()).toEqual(
      [
        'naive',
        'naive_1',
        'naive_8',
        'naive_16',
        'postgres_limit',
        'service',
        'service_10k',
        'service_500k',
        'service_5000_brands',
        'service_cold',
        'service_nobody_80',
      ].toSorted(),
    );
    for (const row of report.rows) {
      expect(row.events_per_s, row.name).toBeGreaterThan(0);
      expect(row.p50_ms, row.name).toBeGreaterThan(0);
      expect(row.p99_ms, row.name).toBeGreaterThanOrEqual(row.p50_ms);
      expect(text).toContain(row.name);
    }
  });

  test('compares the service with the naive way and with Postgres alone', () => {
    expect(report.service_vs_naive).toBeGreaterThan(0);
    expect(report.service_vs_limit).toBeGreaterThan(0);
  });

  test('says where the microseconds go, and they add up', () => {
    const { micros, node_us_per_event } = report.breakdown;
    const servers = new Set(['postgres', 'redis']);
    const ours = Object.entries(micros).filter(([part]) => !servers.has(part));
    expect(ours.reduce((sum, [, spent]) => sum + spent, 0)).toBeCloseTo(node_us_per_event, 3);
    expect(micros['decide']).toBeGreaterThan(0);
  });

  test('weighs a resident rolling and an indexed player', () => {
    expect(report.memory.bytes_per_resident_rolling).toBeGreaterThan(0);
    expect(report.memory.bytes_per_indexed_player).toBeGreaterThan(0);
  });

  test('names what it does not understand', async () => {
    const refused = run(process.execPath, ['test/bench/main.ts', '--only', 'nonsense'], { cwd: PROJECT });
    await expect(refused).rejects.toThrow('--only knows no nonsense');
  });
});
