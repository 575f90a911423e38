// A worker's part in the fleet: renews its lease and brings what it holds in line with the rows. What the rows do not give it is
// dropped, what is wished elsewhere is handed off, what is wished here is claimed. Every step may fail or be repeated: the next
// round looks at the rows again.
import type { BrandId } from '../domain/ids.ts';
import { Wakeup } from '../domain/wakeup.ts';
import type { LoopHealth } from '../observe/health.ts';
import type { Logger } from '../observe/logger.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Clock } from '../ports/clock.ts';
import type { Assignments, FleetStore, WorkerRegistration } from '../ports/fleet-store.ts';
import type { ShardHost } from '../ports/shard-host.ts';
import type { StreamReaders } from '../ports/stream-readers.ts';
import type { ShardKey, ShardOwnership } from '../ports/store.ts';
import { HandOffs } from './hand-offs.ts';
import { Lease } from './lease.ts';
import { LoadReport } from './load-report.ts';
import { executeOrder } from './shard-orders.ts';
import type { StreamEpochs } from './stream-epochs.ts';

export interface MemberOptions {
  readonly store: FleetStore;
  readonly host: ShardHost;
  readonly readers: StreamReaders;
  readonly registration: Omit<WorkerRegistration, 'address'>;
  /** Wallet streams this worker can read. */
  readonly streams: readonly string[];
  readonly streamEpochs: StreamEpochs;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly health: LoopHealth;
  readonly logger: Logger;
  readonly leaseMs: number;
  readonly retryDelayMs: number;
  /** What this process owns changed. */
  readonly onOwnership: () => void;
  /** Another incarnation took this worker's name. */
  readonly onReplaced: () => void;
}

const CLAIM_LIMIT = 2_000;
/** A renewal that is not answered by then is asked for again. */
const RENEW_TIMEOUT_SHARE = 0.25;
const DRAIN_LOOK_MS = 100;

const nameOf = ({ brandId, shardNo }: ShardKey): string => `${brandId} ${shardNo}`;

export class Member {
  readonly lease: Lease;
  private readonly handOffs: HandOffs;
  private readonly loads: LoadReport;
  private readonly work = new Wakeup();
  private readonly stopped = new AbortController();
  /** When each shard came into our hands (monotonic ms): a picture of the rows from before cannot know of it. */
  private readonly admittedAt = new Map<string, number>();
  /** Claims, openings and reshapes under way: rows may name us before our memory does. */
  private acquiring = 0;
  private acquiredAt = Number.NEGATIVE_INFINITY;
  private claiming: Promise<void> | null = null;
  private ordering: Promise<void> | null = null;
  private readonly stoppingStreams = new Set<string>();
  private stopping = false;
  private hasSurrendered = false;
  private readonly options: MemberOptions;

  constructor(options: MemberOptions) {
    this.options = options;
    this.lease = new Lease(options.clock, options.leaseMs);
    this.handOffs = new HandOffs({ ...options, onGone: (shard) => this.gone(shard) });
    this.loads = new LoadReport(options);
  }

  /** Something of the fleet changed: look at once. */
  hint(): void {
    this.work.ring();
  }

  /** Joins and is ready to be given shards; rejects where the database does not answer. */
  async start(address: string): Promise<void> {
    const { store, registration, clock, leaseMs, streams } = this.options;
    const askedAt = clock.monotonic();
    await store.register({ ...registration, address }, leaseMs, streams);
    this.lease.renewed(askedAt);
    await store.setStatus(registration.worker, 'active');
  }

  async run(): Promise<void> {
    const { health, clock } = this.options;
    while (!this.stopping) {
      const renewed = await this.round();
      if (renewed) health.beat('membership', clock.now());
      await this.pause(renewed);
    }
  }

  /** A brand that nobody owns yet becomes ours; one that somebody owns stays theirs. */
  async openBrand(brandId: BrandId): Promise<void> {
    const { store, registration } = this.options;
    await this.acquire(async () => {
      const owned = await store.openBrand(brandId, registration);
      await this.admit(owned.filter(({ token }) => token === registration.token));
    });
  }

