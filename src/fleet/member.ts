// A worker's part in the fleet: joins, renews its lease, brings what it holds in line with the rows that every renewal tells, gives
// everything up when the lease ends, and leaves in order.
import type { BrandId } from '../domain/ids.ts';
import { Wakeup } from '../domain/wakeup.ts';
import type { LoopHealth } from '../observe/health.ts';
import type { Logger } from '../observe/logger.ts';
import { Outage } from '../observe/outage.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Clock } from '../ports/clock.ts';
import type { Assignments, FleetStore, WorkerRegistration } from '../ports/fleet-store.ts';
import type { ShardHost } from '../ports/shard-host.ts';
import type { StreamReaders } from '../ports/stream-readers.ts';
import { Lease } from './lease.ts';
import { LoadReport } from './load-report.ts';
import { ShardHoldings } from './shard-holdings.ts';
import { StreamHoldings } from './stream-holdings.ts';
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

/** A renewal that is not answered by then is asked for again. */
const RENEW_TIMEOUT_SHARE = 0.25;
const DRAIN_LOOK_MS = 100;
/** While thousands of shards are moved the hints never end: most of the time goes to the moves, not to comparing what is held with the rows. */
const REST_MS_PER_SHARD = 0.03;

export class Member {
  readonly lease: Lease;
  private readonly shards: ShardHoldings;
  private readonly loads: LoadReport;
  private readonly streams: StreamHoldings;
  private readonly work = new Wakeup();
  private readonly stopped = new AbortController();
  private stopping = false;
  private hasSurrendered = false;
  private readonly outage: Outage;
  private readonly options: MemberOptions;

  constructor(options: MemberOptions) {
    this.options = options;
    this.lease = new Lease(options.clock, options.leaseMs);
    const [away, back] = ['cannot renew the lease; trying again', 'renews the lease again'];
    this.outage = new Outage(options, { away, back });
    this.shards = new ShardHoldings({ ...options, lease: this.lease });
    this.loads = new LoadReport(options);
    this.streams = new StreamHoldings({ ...options, lease: this.lease });
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
    await store.setStatus(registration, 'active');
  }

  async run(): Promise<void> {
    const { health, clock, host } = this.options;
    while (!this.stopping) {
      const renewed = await this.round();
      if (renewed) {
        health.beat('membership', clock.now());
        await clock.sleep(host.held().length * REST_MS_PER_SHARD, this.stopped.signal);
      }
      await this.pause(renewed);
    }
  }

  /** A brand that nobody owns yet becomes ours; one that somebody owns stays theirs. */
  openBrand(brandId: BrandId): Promise<void> {
    return this.shards.openBrand(brandId);
  }

  /**
   * Others take over what is held here, until nothing is left, nobody is there to take it, or `boundMs` have passed. Everything
   * is served meanwhile.
   */
  async drain(boundMs: number): Promise<void> {
    const { store, registration, clock, host, readers, logger } = this.options;
    const until = clock.monotonic() + boundMs;
    try {
      if (!(await store.setStatus(registration, 'draining'))) return;
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
    await this.shards.stop();
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
    const { store, registration, clock, leaseMs, onReplaced } = this.options;
    const askedAt = clock.monotonic();
    try {
      const assignments = await this.inTime(store.renew(registration, leaseMs));
      if (assignments === null) {
        this.surrender('another incarnation has this name');
        this.stopping = true;
        onReplaced();
        return false;
      }
      this.outage.worked();
      this.lease.renewed(askedAt);
      this.hasSurrendered = false;
      this.reconcile(assignments, askedAt);
      return true;
    } catch (error) {
      this.outage.failed(error);
      if (!this.lease.isValid) this.surrender('the lease ended and could not be renewed');
      return false;
    }
  }

  private async inTime<Answer>(asked: Promise<Answer>): Promise<Answer> {
    const { clock, leaseMs } = this.options;
    const done = new AbortController();
    // Never beyond the end of the lease: an answer that is waited for must not keep us from giving up in time.
    const left = this.lease.validUntil - clock.monotonic();
    const patience = leaseMs * RENEW_TIMEOUT_SHARE;
    const late = clock.sleep(left > 0 ? Math.min(patience, left) : patience, done.signal).then(() => {
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
    this.shards.reconcile(assignments, askedAt);
    this.streams.reconcile(assignments.streams, this.shards.isCurrent(askedAt));
    this.loads.reportNowAndThen();
  }

  /** Nothing here may be relied on any more: another owner may have begun. */
  private surrender(reason: string): void {
    if (this.hasSurrendered) return;
    this.hasSurrendered = true;
    const { host, readers, logger } = this.options;
    logger.error({ reason, shards: host.held().length }, 'gives up everything it owns');
    this.shards.surrender();
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
