// Everything open of a player ends with one command and one commit: a self-exclusion must not leave one behind because a caller
// stopped half-way through a list.
import type { CancelAllCommand, CommandReply } from '../command.ts';
import { type RollingRecord, isOpen, stateOf } from '../rolling.ts';
import { rollingView } from '../rolling-view.ts';
import { type Step, step } from '../step.ts';
import { activationIfDue } from './activation.ts';
import { answerTo } from './command.ts';
import { type Decision, type PlayerView, type Surroundings, decided } from './decision.ts';

interface Taken {
  readonly rolling: RollingRecord;
  readonly steps: readonly Step[];
  readonly canceled: boolean;
}

function cancel(open: RollingRecord, command: CancelAllCommand, { now: at, walletOpen }: Surroundings): Taken {
  const { reason, requestedBy, note } = command;
  const activation = activationIfDue(open, at);
  const rolling = activation?.after ?? open;
  const event = { type: 'CANCEL', at, walletOpen, reason, requestedBy } as const;
  const taken = step(rolling, event, {
    eventId: `command:${command.key}`,
    kind: 'COMMAND',
    at,
    rule: `cancel-all: ${reason}`,
    requestedBy,
    note,
  });
  const steps = [activation, taken].filter((each) => each !== null);
  return { rolling: taken?.after ?? rolling, steps, canceled: taken !== null };
}

/** The wallet's answer is awaited: for an ending, or for a release whose outcome forbids one. */
function isAwaited({ rolling }: Taken): boolean {
  const state = stateOf(rolling.snapshot);
  return state === 'completing' || state === 'canceling' || state === 'expiring';
}

/** Names every open rolling: those that end now, and those that something else must be known of first. */
function replyTo(command: CancelAllCommand, taken: readonly Taken[]): CommandReply {
  const body = {
    player_id: command.playerId,
    canceled: taken.filter(({ canceled }) => canceled).map(({ rolling }) => rollingView(rolling)),
    not_canceled: taken
      .filter(({ canceled }) => !canceled)
      .map(({ rolling }) => ({ rolling_id: rolling.facts.rollingId, state: stateOf(rolling.snapshot) })),
  };
  return { status: taken.some(isAwaited) ? 202 : 200, body: JSON.stringify(body), rollingId: null, version: null };
}

export function decideCancelAll(player: PlayerView, command: CancelAllCommand, around: Surroundings): Decision {
  const taken = player.rollings
    .filter((rolling) => isOpen(rolling.snapshot))
    .toSorted((left, right) => (left.facts.rollingId < right.facts.rollingId ? -1 : 1))
    .map((rolling) => cancel(rolling, command, around));
  const reply = replyTo(command, taken);
  return decided('applied', {
    steps: taken.flatMap(({ steps }) => steps),
    answer: answerTo(command, player.slot, around.now, reply),
    reply,
  });
}
