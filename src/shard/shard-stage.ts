// The stage as its neighbours see it: shards come into its hands and leave them, envelopes and commands are decided for those it
// has, and it starts and drains.
import type { Command, CommandOrigin, CommandReply } from '../domain/command.ts';
import type { DecodeOptions } from '../domain/decoding/decoded-entry.ts';
import type { BrandId } from '../domain/ids.ts';
import { problemReply } from '../domain/problem.ts';
import { slotOf } from '../domain/slot.ts';
import type { LoopHealth } from '../observe/health.ts';
import type { Logger } from '../observe/logger.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Clock } from '../ports/clock.ts';
import type { CommittedOutlets } from '../ports/committed.ts';
import type { ForwardedReply } from '../ports/link.ts';
import type { Envelope } from '../ports/occasion.ts';
import type { ShardHost } from '../ports/shard-host.ts';
import type { ShardKey, ShardOwnership, Store } from '../ports/store.ts';
import { Background } from './background.ts';
import { GroupCommitter } from './group-committer.ts';
import { OwnedShards } from './owned-shards.ts';
import { Residency } from './residency.ts';
import { Shard } from './shard.ts';
import { Turn } from './turn.ts';
import { callsToRepeat } from './unanswered-calls.ts';

const RETRY_DELAY_MS = 250;

const reply = (answer: CommandReply): ForwardedReply => ({ kind: 'reply', reply: answer });
const unavailable = (detail: string): ForwardedReply => reply(problemReply('OWNER_UNAVAILABLE', detail));
const MOVED: ForwardedReply = { kind: 'moved' };

export interface ShardStageOptions {
  readonly store: Store;
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
  /** Shards came into our hands. */
  readonly onAdmitted: () => void;
  /** A shard of ours has another owner now. */
  readonly onLost: (shard: ShardKey) => void;
  /** A shard of ours holds what only a newer build can read: it was given up, and must be placed with one that reads this version. */
  readonly onTooNew: (shard: ShardKey & { readonly epoch: number }, machineVersion: number) => void;
  /** Of the snapshots this build writes; what is older is rewritten, so many a second, where asked for. */
  readonly machineVersion: number;
  readonly snapshotSweepPerS?: number;
  /** How parked events are decoded when they are replayed. */
  readonly decoding: Pick<DecodeOptions, 'exponentOf' | 'retentionMs' | 'futureMs'>;
  /** A loop ended by itself, which only a bug can do: nothing more is decided here. */
  readonly onDied: (error: unknown) => void;
}

export class ShardStage implements ShardHost {
  private readonly shards: OwnedShards;
  private readonly residency: Residency;
  private readonly committer: GroupCommitter;
  private readonly turn: Turn;
  private readonly background: Background;
  private readonly options: ShardStageOptions;
  private running: Promise<unknown> = Promise.resolve();
  private turning: Promise<void> = Promise.resolve();
  private evictionsReported = 0;
  /** Commands are taken between the start of the loops and the beginning of the end; before and after, nobody would decide. */
  private takesCommands = false;

  constructor(options: ShardStageOptions) {
    this.options = options;
    const { mailboxMax, batchEventsMax } = options;
    this.residency = new Residency(options.residentRollingsMax);
    this.shards = new OwnedShards({ mailboxMax });
    this.committer = new GroupCommitter({
      ...options,
      shards: this.shards,
      retryDelayMs: RETRY_DELAY_MS,
      onLost: (lost) => lost.forEach((shard) => this.loseShard(shard)),
      onRewind: ({ shard }) => this.turn.rewind(shard, this.committer.takeParts(shard)),
    });
    this.turn = new Turn({
      ...options,
      shards: this.shards,
      residency: this.residency,
      committer: this.committer,
      waveEventsMax: batchEventsMax,
      retryDelayMs: RETRY_DELAY_MS,
      onTooNew: (shard, machineVersion) => this.giveUp(shard, machineVersion),
    });
    const { shards, committer } = this;
    this.background = new Background({ ...options, shards, committer, retryDelayMs: RETRY_DELAY_MS });
  }

  /** Begins to decide whatever it is given from now on. */
  start(): void {
    this.running = Promise.all([this.committer.run(), this.background.run()]);
    this.turning = this.turn.run();
    void Promise.all([this.running, this.turning]).catch(this.options.onDied);
    this.takesCommands = true;
  }

  epochAt(brandId: BrandId, slot: number): number | null {
    const shard = this.shards.at(brandId, slot);
    return shard === null || shard.closing ? null : shard.ownership.epoch;
  }

  deliver(envelope: Envelope): void {
    this.shards.deliver(envelope);
  }

  tryDeliver(envelope: Envelope): boolean {
    return this.shards.tryDeliver(envelope);
  }

