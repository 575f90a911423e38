// What the owner's loops read from memory: the index of players, due timers, the unpublished outbox, what waits.
import type { DueTimer } from '../../domain/command.ts';
import type { BrandId, PlayerId, RollingId } from '../../domain/ids.ts';
import { EXPIRY_WAIT_GRACES_MAX, EXPIRY_WAIT_MS_MAX } from '../../domain/retention.ts';
import { slotOf } from '../../domain/slot.ts';
import { decodeTerms } from '../../domain/terms-codec.ts';
import type { TimerKind } from '../../domain/timers.ts';
import type { Backlog } from '../../ports/read-store.ts';
import type { AttemptUnderWay, OldSnapshotPage, OutboxRow, ShardOwnership, Store } from '../../ports/store.ts';
import { lettersInMemory } from './memory-dead-letters.ts';
import { type MemoryTables, type ShardRow, byText, playerKey } from './memory-tables.ts';

const holdsSlot = (shard: ShardRow, brandId: string, slot: number): boolean =>
  shard.brandId === brandId && slot >= shard.slotFrom && slot < shard.slotTo;

const ownedBy = (tables: MemoryTables, token: string): ShardRow[] =>
  [...tables.shards.values()].filter((shard) => shard.token === token && !shard.retired);

/** In (slot, player) order, as the database gives them. */
export function indexPageInMemory(
  tables: MemoryTables,
  { brandId, slotFrom, slotTo }: Parameters<Store['indexPage']>[0],
  closedSince: number,
  after: PlayerId | null,
  limit: number,
): PlayerId[] {
  const players = new Map<PlayerId, number>();
  for (const { facts, closedAt } of tables.rollings.values()) {
    const { slot, playerId } = facts;
    if (facts.brandId !== brandId || slot < slotFrom || slot >= slotTo || (closedAt ?? Infinity) < closedSince)
      continue;
    players.set(playerId, slot);
  }
  const afterSlot = after === null ? -1 : slotOf(brandId, after);
  return [...players]
    .filter(([player, slot]) => slot > afterSlot || (slot === afterSlot && player > (after ?? '')))
    .toSorted(([leftPlayer, left], [rightPlayer, right]) => left - right || byText(leftPlayer, rightPlayer))
    .slice(0, limit)
    .map(([player]) => player);
}

/** What a rolling's expiry waits for: that every wallet stream was read past its due time, for a bounded while. */
function mayExpire(tables: MemoryTables, timer: DueTimer, now: number): boolean {
  const waited = now - timer.dueAt;
  const graceMs = graceOf(tables, timer);
  if (waited >= Math.max(EXPIRY_WAIT_MS_MAX, EXPIRY_WAIT_GRACES_MAX * graceMs)) return true;
  return [...tables.walletStreams.values()].every(
    (row) =>
      row.forgotten ||
      (timer.dueAt <= (row.processedThrough ?? -Infinity) && !row.exceptBrands.includes(timer.brandId)),
  );
}

function graceOf(tables: MemoryTables, { rollingId }: DueTimer): number {
  const row = tables.rollings.get(rollingId);
  return row === undefined ? 0 : decodeTerms(row.terms, rollingId).policy.expiryGraceMs;
}

export function dueTimersInMemory(
  tables: MemoryTables,
  now: number,
  token: string,
  kinds: readonly TimerKind[],
  dueBy: number,
  limit: number,
  exceptBrands: readonly BrandId[],
): DueTimer[] {
  const shards = ownedBy(tables, token);
  return [...tables.timers.values()]
    .filter((timer) => timer.dueAt <= dueBy && kinds.includes(timer.kind) && !exceptBrands.includes(timer.brandId))
    .filter((timer) => shards.some((shard) => holdsSlot(shard, timer.brandId, timer.slot)))
    .filter((timer) => !tables.quarantines.has(playerKey(timer.brandId, timer.playerId)))
    .filter((timer) => timer.kind !== 'expire' || mayExpire(tables, timer, Math.min(now, dueBy)))
    .toSorted(
      (left, right) =>
        left.dueAt - right.dueAt || byText(left.brandId, right.brandId) || byText(left.rollingId, right.rollingId),
    )
    .slice(0, limit)
    .map((timer) => ({ ...timer }));
}

