// Where a worker's state is durable. Two adapters keep one contract suite: Postgres, and memory for simulation.
import type { DueTimer, StoredAnswer } from '../domain/command.ts';
import type { DeadLetter } from '../domain/dead-letter.ts';
import type { InboxEntry } from '../domain/decide/decision.ts';
import type { BrandId, PlayerId, RollingId } from '../domain/ids.ts';
import type { BetLeg, JournalEntry, RollbackMark } from '../domain/journal.ts';
import type { OutboxEvent } from '../domain/outbox-event.ts';
import type { BrandPolicy } from '../domain/policy.ts';
import type { ParkedEvent, PlayerKey, Quarantine } from '../domain/quarantine.ts';
import type { RollingFacts, RollingRecord, RollingSource } from '../domain/rolling.ts';
import type { TimerKind } from '../domain/timers.ts';
import type { Trace } from '../domain/trace.ts';

/** A range of one brand's slots, [slotFrom, slotTo). Numbers are never reused within a brand. */
export interface ShardKey {
  readonly brandId: BrandId;
  readonly shardNo: number;
}

/** One incarnation of a worker: the token is fresh per process start, the name may come again. */
export interface Incarnation {
  readonly worker: string;
  readonly token: string;
}

/** A shard as its owner holds it. Each commit raises `commitSeq` by one; `outboxSeq` is the last sequence number given out. */
export interface ShardOwnership extends ShardKey {
  readonly slotFrom: number;
  readonly slotTo: number;
  readonly token: string;
  readonly epoch: number;
  readonly commitSeq: number;
  readonly outboxSeq: number;
}

/** What a commit demands of a shard's row; `outboxSeq` is the value after it. */
export interface ShardFence extends ShardKey {
  readonly token: string;
  readonly epoch: number;
  readonly expectedSeq: number;
  readonly outboxSeq: number;
}

/** A rolling whose wallet attempt may be under way. */
export interface AttemptUnderWay {
  readonly brandId: BrandId;
  readonly rollingId: RollingId;
  readonly trace?: Trace;
}

export interface TimerRow extends Omit<DueTimer, 'dueAt'> {
  /** Null removes the timer. */
  readonly dueAt: number | null;
}

export interface OutboxRow extends ShardKey, OutboxEvent {
  /** Contiguous per shard, from 1. */
  readonly seq: number;
  readonly slot: number;
  readonly rollingId: RollingId;
  readonly at: number;
  readonly trace?: Trace;
}

/** Everything one transaction makes durable. At most one snapshot per rolling, one timer row per (rolling, kind). */
export interface CommitBatch {
  readonly fences: readonly ShardFence[];
  readonly created: readonly RollingFacts[];
  readonly snapshots: readonly RollingRecord[];
  readonly journal: readonly JournalEntry[];
  readonly inbox: readonly InboxEntry[];
  readonly marks: readonly RollbackMark[];
  readonly timers: readonly TimerRow[];
  readonly outbox: readonly OutboxRow[];
  readonly answers: readonly StoredAnswer[];
  /** Absent where nobody's quarantine changes. */
  readonly quarantine?: QuarantineWrites;
}

/** At most one of `begun` and `ended` per player; no event both parked and unparked. */
export interface QuarantineWrites {
  /** Begun, or begun anew: a replay that was asked for has ended. */
  readonly begun: readonly Quarantine[];
  readonly ended: readonly PlayerKey[];
  readonly parked: readonly ParkedEvent[];
  /** Events that had their effect, or that are among the dead letters by now. */
  readonly unparked: readonly ParkedKey[];
}

export interface ParkedKey extends PlayerKey {
  readonly seq: number;
}

/** A rolling whose snapshot an older machine version wrote. */
export interface OldSnapshot {
  readonly playerId: PlayerId;
  readonly slot: number;
  readonly rollingId: RollingId;
}

export interface OldSnapshotPage {
  readonly rollings: readonly OldSnapshot[];
  /** Where to look on; null at the end. */
  readonly next: RollingId | null;
}

/** A quarantine as its shard's new owner finds it. */
export interface StandingQuarantine extends Quarantine {
  /** The highest number of a parked event of the player; 0 where there is none. */
  readonly lastSeq: number;
}

export type CommitResult =
  | { readonly kind: 'committed' }
  /** Nothing was written: these shards have another owner, epoch or sequence. */
  | { readonly kind: 'fenced'; readonly shards: readonly ShardKey[] }
  /** Nothing was written. `permanent`: the same batch would fail again (a row the database refuses). */
  | { readonly kind: 'failed'; readonly permanent: boolean; readonly error: Error }
  /** The answer was lost: ask `outcomeOf`. */
  | { readonly kind: 'unknown'; readonly error: Error };

export interface CommitOutcome {
  /** Null where no fence's row can tell any more. */
  readonly committed: boolean | null;
  /** Shards that have another owner or epoch by now. */
  readonly lost: readonly ShardKey[];
}

export interface LoadRequest {
  /** Hydrate: all open rollings of each, and those closed at or after `closedSince`. */
  readonly players: readonly PlayerKey[];
  readonly closedSince: number;
  /** Whatever their state. */
  readonly rollings: readonly { readonly brandId: BrandId; readonly rollingId: RollingId }[];
  readonly events: readonly { readonly brandId: BrandId; readonly day: number; readonly eventId: string }[];
  /** Legs and marks; with `rollings`, also every rolling that the legs name. */
  readonly bets: readonly (PlayerKey & { readonly betId: string; readonly rollings: boolean })[];
  readonly sources: readonly (PlayerKey & { readonly source: RollingSource })[];
  readonly answers: readonly (PlayerKey & { readonly operation: string; readonly key: string })[];
  readonly policies: readonly BrandId[];
}

