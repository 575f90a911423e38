// The two Redis streams as the demo uses them: it writes the wallet stream, watches how far the service has come, and reads the
// service's event stream to its end.
import type { Cluster, Redis } from 'ioredis';
import Type from 'typebox';
import Value from 'typebox/value';
import type { EventLog, PublishedEvent, WalletStream, WalletStreamState } from './observations.ts';
import type { PlannedEvent } from './plan-types.ts';
import { entryFields } from './spelling.ts';

const ENTRIES_PER_PIPELINE = 250;
const ENTRIES_PER_READ = 1_000;
const CONSUMER_GROUP = 'rolling_service';

const payloadSchema = Type.Object({
  rolling_id: Type.String(),
  released_minor: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  wagered_minor: Type.Optional(Type.Union([Type.String(), Type.Null()])),
});

export class FedWalletStream implements WalletStream {
  /** Ids in the order fed: the position of the group's last id says how many were taken, also where Redis itself has lost count. */
  private readonly ids: string[] = [];
  private readonly redis: Redis | Cluster;
  private readonly stream: string;

  constructor(redis: Redis | Cluster, stream: string) {
    this.redis = redis;
    this.stream = stream;
  }

  get fed(): number {
    return this.ids.length;
  }

  async feed(events: readonly PlannedEvent[], signal: AbortSignal): Promise<void> {
    for (let start = 0; start < events.length; start += ENTRIES_PER_PIPELINE) {
      signal.throwIfAborted();
      const pipeline = this.redis.pipeline();
      for (const event of events.slice(start, start + ENTRIES_PER_PIPELINE)) {
        pipeline.xadd(this.stream, '*', ...entryFields(event));
      }
      for (const [error, id] of (await pipeline.exec()) ?? []) {
        if (error !== null) throw error;
        this.ids.push(String(id));
      }
    }
  }

  async state(): Promise<WalletStreamState> {
    const entries = await this.redis.xlen(this.stream);
    const group = entries === 0 ? undefined : await this.group();
    const taken = group === undefined ? 0 : this.position(group.lastDeliveredId);
    const pending = group?.pending ?? 0;
    return { entries, acknowledged: taken - pending, pending, lag: entries - taken };
  }

  private async group(): Promise<{ lastDeliveredId: string; pending: number } | undefined> {
    const groups: unknown = await this.redis.xinfo('GROUPS', this.stream);
    for (const fields of Array.isArray(groups) ? groups : []) {
      const group = inPairs(fields);
      if (group.get('name') === CONSUMER_GROUP) {
        return {
          lastDeliveredId: group.get('last-delivered-id') ?? '0-0',
          pending: Number(group.get('pending') ?? '0'),
        };
      }
    }
    return undefined;
  }

  /** How many of the fed entries are at or before the id. */
  private position(id: string): number {
    let low = 0;
    let high = this.ids.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isAfter(this.ids[middle] ?? '', id)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

export class PublishedEvents implements EventLog {
  private readonly redis: Redis | Cluster;
  private readonly stream: string;
  private readonly read: PublishedEvent[] = [];
  private readonly ids = new Set<string>();
  private lastId = '0-0';

  constructor(redis: Redis | Cluster, stream: string) {
    this.redis = redis;
    this.stream = stream;
  }

  /** Every entry so far; only those that are new are read. */
  async entries(): Promise<readonly PublishedEvent[]> {
    for (;;) {
      const entries = await this.redis.xrange(this.stream, `(${this.lastId}`, '+', 'COUNT', ENTRIES_PER_READ);
      for (const [id, fields] of entries) {
        // Two readers at once (the live line and the traffic) may be given the same entries.
        if (!isAfter(id, this.lastId)) continue;
        const event = publishedEvent(fields);
        this.read.push(event);
        this.ids.add(event.eventId);
        this.lastId = id;
      }
      if (entries.length < ENTRIES_PER_READ) return this.read;
    }
  }

  /** Events apart from their redeliveries. */
  async count(): Promise<{ entries: number; distinct: number }> {
    await this.entries();
    return { entries: this.read.length, distinct: this.ids.size };
  }
}

function publishedEvent(fields: readonly string[]): PublishedEvent {
  const entry = inPairs(fields);
  const payload = Value.Parse(payloadSchema, JSON.parse(entry.get('payload') ?? 'null'));
  const minor = (text: string | null | undefined): bigint | undefined =>
    typeof text === 'string' ? BigInt(text) : undefined;
  return {
    eventId: entry.get('event_id') ?? '',
    eventType: entry.get('event_type') ?? '',
    brandId: entry.get('brand_id') ?? '',
    rollingId: payload.rolling_id,
    releasedMinor: minor(payload.released_minor),
    wageredMinor: minor(payload.wagered_minor),
  };
}

/** Redis answers with field, value, field, value. */
function inPairs(fields: unknown): Map<string, string> {
  const pairs = new Map<string, string>();
  if (!Array.isArray(fields)) return pairs;
  for (let index = 0; index + 1 < fields.length; index += 2)
    pairs.set(String(fields[index]), String(fields[index + 1]));
  return pairs;
}

/** Stream ids are milliseconds-sequence, both numbers. */
function isAfter(left: string, right: string): boolean {
  const [leftMs = 0, leftSequence = 0] = left.split('-').map(Number);
  const [rightMs = 0, rightSequence = 0] = right.split('-').map(Number);
  return leftMs === rightMs ? leftSequence > rightSequence : leftMs > rightMs;
}