  /** Whether stream entries of the slot would be taken now. */
  ready(brandId: BrandId, slot: number): boolean {
    return this.shards.ready(brandId, slot);
  }

  get hasRoom(): boolean {
    return this.shards.acceptsCommands();
  }

  /** Resolves when there is room for more stream entries. */
  room(): Promise<void> {
    return this.shards.room();
  }

  held(): readonly ShardOwnership[] {
    return this.shards.all.map((shard) => shard.present);
  }

  async admit(claimed: readonly ShardOwnership[]): Promise<void> {
    const ownerships = claimed.filter((ownership) => !this.isHeld(ownership));
    if (ownerships.length === 0) return;
    const unanswered = await callsToRepeat(this.options, ownerships);
    for (const ownership of ownerships) {
      const older = this.shards.byKey(ownership);
      if (older !== null) this.loseShard(older);
      const shard = new Shard(ownership);
      this.shards.admit(shard);
      this.background.load(shard);
    }
    this.options.onAdmitted();
    if (unanswered.length > 0) this.options.outlets.walletCalls(unanswered);
  }

  private isHeld(ownership: ShardOwnership): boolean {
    return this.shards.byKey(ownership)?.ownership.epoch === ownership.epoch;
  }

  async handOff(key: ShardKey): Promise<ShardOwnership | null> {
    const shard = this.shards.byKey(key);
    if (shard === null || shard.closing) return null;
    shard.closing = true;
    await shard.quiet();
    if (shard.lost) return null;
    this.residency.dropAll(shard.residents);
    this.shards.remove(shard);
    shard.loseNow();
    return shard.present;
  }

  lose(key: ShardKey): void {
    const shard = this.shards.byKey(key);
    if (shard !== null) this.loseShard(shard);
  }

  takeLoads(): readonly (ShardKey & { readonly events: number })[] {
    const loads: (ShardKey & { readonly events: number })[] = [];
    for (const shard of this.shards.all) {
      if (shard.decided === 0) continue;
      const { brandId, shardNo } = shard.ownership;
      loads.push({ brandId, shardNo, events: shard.decided });
      shard.decided = 0;
    }
    return loads;
  }

  /**
   * By the deadline there is an answer: the owner's, or a 503 after which the same key finds out what became of it, or that the
   * player's shard is elsewhere.
   */
  async command(command: Command, deadlineAt: number, origin?: CommandOrigin): Promise<ForwardedReply> {
    const { clock } = this.options;
    const refusal = this.refusal();
    if (refusal !== null) return refusal;
    const answered = new AbortController();
    const late = clock
      .sleep(deadlineAt - clock.now(), answered.signal)
      .then(() => unavailable('not durable by the deadline; ask again with the same key'));
    try {
      return await Promise.race([this.decision(command, deadlineAt, origin), late]);
    } finally {
      answered.abort();
    }
  }

  private refusal(): ForwardedReply | null {
    if (!this.takesCommands) return unavailable('the owner is starting or stopping');
    return this.shards.acceptsCommands() ? null : unavailable('the owner has too much waiting');
  }

  private decision(command: Command, deadlineAt: number, origin?: CommandOrigin): Promise<ForwardedReply> {
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
          if (ending.kind === 'durable' && ending.reply !== null) resolve(reply(ending.reply));
          else resolve(MOVED);
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
    this.background.stopGiving();
    this.turn.stop();
    await this.turning;
    this.committer.stop();
    this.background.stop();
    await this.running;
  }

  /** Gauges are read when somebody asks, not when they change. */
  report(): void {
    const { metrics } = this.options;
    const { all } = this.shards;
    const indexed = all.reduce((sum, shard) => sum + shard.index.size, 0);
    metrics.ownedShards.set(all.length);
    metrics.mailboxDepth.set(this.shards.depth);
    metrics.residentRollings.set(this.residency.rollingCount);
    metrics.residentPlayers.set(this.residency.playerCount);
    metrics.indexedPlayers.set(indexed);
    metrics.evictions.inc(this.residency.evictions - this.evictionsReported);
    this.evictionsReported = this.residency.evictions;
  }

  /** Written by a newer build: whoever can read it must have it, and until then nothing of it is decided. */
  private giveUp(shard: Shard, machineVersion: number): void {
    const { brandId, shardNo, epoch } = shard.ownership;
    const which = { brandId, shardNo, machineVersion };
    this.options.logger.error(which, 'a shard was written by a newer build; gives it up');
    this.loseShard(shard);
    this.options.onTooNew({ brandId, shardNo, epoch }, machineVersion);
  }

  private loseShard(shard: Shard): void {
    this.turn.surrender(shard, this.committer.takeParts(shard));
    this.shards.lose(shard);
    const { brandId, shardNo } = shard.ownership;
    this.options.onLost({ brandId, shardNo });
  }
}
