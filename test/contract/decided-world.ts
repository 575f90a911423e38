import type { RollingFacts, RollingRecord } from '../../src/domain/rolling.ts';
import type { CommitBatch, OutboxRow, ShardFence, ShardOwnership, TimerRow } from '../../src/ports/store.ts';
import { type BrandId, type PlayerId, type RollingId, brandId, playerId } from '../../src/domain/ids.ts';
import type { CreateCommand, PlainCommand, RollingCommand, WalletOutcome } from '../../src/domain/command.ts';
import type { Decision, EventFacts } from '../../src/domain/decide/decision.ts';
import { type BrandPolicy, GLOBAL_DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { decideCreate } from '../../src/domain/decide/create.ts';
import { decideRollback } from '../../src/domain/decide/rollback.ts';
import { decideRollingCommand } from '../../src/domain/decide/command.ts';
import { decideSettle } from '../../src/domain/decide/settle.ts';
import { decideWalletResult } from '../../src/domain/decide/wallet-result.ts';
import type { BetRolledBack, BetSettled } from '../../src/domain/wallet-event.ts';
import { fingerprintOf } from '../../src/domain/hash.ts';
import { newRollingId, slotOf } from '../../src/domain/slot.ts';

// An owner in miniature: real decisions about real rollings, gathered into batches as a worker gathers them. What it holds in
// memory runs ahead of the store; a test says what becomes of its batches.

/** 2026-06-15T12:00:00Z. */
export const NOON = 1_781_524_800_000;
export const DAY = Math.floor(NOON / 86_400_000);

const NOTHING_KNOWN: EventFacts = { seen: null, legs: [], marks: [] };

export class DecidedWorld {
  readonly brand: BrandId;
  now = NOON;
  policy: BrandPolicy = GLOBAL_DEFAULT_POLICY;
  /** As last decided, whether committed or not. */
  readonly rollings = new Map<RollingId, RollingRecord>();
  private decisions: Decision[] = [];
  private made = 0;

  constructor(brand: string) {
    this.brand = brandId(brand);
  }

  create(player: string, over: Partial<CreateCommand> = {}): RollingRecord {
    const number = (this.made += 1);
    const who = playerId(player);
    const decision = decideCreate(
      this.view(who),
      {
        operation: 'create',
        ...this.commandOf(who, `create-${number}`),
        rollingId: newRollingId(this.now + number, slotOf(this.brand, who), this.randomOf(number)),
        currency: 'EUR',
        exponent: 2,
        source: { type: 'bonus', id: `bonus-${number}` },
        requiredMinor: 100_000n,
        baseMinor: null,
        multiplier: null,
        releaseMinor: 5_000n,
        maxConversionMinor: null,
        activatesAt: null,
        expiresAt: null,
        priority: 0,
        contribution: null,
        minOdds: null,
        maxBetMinor: null,
        betCapMinor: null,
        metadata: null,
        ...over,
      },
      { sameSource: null, policy: this.policy },
      { now: this.now, walletOpen: true },
    );
    this.take(decision);
    return decision.steps[0]!.after;
  }

  settle(player: string, over: Partial<BetSettled> = {}, facts: Partial<EventFacts> = {}): Decision {
    const event = this.betSettled(player, over);
    const around = { now: this.now, walletOpen: true };
    return this.take(decideSettle(this.view(event.playerId), event, { ...NOTHING_KNOWN, ...facts }, around));
  }

  rollBack(player: string, over: Partial<BetRolledBack>, facts: Partial<EventFacts> = {}): Decision {
    const number = (this.made += 1);
    const event: BetRolledBack = {
      type: 'BET_ROLLED_BACK',
      eventId: `rollback-${number}`,
      occurredAt: this.now,
      brandId: this.brand,
      playerId: playerId(player),
      betId: 'bet',
      currency: 'EUR',
      fingerprint: number,
      settlementId: null,
      amountMinor: null,
      rolledBackAt: this.now,
      ...over,
    };
    const around = { now: this.now, walletOpen: true };
    return this.take(decideRollback(this.view(event.playerId), event, { ...NOTHING_KNOWN, ...facts }, around));
  }

  command(rolling: RollingRecord, operation: PlainCommand['operation'] | 'cancel' | 'review'): Decision {
    const { playerId: who, rollingId } = rolling.facts;
    const base = { ...this.commandOf(who, `${operation}-${(this.made += 1)}`), rollingId };
    const command: RollingCommand =
      operation === 'cancel' || operation === 'review'
        ? { ...base, operation, reason: 'REQUESTED', note: 'a "quoted",\n{note}\\' }
        : { ...base, operation, reason: null, note: null };
    return this.take(decideRollingCommand(this.view(who), command, { now: this.now, walletOpen: true }));
  }

  /** The rolling ends, and the wallet refuses for good to release or forfeit. */
  refuse(rolling: RollingRecord, operation: 'complete' | 'cancel'): Decision {
    this.command(rolling, operation);
    return this.answer(rolling, { kind: 'refused', code: 'HTTP_422', detail: 'no' });
  }

  /** The wallet confirms whatever the rolling asked for. */
  confirm(rolling: RollingRecord): Decision {
    return this.answer(rolling, { kind: 'done', transactionId: `tx-${rolling.facts.rollingId}` });
  }

  private answer(rolling: RollingRecord, outcome: WalletOutcome): Decision {
    const { brandId: brand, playerId: who, rollingId } = rolling.facts;
    const result = { brandId: brand, playerId: who, rollingId, attempt: 1 } as const;
    const ending = this.current(rolling).snapshot.context.ending;
    const operation = ending === null ? 'release' : 'forfeit';
    return this.take(
      decideWalletResult(this.view(who), { ...result, operation, outcome }, { now: this.now, walletOpen: true }),
    );
  }

  current(rolling: RollingRecord): RollingRecord {
    return this.rollings.get(rolling.facts.rollingId)!;
  }

  betSettled(player: string, over: Partial<BetSettled> = {}): BetSettled {
    const number = (this.made += 1);
    return {
      type: 'BET_SETTLED',
      eventId: `settle-${number}`,
      occurredAt: this.now,
      brandId: this.brand,
      playerId: playerId(player),
      betId: `bet-${number}`,
      settlementId: over.betId ?? `bet-${number}`,
      currency: 'EUR',
      fingerprint: fingerprintOf(`settle-${number}`),
      stakeMinor: 1_000n,
      winMinor: 0n,
      outcome: 'loss',
      product: 'casino',
      gameCategory: 'slots',
      gameProvider: 'acme',
      gameId: 'book-of-tests',
      odds: null,
      placedAt: this.now,
      settledAt: this.now,
      ...over,
    };
  }

  /** Everything decided since the last batch, under the fences of `shards`. */
  batch(...shards: readonly ShardOwnership[]): CommitBatch {
    const decisions = this.decisions;
    this.decisions = [];
    return batchOf(decisions, shards);
  }

  private take(decision: Decision): Decision {
    for (const step of decision.steps) this.rollings.set(step.after.facts.rollingId, step.after);
    this.decisions.push(decision);
    return decision;
  }

  private view(player: PlayerId) {
    return {
      brandId: this.brand,
      playerId: player,
      slot: slotOf(this.brand, player),
      rollings: [...this.rollings.values()].filter((rolling) => rolling.facts.playerId === player),
    };
  }

  /** No other brand's: ids are unique over all of them. */
  private randomOf(number: number): bigint {
    return BigInt(fingerprintOf(this.brand)) * 1_000n + BigInt(number);
  }

  private commandOf(player: PlayerId, key: string) {
    return { brandId: this.brand, playerId: player, key, fingerprint: fingerprintOf(key), requestedBy: 'promotion' };
  }
}

/** One transaction for all of `decisions`; the outbox numbers go on from each shard's last. */
function batchOf(decisions: readonly Decision[], shards: readonly ShardOwnership[]): CommitBatch {
  const steps = decisions.flatMap((decision) => decision.steps);
  const created: RollingFacts[] = [];
  const snapshots = new Map<RollingId, RollingRecord>();
  const timers = new Map<string, TimerRow>();
  const outbox: OutboxRow[] = [];
  const seqs = new Map(shards.map((shard) => [shard, shard.outboxSeq]));
  for (const step of steps) {
    const { facts } = step.after;
    const { brandId: brand, playerId: player, slot, rollingId } = facts;
    if (step.before === null) created.push(facts);
    snapshots.set(rollingId, step.after);
    for (const timer of step.timers) {
      timers.set(`${rollingId}:${timer.kind}`, { brandId: brand, playerId: player, slot, rollingId, ...timer });
    }
    const shard = shards.find((each) => each.brandId === brand && slot >= each.slotFrom && slot < each.slotTo);
    if (step.outbox === null || shard === undefined) continue;
    const seq = (seqs.get(shard) ?? 0) + 1;
    seqs.set(shard, seq);
    const place = { brandId: brand, shardNo: shard.shardNo, seq, slot, rollingId, at: step.entry.at };
    outbox.push({ ...place, ...step.outbox });
  }
  const fences: ShardFence[] = shards.map((shard) => ({
    brandId: shard.brandId,
    shardNo: shard.shardNo,
    token: shard.token,
    epoch: shard.epoch,
    expectedSeq: shard.commitSeq,
    outboxSeq: seqs.get(shard) ?? shard.outboxSeq,
  }));
  return {
    fences,
    created,
    snapshots: [...snapshots.values()],
    journal: steps.map((step) => step.entry),
    inbox: decisions.map((decision) => decision.inbox).filter((entry) => entry !== null),
    marks: [
      ...new Map(
        decisions
          .flatMap((decision) => decision.marks)
          .map((mark) => [JSON.stringify([mark.playerId, mark.betId, mark.settlementId]), mark]),
      ).values(),
    ],
    timers: [...timers.values()],
    outbox,
    answers: decisions.map((decision) => decision.answer).filter((answer) => answer !== null),
  };
}

/** The shard as its owner holds it after a commit of `batch`. */
export function afterCommit(shard: ShardOwnership, batch: CommitBatch): ShardOwnership {
  const fence = batch.fences.find((each) => each.brandId === shard.brandId && each.shardNo === shard.shardNo);
  return { ...shard, commitSeq: shard.commitSeq + 1, outboxSeq: fence?.outboxSeq ?? shard.outboxSeq };
}
