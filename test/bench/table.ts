// The report for people.
import type { BenchReport, Row } from './report.ts';
import type { Spread } from './spread.ts';

const rounded = (value: number | null | undefined, digits = 0): string =>
  value === null || value === undefined
    ? '-'
    : value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

function table(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  const cell = (text: string, column: number): string =>
    column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0);
  return lines.map((line) => line.map(cell).join('  ').trimEnd()).join('\n');
}

const HEAD = ['row', 'events/s', 'min', 'max', 'p50 ms', 'p99 ms', 'cpu µs', 'node', 'postgres', 'redis'];

function line(row: Row): string[] {
  return [
    row.name,
    rounded(row.events_per_s),
    rounded(row.spread.min),
    rounded(row.spread.max),
    rounded(row.p50_ms, 1),
    rounded(row.p99_ms, 1),
    rounded(row.cpu_us_per_event, 1),
    rounded(row.node_us_per_event, 1),
    rounded(row.postgres_us_per_event, 1),
    rounded(row.redis_us_per_event, 1),
  ];
}

const WORK_HEAD = [
  'batches',
  'events',
  'rollings',
  'commit ms',
  'load ms',
  'in commit',
  'in load',
  'hydrations',
  'WAL bytes/event',
];

function workLines(rows: readonly Row[]): string[][] {
  return rows.flatMap(({ name, work }) =>
    work === undefined
      ? []
      : [
          [
            name,
            rounded(work.batch_events),
            rounded(work.batch_rollings),
            rounded(work.commit_ms, 1),
            rounded(work.load_ms, 1),
            `${rounded(work.commit_share * 100)} %`,
            `${rounded(work.load_share * 100)} %`,
            rounded(work.hydrations),
            rounded(work.wal_bytes),
          ],
        ],
  );
}

function ratioLine(name: string, { min, median, max }: Spread): string {
  return `${name} ${rounded(median, 2)}  (runs from ${rounded(min, 2)} to ${rounded(max, 2)})`;
}

export function reportText(report: BenchReport): string {
  const { rows, ratios, breakdown, memory, hydration_us } = report;
  const paragraphs = [table([HEAD, ...rows.map(line)])];
  const work = workLines(rows);
  if (work.length > 0) paragraphs.push(table([WORK_HEAD, ...work]));
  if (Object.keys(ratios).length > 0) {
    paragraphs.push(
      Object.entries(ratios)
        .map(([name, spread]) => ratioLine(name, spread))
        .join('\n'),
    );
  }
  if (hydration_us !== undefined) paragraphs.push(`one hydration costs ${rounded(hydration_us)} µs of processor time`);
  if (breakdown !== undefined) {
    const lines = Object.entries(breakdown.micros).map(([part, micros]) => [part, rounded(micros, 2)]);
    paragraphs.push(table([['where the microseconds go', 'µs/event'], ...lines]));
  }
  if (memory !== undefined) {
    paragraphs.push(
      `${rounded(memory.bytes_per_resident_rolling)} bytes a resident rolling, ` +
        `${rounded(memory.bytes_per_indexed_player, 1)} a player in the index (${rounded(memory.residents)} residents)`,
    );
  }
  return `${paragraphs.join('\n\n')}\n`;
}
