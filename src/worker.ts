// Composition root of a worker: one stage feeds the next, and all of them are built from ports, so the same wiring runs in
// production and under simulation. Also the one place that knows in which order a worker starts and stops.
import type { DecodeOptions } from './domain/decoding/decoded-entry.ts';
import type { BrandId } from './domain/ids.ts';
import { EVENT_FUTURE_MS, EVENT_RETENTION_MS } from './domain/retention.ts';
import { WalletCaller } from './effects/wallet-caller.ts';
import { Ingress } from './ingress/ingress.ts';
import type { LoopHealth, LoopName } from './observe/health.ts';
import type { Logger } from './observe/logger.ts';
import type { Metrics } from './observe/metrics.ts';
import { OutboxPublisher } from './outbox/publisher.ts';
import type { Clock } from './ports/clock.ts';
import type { CommandGate } from './ports/command-gate.ts';
import type { EventSink } from './ports/event-sink.ts';
import type { ReadStore } from './ports/read-store.ts';
import type { Incarnation, Store } from './ports/store.ts';
import type { WalletClient } from './ports/wallet-client.ts';
import type { WalletGate } from './ports/wallet-gate.ts';
import type { WalletStream } from './ports/wallet-stream.ts';
import { Housekeeper } from './schedule/housekeeper.ts';
import { Survey } from './schedule/survey.ts';
import { TimerLoop } from './schedule/timer-loop.ts';
import { ShardStage } from './shard/shard-stage.ts';

/** Which loops run; one that is off reports `disabled`. */
interface WorkerSwitches {
  readonly eventConsumer: boolean;
  readonly outboxPoller: boolean;
  readonly expiryScheduler: boolean;
  readonly completionRetry: boolean;
}

export interface WorkerOptions {
  readonly switches: WorkerSwitches;
  readonly batchEventsMax: number;
  readonly mailboxMax: number;
  readonly residentRollingsMax: number;
  readonly readCount: number;
  readonly walletConcurrency: number;
  /** Per loop; 15 s where it says nothing. */
  readonly staleAfterMs?: Readonly<Partial<Record<LoopName, number>>>;
  readonly decoding: Omit<DecodeOptions, 'nowMs' | 'retentionMs' | 'futureMs'>;
}

export interface WorkerDependencies {
  readonly incarnation: Incarnation;
  readonly clock: Clock;
  readonly store: Store;
  /** Without it nothing that waits in the tables is counted. */
  readonly reads?: Pick<ReadStore, 'backlog'>;
  readonly streams: readonly WalletStream[];
  readonly sink: EventSink;
  readonly wallet: WalletClient;
  readonly walletGate: WalletGate;
  readonly metrics: Metrics;
  readonly health: LoopHealth;
  readonly logger: Logger;
  readonly options: WorkerOptions;
}

/** How long an idle read waits, and so how long an idle worker takes to stop. */
const STREAM_BLOCK_MS = 500;
const TIMER_POLL_MS = 500;
const TIMER_BATCH = 500;
const WALLET_QUEUE_MAX = 10_000;
const OUTBOX_MEMORY_MAX = 10_000;
const OUTBOX_BATCH = 500;
const RETRY_DELAY_MS = 250;
const BREAKERS_NAMED_MAX = 20;

/** How long a loop may make no progress before the worker is not ready. */
const STALE_AFTER_MS = 15_000;

function reportLimits({ limit }: Metrics, options: WorkerOptions): void {
  limit.set({ limit: 'mailbox' }, options.mailboxMax);
  limit.set({ limit: 'resident_rollings' }, options.residentRollingsMax);
  limit.set({ limit: 'batch_events' }, options.batchEventsMax);
  limit.set({ limit: 'wallet_calls' }, options.walletConcurrency);
}

export class Worker {
  /** Commands go in here, whichever process they came to. */
  readonly gate: CommandGate;
  /** Resolves with the reason if the worker cannot go on: another incarnation took its shards over, or a loop died of a bug. */
  readonly failed: Promise<Error>;
  private readonly stage: ShardStage;
  private readonly ingresses: readonly Ingress[];
  private readonly timerLoops: readonly TimerLoop[];
  private readonly housekeeper: Housekeeper;
  private readonly survey: Survey | null;
  private readonly walletCaller: WalletCaller;
  private readonly publisher: OutboxPublisher;
  private readonly dependencies: WorkerDependencies;
  private fail: (error: Error) => void = () => undefined;
  private starting: Promise<void> = Promise.resolve();
  private reading: Promise<unknown> = Promise.resolve();
  private ticking: Promise<unknown> = Promise.resolve();
  private publishing: Promise<unknown> = Promise.resolve();

