// The fleet as the API answers it, and orders to it (docs/runbook.md).
import type { ApiClient } from './client.ts';
import { segment } from './client.ts';
import { type Decoded, boolean, json, list, nullable, number, object, page, text } from './decode.ts';

const worker = object({
  worker: text,
  condition: text,
  alive: boolean,
  shards: number,
  events_per_s: number,
  reads: list(text),
  capacity: number,
  build: text,
  machine_version: number,
  started_at: text,
});
const shard = object({
  brand_id: text,
  shard_no: number,
  slot_from: number,
  slot_to: number,
  owner: nullable(text),
  owner_alive: boolean,
  target: nullable(text),
  pinned_to: nullable(text),
  events_per_s: number,
});
const stream = object({
  stream: text,
  reader: nullable(text),
  reader_alive: boolean,
  target: nullable(text),
  processed_through: nullable(text),
  except_brands: list(text),
});
const order = object({
  id: text,
  at: text,
  kind: text,
  brand_id: nullable(text),
  shard_no: nullable(number),
  subject: nullable(text),
  detail: json,
  requested_by: text,
  reason: text,
  state: text,
  outcome: nullable(text),
  took_ms: nullable(number),
});
const placementMove = object({
  brand_id: nullable(text),
  shard_no: nullable(number),
  stream: nullable(text),
  from: nullable(text),
  to: nullable(text),
  why: text,
});

export type WorkerView = Decoded<typeof worker>;
export type ShardView = Decoded<typeof shard>;
export type StreamView = Decoded<typeof stream>;
export type Order = Decoded<typeof order>;

export interface Fleet {
  readonly workers: readonly WorkerView[];
  readonly shards: readonly ShardView[];
  /** There are more shards than are shown. */
  readonly hasMoreShards: boolean;
  readonly streams: readonly StreamView[];
}

const PAGE = 200;
/** More on one board is no board any more: the brand narrows it. */
const SHARDS_MAX = 1_000;

const decodeWorkers = object({ items: list(worker) });
const decodeStreams = object({ items: list(stream) });
const decodeShards = page(shard);
const decodeOrders = page(order);
const decodeRebalance = object({ moves: list(placementMove) });

async function readShards(api: ApiClient, brandId: string, signal: AbortSignal) {
  const shards: ShardView[] = [];
  let cursor: string | null = null;
  do {
    const query: Record<string, string | number> = { limit: PAGE, brand_id: brandId };
    if (cursor !== null) query['cursor'] = cursor;
    const answer: Decoded<typeof decodeShards> = await api.get('/ops/shards', decodeShards, { query, signal });
    shards.push(...answer.items);
    cursor = answer.next_cursor;
  } while (cursor !== null && shards.length < SHARDS_MAX);
  return { shards, hasMoreShards: cursor !== null };
}

/** `brandId`: shards of that brand alone; all where it is empty. */
export async function readFleet(api: ApiClient, brandId: string, signal: AbortSignal): Promise<Fleet> {
  const [workers, streams, shards] = await Promise.all([
    api.get('/ops/workers', decodeWorkers, { signal }),
    api.get('/ops/streams', decodeStreams, { signal }),
    readShards(api, brandId, signal),
  ]);
  return { workers: workers.items, streams: streams.items, ...shards };
}

export async function readHistory(api: ApiClient, limit: number, signal: AbortSignal) {
  return api.get('/ops/history', decodeOrders, { query: { limit }, signal });
}

export async function readRebalance(api: ApiClient, signal: AbortSignal) {
  return (await api.get('/ops/rebalance', decodeRebalance, { signal })).moves;
}

const shardPath = ({ brand_id: brand, shard_no: number_ }: Pick<ShardView, 'brand_id' | 'shard_no'>): string =>
  `/ops/shards/${segment(brand)}/${number_}`;

/** An order: where it is sent, and what beside its reason. */
export interface OrderCall {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export const orderCalls = {
  move: (of: ShardView, to: string, force: boolean): OrderCall => ({
    path: `${shardPath(of)}/move`,
    body: { worker: to, ...(force ? { force } : {}) },
  }),
  pin: (of: ShardView, to: string | null): OrderCall => ({ path: `${shardPath(of)}/pin`, body: { worker: to } }),
  split: (of: ShardView, into: number): OrderCall => ({ path: `${shardPath(of)}/split`, body: { into } }),
  merge: (of: ShardView, neighbour: number): OrderCall => ({
    path: `${shardPath(of)}/merge`,
    body: { with: neighbour },
  }),
  drain: (name: string): OrderCall => ({ path: `/ops/workers/${segment(name)}/drain`, body: {} }),
  undrain: (name: string): OrderCall => ({ path: `/ops/workers/${segment(name)}/undrain`, body: {} }),
};

export async function giveOrder(api: ApiClient, { path, body }: OrderCall, reason: string): Promise<Order> {
  return api.post(path, { ...body, reason }, order);
}

/** `acme/2`. */
export const shardName = ({ brand_id: brand, shard_no: number_ }: Pick<ShardView, 'brand_id' | 'shard_no'>): string =>
  `${brand}/${number_}`;
