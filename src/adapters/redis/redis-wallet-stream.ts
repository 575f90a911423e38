// The wallet's stream as a consumer group of Redis. One consumer name for ever: whoever reads next, after a restart or a
// take-over, finds what the one before left pending under the same name.
import assert from 'node:assert/strict';
import { appendedAt } from '../../domain/stream-entry-id.ts';
import type { StreamEntry, StreamLag, WalletStream } from '../../ports/wallet-stream.ts';
import { type RedisConnection, silenceTimeoutMsOf } from './connection.ts';

/** FROZEN: acknowledgements are kept by Redis under these names. */
export const WALLET_GROUP = 'rolling_service';
const CONSUMER = 'rolling_service';

type Pipeline = ReturnType<RedisConnection['pipeline']>;
type RawEntry = [id: string, fields: string[] | null];

export interface RedisWalletStreamOptions {
  readonly name: string;
  /** For everything that answers at once; may be shared. */
  readonly commands: RedisConnection;
  /** For reads, which block: nobody else's. */
  readonly reads: RedisConnection;
}

function recordOf(pairs: readonly string[]): Record<string, string> {
  const record: Record<string, string> = {};
  for (let at = 0; at + 1 < pairs.length; at += 2) record[pairs[at] ?? ''] = pairs[at + 1] ?? '';
  return record;
}

function entriesOf(reply: readonly [string, RawEntry[]][] | null): readonly StreamEntry[] {
  const raw = reply?.[0]?.[1] ?? [];
  return raw.map(([id, fields]) => ({ id, fields: fields === null ? null : recordOf(fields) }));
}

/** An answer of XINFO: a flat list of names and values. */
function factsOf(answer: unknown): ReadonlyMap<unknown, unknown> {
  const facts = new Map<unknown, unknown>();
  const list: readonly unknown[] = Array.isArray(answer) ? answer : [];
  for (let at = 0; at + 1 < list.length; at += 2) facts.set(list[at], list[at + 1]);
  return facts;
}

/** What XINFO GROUPS says of our group. */
export function ownGroup(groups: unknown): ReadonlyMap<unknown, unknown> | null {
  if (!Array.isArray(groups)) return null;
  return groups.map(factsOf).find((facts) => facts.get('name') === WALLET_GROUP) ?? null;
}

async function repliesOf(pipeline: Pipeline): Promise<readonly unknown[]> {
  const answers = (await pipeline.exec()) ?? [];
  return answers.map(([error, reply]) => {
    if (error !== null) throw error;
    return reply;
  });
}

export class RedisWalletStream implements WalletStream {
  readonly name: string;
  readonly #commands: RedisConnection;
  readonly #reads: RedisConnection;

  constructor({ name, commands, reads }: RedisWalletStreamOptions) {
    this.name = name;
    this.#commands = commands;
    this.#reads = reads;
  }

  async ensureGroup(): Promise<void> {
    try {
      await this.#commands.xgroup('CREATE', this.name, WALLET_GROUP, '0', 'MKSTREAM');
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('BUSYGROUP'))) throw error;
    }
  }

  async readPending(afterId: string, count: number): Promise<readonly StreamEntry[]> {
    return entriesOf(
      await this.#reads.xreadgroup('GROUP', WALLET_GROUP, CONSUMER, 'COUNT', count, 'STREAMS', this.name, afterId),
    );
  }

  async readNew(count: number, blockMs: number): Promise<readonly StreamEntry[]> {
    assert(
      blockMs > 0 && blockMs < silenceTimeoutMsOf(this.#reads),
      'a blocking read must end before the connection is given up',
    );
    return entriesOf(
      await this.#reads.xreadgroup(
        'GROUP',
        WALLET_GROUP,
        CONSUMER,
        'COUNT',
        count,
        'BLOCK',
        blockMs,
        'STREAMS',
        this.name,
        '>',
      ),
    );
  }

  async acknowledge(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.#commands.xack(this.name, WALLET_GROUP, ...ids);
  }

  async lag(): Promise<StreamLag> {
    // One pipeline, so that of a cluster the clock asked is that of the stream's own node.
    const [groups, pendingSummary, time] = await repliesOf(
      this.#commands.pipeline().xinfo('GROUPS', this.name).xpending(this.name, WALLET_GROUP).time(),
    );
    const oldestPending: unknown = Array.isArray(pendingSummary) ? pendingSummary[1] : null;
    assert(Array.isArray(time), 'a server has a clock');
    const facts = ownGroup(groups);
    const undelivered = facts?.get('lag');
    const pending = facts?.get('pending');
    const isPending = typeof oldestPending === 'string';
    // What was delivered and not acknowledged is older than what was never delivered.
    const oldest = isPending ? oldestPending : await this.#firstAfter(facts?.get('last-delivered-id'));
    return {
      undelivered: typeof undelivered === 'number' ? undelivered : null,
      pending: typeof pending === 'number' ? pending : 0,
      oldestPending: isPending ? oldestPending : null,
      oldestAt: oldest === null ? null : appendedAt(oldest),
      serverNow: Number(time[0]) * 1_000 + Number(time[1]) / 1_000,
    };
  }

  async lastId(): Promise<string> {
    const id = factsOf(await this.#commands.xinfo('STREAM', this.name)).get('last-generated-id');
    assert(typeof id === 'string', 'a stream has a last id');
    return id;
  }

  async #firstAfter(id: unknown): Promise<string | null> {
    if (typeof id !== 'string') return null;
    const [next] = await this.#commands.xrange(this.name, `(${id}`, '+', 'COUNT', 1);
    return next?.[0] ?? null;
  }
}
