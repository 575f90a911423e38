// The players of one shard who are in quarantine. Mostly nobody: whoever decides asks `size` first. Like the residents it runs ahead
// of the database, and is taken back with the work that was thrown away.
import type { PlayerId } from '../domain/ids.ts';
import type { Quarantine } from '../domain/quarantine.ts';
import type { StandingQuarantine } from '../ports/store.ts';

export interface HeldPlayer extends Quarantine {
  /** The highest number given to a parked event. */
  readonly lastSeq: number;
  /** The batch that carries the newest change; 0 where the database told of it. */
  readonly batch: number;
}

export type Undo = () => void;

export class ShardQuarantine {
  /** Whether it was read after the take-over: until then nothing of the shard is decided. */
  known = false;
  private readonly players = new Map<PlayerId, HeldPlayer>();
  /** Of all its players: a number is not given out again, even where the work that gave it out was thrown away. */
  private lastSeq = 0;

  get size(): number {
    return this.players.size;
  }

  get all(): Iterable<HeldPlayer> {
    return this.players.values();
  }

  find(playerId: PlayerId): HeldPlayer | undefined {
    return this.players.size === 0 ? undefined : this.players.get(playerId);
  }

  /** As the database has it. */
  learn(standing: StandingQuarantine): void {
    this.players.set(standing.playerId, { ...standing, batch: 0 });
    this.lastSeq = Math.max(this.lastSeq, standing.lastSeq);
  }

  begin(quarantine: Quarantine, batch: number): Undo {
    const before = this.players.get(quarantine.playerId);
    return this.put({ ...quarantine, lastSeq: before?.lastSeq ?? 0, batch });
  }

  /** The number of the next parked event of a held player. */
  park(playerId: PlayerId, batch: number): { readonly seq: number; readonly undo: Undo } {
    const held = this.players.get(playerId);
    if (held === undefined) throw new TypeError('only who is in quarantine has events parked');
    this.lastSeq += 1;
    return { seq: this.lastSeq, undo: this.put({ ...held, lastSeq: this.lastSeq, batch }) };
  }

  end(playerId: PlayerId): Undo {
    const before = this.players.get(playerId);
    this.players.delete(playerId);
    return () => {
      if (before !== undefined) this.players.set(playerId, before);
    };
  }

  private put(held: HeldPlayer): Undo {
    const before = this.players.get(held.playerId);
    this.players.set(held.playerId, held);
    return () => {
      if (before === undefined) this.players.delete(held.playerId);
      else this.players.set(held.playerId, before);
    };
  }
}
