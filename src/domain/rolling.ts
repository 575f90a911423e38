// A rolling as its owner holds it: facts that never change, a version that counts its journal, and the live snapshot.
import type { MachineTerms, RollingContext } from '../../machines/rolling.context.ts';
import type { RollingSnapshot } from '../../machines/rolling.codec.ts';
import type { BrandId, PlayerId, RollingId } from './ids.ts';
import type { FrozenPolicy } from './policy.ts';

export type RollingState =
  | 'pending'
  | 'active'
  | 'suspended'
  | 'completing'
  | 'completion_failed'
  | 'canceling'
  | 'expiring'
  | 'cancellation_failed'
  | 'completed'
  | 'canceled'
  | 'expired';

export type SourceType = 'bonus' | 'deposit' | 'free_spins' | 'manual' | 'shortfall';

/** Of a shortfall: a rolling's id, a colon, and the id of an event. */
export const SOURCE_ID_LENGTH_MAX = 37 + 128;

export interface RollingSource {
  readonly type: SourceType;
  readonly id: string;
}

/** The terms with the whole frozen policy; the statechart sees only its own part. */
export interface RollingTerms extends MachineTerms {
  readonly policyVersion: number;
  readonly completionRatio: string;
  readonly policy: FrozenPolicy;
}

/** What was fixed at create. Times in epoch milliseconds, amounts in minor units. */
export interface RollingFacts {
  readonly rollingId: RollingId;
  readonly brandId: BrandId;
  readonly playerId: PlayerId;
  readonly slot: number;
  readonly source: RollingSource;
  readonly currency: string;
  readonly exponent: number;
  readonly requiredMinor: bigint;
  readonly targetMinor: bigint;
  readonly baseMinor: bigint | null;
  readonly multiplier: string | null;
  readonly priority: number;
  readonly createdAt: number;
  /** Of the create body before defaults: the same source with another body is a conflict. */
  readonly bodyFingerprint: number;
  /** A JSON text, or null. */
  readonly metadata: string | null;
  readonly terms: RollingTerms;
}

export interface RollingRecord {
  readonly facts: RollingFacts;
  /** Number of journal entries so far. */
  readonly version: number;
  readonly updatedAt: number;
  readonly snapshot: RollingSnapshot;
}

const STATES: Readonly<Record<RollingState, 'open' | 'final'>> = {
  pending: 'open',
  active: 'open',
  suspended: 'open',
  completing: 'open',
  completion_failed: 'open',
  canceling: 'open',
  expiring: 'open',
  cancellation_failed: 'open',
  completed: 'final',
  canceled: 'final',
  expired: 'final',
};

const isState = (value: string): value is RollingState => value in STATES;

export const ROLLING_STATES: readonly RollingState[] = Object.keys(STATES).filter(isState);

export const FINAL_STATES: readonly RollingState[] = ROLLING_STATES.filter((state) => STATES[state] === 'final');

/** The public state: the outermost state of the statechart. */
export function stateOf(snapshot: RollingSnapshot): RollingState {
  const value = snapshot.value;
  const outermost = typeof value === 'string' ? value : Object.keys(value)[0];
  if (outermost === undefined || !isState(outermost))
    throw new TypeError(`no public state for ${JSON.stringify(value)}`);
  return outermost;
}

export const isOpen = (snapshot: RollingSnapshot): boolean => STATES[stateOf(snapshot)] === 'open';

export const contextOf = (record: RollingRecord): RollingContext => record.snapshot.context;

/** Order in which a player's rollings are offered a bet: priority desc, expires_at asc (none last), created_at asc, id asc. */
export function compareForAllocation(left: RollingRecord, right: RollingRecord): number {
  return (
    right.facts.priority - left.facts.priority ||
    compareExpiry(contextOf(left).expiresAt, contextOf(right).expiresAt) ||
    left.facts.createdAt - right.facts.createdAt ||
    (left.facts.rollingId < right.facts.rollingId ? -1 : 1)
  );
}

function compareExpiry(left: number | null, right: number | null): number {
  if (left === right) return 0;
  if (left === null) return 1;
  if (right === null) return -1;
  return left - right;
}
