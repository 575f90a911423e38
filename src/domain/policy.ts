// A brand's rules as they are frozen onto a rolling at create, and the documented global defaults behind them.
import type { MachinePolicy } from '../../machines/rolling.context.ts';
import type { Product } from './wallet-event.ts';

/** One line of a contribution table: what is given must match; `weightBp` in basis points, 0 to 10 000. */
export interface ContributionRule {
  readonly gameId?: string;
  readonly gameProvider?: string;
  readonly gameCategory?: string;
  readonly product?: Product;
  readonly weightBp: number;
}

export interface ContributionTable {
  readonly defaultBp: number;
  readonly rules: readonly ContributionRule[];
}

interface MaxBet {
  readonly minor: bigint;
  readonly onBreach: 'zero' | 'cap' | 'cancel';
}

type ZeroOrCount = 'zero' | 'count';

/** Whose law binds a brand; `jurisdiction.ts` says what that means. */
export type Jurisdiction = 'GB' | 'DK' | 'SE';

/** Everything that decides how a bet counts, resolved for one currency; shared by all rollings frozen under it. */
export interface FrozenPolicy extends MachinePolicy {
  readonly allocation: 'single' | 'waterfall';
  readonly contribution: ContributionTable;
  readonly minStakeMinor: bigint | null;
  readonly betCapMinor: bigint | null;
  readonly maxBet: MaxBet | null;
  readonly minOdds: string | null;
  readonly sportsBasis: 'stake' | 'lesser_of_stake_and_winnings';
  readonly push: ZeroOrCount;
  readonly cashout: ZeroOrCount;
  readonly placedAtMissing: ZeroOrCount;
  readonly expiryGraceMs: number;
}

/** A brand's policy before it is resolved for a currency: amounts stand by currency code. */
export interface BrandPolicy extends Omit<FrozenPolicy, 'minStakeMinor' | 'betCapMinor' | 'maxBet'> {
  readonly version: number;
  /** Not frozen: its ceilings bind what may be created, and a config of later does not touch what is open. */
  readonly jurisdiction: Jurisdiction | null;
  /** Decimal text; target = required × ratio, rounded up once. */
  readonly completionRatio: string;
  readonly durationMs: number;
  readonly minStakeMinor: Readonly<Record<string, bigint>>;
  readonly betCapMinor: Readonly<Record<string, bigint>>;
  readonly maxBetMinor: Readonly<Record<string, bigint>>;
  readonly maxBetOnBreach: MaxBet['onBreach'];
}

const DAY_MS = 86_400_000;

/** What holds for a brand that configured nothing. Version 0 means "no row of its own". */
export const GLOBAL_DEFAULT_POLICY: BrandPolicy = {
  version: 0,
  jurisdiction: null,
  completionRatio: '1',
  durationMs: 30 * DAY_MS,
  allocation: 'single',
  contribution: { defaultBp: 10_000, rules: [] },
  minStakeMinor: {},
  betCapMinor: {},
  maxBetMinor: {},
  maxBetOnBreach: 'zero',
  minOdds: null,
  sportsBasis: 'stake',
  push: 'zero',
  cashout: 'zero',
  placedAtMissing: 'zero',
  forfeit: 'bonus_only',
  suspensionFreezesExpiry: false,
  rollbackAfterCompletion: 'record',
  retry: { maxAttempts: 30, baseMs: 500, maxMs: 600_000 },
  expiryGraceMs: 60_000,
};