  constructor(dependencies: WorkerDependencies) {
    this.dependencies = dependencies;
    const { incarnation, options, streams, metrics } = dependencies;
    reportLimits(metrics, options);
    const { token } = incarnation;
    this.failed = new Promise((resolve) => {
      this.fail = resolve;
    });
    this.stage = new ShardStage({
      ...dependencies,
      ...options,
      outlets: {
        walletCalls: (orders) => this.walletCaller.offer(orders),
        outboxRows: (rows) => this.publisher.offer(rows),
      },
      walletOpen: (brandId) => this.roomAtWallet(brandId) > 0,
      onClaimed: () => this.publisher.lookAgain(),
      onLost: ({ ownership }) =>
        this.fail(new Error(`shard ${ownership.brandId}/${ownership.shardNo} was taken over by another worker`)),
      onDied: (error) => this.die(error),
    });
    this.gate = this.stage;
    const { owner } = this.stage;
    const walletLimits = { concurrencyMax: options.walletConcurrency, queueMax: WALLET_QUEUE_MAX };
    this.walletCaller = new WalletCaller({ ...dependencies, owner, ...walletLimits });
    this.publisher = new OutboxPublisher({
      ...dependencies,
      token,
      memoryMax: OUTBOX_MEMORY_MAX,
      batchMax: OUTBOX_BATCH,
      retryDelayMs: RETRY_DELAY_MS,
    });
    const reading = { readCount: options.readCount, blockMs: STREAM_BLOCK_MS, retryDelayMs: RETRY_DELAY_MS };
    const decoding = { ...options.decoding, retentionMs: EVENT_RETENTION_MS, futureMs: EVENT_FUTURE_MS };
    this.ingresses = streams.map((stream) => new Ingress({ ...dependencies, ...reading, decoding, stream, owner }));
    this.timerLoops = this.makeTimerLoops();
    this.housekeeper = new Housekeeper(dependencies);
    const { reads } = dependencies;
    this.survey = reads === undefined ? null : new Survey({ ...dependencies, reads, token });
  }

  /** Takes over every shard, then begins to read. Rejects where the database cannot be reached. */
  start(): Promise<void> {
    this.starting = this.begin();
    return this.starting;
  }

  private async begin(): Promise<void> {
    const { switches } = this.dependencies.options;
    this.watchLoops();
    await this.housekeeper.keep();
    await this.stage.start();
    this.survey?.start();
    this.publishing = this.guard(switches.outboxPoller ? this.publisher.run() : Promise.resolve());
    this.ticking = this.guard(Promise.all([...this.timerLoops.map((loop) => loop.run()), this.housekeeper.run()]));
    if (switches.eventConsumer) this.reading = this.guard(Promise.all(this.ingresses.map((ingress) => ingress.run())));
  }

  private watchLoops(): void {
    const { health, clock, options, streams } = this.dependencies;
    const { switches, staleAfterMs = {} } = options;
    const watch = (loop: LoopName, enabled: boolean, parts?: readonly string[]): void => {
      const thresholdMs = staleAfterMs[loop] ?? STALE_AFTER_MS;
      health.register(loop, { thresholdMs, enabled, ...(parts === undefined ? {} : { parts }) }, clock.now());
    };
    const streamNames = streams.map(({ name }) => name);
    watch('event_consumer', switches.eventConsumer, streamNames);
    watch('decider', true);
    watch('group_committer', true);
    watch('outbox_publisher', switches.outboxPoller);
    watch('expiry_scheduler', switches.expiryScheduler);
    watch('completion_retry', switches.completionRetry);
  }

  /**
   * Nothing half done, in this order: no command is taken, nothing new is read and no timer fires; wallet calls under way are
   * answered; everything queued is decided and committed; what was committed is acknowledged and published.
   */
  async stop(): Promise<void> {
    // A start that is still under way would begin its loops after they were told to end.
    await Promise.allSettled([this.starting]);
    this.stage.refuseCommands();
    for (const ingress of this.ingresses) ingress.stop();
    for (const loop of this.timerLoops) loop.stop();
    this.housekeeper.stop();
    const surveyed = this.survey?.stop();
    await Promise.all([this.reading, this.ticking]);
    await this.walletCaller.drain();
    await this.stage.drain();
    await Promise.all(this.ingresses.map((ingress) => ingress.drain()));
    this.publisher.stop();
    await Promise.all([this.publishing, surveyed]);
  }

  /** Brings gauges up to date; call before metrics are read. */
  report(): void {
    this.stage.report();
    this.walletCaller.report();
    for (const ingress of this.ingresses) ingress.report();
    this.survey?.report();
    this.reportBreakers();
  }

  /** How many, and the first of them by name: a label has few values however many brands there are. */
  private reportBreakers(): void {
    const { metrics, walletGate } = this.dependencies;
    const open = walletGate.openBreakers();
    metrics.walletBreakersOpen.set(open.length);
    metrics.walletBreakerOpen.reset();
    for (const brand of open.slice(0, BREAKERS_NAMED_MAX)) metrics.walletBreakerOpen.set({ brand }, 1);
  }

  private makeTimerLoops(): readonly TimerLoop[] {
    const { incarnation, options } = this.dependencies;
    const { switches } = options;
    const common = {
      ...this.dependencies,
      owner: this.stage.owner,
      token: incarnation.token,
      pollMs: TIMER_POLL_MS,
      batchMax: TIMER_BATCH,
    };
    const expiry = new TimerLoop({
      ...common,
      loop: 'expiry_scheduler',
      kinds: ['activate', 'expire'],
      walletGate: null,
    });
    const { walletGate } = this.dependencies;
    const retry = new TimerLoop({
      ...common,
      loop: 'completion_retry',
      kinds: ['attempt'],
      walletGate: { room: (brandId) => this.roomAtWallet(brandId), closedBrands: () => walletGate.closedBrands() },
    });
    return [...(switches.expiryScheduler ? [expiry] : []), ...(switches.completionRetry ? [retry] : [])];
  }

  /** What is on record and still waits for its turn takes room as well: an attempt is recorded only if it can start in time. */
  private roomAtWallet(brandId: BrandId): number {
    return Math.max(0, this.dependencies.walletGate.room(brandId) - this.walletCaller.waiting(brandId));
  }

  /** A loop only ends by itself because of a bug: the worker must not go on half alive. */
  private async guard(loop: Promise<unknown>): Promise<void> {
    try {
      await loop;
    } catch (error) {
      this.die(error);
    }
  }

  private die(error: unknown): void {
    this.dependencies.health.die();
    this.fail(error instanceof Error ? error : new Error(String(error)));
  }
}
