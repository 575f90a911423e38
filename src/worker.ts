// Composition root of a worker: one stage feeds the next, and all of them are built from ports, so the same wiring runs in
// production and under simulation. Also the one place that knows in which order a worker starts and stops.
import type { BrandId } from './domain/ids.ts';
import { place } from './domain/placement/place.ts';
import { EVENT_FUTURE_MS, EVENT_RETENTION_MS } from './domain/retention.ts';
import { WalletCaller } from './effects/wallet-caller.ts';
import { Inbound } from './fleet/inbound.ts';
import { Leader } from './fleet/leader.ts';
import { Member } from './fleet/member.ts';
import { RouteBook } from './fleet/route-book.ts';
import { Router } from './fleet/router.ts';
import { StreamEpochs } from './fleet/stream-epochs.ts';
import { IngressReaders } from './ingress/ingress-readers.ts';
import type { LoopHealth } from './observe/health.ts';
import type { Logger } from './observe/logger.ts';
import type { Metrics } from './observe/metrics.ts';
import { OutboxPublisher } from './outbox/publisher.ts';
import type { Clock } from './ports/clock.ts';
import type { CommandGate } from './ports/command-gate.ts';
import type { EventSink } from './ports/event-sink.ts';
import type { FleetStore } from './ports/fleet-store.ts';
import type { Link, LinkHandlers } from './ports/link.ts';
import type { ReadStore } from './ports/read-store.ts';
import type { Incarnation, ShardKey, Store } from './ports/store.ts';
import type { WalletClient } from './ports/wallet-client.ts';
import type { WalletGate } from './ports/wallet-gate.ts';
import type { WalletStream } from './ports/wallet-stream.ts';
import type { Watermarks } from './ports/watermarks.ts';
import { Housekeeper } from './schedule/housekeeper.ts';
import { Survey } from './schedule/survey.ts';
import { TimerLoop } from './schedule/timer-loop.ts';
import { ShardStage } from './shard/shard-stage.ts';
import { reportBreakers, reportLimits, watchLoops } from './worker-observation.ts';
import type { WorkerOptions } from './worker-options.ts';

export interface WorkerDependencies {
  readonly incarnation: Incarnation;
  readonly clock: Clock;
  readonly store: Store;
  readonly fleet: FleetStore;
  readonly link: Link;
  /** Null: expiries do not wait for the streams. */
  readonly watermarks: Watermarks | null;
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
const COMMANDS_MAX = 1_000;

export class Worker {
  /** Commands go in here, whichever worker owns what they are about. */
  readonly gate: CommandGate;
  /** What other processes send goes in here. */
  readonly inbound: LinkHandlers;
  /** Resolves with the reason if the worker cannot go on: another incarnation has its name, or a loop died of a bug. */
  readonly failed: Promise<Error>;
  private readonly stage: ShardStage;
  private readonly routes: RouteBook;
  private readonly readers: IngressReaders;
  private readonly member: Member;
  private readonly leader: Leader;
  private readonly timerLoops: readonly TimerLoop[];
  private readonly housekeeper: Housekeeper;
  private readonly survey: Survey | null;
  private readonly walletCaller: WalletCaller;
  private readonly publisher: OutboxPublisher;
  private readonly dependencies: WorkerDependencies;
  private fail: (error: Error) => void = () => undefined;
  private starting: Promise<void> = Promise.resolve();
  private ticking: Promise<unknown> = Promise.resolve();
  private publishing: Promise<unknown> = Promise.resolve();
  private belonging: Promise<unknown> = Promise.resolve();
  private hints: { readonly close: () => Promise<void> } | null = null;

