// What most teams would write first: one transaction per event. Lock the player's rolling, restore its statechart, take the
// event, write inbox, journal and snapshot, commit. The same decoding, machine, tables and indexes as the service; nothing resident.
import { transition } from 'xstate';
import { type RollingSnapshot, encodeSnapshot } from '../../machines/rolling.codec.ts';
import type { RollingEvent } from '../../machines/rolling.events.ts';
import { rollingMachine } from '../../machines/rolling.machine.ts';
import type { Sql } from '../../src/adapters/postgres/connection.ts';
import { type RollingRow, rollingColumns, rollingRecord } from '../../src/adapters/postgres/load/rolling-row.ts';
import { encodeBet } from '../../src/adapters/postgres/recorded-bets/bet-text.ts';
import { GameBook } from '../../src/adapters/postgres/recorded-bets/game-book.ts';
import { offerBet } from '../../src/domain/eligibility.ts';
import { recordedBet } from '../../src/domain/recorded-bet.ts';
import { type RollingRecord, isOpen, stateOf } from '../../src/domain/rolling.ts';
import { dayOf, formatTimestamp } from '../../src/domain/timestamp.ts';
import type { BetSettled } from '../../src/domain/wallet-event.ts';

type Transaction = Parameters<Parameters<Sql['begin']>[1]>[0];

async function lockRolling(transaction: Transaction, sql: Sql, bet: BetSettled): Promise<RollingRecord | null> {
  const rows = await transaction<RollingRow[]>`
    select ${rollingColumns(sql)}
      from rolling_snapshots as snapshots
      join rollings on rollings.brand_id = snapshots.brand_id and rollings.rolling_id = snapshots.rolling_id
     where snapshots.brand_id = ${bet.brandId}
       and snapshots.player_id = ${bet.playerId}
       and coalesce(snapshots.closed_at, 'infinity') = 'infinity'
       for update of snapshots`;
  return rows.map((row) => rollingRecord(row)).find(({ snapshot }) => isOpen(snapshot)) ?? null;
}

async function writeInbox(transaction: Transaction, bet: BetSettled): Promise<boolean> {
  const written = await transaction`
    insert into inbox (brand_id, day, event_id, fingerprint)
    values (${bet.brandId}, date '1970-01-01' + ${dayOf(bet.occurredAt)}::integer, ${bet.eventId}, ${bet.fingerprint})
    on conflict do nothing`;
  return written.count === 1;
}

const games = new GameBook();

/** A game is written with the first bet on it; its key stands in the journal. */
async function writeGame(transaction: Transaction, bet: BetSettled): Promise<string> {
  const game = games.find(bet.brandId, recordedBet(bet, 0n));
  if (!game.stored) {
    await transaction`
      insert into recorded_games (brand_id, game_key, currency, product, game_category, game_provider, game_id)
      values (
        ${game.brandId}, ${game.key}, ${game.currency}, ${game.product}, ${game.gameCategory}, ${game.gameProvider},
        ${game.gameId}
      )
      on conflict do nothing`;
    game.stored = true;
  }
  return game.key;
}

interface Change {
  readonly rolling: RollingRecord;
  readonly snapshot: RollingSnapshot;
  readonly now: number;
}

async function writeJournal(
  transaction: Transaction,
  bet: BetSettled,
  { rolling, snapshot, now }: Change,
  credit: { readonly weightBp: number; readonly credited: bigint; readonly reason: string | null; rule: string | null },
): Promise<void> {
  const { facts, version } = rolling;
  const recorded = encodeBet(recordedBet(bet, 0n), await writeGame(transaction, bet), now);
  await transaction`
    insert into journal (
      brand_id, rolling_id, version, player_id, event_id, kind, at, bet_id, settlement_id, leg,
      stake_minor, weight_bp, credited, reason, rule, state_from, state_to, recorded_bet
    ) values (
      ${facts.brandId}, ${facts.rollingId}, ${version + 1}, ${facts.playerId}, ${bet.eventId}, 'BET_SETTLED',
      ${formatTimestamp(now)}, ${bet.betId}, ${bet.settlementId}, 0, ${bet.stakeMinor.toString()}, ${credit.weightBp},
      ${credit.credited.toString()}, ${credit.reason}, ${credit.rule}, ${stateOf(rolling.snapshot)}, ${stateOf(snapshot)},
      ${recorded}
    )`;
}

async function writeSnapshot(transaction: Transaction, { rolling, snapshot, now }: Change): Promise<void> {
  const { facts, version } = rolling;
  await transaction`
    update rolling_snapshots
       set state = ${stateOf(snapshot)}, version = ${version + 1}, snapshot = ${encodeSnapshot(snapshot)},
           updated_at = ${formatTimestamp(now)}
     where brand_id = ${facts.brandId} and rolling_id = ${facts.rollingId}`;
}

/** Applies one settled bet; resolves when its effect is durable. */
export async function applyNaively(sql: Sql, bet: BetSettled): Promise<void> {
  await sql.begin(async (transaction) => {
    const rolling = await lockRolling(transaction, sql, bet);
    if (rolling === null || !(await writeInbox(transaction, bet))) return;
    const now = Date.now();
    const { countableMinor, weightBp, reason, rule } = offerBet(rolling, bet);
    const credited = countableMinor * BigInt(weightBp);
    const event: RollingEvent = { type: 'BET_SETTLED', at: now, walletOpen: true, credited };
    const snapshot = credited === 0n ? rolling.snapshot : transition(rollingMachine, rolling.snapshot, event)[0];
    const change = { rolling, snapshot, now };
    await writeJournal(transaction, bet, change, { weightBp, credited, reason, rule });
    await writeSnapshot(transaction, change);
  });
}
