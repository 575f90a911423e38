// A journal entry told in a sentence, so that nobody needs to know our codes to read a rolling's life.
import type { JournalEntry } from '../feed/step.ts';
import { inWords } from '../parts/format.ts';
import { formatCredited, formatWeight, isZero } from './credit.ts';
import { reasonText } from './reasons.ts';

export interface Money {
  readonly currency: string;
  readonly exponent: number;
}

const RULE_PARTS: Readonly<Record<string, string>> = {
  game: 'game',
  provider: 'provider',
  category: 'category',
  product: 'product',
};

/** `category:slots+product:casino` → `the rule for category slots and product casino`. */
export function ruleText(rule: string | null): string {
  if (rule === null) return '';
  if (rule === 'default') return 'the default weight';
  const parts = rule.split('+').map((part) => {
    const at = part.indexOf(':');
    const name = RULE_PARTS[part.slice(0, at)];
    return name === undefined ? null : `${name} ${part.slice(at + 1)}`;
  });
  return parts.includes(null) ? rule : `the rule for ${parts.join(' and ')}`;
}

const OPERATIONS: Readonly<Record<string, string>> = { release: 'release', forfeit: 'forfeit' };

const ANSWERS: Readonly<Record<string, (operation: string) => string>> = {
  done: (operation) => `The wallet confirmed the ${operation}`,
  refused: (operation) => `The wallet refused the ${operation} for good`,
  retry: (operation) => `The wallet’s answer to the ${operation} is unknown; it is asked again with the same key`,
  misconfigured: (operation) =>
    `The wallet refused our credentials; the ${operation} is tried again, no attempt is used up`,
  held_back: (operation) => `The ${operation} was held back before it was sent: the wallet is failing or busy`,
};

/** `release:done`. */
function walletText(rule: string | null): string {
  const [operation = '', answer = ''] = (rule ?? '').split(':');
  const say = ANSWERS[answer];
  return say === undefined ? `The wallet answered: ${rule ?? 'nothing'}` : say(OPERATIONS[operation] ?? operation);
}

const TIMERS: Readonly<Record<string, string>> = {
  activate: 'The time of activation came',
  expire: 'The end came before the target was reached',
  attempt: 'The time of the next wallet call came',
};

const COMMANDS: Readonly<Record<string, string>> = {
  cancel: 'Canceled',
  'cancel-all': 'Canceled with all of the player’s rollings',
  complete: 'Completed by hand',
  expire: 'Expired by hand',
  'retry-completion': 'Another round of wallet calls asked for',
  suspend: 'Suspended',
  resume: 'Resumed',
  review: 'Reviewed',
  adjust: 'Adjusted',
  max_bet: 'Canceled: a bet was above the most that may be bet',
};

/** `cancel: REQUESTED`, `adjust: expires_at …: goodwill`, `max_bet`. */
function commandText({ rule, requested_by: requestedBy }: JournalEntry): string {
  const [operation = '', ...reason] = (rule ?? '').split(': ');
  const done = COMMANDS[operation] ?? inWords(operation);
  const why =
    reason.length === 0
      ? ''
      : `: ${/^[A-Z_]+$/.test(reason.join(': ')) ? inWords(reason.join(': ')) : reason.join(': ')}`;
  return `${done}${why}${requestedBy === null ? '' : `, by ${requestedBy}`}`;
}

function settleText(entry: JournalEntry, { currency, exponent }: Money): string {
  const why = entry.reason === null ? '' : `: ${reasonText(entry.reason)}`;
  if (isZero(entry.credited)) return `A bet counted nothing${why}`;
  const weight = entry.weight_bp === null ? '' : ` at ${formatWeight(entry.weight_bp)}`;
  return `A bet counted ${formatCredited(entry.credited, exponent)} ${currency}${weight}${why}`;
}

function rollbackText(entry: JournalEntry, { currency, exponent }: Money): string {
  const why = entry.reason === null ? '' : `: ${reasonText(entry.reason)}`;
  return isZero(entry.credited)
    ? `A bet was rolled back and took nothing${why}`
    : `A bet was rolled back: ${formatCredited(entry.credited, exponent)} ${currency}${why}`;
}

export function entryText(entry: JournalEntry, money: Money): string {
  switch (entry.kind) {
    case 'CREATED':
      return entry.rule === 'shortfall' ? 'Created for what a rollback took back from a completed rolling' : 'Created';
    case 'ACTIVATED':
      return 'Became active';
    case 'BET_SETTLED':
      return settleText(entry, money);
    case 'BET_ROLLBACK':
      return rollbackText(entry, money);
    case 'COMMAND':
      return commandText(entry);
    case 'TIMER':
      return TIMERS[entry.rule ?? ''] ?? `A timer came due: ${entry.rule ?? 'of no name'}`;
    case 'WALLET_RESULT':
      return walletText(entry.rule);
    default:
      return inWords(entry.kind);
  }
}
