// A journal folded entry by entry, in any number of pieces: memory holds the sums and one number per bet, never the entries.
// Unlike `foldJournal` it goes on after a fault, so that one broken entry does not hide the next.
import { CountedBets } from './counted-bets.ts';
import { maxBigint, minBigint } from './money.ts';
import type { BetLine, JournalEntry } from './journal.ts';
import type { FrozenPolicy } from './policy.ts';
import { FINAL_STATES, type RollingState } from './rolling.ts';
import type { Check } from './verify-difference.ts';

export interface AuditedEntry extends Pick<
  JournalEntry,
  'version' | 'kind' | 'bet' | 'credited' | 'reason' | 'stateFrom' | 'stateTo'
> {
  /** The settlement counted on this rolling alone and nothing of it was ever rolled back: its credit can be worked out again. */
  readonly derivable: boolean;
}

export interface JournalFault {
  readonly check: Check;
  readonly message: string;
}

/** A journal that is wrong from end to end is told by its first entries. */
const FAULTS_MAX = 10;

const isFinal = (state: RollingState): boolean => FINAL_STATES.includes(state);

export class JournalAudit {
  version = 0;
  state: RollingState | null = null;
  credited = 0n;
  /** Σ credited when the final state was entered; null while it was not. */
  creditedAtEnd: bigint | null = null;
  readonly faults: JournalFault[] = [];
  private faultsInAll = 0;
  private readonly bets = new CountedBets();
  private readonly policy: FrozenPolicy;

  constructor(policy: FrozenPolicy) {
    this.policy = policy;
  }

  /** Null where the journal does not tell it. */
  get betsCounted(): number | null {
    return this.bets.total;
  }

  get faultsLeftOut(): number {
    return this.faultsInAll - this.faults.length;
  }

  /** Call in version order. */
  add(entry: AuditedEntry): void {
    const { version, stateFrom, stateTo } = entry;
    if (version !== this.version + 1) this.fault('journal', `version ${version} follows version ${this.version}`);
    if (stateFrom !== this.state) {
      this.fault(
        'journal',
        `version ${version} leaves ${stateFrom ?? 'nothing'}, the state was ${this.state ?? 'none'}`,
      );
    } else if (stateFrom !== null && isFinal(stateFrom) && stateTo !== stateFrom) {
      this.fault('journal', `version ${version} leaves ${stateFrom}, which is final, for ${stateTo}`);
    }
    for (const message of creditFaults(entry, this.policy)) this.fault('credit', `version ${version} ${message}`);
    const left = this.bets.add(entry);
    if (left !== null && left < 0n) {
      this.fault('credit', `version ${version} takes back more of bet ${entry.bet?.betId} than it was credited`);
    }
    this.version = version;
    this.state = stateTo;
    this.credited += entry.credited;
    if (isFinal(stateTo)) this.creditedAtEnd ??= this.credited;
  }

  private fault(check: Check, message: string): void {
    this.faultsInAll += 1;
    if (this.faults.length < FAULTS_MAX) this.faults.push({ check, message });
  }
}

function creditFaults(entry: AuditedEntry, policy: FrozenPolicy): string[] {
  const { kind, bet, credited } = entry;
  switch (kind) {
    case 'BET_SETTLED':
      return bet === null ? ['settles no bet'] : settleFaults(entry, bet, policy);
    case 'BET_ROLLBACK':
    case 'WALLET_RESULT':
      return credited > 0n ? [`credits ${credited}, yet a ${kind} only takes back`] : [];
    case 'CREATED':
    case 'ACTIVATED':
    case 'TIMER':
      return credited === 0n ? [] : [`credits ${credited}, yet a ${kind} credits nothing`];
    case 'COMMAND':
      return [];
  }
}

function settleFaults({ credited, reason, derivable }: AuditedEntry, bet: BetLine, policy: FrozenPolicy): string[] {
  const faults: string[] = [];
  const weight = bet.leg === null ? 0n : BigInt(bet.weightBp ?? 0);
  const most = cappedStake(bet.stakeMinor, policy) * weight;
  if (credited < 0n || credited > most) faults.push(`credits ${credited}, stake × weight allows 0 to ${most}`);
  else if (credited > 0n && credited % weight !== 0n)
    faults.push(`credits ${credited}, no multiple of weight ${weight}`);
  else if (derivable && credited > 0n && credited !== most && policy.sportsBasis === 'stake') {
    faults.push(`credits ${credited}, its counted stake × weight is ${most}`);
  }
  if (credited === 0n && reason === null) faults.push('credits nothing and does not say why');
  if (credited !== 0n && reason !== null) faults.push(`credits ${credited}, though its reason is ${reason}`);
  return faults;
}

/** The most of a stake that the policy lets count. */
function cappedStake(stakeMinor: bigint, { betCapMinor, maxBet }: FrozenPolicy): bigint {
  const capped = betCapMinor === null ? stakeMinor : minBigint(stakeMinor, betCapMinor);
  return maxBigint(0n, maxBet?.onBreach === 'cap' ? minBigint(capped, maxBet.minor) : capped);
}
