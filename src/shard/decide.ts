// From an item of a wave to a decision: which decision is asked for, with which facts.
import type { Command, CommandReply } from '../domain/command.ts';
import { decideRepeatedCommand, decideRollingCommand, operationKey } from '../domain/decide/command.ts';
import { decideCancelAll } from '../domain/decide/cancel-all.ts';
import { decideCreate } from '../domain/decide/create.ts';
import { type Decision, type PlayerView, type Surroundings, decided, findRolling } from '../domain/decide/decision.ts';
import { decideRollback } from '../domain/decide/rollback.ts';
import { decideSettle } from '../domain/decide/settle.ts';
import { decideTimer } from '../domain/decide/timer.ts';
import { decideWalletResult } from '../domain/decide/wallet-result.ts';
import { problemReply } from '../domain/problem.ts';
import { answerKey, sourceKey } from './fact-keys.ts';
import type { Facts } from './facts.ts';
import type { Resident } from './residency.ts';
import type { WaveItem } from './wave.ts';

const late: CommandReply = problemReply('DEADLINE_PASSED', 'the command waited too long and was not started');

function decideCommand(
  command: Command,
  view: PlayerView,
  item: WaveItem,
  facts: Facts,
  around: Surroundings,
): Decision {
  const { brandId, playerId, key } = command;
  const stored = facts.answer(item.shard, answerKey(brandId, playerId, operationKey(command), key));
  if (stored !== null) return decideRepeatedCommand(command, stored);
  if (command.operation === 'cancel-all') return decideCancelAll(view, command, around);
  if (command.operation !== 'create') return decideRollingCommand(view, command, around);
  const held = (id: string) => view.rollings.find((rolling) => rolling.facts.rollingId === id) ?? null;
  const sameSource = facts.sameSource(item.shard, sourceKey(brandId, playerId, command.source), held);
  return decideCreate(view, command, { sameSource, policy: facts.policy(brandId) }, around);
}

export function decideItem(item: WaveItem, resident: Resident, facts: Facts, around: Surroundings): Decision {
  const { occasion, brandId, playerId, slot } = item.envelope;
  const view: PlayerView = { brandId, playerId, slot, rollings: resident.rollings };
  switch (occasion.kind) {
    case 'settle':
      return decideSettle(view, occasion.event, facts.ofEvent(item.shard, item.event, item.bet), around);
    case 'rollback':
      return decideRollback(view, occasion.event, facts.ofEvent(item.shard, item.event, item.bet), around);
    case 'command':
      if (around.now > occasion.deadlineAt) return decided('refused', { reply: late });
      return decideCommand(occasion.command, view, item, facts, around);
    case 'timer':
      return decideTimer(view, occasion.timer, around);
    case 'wallet':
      return decideWalletResult(view, occasion.result, around);
    case 'rewrite': {
      const found = findRolling(view, occasion.rollingId);
      return decided('stale', { rewritten: found === null ? [] : [found] });
    }
    case 'unpark':
    case 'release':
      throw new TypeError(`${occasion.kind} is a matter of the quarantine`);
  }
}
