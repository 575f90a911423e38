// What became of a rolling, as far as a config decides it: whether the wallet paid is not among it.
import { BASIS_POINTS } from '../../../machines/rolling.context.ts';
import type { CommandReply } from '../command.ts';
import { maxBigint } from '../money.ts';
import { type RollingRecord, contextOf, stateOf } from '../rolling.ts';

/**
 * `completed`: its target was reached, or it was forced. `undetermined`: it would have lived on beyond the end of its record.
 * `refused`: it would not have been created.
 */
export type OutcomeState = 'open' | 'completed' | 'canceled' | 'expired' | 'undetermined' | 'refused';

export interface Outcome {
  readonly state: OutcomeState;
  /** The code or the limit that refuses it. */
  readonly refusal: string | null;
  readonly targetMinor: bigint;
  readonly wageredMinor: bigint;
  readonly betsCounted: number;
  /** What the wallet would be asked to release. */
  readonly releaseMinor: bigint;
}

function outcomeState(rolling: RollingRecord): OutcomeState {
  switch (stateOf(rolling.snapshot)) {
    case 'pending':
    case 'active':
    case 'suspended':
      return 'open';
    case 'completing':
    case 'completion_failed':
    case 'completed':
      return 'completed';
    case 'canceling':
    case 'canceled':
      return 'canceled';
    case 'expiring':
    case 'expired':
      return 'expired';
    case 'cancellation_failed':
      return contextOf(rolling).ending?.kind === 'expire' ? 'expired' : 'canceled';
  }
}

/** Σ credited − Σ reversed, wherever the statechart has booked it. */
export function netProgress(rolling: RollingRecord): bigint {
  const { progress, reversed, waiting } = contextOf(rolling);
  return progress - reversed - waiting;
}

export function outcomeOf(rolling: RollingRecord): Outcome {
  const state = outcomeState(rolling);
  const context = contextOf(rolling);
  return {
    state,
    refusal: null,
    targetMinor: rolling.facts.targetMinor,
    wageredMinor: maxBigint(0n, netProgress(rolling)) / BASIS_POINTS,
    betsCounted: context.betsCounted,
    releaseMinor: state === 'completed' ? (context.release?.amountMinor ?? 0n) : 0n,
  };
}

export function refusedOutcome(reply: CommandReply): Outcome {
  const problem: unknown = JSON.parse(reply.body);
  const said = typeof problem === 'object' && problem !== null ? problem : {};
  const code = 'code' in said && typeof said.code === 'string' ? said.code : 'REFUSED';
  const refusal = 'limit' in said && typeof said.limit === 'string' ? `${code}:${said.limit}` : code;
  return { state: 'refused', refusal, targetMinor: 0n, wageredMinor: 0n, betsCounted: 0, releaseMinor: 0n };
}

/** Once its record ends, bets leave no trace: what would still be open then may have ended any way, but for having completed. */
export function withinRecord(outcome: Outcome, replayed: RollingRecord, recorded: RollingRecord): Outcome {
  const endedAt = contextOf(recorded).closedAt;
  if (endedAt === null || outcome.state === 'completed') return outcome;
  const closedAt = contextOf(replayed).closedAt;
  return closedAt !== null && closedAt <= endedAt ? outcome : { ...outcome, state: 'undetermined', releaseMinor: 0n };
}
