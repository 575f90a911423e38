import type { Cluster, Redis } from 'ioredis';
import type { WalletStream, WalletStreamState } from '../../src/dev/demo/observations.ts';
import type { PlannedEvent } from '../../src/dev/demo/plan-types.ts';
import { FedWalletStream } from '../../src/dev/demo/redis-streams.ts';

// One or several wallet streams as a wallet writes them: all that concerns one player goes to one stream, in order.

export class FedWalletStreams implements WalletStream {
  /** In the order of their names. */
  readonly each: readonly FedWalletStream[];

  constructor(redis: Redis | Cluster, names: readonly string[]) {
    this.each = names.map((name) => new FedWalletStream(redis, name));
  }

  get fed(): number {
    return this.each.reduce((sum, { fed }) => sum + fed, 0);
  }

  async feed(events: readonly PlannedEvent[], signal: AbortSignal): Promise<void> {
    const parts = this.each.map(
      (stream, at) => [stream, events.filter((event) => streamOf(event, this.each.length) === at)] as const,
    );
    await Promise.all(parts.map(([stream, part]) => stream.feed(part, signal)));
  }

  /** Of all together. */
  async state(): Promise<WalletStreamState> {
    const states = await Promise.all(this.each.map((stream) => stream.state()));
    const sum = (field: keyof WalletStreamState): number => states.reduce((total, state) => total + state[field], 0);
    return { entries: sum('entries'), acknowledged: sum('acknowledged'), pending: sum('pending'), lag: sum('lag') };
  }
}

function streamOf(event: PlannedEvent, streams: number): number {
  let hash = 0;
  for (const character of event.row.playerId) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return hash % streams;
}
