// What happened to a player's rollings, read back from their journals as the occasions that were decided, in an order in which they
// can be decided again. Timers are left out: a replay has its own.
import type { RollingCommand } from '../command.ts';
import type { RollingId } from '../ids.ts';
import type { JournalEntry } from '../journal.ts';
import type { RollingRecord } from '../rolling.ts';
import type { BetRolledBack, BetSettled } from '../wallet-event.ts';

export interface RecordedRolling {
  readonly record: RollingRecord;
  /** Whole, in version order. */
  readonly journal: readonly JournalEntry[];
}

export type ReplayOccasion = { readonly at: number } & (
  | { readonly kind: 'create'; readonly rolling: RecordedRolling }
  | { readonly kind: 'settle'; readonly event: BetSettled; readonly heldBackMinor: bigint }
  | { readonly kind: 'rollback'; readonly event: BetRolledBack }
  | { readonly kind: 'command'; readonly command: RollingCommand }
  /** The wallet's yes, where it stands among the bets of its moment. */
  | { readonly kind: 'answer'; readonly rollingId: RollingId }
);

/** Why a player's rollings cannot be decided again from what is on record. */
export type LeftOutReason = 'bets_not_recorded' | 'command_not_replayable' | 'not_reproduced' | 'too_many_rollings';

export class Unreplayable extends Error {
  readonly reason: LeftOutReason;

  constructor(reason: LeftOutReason) {
    super(reason);
    this.reason = reason;
  }
}

const PLAIN = ['complete', 'expire', 'retry-completion', 'suspend', 'resume'] as const;

const isBet = ({ kind }: JournalEntry): boolean => kind === 'BET_SETTLED' || kind === 'BET_ROLLBACK';

/** A bet is one occasion on all the rollings that it was offered to; anything else concerns one rolling. */
const occasionKey = (entry: JournalEntry): string =>
  isBet(entry) ? `${entry.kind}:${entry.eventId}` : `${entry.rollingId}:${entry.version}`;

/** Of entries of one moment in different journals, the bet that was settled earlier was most likely decided earlier. */
function isEarlier(left: JournalEntry, right: JournalEntry): boolean {
  if (left.at !== right.at) return left.at < right.at;
  return (left.bet?.recorded?.settledAt ?? left.at) < (right.bet?.recorded?.settledAt ?? right.at);
}

/** Versions order each journal; a bet that stands in several comes when all of them have reached it. Else time decides. */
export function* inOrder(journals: readonly (readonly JournalEntry[])[]): Generator<JournalEntry> {
  const heads = journals.map(() => 0);
  const places = new Map<string, (readonly [number, number])[]>();
  journals.forEach((journal, number) => {
    journal.forEach((entry, index) => {
      const key = occasionKey(entry);
      const known = places.get(key);
      if (known === undefined) places.set(key, [[number, index]]);
      else known.push([number, index]);
    });
  });
  const isReached = (entry: JournalEntry): boolean =>
    (places.get(occasionKey(entry)) ?? []).every(([number, index]) => (heads[number] ?? 0) >= index);
  for (;;) {
    let chosen: { entry: JournalEntry; number: number; reached: boolean } | null = null;
    for (const [number, head] of heads.entries()) {
      const entry = journals[number]?.[head];
      if (entry === undefined) continue;
      const reached = isReached(entry);
      const isNext = chosen === null || (reached === chosen.reached ? isEarlier(entry, chosen.entry) : reached);
      if (isNext) chosen = { entry, number, reached };
    }
    if (chosen === null) return;
    heads[chosen.number] = (heads[chosen.number] ?? 0) + 1;
    yield chosen.entry;
  }
}

function commandOf(entry: JournalEntry): RollingCommand | null {
  const { brandId, playerId, rollingId, requestedBy } = entry;
  const [operation = '', ...said] = (entry.rule ?? '').split(': ');
  // The consequence of a bet: deciding the bet again decides it too.
  if (operation === 'max_bet') return null;
  const reason = said.length === 0 ? null : said.join(': ');
  const base = { brandId, playerId, rollingId, key: entry.eventId, fingerprint: 0, requestedBy, note: null };
  if (operation === 'cancel' || operation === 'cancel-all')
    return { ...base, operation: 'cancel', reason: reason ?? 'REQUESTED' };
  const plain = PLAIN.find((each) => each === operation);
  if (plain === undefined) throw new Unreplayable('command_not_replayable');
  return { ...base, operation: plain, reason };
}

function settleOf(entry: JournalEntry): ReplayOccasion | null {
  const { bet, at, eventId, brandId, playerId } = entry;
  // A repeat of a settlement has no effect under any rules.
  if (bet === null || bet.leg === null) return null;
  const { betId, settlementId, stakeMinor, recorded } = bet;
  if (recorded === undefined) throw new Unreplayable('bets_not_recorded');
  const { heldBackMinor, ...kept } = recorded;
  const ids = { eventId, occurredAt: at, brandId, playerId, betId, settlementId, fingerprint: 0 };
  return { kind: 'settle', at, heldBackMinor, event: { type: 'BET_SETTLED', ...ids, stakeMinor, ...kept } };
}

function rollbackOf(entry: JournalEntry): ReplayOccasion | null {
  const { bet, at, eventId, brandId, playerId } = entry;
  if (bet === null || bet.stakeMinor === 0n) return null;
  const { betId, settlementId, stakeMinor } = bet;
  const ids = { eventId, occurredAt: at, brandId, playerId, betId, settlementId, fingerprint: 0 };
  const event: BetRolledBack = {
    type: 'BET_ROLLED_BACK',
    ...ids,
    currency: '',
    amountMinor: stakeMinor,
    rolledBackAt: at,
  };
  return { kind: 'rollback', at, event };
}

function occasionOf(entry: JournalEntry, rollings: readonly RecordedRolling[]): ReplayOccasion | null {
  const { at } = entry;
  switch (entry.kind) {
    case 'CREATED': {
      const rolling = rollings.find(({ record }) => record.facts.rollingId === entry.rollingId);
      return rolling === undefined ? null : { kind: 'create', at, rolling };
    }
    case 'BET_SETTLED':
      return settleOf(entry);
    case 'BET_ROLLBACK':
      return rollbackOf(entry);
    case 'COMMAND': {
      const command = commandOf(entry);
      return command === null ? null : { kind: 'command', at, command };
    }
    case 'WALLET_RESULT':
      return { kind: 'answer', at, rollingId: entry.rollingId };
    case 'ACTIVATED':
    case 'TIMER':
      return null;
  }
}

/** Throws `Unreplayable`. */
export function occasionsOf(rollings: readonly RecordedRolling[]): ReplayOccasion[] {
  const seen = new Set<string>();
  const occasions: ReplayOccasion[] = [];
  for (const entry of inOrder(rollings.map(({ journal }) => journal))) {
    if (isBet(entry)) {
      if (seen.has(occasionKey(entry))) continue;
      seen.add(occasionKey(entry));
    }
    const occasion = occasionOf(entry, rollings);
    if (occasion !== null) occasions.push(occasion);
  }
  return occasions;
}
