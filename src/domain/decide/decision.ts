// The shape of every decision an owner takes about one player, and what it may know when it takes it.
import type { CommandReply, StoredAnswer } from '../command.ts';
import type { BrandId, PlayerId, RollingId } from '../ids.ts';
import type { BetLeg, RollbackMark } from '../journal.ts';
import type { BrandPolicy } from '../policy.ts';
import type { RollingRecord } from '../rolling.ts';
import type { ParkedEvent, PlayerKey, Quarantine } from '../quarantine.ts';
import type { Step } from '../step.ts';

/** An event whose effect is made: (brand, UTC day of `occurred_at`, event id) is written once. */
export interface InboxEntry {
  readonly brandId: BrandId;
  readonly day: number;
  readonly eventId: string;
  readonly fingerprint: number;
}

/** The rollings of one player: all open ones, those closed lately, and older ones that the occasion asked for by id. */
export interface PlayerView {
  readonly brandId: BrandId;
  readonly playerId: PlayerId;
  readonly slot: number;
  readonly rollings: readonly RollingRecord[];
}

export interface Surroundings {
  readonly now: number;
  /** Whether a wallet call of this brand may start now. */
  readonly walletOpen: boolean;
}

/** What the inbox and the journal already know of a wallet event. */
export interface EventFacts {
  /** The fingerprint under which this event id was applied; null if it never was. */
  readonly seen: number | null;
  /** Every leg of every settlement of the bet. */
  readonly legs: readonly BetLeg[];
  readonly marks: readonly RollbackMark[];
}

export interface CreateFacts {
  readonly sameSource: RollingRecord | null;
  /** Null where the brand's config is not understood. */
  readonly policy: BrandPolicy | null;
}

export type Outcome =
  | 'applied'
  | 'counted_nothing'
  | 'nobody'
  | 'remembered'
  | 'duplicate'
  | 'refused'
  | 'stale'
  | 'replayed'
  /** Kept in order until the player's quarantine ends. */
  | 'parked'
  /** Not decided, as the player is in quarantine; nothing is lost by it. */
  | 'held'
  /** A replay's own: not now. */
  | 'postponed';

/** A wallet event that may not be applied: dead-lettered with its code. */
interface Refusal {
  readonly code: 'EVENT_ID_REUSED' | 'DECISION_FAILED' | 'COMMIT_REFUSED';
  readonly detail: string;
}

/** What a decision changes about a player's quarantine. */
export interface QuarantineStep {
  readonly begin?: Quarantine;
  readonly end?: PlayerKey;
  readonly park?: ParkedEvent;
  readonly unpark?: PlayerKey & { readonly seq: number };
}

export interface Decision {
  readonly outcome: Outcome;
  /** In order; several may concern one rolling, each starting from where the one before ended. */
  readonly steps: readonly Step[];
  /** To be stored again as they are, in this build's form. */
  readonly rewritten: readonly RollingRecord[];
  readonly inbox: InboxEntry | null;
  readonly marks: readonly RollbackMark[];
  readonly answer: StoredAnswer | null;
  readonly reply: CommandReply | null;
  readonly refusal: Refusal | null;
  readonly quarantine: QuarantineStep | null;
}

const NOTHING: Decision = {
  outcome: 'stale',
  steps: [],
  rewritten: [],
  inbox: null,
  marks: [],
  answer: null,
  reply: null,
  refusal: null,
  quarantine: null,
};

/** A decision with everything that is not given left empty. */
export function decided(outcome: Outcome, parts: Partial<Omit<Decision, 'outcome'>> = {}): Decision {
  return { ...NOTHING, ...parts, outcome };
}

export function findRolling(player: PlayerView, id: RollingId): RollingRecord | null {
  return player.rollings.find((rolling) => rolling.facts.rollingId === id) ?? null;
}
