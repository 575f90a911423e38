// A recorded bet as the text of its journal row, some twenty characters, and back. FROZEN FORMAT: fields between colons, empty ones at
// the end left out. The game stands by its key; times are distances in milliseconds, for most are short.
import type { RecordedBet, RecordedGame } from '../../../domain/recorded-bet.ts';
import type { BetOutcome } from '../../../domain/wallet-event.ts';

const OUTCOMES: Readonly<Record<BetOutcome, string>> = { loss: '', win: 'w', push: 'p', void: 'v', cashout: 'c' };
const OUTCOME_OF = new Map<string, BetOutcome>([
  ['', 'loss'],
  ['w', 'win'],
  ['p', 'push'],
  ['v', 'void'],
  ['c', 'cashout'],
]);

/** `at` is the time of the journal entry. Every character is one of [0-9a-z.:-], so the text stands in an array as it is. */
export function encodeBet(bet: RecordedBet, gameKey: string, at: number): string {
  const { outcome, odds, winMinor, placedAt, settledAt, heldBackMinor } = bet;
  const always = `${gameKey}:${at - settledAt}:${placedAt === null ? '' : settledAt - placedAt}`;
  if (odds === null && winMinor === null && heldBackMinor === 0n) {
    return outcome === 'loss' ? always : `${always}:${OUTCOMES[outcome]}`;
  }
  const held = heldBackMinor === 0n ? '' : heldBackMinor;
  return `${always}:${OUTCOMES[outcome]}:${odds ?? ''}:${winMinor ?? ''}:${held}`;
}

/** The key of the game that the text names. */
export function gameKeyIn(text: string): string {
  return text.slice(0, text.indexOf(':'));
}

export function decodeBet(text: string, game: RecordedGame, at: number): RecordedBet {
  const [, settled = '', placed = '', outcome = '', odds = '', win = '', held = ''] = text.split(':');
  const settledAt = at - Number(settled);
  return {
    ...game,
    outcome: OUTCOME_OF.get(outcome) ?? 'loss',
    odds: odds === '' ? null : odds,
    winMinor: win === '' ? null : BigInt(win),
    placedAt: placed === '' ? null : settledAt - Number(placed),
    settledAt,
    heldBackMinor: BigInt(held),
  };
}
