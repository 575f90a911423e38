// The loop that decides. Draws a wave, loads what it does not know, decides each envelope in order against memory, and adds the
// decisions to the open batch. Nothing is told to anyone here: that is the committer's, after the commit.
import type { Decision } from '../domain/decide/decision.ts';
import { decided } from '../domain/decide/decision.ts';
import type { BrandId } from '../domain/ids.ts';
import { problemReply } from '../domain/problem.ts';
import { DAY_MS } from '../domain/timestamp.ts';
import type { LoopHealth } from '../observe/health.ts';
import type { Logger } from '../observe/logger.ts';
import { Outage } from '../observe/outage.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ending, Envelope } from '../ports/occasion.ts';
import type { LoadedFacts, LoadRequest, Store } from '../ports/store.ts';
import type { ShardPart } from './batch.ts';
import { decideItem } from './decide.ts';
import { playerKey } from './fact-keys.ts';
import { Facts } from './facts.ts';
import type { GroupCommitter } from './group-committer.ts';
import type { OwnedShards } from './owned-shards.ts';
import type { Residency, Resident } from './residency.ts';
import type { Shard } from './shard.ts';
import { Tally } from './tally.ts';
import { type Wave, type WaveItem, planWave } from './wave.ts';

/** Closed rollings stay known this long, so that late bets and repeats still find them. */
export const CLOSED_KNOWN_MS = 7 * DAY_MS;

export interface TurnOptions {
  readonly store: Store;
  readonly shards: OwnedShards;
  readonly residency: Residency;
  readonly committer: GroupCommitter;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly health: LoopHealth;
  readonly logger: Logger;
  readonly waveEventsMax: number;
  readonly retryDelayMs: number;
  /** Whether a wallet call of this brand may start now. */
  readonly walletOpen: (brandId: BrandId) => boolean;
}

export class Turn {
  /** The wave being loaded or decided; what a rewind takes back is missing from it. */
  private inHand: WaveItem[] = [];
  private stopping = false;
  private readonly loadOutage: Outage;
  private readonly options: TurnOptions;
  private readonly tally: Tally;

  constructor(options: TurnOptions) {
    this.options = options;
    this.loadOutage = new Outage(options, {
      away: 'cannot load what the next decisions need; trying again',
      back: 'loads again',
      level: 'error',
    });
    this.tally = new Tally(options.metrics);
  }

  stop(): void {
    this.stopping = true;
    this.options.shards.arrivals.ring();
  }

  /** Until stopped, and then until nothing waits any more and everything decided is durable. */
  async run(): Promise<void> {
    const { shards, committer, clock, health } = this.options;
    for (;;) {
      await committer.waitForRoom();
      const drawn = shards.draw(this.options.waveEventsMax);
      if (drawn.length === 0) {
        if (!this.stopping) {
          health.rest('decider');
          await shards.arrivals.wait();
          health.beat('decider', clock.now());
          continue;
        }
        await committer.flushed();
        // A commit that was refused meanwhile has put its envelopes back.
        if (shards.depth === 0) return;
        continue;
      }
      const careful = drawn.map(({ shard }) => shard).filter((shard) => shard.careful > 0);
      const wave = planWave(drawn, clock.now() - CLOSED_KNOWN_MS);
      this.inHand = [...wave.items];
      const overlay = committer.beginOverlay();
      const loaded = wave.request === null ? null : await this.load(wave.request);
      this.decide(wave, new Facts(loaded, overlay));
      if (careful.length > 0) await this.finishCarefully(careful);
      health.beat('decider', clock.now());
    }
  }

  /** A part that could not be committed, and all that was built on it, is decided again from the database. */
  rewind(shard: Shard, parts: readonly ShardPart[]): void {
    const { shards, residency } = this.options;
    const mine = this.inHand.filter((item) => item.shard === shard);
    this.inHand = this.inHand.filter((item) => item.shard !== shard);
    residency.dropAll(shard.residents);
    shard.rewind();
    const settled = parts.flatMap((part) => part.settled.map(({ envelope }) => envelope));
    const alone = settled.length === 1 && shard.careful > 0;
    if (alone) this.park(shard, settled[0]);
    const again = [...(alone ? [] : settled), ...mine.map(({ envelope }) => envelope)];
    if (!alone) shard.careful = again.length;
    shards.putBack(shard, again);
  }

  /** What is in hand of a shard that belongs to another owner now. */
  surrender(shard: Shard, parts: readonly ShardPart[]): void {
    const mine = this.inHand.filter((item) => item.shard === shard);
    this.inHand = this.inHand.filter((item) => item.shard !== shard);
    this.options.residency.dropAll(shard.residents);
    for (const part of parts) for (const { envelope } of part.settled) envelope.end({ kind: 'lost' });
    for (const { envelope } of mine) envelope.end({ kind: 'lost' });
  }

