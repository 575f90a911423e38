// What a service without a fault would show for a plan, written out from the expectation, so that tests can falsify one thing at a time.
import type { BetRow, Outcome } from '../../src/dev/demo/bet-row.ts';
import type { Observations, ObservedJournalEntry, ObservedRolling } from '../../src/dev/demo/observations.ts';
import type { CreateBody, Plan, PlannedEvent, PlannedRolling } from '../../src/dev/demo/plan-types.ts';
import { recompute } from '../../src/dev/demo/recompute.ts';

const BRAND = 'brand-1';

export function bet(lineNumber: number, stakeMinor: bigint, playerId = 'anna', outcome: Outcome = 'loss'): BetRow {
  return {
    lineNumber,
    betId: `bet-${lineNumber}`,
    roundId: 'round-1',
    playerId,
    stakeMinor,
    winMinor: 0n,
    outcome,
    placedAtMs: lineNumber * 1_000,
  };
}

export function settle(row: BetRow): PlannedEvent {
  return {
    kind: 'settle',
    eventId: `settle-${row.lineNumber}`,
    brandId: BRAND,
    row,
    spelling: 'canonical',
    placedAt: '2026-01-01T00:00:00.000Z',
    occurredAt: '2026-01-01T00:00:05.000Z',
  };
}

export function rollback(row: BetRow, amountMinor?: bigint): PlannedEvent {
  return {
    kind: 'rollback',
    eventId: `rollback-${row.lineNumber}`,
    brandId: BRAND,
    row,
    spelling: 'canonical',
    occurredAt: '2026-01-01T00:01:00.000Z',
    amountMinor,
  };
}

export function rolling(sourceId: string, terms: Partial<CreateBody>, playerId = 'anna'): PlannedRolling {
  return {
    brandId: BRAND,
    body: {
      player_id: playerId,
      currency: 'BTC',
      source: { type: 'bonus', id: sourceId },
      priority: 0,
      activates_at: '2025-12-01T00:00:00.000Z',
      expires_at: '2026-03-01T00:00:00.000Z',
      ...terms,
    },
  };
}

export function planOf(rollings: readonly PlannedRolling[], feed: readonly PlannedEvent[]): Plan {
  return { brands: [BRAND], rollings, feed };
}

/** The wallet answers at once here: a completed rolling takes none of the bets after its target. */
export function faultless(rows: readonly BetRow[], plan: Plan): Observations {
  const expected = recompute(rows, plan).players.flatMap((player) => player.rollings);
  const rollings = expected.map((one): ObservedRolling => {
    const { body, brandId } = one.planned;
    const remainingUnits = one.terms.targetUnits - one.progressUnits;
    return {
      rollingId: `id-of-${body.source.id}`,
      brandId,
      playerId: body.player_id,
      sourceId: body.source.id,
      state: one.reachesTarget ? 'completed' : 'active',
      requiredMinor: one.terms.requiredMinor,
      targetMinor: one.terms.requiredMinor,
      wageredMinor: one.progressUnits / 10_000n,
      remainingMinor: remainingUnits > 0n ? (remainingUnits + 9_999n) / 10_000n : 0n,
      progressRatio: one.reachesTarget ? '1.0000' : ratio(one.progressUnits, one.terms.targetUnits),
      betsCounted: one.betsCounted,
    };
  });
  const journals = expected.map((one): [string, ObservedJournalEntry[]] => {
    const settled = [...one.credits].map(([betId, creditedUnits]) => ({ kind: 'BET_SETTLED', betId, creditedUnits }));
    const reversed = { kind: 'BET_ROLLBACK', betId: undefined, creditedUnits: -one.reversedUnits };
    return [`id-of-${one.planned.body.source.id}`, [...settled, reversed]];
  });
  const completed = expected.filter((one) => one.reachesTarget);
  return {
    rollings,
    journals: new Map(journals),
    deadLetters: [],
    ledger: {
      callsRefused: 0,
      entries: completed.map(({ planned, terms }) => ({
        operation: 'release',
        brandId: planned.brandId,
        rollingId: `id-of-${planned.body.source.id}`,
        amountMinor: terms.releaseMinor,
      })),
    },
    published: completed.map(({ planned, terms, progressUnits }) => ({
      eventId: `completed-${planned.body.source.id}`,
      eventType: 'ROLLING_COMPLETED',
      brandId: planned.brandId,
      rollingId: `id-of-${planned.body.source.id}`,
      releasedMinor: terms.releaseMinor,
      wageredMinor: progressUnits / 10_000n,
    })),
    walletStream: { entries: plan.feed.length, acknowledged: plan.feed.length, pending: 0, lag: 0 },
  };
}

function ratio(progressUnits: bigint, targetUnits: bigint): string {
  return `0.${String((progressUnits * 10_000n) / targetUnits).padStart(4, '0')}`;
}
