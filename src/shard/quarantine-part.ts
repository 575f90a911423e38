// What one shard's part of a batch changes about quarantines, reduced to its last word: at most one row per player, and nothing
// about an event that was both parked and let through.
import type { QuarantineStep } from '../domain/decide/decision.ts';
import type { PlayerId } from '../domain/ids.ts';
import type { ParkedEvent, PlayerKey, Quarantine } from '../domain/quarantine.ts';
import type { CommitBatch, ParkedKey } from '../ports/store.ts';
import type { Undo } from './shard-quarantine.ts';

export class QuarantinePart {
  /** Null: ended. */
  readonly players = new Map<PlayerId, { readonly player: PlayerKey; readonly begun: Quarantine | null }>();
  readonly parked = new Map<number, ParkedEvent>();
  readonly unparked: ParkedKey[] = [];
  /** Takes back what memory did ahead of the commit, newest first. */
  private undos: Undo[] = [];

  get writes(): boolean {
    return this.players.size > 0 || this.parked.size > 0 || this.unparked.length > 0;
  }

  add({ begin, end, park, unpark }: QuarantineStep): void {
    if (begin !== undefined) this.players.set(begin.playerId, { player: begin, begun: begin });
    if (end !== undefined) this.players.set(end.playerId, { player: end, begun: null });
    if (park !== undefined) this.parked.set(park.seq, park);
    // Numbers are the shard's: one that was parked in this very batch was never written.
    if (unpark !== undefined && !this.parked.delete(unpark.seq)) this.unparked.push(unpark);
  }

  ahead(undo: Undo): void {
    this.undos.push(undo);
  }

  undo(): void {
    for (const undo of this.undos.toReversed()) undo();
    this.undos = [];
  }
}

/** Nothing at all where nothing changes, which is the rule. */
export function quarantineOf(parts: readonly QuarantinePart[]): Pick<CommitBatch, 'quarantine'> {
  const writing = parts.filter((part) => part.writes);
  if (writing.length === 0) return {};
  const players = writing.flatMap((part) => [...part.players.values()]);
  return {
    quarantine: {
      begun: players.map(({ begun }) => begun).filter((begun) => begun !== null),
      ended: players.filter(({ begun }) => begun === null).map(({ player }) => player),
      parked: writing.flatMap((part) => [...part.parked.values()]),
      unparked: writing.flatMap((part) => part.unparked),
    },
  };
}
