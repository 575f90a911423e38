// A player's open rollings in one view: how much is left per currency, and whether a withdrawal may go ahead.
import { BASIS_POINTS } from '../../machines/rolling.context.ts';
import type { PlayerId } from '../domain/ids.ts';
import { ceilDivide } from '../domain/money.ts';
import { type RollingRecord, contextOf } from '../domain/rolling.ts';
import { rollingView } from '../domain/rolling-view.ts';

/** As `remaining_minor` of the rolling's own view. */
function remainingMinor(rolling: RollingRecord): bigint {
  const left = rolling.facts.terms.target - contextOf(rolling).progress;
  return left <= 0n ? 0n : ceilDivide(left, BASIS_POINTS);
}

export function summaryView(playerId: PlayerId, open: readonly RollingRecord[]): Record<string, unknown> {
  const byCurrency = new Map<string, { remaining: bigint; open: number }>();
  for (const rolling of open) {
    const { currency } = rolling.facts;
    const sum = byCurrency.get(currency) ?? { remaining: 0n, open: 0 };
    byCurrency.set(currency, { remaining: sum.remaining + remainingMinor(rolling), open: sum.open + 1 });
  }
  return {
    player_id: playerId,
    may_withdraw: open.length === 0,
    open: open.length,
    by_currency: [...byCurrency].map(([currency, sum]) => ({
      currency,
      remaining_minor: sum.remaining.toString(),
      open: sum.open,
    })),
    rollings: open.map(rollingView),
  };
}
