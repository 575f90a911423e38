// The port Quarantines over the memory store's tables.
import { letterReplayedBy } from '../../domain/dead-letter.ts';
import { type KeptQuarantine, type PlayerKey, fieldsOfParked } from '../../domain/quarantine.ts';
import type { Quarantines } from '../../ports/quarantines.ts';
import { parkedPageInMemory } from './memory-quarantine.ts';
import { type MemoryTables, byText, letterKey, playerKey } from './memory-tables.ts';

const compare = (left: PlayerKey, right: PlayerKey): number =>
  byText(left.brandId, right.brandId) || byText(left.playerId, right.playerId);

export function createMemoryQuarantines(tables: MemoryTables): Quarantines {
  const kept = (player: PlayerKey): KeptQuarantine | null => {
    const key = playerKey(player.brandId, player.playerId);
    const row = tables.quarantines.get(key);
    if (row === undefined) return null;
    const events = tables.parked.get(key) ?? [];
    return { ...row, parked: events.length, oldestParkedAt: events[0]?.parkedAt ?? null };
  };
  return {
    page: async (brandId, after, limit) =>
      [...tables.quarantines.values()]
        .filter((row) => (brandId === null || row.brandId === brandId) && (after === null || compare(row, after) > 0))
        .toSorted(compare)
        .slice(0, limit)
        .map(kept)
        .filter((row) => row !== null),
    find: async (player) => kept(player),
    events: async (player, afterSeq, limit) => parkedPageInMemory(tables, player, afterSeq, limit),
    askReplay: async (player, asked) => {
      const key = playerKey(player.brandId, player.playerId);
      const row = tables.quarantines.get(key);
      if (row !== undefined) tables.quarantines.set(key, { ...row, replay: row.replay ?? asked });
      return kept(player);
    },
    discard: async (player, seq, { at, requestedBy, reason, note }) => {
      const key = playerKey(player.brandId, player.playerId);
      const row = tables.quarantines.get(key);
      if (row === undefined) return 'not_in_quarantine';
      if (row.replay !== null) return 'replaying';
      const events = tables.parked.get(key) ?? [];
      const event = events.find((parked) => parked.seq === seq);
      if (event === undefined) return 'no_such_event';
      const { stream, entryId, eventId, receivedAt, raw } = event;
      const letter = letterKey(stream, entryId);
      if (!tables.deadLetters.has(letter)) {
        const replayOf = letterReplayedBy(fieldsOfParked(event));
        const what = { stream, entryId, receivedAt, eventId, brandId: player.brandId, raw, replayOf };
        tables.deadLetters.set(letter, { ...what, reason: row.reason, detail: row.detail });
        const said = { as: 'discarded', at, requestedBy, reason, note, key: null, fingerprint: 0 } as const;
        tables.letterResolutions.set(letter, { ...said, replayedAs: null });
      }
      tables.parked.set(
        key,
        events.filter((parked) => parked !== event),
      );
      return 'discarded';
    },
  };
}
