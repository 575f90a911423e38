// One player's rollings, decided again twice: under the terms they had, which must give what is on record or nothing here can be
// trusted, and under the terms of a proposed config. The difference is what the config would have changed.
import type { RollingId } from '../ids.ts';
import type { BrandPolicy } from '../policy.ts';
import {
  type LeftOutReason,
  type RecordedRolling,
  type ReplayOccasion,
  Unreplayable,
  occasionsOf,
} from './occasions.ts';
import { type Outcome, netProgress, outcomeOf, refusedOutcome, withinRecord } from './outcome.ts';
import { Replay, type Terms } from './replay.ts';

export interface PlayerRecord {
  /** All of one player's rollings: bets are shared among them. */
  readonly rollings: readonly RecordedRolling[];
  /** Those that would have been created under the proposed config; the others keep their terms. */
  readonly cohort: ReadonlySet<RollingId>;
  readonly proposed: BrandPolicy;
  /** The brand's policy of a version that one of the cohort was frozen under. */
  readonly policyOf: (version: number) => BrandPolicy;
  readonly now: number;
}

export interface ComparedRolling {
  readonly rolling: RecordedRolling;
  readonly before: Outcome;
  readonly after: Outcome;
}

export type Comparison =
  | { readonly kind: 'compared'; readonly rollings: readonly ComparedRolling[]; readonly bets: number }
  | { readonly kind: 'left_out'; readonly reason: LeftOutReason };

/** Occasions decided between two breaths: the caller may share its thread with others. */
const OCCASIONS_PER_BREATH = 200;

function* run(
  player: PlayerRecord,
  occasions: readonly ReplayOccasion[],
  termsOf: (rolling: RecordedRolling) => Terms,
): Generator<undefined, Replay> {
  const first = player.rollings[0];
  if (first === undefined) throw new RangeError('a player without rollings is not replayed');
  const replay = new Replay(first.record, termsOf);
  let decided = 0;
  for (const occasion of occasions) {
    replay.decide(occasion);
    decided += 1;
    if (decided % OCCASIONS_PER_BREATH === 0) yield;
  }
  replay.advance(player.now);
  return replay;
}

/** Both the state and every credited unit must be as they are on record. */
function reproduces(replay: Replay, { record }: RecordedRolling): boolean {
  const again = replay.rolling(record.facts.rollingId);
  return (
    again !== null && outcomeOf(again).state === outcomeOf(record).state && netProgress(again) === netProgress(record)
  );
}

function outcomeIn(replay: Replay, { record }: RecordedRolling): Outcome {
  const { rollingId } = record.facts;
  const refusal = replay.refusals.get(rollingId);
  if (refusal !== undefined) return refusedOutcome(refusal);
  const replayed = replay.rolling(rollingId);
  if (replayed === null) throw new TypeError(`rolling ${rollingId} was neither created nor refused`);
  return withinRecord(outcomeOf(replayed), replayed, record);
}

/** Yields now and then, so that a long life is no long silence. */
export function* comparePlayer(player: PlayerRecord): Generator<undefined, Comparison> {
  const { rollings, cohort, proposed, policyOf } = player;
  try {
    const occasions = occasionsOf(rollings);
    const asItWas = yield* run(player, occasions, () => null);
    if (!rollings.every((rolling) => reproduces(asItWas, rolling))) throw new Unreplayable('not_reproduced');
    const asItWouldBe = yield* run(player, occasions, (rolling) => {
      const { rollingId, terms } = rolling.record.facts;
      return cohort.has(rollingId) ? { was: policyOf(terms.policyVersion), proposed } : null;
    });
    const compared = rollings
      .filter(({ record }) => cohort.has(record.facts.rollingId))
      .map((rolling) => ({
        rolling,
        before: outcomeIn(asItWas, rolling),
        after: outcomeIn(asItWouldBe, rolling),
      }));
    const bets = occasions.filter(({ kind }) => kind === 'settle').length;
    return { kind: 'compared', rollings: compared, bets };
  } catch (error) {
    if (error instanceof Unreplayable) return { kind: 'left_out', reason: error.reason };
    throw error;
  }
}