export interface PlayerLeg extends PlayerKey, BetLeg {}

/** A rolling that is there and cannot be made sense of; nothing else of a load suffers from it. */
export interface UnreadableRolling extends PlayerKey {
  readonly slot: number;
  readonly rollingId: RollingId;
  readonly machineVersion: number;
  /** `too_new`: a newer build wrote it. `damaged`: this build, which should be able to, cannot read it. */
  readonly kind: 'too_new' | 'damaged';
  readonly error: Error;
}

export interface LoadedFacts {
  /** Every rolling that any part of the request asked for and that can be read, once. */
  readonly rollings: readonly RollingRecord[];
  /** Those that cannot, once. */
  readonly unreadable: readonly UnreadableRolling[];
  readonly events: readonly InboxEntry[];
  readonly legs: readonly PlayerLeg[];
  readonly marks: readonly RollbackMark[];
  readonly answers: readonly StoredAnswer[];
  /** Brands without a row of their own are absent: the global default holds. Null: a config that this build does not understand. */
  readonly policies: ReadonlyMap<BrandId, BrandPolicy | null>;
}

export interface Store {
  /** Takes over every shard there is: a new epoch under this incarnation's token. */
  claimAllShards(incarnation: Incarnation): Promise<readonly ShardOwnership[]>;
  /** Takes over all shards of one brand, made as one shard of all slots where the brand is new. */
  claimBrand(brandId: BrandId, incarnation: Incarnation): Promise<readonly ShardOwnership[]>;

  load(request: LoadRequest): Promise<LoadedFacts>;
  commit(batch: CommitBatch): Promise<CommitResult>;
  /**
   * What became of a batch whose answer was lost. Ends what is left of it first: told that it did not happen, it never will.
   * May throw while that is not certain: ask again.
   */
  outcomeOf(fences: readonly ShardFence[]): Promise<CommitOutcome>;
  /** Those of `shards` that are no longer owned under this token and epoch. */
  lostShards(shards: readonly ShardOwnership[]): Promise<readonly ShardKey[]>;

  /** Players of a slot range with an open rolling, or one closed since, in (slot, id) order after `after`. A short page is the last. */
  indexPage(
    range: { readonly brandId: BrandId; readonly slotFrom: number; readonly slotTo: number },
    closedSince: number,
    after: PlayerId | null,
    limit: number,
  ): Promise<readonly PlayerId[]>;
  /**
   * Timers of these kinds due at or before `dueBy` in shards owned by `token`, earliest first; none of `exceptBrands`,
   * and none of players in quarantine: their timers wait as they are.
   * An expiry comes only once every wallet stream was processed past its due time, its brand's entries included, or when it has
   * waited for that as long as it may (`EXPIRY_WAIT_MS_MAX`), by the store's clock or `dueBy`, whichever is earlier.
   */
  dueTimers(
    token: string,
    kinds: readonly TimerKind[],
    dueBy: number,
    limit: number,
    exceptBrands: readonly BrandId[],
  ): Promise<readonly DueTimer[]>;
  /** Rollings of these shards that have a timer for a wallet attempt, in no order, with the trace of the attempt. */
  attemptsUnderWay(shards: readonly ShardOwnership[], limit: number): Promise<readonly AttemptUnderWay[]>;
  /** Unpublished rows in the slots of shards owned by `token`, in (shard, sequence) order; also those of retired shards. */
  unpublished(token: string, limit: number): Promise<readonly OutboxRow[]>;
  markPublished(rows: readonly (ShardKey & { readonly seq: number })[], at: number): Promise<void>;

  /** Looks at up to `lookRows` of the brand's rollings behind `after`, in id order, for the range's snapshots of a machine version below `below`. */
  oldSnapshots(
    range: { readonly brandId: BrandId; readonly slotFrom: number; readonly slotTo: number },
    below: number,
    after: RollingId | null,
    lookRows: number,
  ): Promise<OldSnapshotPage>;
  /** Players in quarantine in these shards, in (brand, player) order after `after`. A short page is the last. */
  quarantined(
    shards: readonly ShardOwnership[],
    after: PlayerKey | null,
    limit: number,
  ): Promise<readonly StandingQuarantine[]>;
  /** Those of these players whose parked events somebody wants replayed. */
  replaysAsked(players: readonly PlayerKey[]): Promise<readonly PlayerKey[]>;
  /** Parked events of a player with a number above `afterSeq`, in order. A short page is the last. */
  parkedPage(player: PlayerKey, afterSeq: number, limit: number): Promise<readonly ParkedEvent[]>;

  /** Once per stream and entry. A replay that was trimmed away before it was read keeps what its first letter held. */
  writeDeadLetters(letters: readonly DeadLetter[]): Promise<void>;
  /** Makes the inbox partitions from `firstDay` to `lastDay` and drops those of earlier days. */
  maintainInbox(firstDay: number, lastDay: number): Promise<void>;
  /** Deletes the stored answers to commands given before `before` (epoch ms). */
  forgetAnswers(before: number): Promise<void>;
}
