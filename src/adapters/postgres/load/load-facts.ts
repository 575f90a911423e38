// Everything a turn asks for, in statements that travel together; a part that asks for nothing costs nothing.
import type { RollingId } from '../../../domain/ids.ts';
import type { RollingRecord } from '../../../domain/rolling.ts';
import type { LoadRequest, LoadedFacts, PlayerLeg } from '../../../ports/store.ts';
import type { Sql } from '../connection.ts';
import { type RollingRow, rollingRecord } from './rolling-row.ts';
import { selectAnswers } from './select-answers.ts';
import { selectLegs, selectMarks } from './select-bets.ts';
import { selectInbox } from './select-inbox.ts';
import { selectPolicies } from './select-policies.ts';
import { selectRollingsById, selectRollingsBySource, selectRollingsOfPlayers } from './select-rollings.ts';

export async function loadFacts(sql: Sql, request: LoadRequest): Promise<LoadedFacts> {
  const [ofPlayers, byId, bySource, events, legs, marks, answers, policies] = await Promise.all([
    selectRollingsOfPlayers(sql, request.players, request.closedSince),
    selectRollingsById(sql, request.rollings),
    selectRollingsBySource(sql, request.sources),
    selectInbox(sql, request.events),
    selectLegs(sql, request.bets),
    selectMarks(sql, request.bets),
    selectAnswers(sql, request.answers),
    selectPolicies(sql, request.policies),
  ]);
  const rollings = new Map<RollingId, RollingRecord>();
  addOnce(rollings, [ofPlayers, byId, bySource]);
  const ofLegs = rollingsOfLegs(request.bets, legs).filter((key) => !rollings.has(key.rollingId));
  addOnce(rollings, [await selectRollingsById(sql, ofLegs)]);
  return { rollings: [...rollings.values()], events, legs, marks, answers, policies };
}

function addOnce(rollings: Map<RollingId, RollingRecord>, results: readonly (readonly RollingRow[])[]): void {
  const seen = new Set<string>(rollings.keys());
  for (const row of results.flat()) {
    if (seen.has(row.rolling_id)) continue;
    seen.add(row.rolling_id);
    const record = rollingRecord(row);
    rollings.set(record.facts.rollingId, record);
  }
}

/** Those that the legs of bets asked for "with rollings" were credited to or refused by, each once. */
function rollingsOfLegs(bets: LoadRequest['bets'], legs: readonly PlayerLeg[]): LoadRequest['rollings'] {
  if (legs.length === 0) return [];
  const key = (bet: { brandId: string; playerId: string; betId: string }): string =>
    JSON.stringify([bet.brandId, bet.playerId, bet.betId]);
  const wanted = new Set(bets.filter((bet) => bet.rollings).map(key));
  return [...new Map(legs.filter((leg) => wanted.has(key(leg))).map((leg) => [leg.rollingId, leg])).values()];
}
