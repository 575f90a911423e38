// A rolling becomes active at its time even if its timer row is read a moment late: whoever looks first activates it.
import { contextOf, stateOf, type RollingRecord } from '../rolling.ts';
import { type Step, step } from '../step.ts';

export function activationIfDue(rolling: RollingRecord, now: number): Step | null {
  if (stateOf(rolling.snapshot) !== 'pending' || contextOf(rolling).activeFrom > now) return null;
  return step(
    rolling,
    { type: 'ACTIVATE', at: now },
    {
      eventId: `timer:${rolling.facts.rollingId}:activate`,
      kind: 'ACTIVATED',
      at: now,
      rule: 'activates_at',
    },
  );
}
