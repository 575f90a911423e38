// A journal entry as the event that the statechart took, for people who watch: what it did, and nothing that says who the player is,
// which bet it was, or what anybody wrote. The journal, behind its own right, has all of that.
import type { JournalEntry } from '../journal.ts';

/** `type` is the statechart's own name; `xstate.init` of the first. */
export interface InspectedEvent {
  readonly type: string;
  /** Signed, progress units. */
  readonly credited?: string;
  readonly stake_minor?: string;
  readonly weight_bp?: number;
  readonly reason?: string;
  readonly rule?: string;
}

/** By the operation that begins the rule of a command. */
const OF_COMMANDS: Readonly<Record<string, string>> = {
  adjust: 'ADJUST',
  cancel: 'CANCEL',
  'cancel-all': 'CANCEL',
  complete: 'COMPLETE',
  expire: 'EXPIRE',
  max_bet: 'CANCEL',
  resume: 'RESUME',
  'retry-completion': 'RETRY_COMPLETION',
  review: 'REVIEW',
  suspend: 'SUSPEND',
};

const OF_TIMERS: Readonly<Record<string, string>> = { activate: 'ACTIVATE', attempt: 'ATTEMPT_DUE', expire: 'EXPIRE' };

/** By what the wallet answered, behind the operation. */
const OF_WALLET: Readonly<Record<string, string>> = {
  done: 'WALLET_DONE',
  held_back: 'WALLET_MISCONFIGURED',
  misconfigured: 'WALLET_MISCONFIGURED',
  refused: 'WALLET_REFUSED',
  retry: 'WALLET_RETRY',
};

function typeOf({ kind, rule }: JournalEntry): string {
  const said = rule ?? '';
  switch (kind) {
    case 'CREATED':
      return 'xstate.init';
    case 'ACTIVATED':
      return 'ACTIVATE';
    case 'BET_SETTLED':
      return 'BET_SETTLED';
    case 'BET_ROLLBACK':
      return 'BET_ROLLED_BACK';
    case 'COMMAND':
      return OF_COMMANDS[said.split(':')[0] ?? ''] ?? kind;
    case 'TIMER':
      return OF_TIMERS[said] ?? kind;
    case 'WALLET_RESULT':
      return OF_WALLET[said.split(':')[1] ?? ''] ?? kind;
  }
}

export function inspectedEvent(entry: JournalEntry): InspectedEvent {
  const { kind, bet, credited, reason, rule } = entry;
  return {
    type: typeOf(entry),
    ...(bet === null && credited === 0n ? {} : { credited: credited.toString() }),
    ...(bet === null ? {} : { stake_minor: bet.stakeMinor.toString() }),
    ...(bet === null || bet.weightBp === null ? {} : { weight_bp: bet.weightBp }),
    ...(reason === null ? {} : { reason }),
    // Of a command it holds a reason in somebody's own words.
    ...(rule === null || kind === 'COMMAND' ? {} : { rule }),
  };
}
