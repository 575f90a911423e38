// The fleet as tables for people.
import type { HistoryView, ShardView, StreamView, WorkerView } from '../domain/fleet-view.ts';
import type { RebalanceView } from '../domain/rebalance-view.ts';
import { textTable } from './text-table.ts';

const or = (text: string | null, otherwise = '-'): string => text ?? otherwise;
const lines = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  `${textTable(header, rows).join('\n')}\n`;

/** "2026-11-22T08:00:00.000Z" without its fractions. */
const second = (time: string): string => `${time.slice(0, 19)}Z`;

export const duration = (ms: number): string => {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 120_000) return `${(ms / 1_000).toFixed(1)} s`;
  return ms < 7_200_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`;
};

function conditionText({ condition, alive, drain_order: order }: WorkerView): string {
  const drained = order === null ? condition : `${condition} (${order})`;
  return alive || condition === 'away' ? drained : `${drained}, away`;
}

export function workersText(workers: readonly WorkerView[]): string {
  if (workers.length === 0) return 'no worker has been here lately\n';
  const rows = workers.map((worker) => [
    worker.worker,
    conditionText(worker),
    String(worker.shards),
    String(worker.events_per_s),
    worker.reads.join(',') || '-',
    String(worker.capacity),
    worker.build,
    String(worker.machine_version),
    second(worker.started_at),
    worker.address,
  ]);
  const header = ['WORKER', 'IS', 'SHARDS', 'EVENTS/S', 'READS', 'CAPACITY', 'BUILD', 'VERSION', 'STARTED', 'ADDRESS'];
  return lines(header, rows);
}

const ownerText = (owner: string | null, alive: boolean): string =>
  owner === null ? '-' : alive ? owner : `${owner} (away)`;

export function shardsText(shards: readonly ShardView[]): string {
  if (shards.length === 0) return 'no shards\n';
  const rows = shards.map((shard) => [
    `${shard.brand_id}/${shard.shard_no}`,
    `${shard.slot_from}-${shard.slot_to - 1}`,
    ownerText(shard.owner, shard.owner_alive),
    String(shard.epoch),
    String(shard.events_per_s),
    or(shard.target),
    or(shard.pinned_to),
  ]);
  return lines(['SHARD', 'SLOTS', 'OWNER', 'EPOCH', 'EVENTS/S', 'GOES TO', 'PINNED TO'], rows);
}

export function streamsText(streams: readonly StreamView[], nowMs: number): string {
  if (streams.length === 0) return 'no worker has ever been configured to read a stream\n';
  const rows = streams.map((stream) => {
    const { processed_through: through, except_brands: except } = stream;
    const behind = through === null ? '-' : duration(Math.max(0, nowMs - Date.parse(through)));
    return [
      stream.stream,
      ownerText(stream.reader, stream.reader_alive),
      String(stream.epoch),
      or(stream.target),
      through === null ? 'never' : second(through),
      behind,
      except.join(',') || '-',
      stream.may_be_read_by.join(',') || 'nobody: see streams forget',
    ];
  });
  const header = [
    'STREAM',
    'READER',
    'EPOCH',
    'GOES TO',
    'PROCESSED THROUGH',
    'BEHIND',
    'EXCEPT BRANDS',
    'MAY BE READ BY',
  ];
  return lines(header, rows);
}

/** The order's own arguments, in few words. */
function detailText(detail: unknown): string {
  if (typeof detail !== 'object' || detail === null) return '-';
  const said = Object.entries(detail)
    .filter(([, value]) => value !== null && value !== false)
    .map(([name, value]) => `${name}=${Array.isArray(value) ? value.join(',') : String(value)}`);
  return said.join(' ') || '-';
}

export function historyText(entries: readonly HistoryView[]): string {
  if (entries.length === 0) return 'nothing was ordered or placed yet\n';
  const rows = entries.map((entry) => {
    const { brand_id: brand, shard_no: shard, took_ms: took, state } = entry;
    return [
      entry.id,
      second(entry.at),
      entry.kind,
      brand === null ? or(entry.subject) : `${brand}/${shard}`,
      detailText(entry.detail),
      entry.requested_by,
      state,
      took === null || took === 0 ? '-' : duration(took),
      [entry.reason, ...(entry.outcome === null ? [] : [entry.outcome])].join(' → '),
    ];
  });
  return lines(['ID', 'AT', 'WHAT', 'OF', 'HOW', 'BY', 'STATE', 'TOOK', 'WHY → WHAT CAME OF IT'], rows);
}

export function rebalanceText({ moves, stranded, workers }: RebalanceView): string {
  const change = (before: number, after: number): string => (before === after ? `${before}` : `${before} → ${after}`);
  const rows = workers.map((worker) => [
    worker.worker,
    change(worker.shards_before, worker.shards_after),
    change(worker.events_per_s_before, worker.events_per_s_after),
    change(worker.streams_before, worker.streams_after),
  ]);
  const table = lines(['WORKER', 'SHARDS', 'EVENTS/S', 'STREAMS'], rows);
  const nameOf = (brand: string | null, shard: number | null, stream: string | null): string =>
    stream ?? `${brand}/${shard}`;
  const moved = moves.map((move) => [
    nameOf(move.brand_id, move.shard_no, move.stream),
    or(move.from),
    or(move.to, 'stays'),
    move.why,
  ]);
  const left = stranded.map(({ brand_id: brand, shard_no: shard, owner, why }) => [
    nameOf(brand, shard, null),
    or(owner),
    'nobody',
    why.replaceAll('_', ' '),
  ]);
  if (moved.length + left.length === 0) return `${table}\nnothing would move\n`;
  return `${table}\n${lines(['WHAT', 'FROM', 'TO', 'WHY'], [...moved, ...left])}`;
}