  constructor(dependencies: WorkerDependencies) {
    this.dependencies = dependencies;
    const { incarnation, options, streams, fleet: store, clock, logger } = dependencies;
    reportLimits(dependencies);
    const { token } = incarnation;
    const decoding = { ...options.decoding, retentionMs: EVENT_RETENTION_MS, futureMs: EVENT_FUTURE_MS };
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
      onAdmitted: () => {
        router.gained();
        this.publisher.lookAgain();
      },
      onLost: () => this.routes.ownershipChanged(),
      onTooNew: (shard, machineVersion) => this.refuse(shard, machineVersion),
      decoding,
      onDied: (error) => this.die(error),
    });
    const host = this.stage;
    const walletLimits = { concurrencyMax: options.walletConcurrency, queueMax: WALLET_QUEUE_MAX };
    this.walletCaller = new WalletCaller({ ...dependencies, owner: host, ...walletLimits });
    this.publisher = new OutboxPublisher({
      ...dependencies,
      token,
      memoryMax: OUTBOX_MEMORY_MAX,
      batchMax: OUTBOX_BATCH,
      retryDelayMs: RETRY_DELAY_MS,
    });
    const fleet = { store, clock, logger, retryDelayMs: RETRY_DELAY_MS };
    const streamEpochs = new StreamEpochs();
    this.routes = new RouteBook({ ...fleet, token, openBrand: (brandId) => this.member.openBrand(brandId) });
    const router = new Router({ ...dependencies, host, routes: this.routes, streamEpochs, commandsMax: COMMANDS_MAX });
    this.gate = router;
    this.inbound = new Inbound({ host, streamEpochs, clock, decoding });
    this.readers = new IngressReaders({
      ...dependencies,
      owner: router,
      decoding,
      readCount: options.readCount,
      blockMs: STREAM_BLOCK_MS,
      retryDelayMs: RETRY_DELAY_MS,
      onDied: (error) => this.die(error),
    });
    this.member = new Member({
      ...dependencies,
      ...fleet,
      ...options,
      host,
      streamEpochs,
      readers: this.readers,
      registration: { ...incarnation, ...options },
      streams: options.switches.eventConsumer ? streams.map(({ name }) => name) : [],
      onOwnership: () => this.routes.ownershipChanged(),
      onReplaced: () => this.fail(new Error(`another process took the name ${incarnation.worker}`)),
    });
    this.leader = new Leader({ ...dependencies, ...fleet, worker: incarnation.worker, place });
    this.timerLoops = this.makeTimerLoops();
    this.housekeeper = new Housekeeper(dependencies);
    const { reads } = dependencies;
    this.survey = reads === undefined ? null : new Survey({ ...dependencies, reads, token });
  }

  /**
   * Joins the fleet, and from then on owns what the fleet gives it. `address`: where others reach its link. Rejects where the
   * database cannot be reached.
   */
  start(address: string): Promise<void> {
    this.starting = this.begin(address);
    return this.starting;
  }

  private async begin(address: string): Promise<void> {
    const { fleet, options } = this.dependencies;
    const { switches } = options;
    watchLoops(this.dependencies);
    await this.housekeeper.keep();
    this.hints = await fleet.listen((brands) => {
      this.routes.hint(brands);
      this.member.hint();
      this.leader.hint();
    });
    await this.member.start(address);
    await this.routes.start();
    this.stage.start();
    this.survey?.start();
    this.publishing = this.guard(switches.outboxPoller ? this.publisher.run() : Promise.resolve());
    this.ticking = this.guard(Promise.all([...this.timerLoops.map((loop) => loop.run()), this.housekeeper.run()]));
    this.belonging = this.guard(Promise.all([this.member.run(), this.leader.run(), this.routes.run()]));
  }

  /**
   * Nothing half done, in this order: others take over what they can, and everything is served meanwhile; no command is taken,
   * nothing new is read and no timer fires; wallet calls under way are answered; everything queued is decided, committed,
   * acknowledged and published; what is left is given back.
   */
  async stop(): Promise<void> {
    // A start that is still under way would begin its loops after they were told to end.
    await Promise.allSettled([this.starting]);
    await this.member.drain(this.dependencies.options.drainMs);
    this.leader.stop();
    this.stage.refuseCommands();
    for (const loop of this.timerLoops) loop.stop();
    this.housekeeper.stop();
    const surveyed = this.survey?.stop();
    await Promise.all([this.readers.stopReading(), this.ticking]);
    await this.walletCaller.drain();
    await this.stage.drain();
    await this.readers.drain();
    this.publisher.stop();
    await Promise.all([this.publishing, surveyed]);
    await this.member.stop();
    this.routes.stop();
    await this.belonging;
    await this.member.leave();
    await this.hints?.close();
  }

  /** Where this fails, the row is given back as a stray, and whoever takes it finds out again. */
  private refuse(shard: ShardKey & { readonly epoch: number }, machineVersion: number): void {
    const { fleet, incarnation, logger } = this.dependencies;
    const later = (err: unknown): void => logger.warn({ err }, 'cannot give up yet what a newer build wrote');
    void fleet.refuse(shard, machineVersion, incarnation).catch(later);
  }

  /** Brings gauges up to date; call before metrics are read. */
  report(): void {
    this.stage.report();
    this.walletCaller.report();
    this.readers.report();
    this.survey?.report();
    reportBreakers(this.dependencies);
  }

  private makeTimerLoops(): readonly TimerLoop[] {
    const { incarnation, options } = this.dependencies;
    const { switches } = options;
    const common = {
      ...this.dependencies,
      owner: this.stage,
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
