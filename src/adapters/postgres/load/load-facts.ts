// Everything a turn asks for, in statements that travel together; a part that asks for nothing costs nothing.
import type { SnapshotCodec } from '../../../../machines/rolling.codec.ts';
import { brandId, playerId, rollingId } from '../../../domain/ids.ts';
import type { RollingRecord } from '../../../domain/rolling.ts';
import type { LoadRequest, LoadedFacts, PlayerLeg, UnreadableRolling } from '../../../ports/store.ts';
import type { Sql } from '../connection.ts';
import { type RollingRow, rollingRecord } from './rolling-row.ts';
import { selectAnswers } from './select-answers.ts';
import { selectLegs, selectMarks } from './select-bets.ts';
import { selectInbox } from './select-inbox.ts';
import { selectPolicies } from './select-policies.ts';
import { selectRollingsById, selectRollingsBySource, selectRollingsOfPlayers } from './select-rollings.ts';

export async function loadFacts(sql: Sql, request: LoadRequest, codec: SnapshotCodec): Promise<LoadedFacts> {
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
  const found = new FoundRollings(codec);
  found.add([...ofPlayers, ...byId, ...bySource]);
  const ofLegs = rollingsOfLegs(request.bets, legs).filter((key) => !found.has(key.rollingId));
  found.add(await selectRollingsById(sql, ofLegs));
  const { rollings, unreadable } = found;
  return { rollings, unreadable, events, legs, marks, answers, policies };
}

/** Each rolling once; one that cannot be read is told apart and stops nothing. */
class FoundRollings {
  readonly rollings: RollingRecord[] = [];
  readonly unreadable: UnreadableRolling[] = [];
  private readonly seen = new Set<string>();
  private readonly codec: SnapshotCodec;

  constructor(codec: SnapshotCodec) {
    this.codec = codec;
  }

  has(id: string): boolean {
    return this.seen.has(id);
  }

  add(rows: readonly RollingRow[]): void {
    for (const row of rows) {
      if (this.seen.has(row.rolling_id)) continue;
      this.seen.add(row.rolling_id);
      try {
        this.rollings.push(rollingRecord(row, this.codec));
      } catch (error) {
        this.unreadable.push(unreadableRolling(row, this.codec, error));
      }
    }
  }
}

function unreadableRolling(row: RollingRow, codec: SnapshotCodec, thrown: unknown): UnreadableRolling {
  return {
    brandId: brandId(row.brand_id),
    playerId: playerId(row.player_id),
    slot: row.slot,
    rollingId: rollingId(row.rolling_id),
    machineVersion: row.machine_version,
    // Of a newer build's row even the terms may be new: the version is what tells.
    kind: row.machine_version > codec.version ? 'too_new' : 'damaged',
    error: thrown instanceof Error ? thrown : new Error('decoding threw no error', { cause: thrown }),
  };
}

/** Those that the legs of bets asked for "with rollings" were credited to or refused by, each once. */
function rollingsOfLegs(bets: LoadRequest['bets'], legs: readonly PlayerLeg[]): LoadRequest['rollings'] {
  if (legs.length === 0) return [];
  const key = (bet: { brandId: string; playerId: string; betId: string }): string =>
    JSON.stringify([bet.brandId, bet.playerId, bet.betId]);
  const wanted = new Set(bets.filter((bet) => bet.rollings).map(key));
  return [...new Map(legs.filter((leg) => wanted.has(key(leg))).map((leg) => [leg.rollingId, leg])).values()];
}
