// A command on a rolling that exists: the statechart says whether it is allowed, the answer is stored with its effect.
import type { RollingEvent } from '../../../machines/rolling.events.ts';
import type { AdjustCommand, Command, CommandReply, RollingCommand, StoredAnswer } from '../command.ts';
import { problemReply } from '../problem.ts';
import { type RollingRecord, stateOf } from '../rolling.ts';
import { rollingView } from '../rolling-view.ts';
import { type Step, step } from '../step.ts';
import { activationIfDue } from './activation.ts';
import { stepsOfAdjust } from './adjust.ts';
import { type Decision, type PlayerView, type Surroundings, decided, findRolling } from './decision.ts';

function eventOf(command: Exclude<RollingCommand, AdjustCommand>, around: Surroundings): RollingEvent {
  const { now: at, walletOpen } = around;
  const { requestedBy } = command;
  switch (command.operation) {
    case 'cancel':
      return { type: 'CANCEL', at, walletOpen, reason: command.reason, requestedBy };
    case 'expire':
      return { type: 'EXPIRE', at, walletOpen, reason: command.reason ?? 'EXPIRED', requestedBy };
    case 'complete':
      return { type: 'COMPLETE', at, walletOpen };
    case 'retry-completion':
      return { type: 'RETRY_COMPLETION', at, walletOpen };
    case 'suspend':
      return { type: 'SUSPEND', at };
    case 'resume':
      return { type: 'RESUME', at, walletOpen };
    case 'review':
      return { type: 'REVIEW', at };
  }
}

/** The command, and why it was given; the reason of a cancel is kept by the rolling itself as well. */
function ruleOf({ operation, reason }: RollingCommand): string {
  return reason === null ? operation : `${operation}: ${reason}`;
}

/** 202 while a wallet answer is still awaited, else 200. */
function replyWith(rolling: RollingRecord): CommandReply {
  const state = stateOf(rolling.snapshot);
  const awaited = state === 'completing' || state === 'canceling' || state === 'expiring';
  return {
    status: awaited ? 202 : 200,
    body: JSON.stringify(rollingView(rolling)),
    rollingId: rolling.facts.rollingId,
    version: rolling.version,
  };
}

export function answerTo(command: Command, slot: number, at: number, reply: CommandReply): StoredAnswer {
  const { brandId, playerId, key, fingerprint } = command;
  return { brandId, playerId, slot, operation: operationKey(command), key, fingerprint, at, reply };
}

/** Answers are kept per operation and, where it is about one rolling, per rolling: one key may serve two rollings. */
export function operationKey(command: Command): string {
  return 'rollingId' in command && command.operation !== 'create'
    ? `${command.operation}:${command.rollingId}`
    : command.operation;
}

/** The first answer again, or a conflict where the key came with another body. */
export function decideRepeatedCommand(command: Command, stored: StoredAnswer): Decision {
  const reply =
    stored.fingerprint === command.fingerprint
      ? stored.reply
      : problemReply('IDEMPOTENCY_KEY_REUSED', 'use a new Idempotency-Key for another request');
  return decided('replayed', { reply });
}

/** Null where the state does not allow it; a problem where the statechart would allow what its rules do not. */
function stepsOf(
  rolling: RollingRecord,
  command: RollingCommand,
  around: Surroundings,
): readonly Step[] | CommandReply | null {
  if (command.operation === 'adjust') return stepsOfAdjust(rolling, command, around);
  const taken = step(rolling, eventOf(command, around), {
    eventId: `command:${command.key}`,
    kind: 'COMMAND',
    at: around.now,
    rule: ruleOf(command),
    requestedBy: command.requestedBy,
    note: command.note,
  });
  return taken === null ? null : [taken];
}

function invalidState(rolling: RollingRecord, { operation }: RollingCommand): CommandReply {
  const state = stateOf(rolling.snapshot);
  const detail =
    operation === 'review' ? 'the rolling is not open for review' : `${operation} is not allowed in state ${state}`;
  return problemReply('INVALID_STATE', detail, { state });
}

/** Never kept as an answer: nothing was done, and the same key may come again with the version that there is. */
function changedMeanwhile({ version, snapshot }: RollingRecord): CommandReply {
  return problemReply('VERSION_MISMATCH', `the rolling is at version ${version}: read it and decide again`, {
    version,
    state: stateOf(snapshot),
  });
}

export function decideRollingCommand(player: PlayerView, command: RollingCommand, around: Surroundings): Decision {
  const found = findRolling(player, command.rollingId);
  const at = around.now;
  if (found === null) {
    return decided('refused', { reply: problemReply('ROLLING_NOT_FOUND', `no rolling ${command.rollingId}`) });
  }
  // By the version callers have seen: that of before an activation which nobody has been told of yet.
  if (command.ifVersion !== undefined && !command.ifVersion.includes(found.version)) {
    return decided('refused', { reply: changedMeanwhile(found) });
  }
  const activation = activationIfDue(found, at);
  const rolling = activation?.after ?? found;
  const taken = stepsOf(rolling, command, around) ?? invalidState(rolling, command);
  const refused = 'status' in taken;
  const steps = refused ? [] : taken;
  const reply = refused ? taken : replyWith(steps.at(-1)?.after ?? rolling);
  return decided(refused ? 'refused' : 'applied', {
    steps: activation === null ? steps : [activation, ...steps],
    answer: answerTo(command, player.slot, at, reply),
    reply,
  });
}
