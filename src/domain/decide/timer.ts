// A timer row came due. The rolling's own state decides whether it still means anything: a row read late is harmless.
import type { DueTimer } from '../command.ts';
import type { RollingRecord } from '../rolling.ts';
import { type Step, step } from '../step.ts';
import { timersOf } from '../timers.ts';
import { activationIfDue } from './activation.ts';
import { type Decision, type PlayerView, type Surroundings, decided, findRolling } from './decision.ts';

function fire(rolling: RollingRecord, timer: DueTimer, around: Surroundings): Step | null {
  const { now: at, walletOpen } = around;
  const cause = {
    eventId: `timer:${timer.rollingId}:${timer.kind}:${timer.dueAt}`,
    kind: 'TIMER',
    at,
    rule: timer.kind,
  } as const;
  switch (timer.kind) {
    case 'activate':
      return activationIfDue(rolling, at);
    case 'expire':
      return step(rolling, { type: 'EXPIRE', at, walletOpen, reason: 'EXPIRED', requestedBy: null }, cause);
    case 'attempt':
      return step(rolling, { type: 'ATTEMPT_DUE', at, walletOpen }, cause);
  }
}

export function decideTimer(player: PlayerView, timer: DueTimer, around: Surroundings): Decision {
  const rolling = findRolling(player, timer.rollingId);
  if (rolling === null) return decided('stale');
  const stands = timersOf(rolling).some((due) => due.kind === timer.kind && due.dueAt <= around.now);
  const fired = stands ? fire(rolling, timer, around) : null;
  return fired === null ? decided('stale') : decided('applied', { steps: [fired] });
}
