// The first half of a move: a shard takes nothing more, becomes quiet, leaves memory, and its row is given back. The other half is
// another worker's claim. Rows are given back many at a time, and again until the database has heard.
import type { Logger } from '../observe/logger.ts';
import type { Clock } from '../ports/clock.ts';
import type { FleetStore } from '../ports/fleet-store.ts';
import type { ShardHost } from '../ports/shard-host.ts';
import type { Incarnation, ShardKey } from '../ports/store.ts';

export interface HandOffsOptions {
  readonly store: Pick<FleetStore, 'release'>;
  readonly host: Pick<ShardHost, 'handOff'>;
  readonly registration: Incarnation;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly retryDelayMs: number;
  /** It is not in memory any more. */
  readonly onGone: (shard: ShardKey) => void;
}

type HeldRow = ShardKey & { readonly epoch: number };

const nameOf = ({ brandId, shardNo }: ShardKey): string => `${brandId} ${shardNo}`;

export class HandOffs {
  private readonly underWay = new Set<string>();
  private free: HeldRow[] = [];
  private releasing = false;
  private readonly options: HandOffsOptions;

  constructor(options: HandOffsOptions) {
    this.options = options;
  }

  has(shard: ShardKey): boolean {
    return this.underWay.has(nameOf(shard));
  }

  begin(row: HeldRow): void {
    if (this.has(row)) return;
    this.underWay.add(nameOf(row));
    void this.handOff(row);
  }

  /** Of a row without memory. */
  giveBack(row: HeldRow): void {
    if (this.has(row)) return;
    this.underWay.add(nameOf(row));
    this.release(row);
  }

  private async handOff(row: HeldRow): Promise<void> {
    const { host, onGone } = this.options;
    const handed = await host.handOff(row);
    // Lost meanwhile, or never here: the rows tell the next round.
    if (handed === null) {
      this.underWay.delete(nameOf(row));
      return;
    }
    onGone(row);
    this.release(row);
  }

  private release(row: HeldRow): void {
    this.free.push(row);
    if (this.releasing) return;
    this.releasing = true;
    void this.releaseAll();
  }

  private async releaseAll(): Promise<void> {
    const { store, registration, clock, logger, retryDelayMs } = this.options;
    // What becomes free in the same moment goes in the same statement.
    await Promise.resolve();
    while (this.free.length > 0) {
      const rows = this.free;
      this.free = [];
      try {
        await store.release(rows, registration);
        for (const row of rows) this.underWay.delete(nameOf(row));
      } catch (error) {
        logger.warn({ err: error, shards: rows.length }, 'cannot give shards back yet');
        this.free.push(...rows);
        await clock.sleep(retryDelayMs);
      }
    }
    this.releasing = false;
  }
}
