// The stage as its neighbours see it: an owner to deliver to, and a life to start, drain and stop.
import type { CommandGate, CommandOrigin } from '../ports/command-gate.ts';
import type { Command, CommandReply } from '../domain/command.ts';
import type { BrandId } from '../domain/ids.ts';
import { problemReply } from '../domain/problem.ts';
import { slotOf } from '../domain/slot.ts';
import type { LoopHealth } from '../observe/health.ts';
import type { Logger } from '../observe/logger.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Clock } from '../ports/clock.ts';
import type { CommittedOutlets, WalletCallOrder } from '../ports/committed.ts';
import type { Owner } from '../ports/occasion.ts';
import type { Incarnation, Store } from '../ports/store.ts';
import { GroupCommitter } from './group-committer.ts';
import { IndexLoader } from './index-loader.ts';
import { OwnedShards } from './owned-shards.ts';
import { Residency } from './residency.ts';
import type { Shard } from './shard.ts';
import { Turn } from './turn.ts';
import { unansweredCalls } from './unanswered-calls.ts';

const RETRY_DELAY_MS = 250;

const unavailable = (detail: string): CommandReply => problemReply('OWNER_UNAVAILABLE', detail);

export interface ShardStageOptions {
  readonly store: Store;
  readonly incarnation: Incarnation;
  readonly clock: Clock;
  readonly outlets: CommittedOutlets;
  readonly metrics: Metrics;
  readonly health: LoopHealth;
  readonly logger: Logger;
  readonly batchEventsMax: number;
  readonly mailboxMax: number;
  readonly residentRollingsMax: number;
  /** Whether a wallet call of this brand may start now. */
  readonly walletOpen: (brandId: BrandId) => boolean;
  /** With `completionRetry` off nothing is asked of the wallet again, not even what nobody heard the answer of. */
  readonly switches: { readonly completionRetry: boolean };
  /** A shard came into our hands. */
  readonly onClaimed: (shard: Shard) => void;
  /** A shard of ours has another owner now. */
  readonly onLost: (shard: Shard) => void;
  /** A loop ended by itself, which only a bug can do: nothing more is decided here. */
  readonly onDied: (error: unknown) => void;
}

export class ShardStage implements CommandGate {
  private readonly shards: OwnedShards;
  private readonly residency: Residency;
  private readonly committer: GroupCommitter;
  private readonly turn: Turn;
  private readonly indexLoader: IndexLoader;
  private readonly options: ShardStageOptions;
  private running: Promise<unknown> = Promise.resolve();
  private turning: Promise<void> = Promise.resolve();
  private evictionsReported = 0;
  /** Commands are taken between the take-over of every shard and the beginning of the end; before and after, nobody would decide. */
  private takesCommands = false;

  constructor(options: ShardStageOptions) {
    this.options = options;
    const { store, incarnation, mailboxMax, batchEventsMax } = options;
    this.residency = new Residency(options.residentRollingsMax);
    this.indexLoader = new IndexLoader({ ...options, retryDelayMs: RETRY_DELAY_MS });
    this.shards = new OwnedShards({
      store,
      incarnation,
      mailboxMax,
      onClaimed: (shard) => {
        this.indexLoader.load(shard);
        options.onClaimed(shard);
      },
    });
    this.committer = new GroupCommitter({
      ...options,
      shards: this.shards,
      retryDelayMs: RETRY_DELAY_MS,
      onLost: (lost) => lost.forEach((shard) => this.lose(shard)),
      onRewind: ({ shard }) => this.turn.rewind(shard, this.committer.takeParts(shard)),
    });
    this.turn = new Turn({
      ...options,
      shards: this.shards,
      residency: this.residency,
      committer: this.committer,
      waveEventsMax: batchEventsMax,
      retryDelayMs: RETRY_DELAY_MS,
    });
  }

  get owner(): Owner {
    return this.shards;
  }

  /** Takes over every shard there is and begins to decide. */
  async start(): Promise<void> {
    await this.shards.claimAll();
    const unanswered = await this.unanswered();
    this.running = Promise.all([this.committer.run(), this.indexLoader.run()]);
    this.turning = this.turn.run();
    void Promise.all([this.running, this.turning]).catch(this.options.onDied);
    this.takesCommands = true;
    if (unanswered.length > 0) this.options.outlets.walletCalls(unanswered);
  }