  private async load(request: LoadRequest): Promise<LoadedFacts> {
    const { store, clock, metrics, retryDelayMs } = this.options;
    for (;;) {
      const startedAt = clock.now();
      try {
        const loaded = await store.load(request);
        metrics.loadSeconds.observe((clock.now() - startedAt) / 1_000);
        metrics.hydrations.inc(request.players.length);
        this.loadOutage.worked();
        return loaded;
      } catch (error) {
        metrics.retries.inc({ stage: 'load' });
        this.loadOutage.failed(error);
        await clock.sleep(retryDelayMs);
      }
    }
  }

  private decide(wave: Wave, facts: Facts): void {
    const { committer, residency, clock } = this.options;
    this.hydrate(wave, facts);
    const batch = committer.open;
    const now = clock.now();
    const items = this.inHand;
    this.inHand = [];
    for (const item of items) {
      const part = batch.partOf(item.shard);
      const resident = item.shard.residents.get(item.envelope.playerId);
      const decision = item.nobody ? NOBODY : this.decideSafely(item, resident, facts, now);
      if (decision.steps.length > 0 && resident !== undefined) {
        for (const step of decision.steps) {
          residency.put(resident, step.after);
          // Not only a create makes a rolling: whoever has one is somebody to every later wave.
          if (step.before === null) item.shard.index.add(item.envelope.brandId, item.envelope.playerId);
        }
        resident.batch = batch.number;
      }
      part.add(decision, item.envelope);
      item.shard.decided += 1;
      part.settled.push({ envelope: item.envelope, ending: endingOf(item.envelope, decision) });
      batch.events += 1;
      this.tally.add(item.envelope, decision);
    }
    this.tally.flush();
    this.forgetEmpty(items);
    residency.evict(committer.lastCommittedBatch);
    if (items.length > 0) committer.kick();
  }

  private decideSafely(item: WaveItem, resident: Resident | undefined, facts: Facts, now: number): Decision {
    try {
      if (resident === undefined) throw new TypeError('the player was not loaded');
      this.options.residency.touch(resident);
      const walletOpen = this.options.walletOpen(item.envelope.brandId);
      return decideItem(item, resident, facts, { now, walletOpen });
    } catch (error) {
      const { brandId, playerId, occasion } = item.envelope;
      this.options.logger.error({ err: error, brandId, playerId, occasion: occasion.kind }, 'a decision failed');
      const detail = error instanceof Error ? error.message : String(error);
      return decided('refused', {
        refusal: { code: 'DECISION_FAILED', detail },
        reply: problemReply('COMMAND_FAILED', detail),
      });
    }
  }

  /** Makes residents of the players that the load was asked for, and hands known ones the older rollings they lacked. */
  private hydrate(wave: Wave, facts: Facts): void {
    const { residency } = this.options;
    for (const { shard, envelope, nobody } of this.inHand) {
      if (nobody) continue;
      const rollings = facts.rollingsByPlayer.get(playerKey(envelope.brandId, envelope.playerId));
      const resident = shard.residents.get(envelope.playerId);
      if (resident === undefined) {
        residency.admit(shard.residents, envelope.playerId, [...(rollings ?? [])]);
      } else if (rollings !== undefined && wave.request !== null) {
        for (const rolling of rollings) {
          const known = resident.rollings.some((held) => held.facts.rollingId === rolling.facts.rollingId);
          if (!known) residency.put(resident, rolling);
        }
      }
    }
  }

  private forgetEmpty(items: readonly WaveItem[]): void {
    for (const { shard, envelope } of items) {
      const resident = shard.residents.get(envelope.playerId);
      if (resident !== undefined && resident.rollings.length === 0) this.options.residency.drop(resident);
    }
  }

  /** One envelope, one batch: whichever the database refuses is found. */
  private async finishCarefully(shards: readonly Shard[]): Promise<void> {
    await this.options.committer.flushed();
    for (const shard of shards) shard.careful = Math.max(0, shard.careful - 1);
  }

  /** Alone in its batch and still refused by the database: it is kept aside with its reason, and the rest goes on. */
  private park(shard: Shard, settled: Envelope | undefined): void {
    const detail = 'the database refuses what this would write';
    this.options.logger.error({ brandId: settled?.brandId, playerId: settled?.playerId }, detail);
    const reply = problemReply('COMMAND_FAILED', detail);
    if (settled?.occasion.kind === 'command') settled.end({ kind: 'durable', reply });
    else settled?.end({ kind: 'refused', refusal: { code: 'COMMIT_REFUSED', detail } });
    shard.ended(1);
  }
}

const NOBODY: Decision = decided('nobody');

function endingOf({ occasion }: Envelope, { reply, refusal }: Decision): Ending {
  if (occasion.kind === 'command') return { kind: 'durable', reply };
  return refusal === null ? { kind: 'durable', reply: null } : { kind: 'refused', refusal };
}
