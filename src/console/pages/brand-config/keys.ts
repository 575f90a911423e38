// Every key of a brand config as a field: how it is written, and what it means in a line (docs/brand-config.md says more).

export type Kind =
  | { readonly is: 'text' }
  | { readonly is: 'integer' }
  | { readonly is: 'flag' }
  | { readonly is: 'amounts' }
  | { readonly is: 'json' }
  | { readonly is: 'choice'; readonly of: readonly string[] };

export interface Key {
  /** `retry.base_ms`: the member of an object that is set in parts. */
  readonly name: string;
  readonly kind: Kind;
  readonly meaning: string;
}

export interface KeyGroup {
  readonly title: string;
  readonly keys: readonly Key[];
}

const choice = (...of: string[]): Kind => ({ is: 'choice', of });
const TEXT: Kind = { is: 'text' };
const INTEGER: Kind = { is: 'integer' };
const AMOUNTS: Kind = { is: 'amounts' };
const ZERO_OR_COUNT = choice('zero', 'count');

const key = (name: string, kind: Kind, meaning: string): Key => ({ name, kind, meaning });

export const KEY_GROUPS: readonly KeyGroup[] = [
  {
    title: 'The requirement',
    keys: [
      key('jurisdiction', choice('GB', 'DK', 'SE'), 'Whose law binds the brand: sets defaults and ceilings.'),
      key('completion_ratio', TEXT, 'Target = required amount × ratio; decimal text such as 0.8.'),
      key('duration_days', INTEGER, 'Life of a rolling whose create names no end.'),
      key('allocation', choice('single', 'waterfall'), 'Whether what one rolling does not need goes to the next.'),
    ],
  },
  {
    title: 'What of a bet counts',
    keys: [
      key('contribution', { is: 'json' }, 'How much of a stake counts, by game: JSON with default_bp and rules.'),
      key('min_stake_minor', AMOUNTS, 'A smaller bet counts nothing.'),
      key('bet_cap_minor', AMOUNTS, 'What counts of one bet at most.'),
      key('max_bet.minor', AMOUNTS, 'A higher bet is a breach.'),
      key('max_bet.on_breach', choice('zero', 'cap', 'cancel'), 'What a breach leads to.'),
      key('min_odds', TEXT, 'Bets with lower odds count nothing; decimal text such as 1.5.'),
      key('sports_basis', choice('stake', 'lesser_of_stake_and_winnings'), 'What of a sports bet counts.'),
      key('push', ZERO_OR_COUNT, 'Whether a bet whose stake was returned counts.'),
      key('cashout', ZERO_OR_COUNT, 'Whether a bet that was cashed out counts.'),
      key('placed_at_missing', ZERO_OR_COUNT, 'Whether a bet without a time of placing counts.'),
    ],
  },
  {
    title: 'How it ends',
    keys: [
      key('cancellation.forfeit', choice('bonus_only', 'bonus_and_winnings', 'none'), 'What the wallet takes then.'),
      key('suspension_freezes_expiry', { is: 'flag' }, 'Whether the clock stands still while suspended.'),
      key('rollback_after_completion', choice('record', 'review', 'shortfall'), 'What a late rollback leads to.'),
      key('expiry_grace_ms', INTEGER, 'How long it waits, after its end, for bets of its own time.'),
    ],
  },
  {
    title: 'Calls of the wallet',
    keys: [
      key('retry.max_attempts', INTEGER, 'Attempts until a person has to look.'),
      key('retry.base_ms', INTEGER, 'Wait before the second attempt; doubles with each.'),
      key('retry.max_ms', INTEGER, 'Longest wait.'),
    ],
  },
];

export const KEYS: readonly Key[] = KEY_GROUPS.flatMap(({ keys }) => keys);

/** Its place in what is sent. */
export const pointerOf = ({ name }: Key): string => `/config/${name.replaceAll('.', '/')}`;
