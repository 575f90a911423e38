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
import { PutBack } from './put-back.ts';
import { Quarantining, type Taking } from './quarantining.ts';
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
  /** A newer build wrote snapshots of this shard: it is to be given up before anything of it is decided. */
  readonly onTooNew: (shard: Shard, machineVersion: number) => void;
}

export class Turn {
  /** The wave being loaded or decided; what a rewind takes back is missing from it. */
  private inHand: WaveItem[] = [];
  private stopping = false;
  private readonly loadOutage: Outage;
  private readonly options: TurnOptions;
  private readonly tally: Tally;
  private readonly quarantining: Quarantining;

  constructor(options: TurnOptions) {
    this.options = options;
    this.loadOutage = new Outage(options, {
      away: 'cannot load what the next decisions need; trying again',
      back: 'loads again',
      level: 'error',
    });
    this.tally = new Tally(options.metrics);
    this.quarantining = new Quarantining(options);
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
        if (this.stopping) {
          await committer.flushed();
          // A commit that was refused meanwhile has put its envelopes back.
          if (shards.depth === 0) return;
        }
        health.rest('decider');
        await shards.arrivals.wait();
        health.beat('decider', clock.now());
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
    for (const part of parts.toReversed()) part.quarantine.undo();
    const settled = parts.flatMap((part) => part.settled.map(({ envelope }) => envelope));
    const alone = settled.length === 1 && shard.careful > 0 ? settled[0] : undefined;
    if (alone === undefined) {
      const again = [...settled, ...mine.map(({ envelope }) => envelope)];
      shard.careful = again.length;
      shards.putBack(shard, again);
      return;
    }
    // Once: its player goes into quarantine. Twice: not even that can be written.
    const first = alone.refusedBy === undefined ? [{ ...alone, refusedBy: REFUSED_ALONE }] : [];
    if (first.length === 0) this.refuse(shard, alone);
    shard.careful += first.length;
    shards.putBack(shard, [...first, ...mine.map(({ envelope }) => envelope)]);
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
    this.giveUpTooNew(facts);
    this.hydrate(wave, facts);
    const { committer, residency, clock } = this.options;
    const batch = committer.open;
    const now = clock.now();
    const items = this.inHand;
    this.inHand = [];
    const again = new PutBack();
    for (const item of items) {
      const { shard, envelope } = item;
      if (again.mustWait(item)) {
        again.add(item);
        continue;
      }
      const part = batch.partOf(shard);
      const resident = shard.residents.get(envelope.playerId);
      const decision = this.decideItem(item, resident, facts, { part: part.quarantine, batch: batch.number, now });
      if (decision.steps.length > 0 && resident !== undefined) {
        for (const step of decision.steps) {
          residency.put(resident, step.after);
          // Not only a create makes a rolling: whoever has one is somebody to every later wave.
          if (step.before === null) shard.index.add(envelope.brandId, envelope.playerId);
        }
        resident.batch = batch.number;
      }
      part.add(decision, envelope);
      shard.decided += 1;
      part.settled.push({ envelope, ending: endingOf(envelope, decision) });
      batch.events += 1;
      this.tally.add(envelope, decision);
    }
    again.putBack(this.options.shards);
    this.tally.flush();
    this.forgetUseless(items);
    residency.evict(committer.lastCommittedBatch);
    if (items.length > 0) committer.kick();
  }

  private decideItem(item: WaveItem, resident: Resident | undefined, facts: Facts, taking: Taking): Decision {
    const { shard, envelope } = item;
    // Most bets: nobody's, and nobody is in quarantine.
    if (item.nobody && shard.quarantine.size === 0) return NOBODY;
    return this.quarantining.take(shard, envelope, facts.faultOf(envelope.brandId, envelope.playerId), taking, () => {
      if (item.nobody) return NOBODY;
      if (resident === undefined) throw new TypeError('the player was not loaded');
      this.options.residency.touch(resident);
      const walletOpen = this.options.walletOpen(envelope.brandId);
      return decideItem(item, resident, facts, { now: taking.now, walletOpen });
    });
  }

  /** A newer build wrote there: nothing of those shards is decided here. */
  private giveUpTooNew(facts: Facts): void {
    for (const { brandId, playerId, machineVersion } of facts.tooNew) {
      const item = this.inHand.find(({ envelope }) => envelope.playerId === playerId && envelope.brandId === brandId);
      if (item !== undefined && !item.shard.lost) this.options.onTooNew(item.shard, machineVersion);
    }
  }

  /** Makes residents of the players that the load was asked for, and hands known ones the older rollings they lacked. */
  private hydrate(wave: Wave, facts: Facts): void {
    const { residency } = this.options;
    for (const { shard, envelope, nobody, keptOut } of this.inHand) {
      if (keptOut) continue;
      if (nobody || facts.faultOf(envelope.brandId, envelope.playerId) !== null) continue;
      if (envelope.occasion.kind === 'unpark' || envelope.occasion.kind === 'release') continue;
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

  /** Who has no rolling, and who is in quarantine: a replay begins with what the database holds. */
  private forgetUseless(items: readonly WaveItem[]): void {
    const { residency, committer } = this.options;
    for (const { shard, envelope } of items) {
      const resident = shard.residents.get(envelope.playerId);
      if (resident === undefined) continue;
      const isHeld = shard.quarantine.find(envelope.playerId) !== undefined;
      if (resident.rollings.length === 0 || (isHeld && resident.batch <= committer.lastCommittedBatch)) {
        residency.drop(resident);
      }
    }
  }

  /** One envelope, one batch: whichever the database refuses is found. */
  private async finishCarefully(shards: readonly Shard[]): Promise<void> {
    await this.options.committer.flushed();
    for (const shard of shards) shard.careful = Math.max(0, shard.careful - 1);
  }

  /** Neither its effect nor its parking can be stored: it is told so, and the rest goes on. */
  private refuse(shard: Shard, envelope: Envelope): void {
    const { brandId, playerId, occasion, end } = envelope;
    this.options.logger.error({ brandId, playerId, occasion: occasion.kind }, REFUSED_ALONE);
    if (occasion.kind === 'command') end({ kind: 'durable', reply: problemReply('COMMAND_FAILED', REFUSED_ALONE) });
    else end({ kind: 'refused', refusal: { code: 'COMMIT_REFUSED', detail: REFUSED_ALONE } });
    shard.ended(1);
  }
}

const REFUSED_ALONE = 'the database refuses what this would write';
const NOBODY: Decision = decided('nobody');

function endingOf({ occasion }: Envelope, { outcome, reply, refusal }: Decision): Ending {
  if (outcome === 'postponed') return { kind: 'busy' };
  if (occasion.kind === 'command') return { kind: 'durable', reply };
  return refusal === null ? { kind: 'durable', reply: null } : { kind: 'refused', refusal };
}
