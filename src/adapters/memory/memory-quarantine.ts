// Players in quarantine and their parked events, in memory.
import type { ParkedEvent, PlayerKey } from '../../domain/quarantine.ts';
import type { CommitBatch, QuarantineWrites, ShardOwnership, StandingQuarantine } from '../../ports/store.ts';
import { type MemoryTables, byText, playerKey } from './memory-tables.ts';

const keyOf = ({ brandId, playerId }: PlayerKey): string => playerKey(brandId, playerId);

/** The numbers that a batch gives to parked events, and whether each is there already. */
export function* parkedNumbers(
  tables: MemoryTables,
  { quarantine }: CommitBatch,
): Generator<{ readonly number: string; readonly exists: boolean }> {
  for (const event of quarantine?.parked ?? []) {
    const key = keyOf(event);
    const exists = (tables.parked.get(key) ?? []).some(({ seq }) => seq === event.seq);
    yield { number: `${key}:${event.seq}`, exists };
  }
}

export function applyQuarantine(tables: MemoryTables, writes: QuarantineWrites): void {
  for (const quarantine of writes.begun) tables.quarantines.set(keyOf(quarantine), { ...quarantine, replay: null });
  for (const player of writes.ended) tables.quarantines.delete(keyOf(player));
  for (const { seq, ...player } of writes.unparked) {
    const left = (tables.parked.get(keyOf(player)) ?? []).filter((event) => event.seq !== seq);
    tables.parked.set(keyOf(player), left);
  }
  for (const event of writes.parked) {
    const others = tables.parked.get(keyOf(event)) ?? [];
    tables.parked.set(
      keyOf(event),
      [...others, { ...event }].toSorted((left, right) => left.seq - right.seq),
    );
  }
}

const compare = (left: PlayerKey, right: PlayerKey): number =>
  byText(left.brandId, right.brandId) || byText(left.playerId, right.playerId);

export function quarantinedInMemory(
  tables: MemoryTables,
  shards: readonly ShardOwnership[],
  after: PlayerKey | null,
  limit: number,
): StandingQuarantine[] {
  return [...tables.quarantines.values()]
    .filter(({ brandId, slot }) =>
      shards.some((shard) => shard.brandId === brandId && shard.slotFrom <= slot && slot < shard.slotTo),
    )
    .filter((player) => after === null || compare(player, after) > 0)
    .toSorted(compare)
    .slice(0, limit)
    .map((row) => {
      const { brandId, playerId, slot, since, reason, detail, rollingId } = row;
      const lastSeq = tables.parked.get(keyOf(row))?.at(-1)?.seq ?? 0;
      return { brandId, playerId, slot, since, reason, detail, rollingId, lastSeq };
    });
}

export function replaysAskedInMemory(tables: MemoryTables, players: readonly PlayerKey[]): PlayerKey[] {
  return players
    .map((player) => tables.quarantines.get(keyOf(player)))
    .filter((row) => row !== undefined)
    .filter((row) => row.replay !== null)
    .toSorted((left, right) => (left.replay?.at ?? 0) - (right.replay?.at ?? 0) || compare(left, right))
    .map(({ brandId, playerId }) => ({ brandId, playerId }));
}

export function parkedPageInMemory(
  tables: MemoryTables,
  player: PlayerKey,
  afterSeq: number,
  limit: number,
): ParkedEvent[] {
  return (tables.parked.get(keyOf(player)) ?? [])
    .filter(({ seq }) => seq > afterSeq)
    .slice(0, limit)
    .map((event) => ({ ...event }));
}
