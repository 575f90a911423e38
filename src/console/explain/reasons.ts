// Why an entry of the journal counted nothing, or what was special about it, in words for support. The codes are those of
// src/domain/journal.ts; a test holds this table to them.

export const REASONS: Readonly<Record<string, string>> = {
  WEIGHT_ZERO: 'bets on this game count 0 % for this rolling',
  CURRENCY_MISMATCH: 'the bet was in another currency than the rolling',
  PLACED_BEFORE_ROLLING: 'the bet was placed before the rolling was active, or nobody said when it was placed',
  SETTLED_AFTER_END: 'the bet was settled after the rolling had ended',
  STAKE_BELOW_MIN: 'the stake was below the least that counts',
  STAKE_ZERO: 'nothing was staked, as with a free bet',
  ODDS_BELOW_MIN: 'the odds were below the least that count, or none were given',
  VOID: 'the bet was void',
  CASHOUT: 'the bet was cashed out, and cash-outs do not count for this brand',
  PUSH: 'the bet was a push, and pushes do not count for this brand',
  MAX_BET_BREACH: 'the stake was above the most that may be bet while this rolling is open',
  NOTHING_WON: 'the lesser of stake and winnings counts for this brand, and nothing was won',
  SUSPENDED: 'the rolling was suspended',
  ROLLING_NOT_OPEN: 'the rolling was closed, or was being closed',
  CANCELED_BY_ROLLBACK: 'the bet had been rolled back before its settlement came',
  DUPLICATE_SETTLEMENT: 'this settlement had been decided before; it never counts twice',
  WAITING_FOR_WALLET: 'a release may have been on its way, so the wallet’s answer decides what this rollback does',
  AFTER_COMPLETION: 'the rolling was completed already; the rollback is noted and takes nothing back from it',
  NOTHING_COUNTED: 'the bet had counted nothing, so there was nothing to take back',
};

/** In words; a code that this build does not know is shown as it is. */
export const reasonText = (code: string): string => REASONS[code] ?? code;