  /**
   * By the deadline there is an answer: the owner's, or a 503 after which the same key finds out what became of it. The opening of
   * a brand counts as well, for the database may be silent then.
   */
  async submit(command: Command, deadlineAt: number, origin?: CommandOrigin): Promise<CommandReply> {
    const { clock } = this.options;
    const answered = new AbortController();
    const late = clock
      .sleep(deadlineAt - clock.now(), answered.signal)
      .then(() => unavailable('not durable by the deadline; ask again with the same key'));
    try {
      return await Promise.race([this.answer(command, deadlineAt, origin), late]);
    } finally {
      answered.abort();
    }
  }

  private async answer(command: Command, deadlineAt: number, origin?: CommandOrigin): Promise<CommandReply> {
    const { logger } = this.options;
    const { brandId } = command;
    const refusal = this.refusal();
    if (refusal !== null) return refusal;
    try {
      if (!this.shards.knows(brandId)) await this.shards.openBrand(brandId);
    } catch (error) {
      logger.warn({ err: error, brandId }, 'cannot open the brand');
      return unavailable('the brand could not be opened');
    }
    // The opening took its time: what held before it may not hold any more.
    return this.refusal() ?? this.decision(command, deadlineAt, origin);
  }

  private refusal(): CommandReply | null {
    if (!this.takesCommands) return unavailable('the owner is starting or stopping');
    return this.shards.acceptsCommands() ? null : unavailable('the owner has too much waiting');
  }

  private decision(command: Command, deadlineAt: number, origin?: CommandOrigin): Promise<CommandReply> {
    const { brandId, playerId } = command;
    return new Promise((resolve) => {
      this.shards.deliver({
        occasion: { kind: 'command', command, deadlineAt },
        brandId,
        playerId,
        slot: slotOf(brandId, playerId),
        receivedAt: this.options.clock.now(),
        ...origin,
        end: (ending) => {
          const reply = ending.kind === 'durable' ? ending.reply : null;
          resolve(reply ?? unavailable('the owner of the rolling changed'));
        },
      });
    });
  }

  /** From now on commands are answered 503; those accepted before are still decided. */
  refuseCommands(): void {
    this.takesCommands = false;
  }

  /** Decides and commits everything that waits, then ends the loops. Deliver nothing more before calling it. */
  async drain(): Promise<void> {
    await this.shards.openings();
    this.turn.stop();
    await this.turning;
    this.committer.stop();
    this.indexLoader.stop();
    await this.running;
  }

  /** Gauges are read when somebody asks, not when they change. */
  report(): void {
    const { metrics } = this.options;
    const indexed = this.shards.all.reduce((sum, shard) => sum + shard.index.size, 0);
    metrics.mailboxDepth.set(this.shards.depth);
    metrics.residentRollings.set(this.residency.rollingCount);
    metrics.residentPlayers.set(this.residency.playerCount);
    metrics.indexedPlayers.set(indexed);
    metrics.evictions.inc(this.residency.evictions - this.evictionsReported);
    this.evictionsReported = this.residency.evictions;
  }

  /** Only a short cut: where it fails, the attempts' own timers repeat them. */
  private async unanswered(): Promise<readonly WalletCallOrder[]> {
    const { store, incarnation, clock, switches, walletOpen, logger } = this.options;
    if (!switches.completionRetry) return [];
    try {
      const recorded = await unansweredCalls(store, incarnation.token, clock.now());
      const orders = recorded.filter(({ brandId }) => walletOpen(brandId));
      if (orders.length > 0)
        logger.info({ calls: orders.length }, 'asks the wallet again what nobody heard the answer of');
      return orders;
    } catch (error) {
      logger.warn({ err: error }, 'cannot look for unanswered wallet calls; their timers repeat them');
      return [];
    }
  }

  private lose(shard: Shard): void {
    this.turn.surrender(shard, this.committer.takeParts(shard));
    this.shards.lose(shard);
    this.options.onLost(shard);
  }
}
