// An operator's correction of a rolling: a later end, progress given or taken. Each change is a journal entry of its own, so that
// the journal says what was changed and not only that something was.
import { BASIS_POINTS } from '../../../machines/rolling.context.ts';
import type { AdjustCommand, CommandReply } from '../command.ts';
import { problemReply } from '../problem.ts';
import { type RollingRecord, contextOf } from '../rolling.ts';
import { type Step, step } from '../step.ts';
import { formatTimestamp } from '../timestamp.ts';
import type { Surroundings } from './decision.ts';

/** What the statechart would take and the rules forbid. */
function refusalOf(rolling: RollingRecord, command: AdjustCommand, now: number): CommandReply | null {
  const { progress, expiresAt } = contextOf(rolling);
  const { wageredDeltaMinor, expiresAt: asked } = command;
  if (asked !== null && asked <= now) return problemReply('EXPIRES_IN_PAST', 'expires_at must lie after now');
  if (asked !== null && (expiresAt === null || asked <= expiresAt)) {
    const end = expiresAt === null ? 'the rolling has no end' : `the rolling ends at ${formatTimestamp(expiresAt)}`;
    return problemReply('EXPIRY_NOT_EXTENDED', `${end}: its end can only be put off`);
  }
  if (wageredDeltaMinor === null || wageredDeltaMinor > 0n) return null;
  if (wageredDeltaMinor === 0n) return problemReply('INVALID_AMOUNT', 'wagered_minor_delta changes nothing');
  if (progress + wageredDeltaMinor * BASIS_POINTS >= 0n) return null;
  return problemReply('PROGRESS_BELOW_ZERO', `at most ${progress / BASIS_POINTS} can be taken`);
}

/** In order; null where the state does not allow it. The end comes first: with the target reached it is of no use any more. */
export function stepsOfAdjust(
  rolling: RollingRecord,
  command: AdjustCommand,
  around: Surroundings,
): readonly Step[] | CommandReply | null {
  const { now: at, walletOpen } = around;
  const { reason, expiresAt, wageredDeltaMinor, requestedBy, note } = command;
  const cause = { eventId: `command:${command.key}`, kind: 'COMMAND', at, requestedBy, note } as const;
  const change = (before: RollingRecord, credited: bigint, end: number | null, rule: string): Step | null =>
    step(before, { type: 'ADJUST', at, walletOpen, credited, expiresAt: end }, { ...cause, rule });
  const steps: Step[] = [];
  let adjusted = rolling;
  if (expiresAt !== null) {
    const extended = change(adjusted, 0n, expiresAt, `adjust: expires_at ${formatTimestamp(expiresAt)}: ${reason}`);
    if (extended === null) return null;
    steps.push(extended);
    adjusted = extended.after;
  }
  if (wageredDeltaMinor !== null) {
    const credited = change(adjusted, wageredDeltaMinor * BASIS_POINTS, null, `adjust: ${reason}`);
    if (credited === null) return null;
    steps.push(credited);
  }
  return refusalOf(rolling, command, at) ?? steps;
}
