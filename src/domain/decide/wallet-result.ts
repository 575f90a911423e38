// The wallet's answer to an attempt, as the rolling's next event. An answer to an operation or attempt that the rolling is no
// longer waiting for changes nothing; the wallet's final word counts whichever attempt it answers, for all carry one key.
import { currentCall, currentOperation } from '../../../machines/rolling.context.ts';
import type { RollingEvent } from '../../../machines/rolling.events.ts';
import type { WalletOutcome, WalletResult } from '../command.ts';
import { type RollingRecord, contextOf } from '../rolling.ts';
import { step } from '../step.ts';
import { type Decision, type PlayerView, type Surroundings, decided, findRolling } from './decision.ts';
import { shortfallsOf } from './shortfall.ts';

function eventOf(outcome: WalletOutcome, at: number): RollingEvent {
  switch (outcome.kind) {
    case 'done':
      return { type: 'WALLET_DONE', at, transactionId: outcome.transactionId };
    case 'refused':
      return { type: 'WALLET_REFUSED', at, error: outcome.code };
    case 'misconfigured':
    case 'held_back':
      return { type: 'WALLET_MISCONFIGURED', at, error: outcome.code };
    case 'retry':
      return { type: 'WALLET_RETRY', at, error: outcome.code, retryAfterMs: outcome.retryAfterMs };
  }
}

function awaits(rolling: RollingRecord, result: WalletResult): boolean {
  const context = contextOf(rolling);
  const call = currentCall(context);
  if (call === null || call.outcome !== 'unknown' || currentOperation(context) !== result.operation) return false;
  const isFinalWord = result.outcome.kind === 'done' || result.outcome.kind === 'refused';
  return isFinalWord || call.attempts === result.attempt;
}

export function decideWalletResult(player: PlayerView, result: WalletResult, around: Surroundings): Decision {
  const rolling = findRolling(player, result.rollingId);
  if (rolling === null || !awaits(rolling, result)) return decided('stale');
  const taken = step(rolling, eventOf(result.outcome, around.now), {
    eventId: `wallet:${result.rollingId}:${result.operation}:${result.attempt}`,
    kind: 'WALLET_RESULT',
    at: around.now,
    rule: `${result.operation}:${result.outcome.kind}`,
  });
  return taken === null ? decided('stale') : decided('applied', { steps: [taken, ...shortfallsOf([taken])] });
}