export function attemptsUnderWayInMemory(
  tables: MemoryTables,
  shards: readonly ShardOwnership[],
  limit: number,
): AttemptUnderWay[] {
  return [...tables.timers.values()]
    .filter(
      ({ kind, brandId, slot }) =>
        kind === 'attempt' &&
        shards.some((shard) => shard.brandId === brandId && slot >= shard.slotFrom && slot < shard.slotTo),
    )
    .slice(0, limit)
    .map(({ brandId, rollingId, trace }) => ({ brandId, rollingId, ...(trace === undefined ? {} : { trace }) }));
}

export function oldSnapshotsInMemory(
  tables: MemoryTables,
  { brandId, slotFrom, slotTo }: Parameters<Store['oldSnapshots']>[0],
  below: number,
  after: RollingId | null,
  lookRows: number,
): OldSnapshotPage {
  const looked = [...tables.rollings.values()]
    .filter(({ facts }) => facts.brandId === brandId && (after === null || facts.rollingId > after))
    .toSorted((left, right) => byText(left.facts.rollingId, right.facts.rollingId))
    .slice(0, lookRows);
  const rollings = looked
    .filter(({ facts, machineVersion }) => machineVersion < below && facts.slot >= slotFrom && facts.slot < slotTo)
    .map(({ facts: { playerId, slot, rollingId } }) => ({ playerId, slot, rollingId }));
  return { rollings, next: looked.length === lookRows ? (looked.at(-1)?.facts.rollingId ?? null) : null };
}

/** A retired shard's rows belong to whoever owns their slots now. */
export function unpublishedInMemory(tables: MemoryTables, token: string, limit: number): OutboxRow[] {
  const shards = ownedBy(tables, token);
  return [...tables.outbox.values()]
    .filter(
      ({ row, publishedAt }) => publishedAt === null && shards.some((shard) => holdsSlot(shard, row.brandId, row.slot)),
    )
    .map(({ row }) => ({ ...row }))
    .toSorted(
      (left, right) => byText(left.brandId, right.brandId) || left.shardNo - right.shardNo || left.seq - right.seq,
    )
    .slice(0, limit);
}

const oldest = (times: readonly number[]): number | null => (times.length === 0 ? null : Math.min(...times));

/** It has no clock: the latest time it was told stands in. */
export function backlogInMemory(tables: MemoryTables, token: string): Backlog {
  const unpublished = unpublishedInMemory(tables, token, Infinity).map(({ at }) => at);
  const letters = lettersInMemory(tables)
    .filter(({ resolution }) => resolution === null)
    .map(({ receivedAt }) => receivedAt);
  const parked = [...tables.parked.values()].flat().map(({ parkedAt }) => parkedAt);
  const shards = ownedBy(tables, token);
  const mine = [...tables.rollings.values()].filter(({ facts }) =>
    shards.some((shard) => holdsSlot(shard, facts.brandId, facts.slot)),
  );
  return {
    serverNow: Math.max(0, ...unpublished, ...letters, ...parked, ...mine.map(({ updatedAt }) => updatedAt)),
    unpublished: { count: unpublished.length, oldestAt: oldest(unpublished) },
    deadLetters: { count: letters.length, oldestAt: oldest(letters) },
    quarantined: tables.quarantines.size,
    parked: { count: parked.length, oldestAt: oldest(parked) },
    waitingForPeople: {
      completion_failed: mine.filter(({ state }) => state === 'completion_failed').length,
      cancellation_failed: mine.filter(({ state }) => state === 'cancellation_failed').length,
      review_open: mine.filter(({ reviewOpen }) => reviewOpen).length,
    },
  };
}