  /**
   * Others take over what is held here, until nothing is left, nobody is there to take it, or `boundMs` have passed. Everything
   * is served meanwhile.
   */
  async drain(boundMs: number): Promise<void> {
    const { store, registration, clock, host, readers, logger } = this.options;
    const until = clock.monotonic() + boundMs;
    try {
      await store.setStatus(registration.worker, 'draining');
      while (clock.monotonic() < until && this.lease.isValid) {
        if (host.held().length === 0 && readers.reading().length === 0) return;
        const { workers } = await store.state();
        const others = workers.some((one) => one.alive && one.status === 'active' && one.token !== registration.token);
        if (!others) return;
        this.hint();
        await clock.sleep(DRAIN_LOOK_MS);
      }
    } catch (error) {
      logger.warn(
        { err: error },
        'cannot hand everything over before the end; others take it when the lease has ended',
      );
    }
  }

  /** Ends the rounds. What is still held stays ours until `leave`. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.stopped.abort();
    this.work.ring();
    await Promise.allSettled([this.claiming, this.ordering]);
  }

  /** Gives everything back; call when nothing is in memory any more. */
  async leave(): Promise<void> {
    const { store, registration, logger } = this.options;
    try {
      await store.leave(registration);
    } catch (error) {
      logger.warn({ err: error }, 'cannot say good-bye; the lease ends by itself');
    }
  }

  /** False where the rows could not be seen. */
  private async round(): Promise<boolean> {
    const { store, registration, clock, logger, leaseMs, onReplaced } = this.options;
    const askedAt = clock.monotonic();
    try {
      const assignments = await this.inTime(store.renew(registration, leaseMs));
      if (assignments === null) {
        this.surrender('another incarnation has this name');
        this.stopping = true;
        onReplaced();
        return false;
      }
      this.lease.renewed(askedAt);
      this.hasSurrendered = false;
      this.reconcile(assignments, askedAt);
      return true;
    } catch (error) {
      logger.warn({ err: error }, 'cannot renew the lease; trying again');
      if (!this.lease.isValid) this.surrender('the lease ended and could not be renewed');
      return false;
    }
  }

  private async inTime<Answer>(asked: Promise<Answer>): Promise<Answer> {
    const { clock, leaseMs } = this.options;
    const done = new AbortController();
    const late = clock.sleep(leaseMs * RENEW_TIMEOUT_SHARE, done.signal).then(() => {
      throw new Error('the database does not answer');
    });
    try {
      return await Promise.race([asked, late]);
    } finally {
      asked.catch(() => undefined);
      late.catch(() => undefined);
      done.abort();
    }
  }

  private reconcile(assignments: Assignments, askedAt: number): void {
    this.dropWhatIsNotOurs(assignments, askedAt);
    this.letGo(assignments);
    this.giveBackStrays(assignments, askedAt);
    this.reconcileStreams(assignments, askedAt);
    if (assignments.claimable > 0) this.claiming ??= this.claim().finally(() => (this.claiming = null));
    this.ordering ??= this.executeOrders().finally(() => (this.ordering = null));
    this.loads.reportNowAndThen();
  }

