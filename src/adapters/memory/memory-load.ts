// What an owner loads, from memory.
import type { SnapshotCodec } from '../../../machines/rolling.codec.ts';
import { parseBrandConfig } from '../../domain/brand-config.ts';
import type { BrandId, RollingId } from '../../domain/ids.ts';
import type { JournalEntry } from '../../domain/journal.ts';
import type { BrandPolicy } from '../../domain/policy.ts';
import type { RollingRecord } from '../../domain/rolling.ts';
import type { LoadRequest, LoadedFacts, PlayerLeg, UnreadableRolling } from '../../ports/store.ts';
import {
  type MemoryTables,
  type RollingRow,
  answerKey,
  betKey,
  byText,
  decodeRolling,
  eventKey,
  playerKey,
  sourceKey,
} from './memory-tables.ts';

export function loadFromMemory(tables: MemoryTables, request: LoadRequest, codec: SnapshotCodec): LoadedFacts {
  const bets = [...new Map(request.bets.map((bet) => [betKey(bet.brandId, bet.playerId, bet.betId), bet])).entries()];
  const legs = bets.flatMap(([key]) => (tables.legs.get(key) ?? []).flatMap(legOf).toSorted(compareLegs));
  const withRollings = new Set(
    request.bets.filter((bet) => bet.rollings).map((bet) => betKey(bet.brandId, bet.playerId, bet.betId)),
  );
  const ids = new Set<RollingId>([
    ...request.players.flatMap((player) => rollingsOfPlayer(tables, player, request.closedSince)),
    ...request.rollings
      .filter(({ brandId, rollingId }) => tables.rollings.get(rollingId)?.facts.brandId === brandId)
      .map(({ rollingId }) => rollingId),
    ...found(request.sources, (asked) =>
      tables.rollingsBySource.get(sourceKey(asked.brandId, asked.playerId, asked.source)),
    ),
    ...legs.filter((leg) => withRollings.has(betKey(leg.brandId, leg.playerId, leg.betId))).map((leg) => leg.rollingId),
  ]);
  return {
    ...decodeAll(
      found([...ids], (id) => tables.rollings.get(id)),
      codec,
    ),
    events: found(request.events, ({ brandId, day, eventId }) => tables.inbox.get(eventKey(brandId, day, eventId))).map(
      (entry) => ({ ...entry }),
    ),
    legs,
    marks: bets.flatMap(([key]) => [...(tables.marks.get(key)?.values() ?? [])].map((mark) => ({ ...mark }))),
    answers: found(request.answers, (asked) =>
      tables.answers.get(answerKey(asked.brandId, asked.playerId, asked.operation, asked.key)),
    ).map((answer) => ({ ...answer, reply: { ...answer.reply } })),
    policies: policiesOf(tables, request.policies),
  };
}

/** One that cannot be read is told apart and stops nothing. */
function decodeAll(rows: readonly RollingRow[], codec: SnapshotCodec): Pick<LoadedFacts, 'rollings' | 'unreadable'> {
  const rollings: RollingRecord[] = [];
  const unreadable: UnreadableRolling[] = [];
  for (const row of rows) {
    try {
      rollings.push(decodeRolling(row, codec));
    } catch (thrown) {
      const { brandId, playerId, slot, rollingId } = row.facts;
      const { machineVersion } = row;
      const kind = machineVersion > codec.version ? 'too_new' : 'damaged';
      const error = thrown instanceof Error ? thrown : new Error('decoding threw no error', { cause: thrown });
      unreadable.push({ brandId, playerId, slot, rollingId, machineVersion, kind, error });
    }
  }
  return { rollings, unreadable };
}

function found<Asked, Row>(asked: readonly Asked[], find: (asked: Asked) => Row | undefined): Row[] {
  return asked.map(find).filter((row) => row !== undefined);
}

function rollingsOfPlayer(
  tables: MemoryTables,
  { brandId, playerId }: LoadRequest['players'][number],
  closedSince: number,
): RollingId[] {
  const ids = tables.rollingsByPlayer.get(playerKey(brandId, playerId)) ?? [];
  return ids.filter((id) => (tables.rollings.get(id)?.closedAt ?? Infinity) >= closedSince);
}

function legOf({ brandId, playerId, rollingId, bet, credited, at }: JournalEntry): PlayerLeg[] {
  if (bet === null || bet.leg === null) return [];
  const { betId, settlementId, leg, stakeMinor } = bet;
  return [
    { brandId, playerId, rollingId, betId, settlementId, leg, stakeMinor, weightBp: bet.weightBp ?? 0, credited, at },
  ];
}

const compareLegs = (left: PlayerLeg, right: PlayerLeg): number =>
  left.at - right.at || byText(left.settlementId, right.settlementId) || left.leg - right.leg;

function policiesOf(tables: MemoryTables, brands: readonly BrandId[]): Map<BrandId, BrandPolicy | null> {
  const policies = new Map<BrandId, BrandPolicy | null>();
  for (const brand of brands) {
    const row = tables.configs.get(brand);
    if (row === undefined) continue;
    policies.set(brand, parseBrandConfig(JSON.parse(row.config), row.version).policy ?? null);
  }
  return policies;
}
