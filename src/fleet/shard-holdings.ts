// The shards of this worker, kept in line with the rows: what the rows do not give it is dropped, what is wished elsewhere is handed
// off, what waits for it is claimed, and orders about its own shards are carried out. Any step may fail: the next round looks again.
import type { BrandId } from '../domain/ids.ts';
import type { Logger } from '../observe/logger.ts';
import type { Clock } from '../ports/clock.ts';
import type { Assignments, FleetStore } from '../ports/fleet-store.ts';
import type { ShardHost } from '../ports/shard-host.ts';
import type { StreamReaders } from '../ports/stream-readers.ts';
import type { Incarnation, ShardKey, ShardOwnership } from '../ports/store.ts';
import { HandOffs } from './hand-offs.ts';
import type { Lease } from './lease.ts';
import { executeOrder } from './shard-orders.ts';
import type { StreamEpochs } from './stream-epochs.ts';

export interface ShardHoldingsOptions {
  readonly store: FleetStore;
  readonly host: ShardHost;
  readonly readers: StreamReaders;
  readonly registration: Incarnation;
  readonly lease: Lease;
  readonly streamEpochs: StreamEpochs;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly retryDelayMs: number;
  /** What this process owns changed. */
  readonly onOwnership: () => void;
}

const CLAIM_LIMIT = 2_000;

const nameOf = ({ brandId, shardNo }: ShardKey): string => `${brandId} ${shardNo}`;

export class ShardHoldings {
  private readonly handOffs: HandOffs;
  /** When each shard came into our hands (monotonic ms): a picture of the rows from before cannot know of it. */
  private readonly admittedAt = new Map<string, number>();
  /** Claims, openings and reshapes under way: rows may name us before our memory does. */
  private acquiring = 0;
  private acquiredAt = Number.NEGATIVE_INFINITY;
  private claiming: Promise<void> | null = null;
  private ordering: Promise<void> | null = null;
  private stopping = false;
  private readonly options: ShardHoldingsOptions;

  constructor(options: ShardHoldingsOptions) {
    this.options = options;
    this.handOffs = new HandOffs({ ...options, onGone: (shard) => this.gone(shard) });
  }

  /** Whether the picture asked for then is from after everything that we acquired: what only one side knows of is truly astray. */
  isCurrent(askedAt: number): boolean {
    return this.acquiring === 0 && this.acquiredAt < askedAt;
  }

  reconcile(assignments: Assignments, askedAt: number): void {
    const { host, registration } = this.options;
    const held = host.held();
    this.dropWhatIsNotOurs(held, assignments, askedAt);
    const inMemory = new Set(host.held().map(nameOf));
    for (const row of assignments.shards) {
      // A stray has nothing to hand off: it is given back as it is.
      const isWished = row.target !== null && row.target !== registration.worker;
      if (isWished && inMemory.has(nameOf(row))) this.handOffs.begin(row);
    }
    if (this.isCurrent(askedAt)) this.giveBackStrays(assignments);
    if (this.stopping) return;
    if (assignments.claimable > 0) this.claiming ??= this.claim().finally(() => (this.claiming = null));
    this.ordering ??= this.executeOrders().finally(() => (this.ordering = null));
  }

  /** A brand that nobody owns yet becomes ours; one that somebody owns stays theirs. */
  async openBrand(brandId: BrandId): Promise<void> {
    const { store, registration } = this.options;
    await this.acquire(async () => this.admit(await store.openBrand(brandId, registration)));
  }

  /** Nothing here may be relied on any more: another owner may have begun. */
  surrender(): void {
    const { host } = this.options;
    for (const shard of host.held()) {
      host.lose(shard);
      this.gone(shard);
    }
  }

  /** Acquires nothing more. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.allSettled([this.claiming, this.ordering]);
  }

  private dropWhatIsNotOurs(held: readonly ShardOwnership[], { shards }: Assignments, askedAt: number): void {
    const { host, logger } = this.options;
    if (this.acquiring === 0) this.forgetOthers(held);
    const ours = new Map(shards.map((row) => [nameOf(row), row.epoch]));
    for (const shard of held) {
      const name = nameOf(shard);
      const isNew = (this.admittedAt.get(name) ?? 0) >= askedAt;
      if (isNew || ours.get(name) === shard.epoch || this.handOffs.has(shard)) continue;
      const { brandId, shardNo, epoch } = shard;
      logger.warn({ brandId, shardNo, epoch }, 'a shard has another owner now');
      host.lose(shard);
      this.gone(shard);
    }
  }

  /** Parents that were split or merged, and whatever else left memory on its own way. */
  private forgetOthers(held: readonly ShardOwnership[]): void {
    if (this.admittedAt.size === held.length) return;
    const names = new Set(held.map(nameOf));
    for (const name of this.admittedAt.keys()) if (!names.has(name)) this.admittedAt.delete(name);
  }

  /** Rows that name us and that memory does not know: a claim whose answer was lost, or shards given up at the end of a lease. */
  private giveBackStrays({ shards }: Assignments): void {
    const held = new Set(this.options.host.held().map(nameOf));
    for (const row of shards) if (!held.has(nameOf(row)) && !this.handOffs.has(row)) this.handOffs.giveBack(row);
  }

  private async claim(): Promise<void> {
    const { lease, logger } = this.options;
    try {
      for (let claimed = CLAIM_LIMIT; claimed === CLAIM_LIMIT && !this.stopping && lease.isValid;) {
        claimed = await this.acquire(() => this.claimSome());
      }
    } catch (error) {
      logger.warn({ err: error }, 'cannot claim yet; trying again');
    }
  }

  private async claimSome(): Promise<number> {
    const { store, registration, readers, lease, logger } = this.options;
    const { shards, streams } = await store.claim(registration, CLAIM_LIMIT);
    await this.admit(shards);
    for (const stream of streams) readers.start(stream, () => lease.validUntil);
    if (shards.length > 0) logger.info({ shards: shards.length }, 'took over shards');
    for (const { stream, epoch } of streams) logger.info({ stream, epoch }, 'took over a wallet stream');
    return shards.length;
  }

  private async executeOrders(): Promise<void> {
    const { store, registration, logger } = this.options;
    try {
      for (const order of await store.openOrders(registration)) {
        await this.acquire(() => executeOrder(this.options, order, (children) => this.admit(children)));
      }
    } catch (error) {
      logger.warn({ err: error }, 'cannot carry out orders yet; trying again');
    }
  }

  private async admit(shards: readonly ShardOwnership[]): Promise<void> {
    if (shards.length === 0) return;
    const { store, host, streamEpochs, lease, clock, onOwnership } = this.options;
    streamEpochs.learn(await store.streamEpochs());
    for (const shard of shards) this.admittedAt.set(nameOf(shard), clock.monotonic());
    await host.admit(shards);
    onOwnership();
    // It took longer than the lease lasted, and what was held then was given up without these.
    if (!lease.isValid) this.surrender();
  }

  private async acquire<Gained>(work: () => Promise<Gained>): Promise<Gained> {
    this.acquiring += 1;
    try {
      return await work();
    } finally {
      this.acquiring -= 1;
      this.acquiredAt = this.options.clock.monotonic();
    }
  }

  private gone(shard: ShardKey): void {
    this.admittedAt.delete(nameOf(shard));
    this.options.onOwnership();
  }
}