  private dropWhatIsNotOurs({ shards }: Assignments, askedAt: number): void {
    const { host, logger } = this.options;
    const ours = new Map(shards.map((row) => [nameOf(row), row.epoch]));
    const held = host.held();
    if (this.acquiring === 0) this.forgetOthers(held);
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

  private letGo({ shards }: Assignments): void {
    const { registration } = this.options;
    for (const row of shards) if (row.target !== null && row.target !== registration.worker) this.handOffs.begin(row);
  }

  /** Rows that name us and that our memory does not know: a claim whose answer was lost, or shards given up at the end of a lease. */
  private giveBackStrays({ shards }: Assignments, askedAt: number): void {
    if (this.acquiring > 0 || this.acquiredAt >= askedAt) return;
    const held = new Set(this.options.host.held().map(nameOf));
    for (const row of shards) if (!held.has(nameOf(row)) && !this.handOffs.has(row)) this.handOffs.giveBack(row);
  }

  private reconcileStreams({ streams }: Assignments, askedAt: number): void {
    const { readers, registration, store, logger } = this.options;
    const rows = new Map(streams.map((row) => [row.stream, row]));
    const strays = this.acquiring === 0 && this.acquiredAt < askedAt;
    for (const lease of readers.reading()) {
      const row = rows.get(lease.stream);
      const isOurs = row !== undefined && row.epoch === lease.epoch;
      if (isOurs && (row.target === null || row.target === registration.worker)) continue;
      if (!isOurs && !strays) continue;
      if (this.stoppingStreams.has(lease.stream)) continue;
      this.stoppingStreams.add(lease.stream);
      void readers
        .stop(lease.stream)
        .then(() => (isOurs ? store.releaseStreams([lease]) : undefined))
        .catch((error: unknown) => logger.warn({ err: error, stream: lease.stream }, 'cannot give a stream back yet'))
        .finally(() => this.stoppingStreams.delete(lease.stream));
    }
    if (!strays) return;
    const read = new Set(readers.reading().map(({ stream }) => stream));
    const { token } = registration;
    const given = streams.filter(({ stream }) => !read.has(stream) && !this.stoppingStreams.has(stream));
    if (given.length === 0) return;
    void store
      .releaseStreams(given.map(({ stream, epoch }) => ({ stream, token, epoch })))
      .catch((error: unknown) => logger.warn({ err: error }, 'cannot give streams back yet'));
  }

  private async claim(): Promise<void> {
    const { store, registration, readers, logger } = this.options;
    try {
      for (let more = true; more && !this.stopping && this.lease.isValid;) {
        await this.acquire(async () => {
          const { shards, streams } = await store.claim(registration, CLAIM_LIMIT);
          more = shards.length === CLAIM_LIMIT;
          await this.admit(shards);
          for (const lease of streams) readers.start(lease, () => this.lease.validUntil);
          if (shards.length > 0) logger.info({ shards: shards.length }, 'took over shards');
          for (const { stream, epoch } of streams) logger.info({ stream, epoch }, 'took over a wallet stream');
        });
      }
    } catch (error) {
      logger.warn({ err: error }, 'cannot claim yet; trying again');
    }
  }

  private async admit(shards: readonly ShardOwnership[]): Promise<void> {
    if (shards.length === 0) return;
    const { store, host, streamEpochs, clock, onOwnership } = this.options;
    streamEpochs.learn(await store.streamEpochs());
    await host.admit(shards);
    for (const shard of shards) this.admittedAt.set(nameOf(shard), clock.monotonic());
    onOwnership();
  }

  private async acquire(work: () => Promise<void>): Promise<void> {
    this.acquiring += 1;
    try {
      await work();
    } finally {
      this.acquiring -= 1;
      this.acquiredAt = this.options.clock.monotonic();
    }
  }

  private async executeOrders(): Promise<void> {
    const { store, registration, logger } = this.options;
    try {
      for (const order of await store.openOrders(registration)) {
        await this.acquire(() => executeOrder(this.options, order, (shards) => this.admit(shards)));
      }
    } catch (error) {
      logger.warn({ err: error }, 'cannot look for orders yet');
    }
  }

  private gone(shard: ShardKey): void {
    this.admittedAt.delete(nameOf(shard));
    this.options.onOwnership();
  }

  /** Nothing here may be relied on any more: another owner may have begun. */
  private surrender(reason: string): void {
    if (this.hasSurrendered) return;
    this.hasSurrendered = true;
    const { host, readers, logger } = this.options;
    const held = host.held();
    logger.error({ reason, shards: held.length }, 'gives up everything it owns');
    for (const shard of held) {
      host.lose(shard);
      this.gone(shard);
    }
    for (const { stream } of readers.reading()) void readers.stop(stream);
  }

  private async pause(renewed: boolean): Promise<void> {
    const { clock, leaseMs, retryDelayMs } = this.options;
    const woken = new AbortController();
    const left = this.lease.validUntil - clock.monotonic();
    const ms = renewed ? leaseMs / 3 : Math.max(1, left > 0 ? Math.min(retryDelayMs, left) : retryDelayMs);
    const due = clock.sleep(ms, AbortSignal.any([woken.signal, this.stopped.signal]));
    await Promise.race([this.work.wait(), due.then(() => woken.signal.aborted || this.work.ring())]);
    woken.abort();
  }
}
