// The players whose rollings a worker holds in memory, least recently used first out. What is here is the truth as of the last
// applied event; the database follows with the next commit, so a player that a commit still carries may not leave.
import type { PlayerId } from '../domain/ids.ts';
import type { RollingRecord } from '../domain/rolling.ts';

/** The residents of one shard. */
export type Residents = Map<PlayerId, Resident>;

export interface Resident {
  readonly home: Residents;
  readonly playerId: PlayerId;
  /** Open ones, those closed lately, and older ones that something asked for. */
  rollings: RollingRecord[];
  /** The number of the last batch that carries a change of this player. */
  batch: number;
  newer: Resident | null;
  older: Resident | null;
}

export class Residency {
  private newest: Resident | null = null;
  private oldest: Resident | null = null;
  private players = 0;
  private rollings = 0;
  evictions = 0;
  private readonly rollingsMax: number;

  constructor(rollingsMax: number) {
    this.rollingsMax = rollingsMax;
  }

  get playerCount(): number {
    return this.players;
  }

  get rollingCount(): number {
    return this.rollings;
  }

  admit(home: Residents, playerId: PlayerId, rollings: RollingRecord[]): Resident {
    const resident: Resident = { home, playerId, rollings, batch: 0, newer: null, older: null };
    home.set(playerId, resident);
    this.players += 1;
    this.rollings += rollings.length;
    this.link(resident);
    return resident;
  }

  touch(resident: Resident): void {
    if (resident === this.newest) return;
    this.unlink(resident);
    this.link(resident);
  }

  /** Puts a rolling's newest record in place, or adds a rolling that was just created or fetched. */
  put(resident: Resident, rolling: RollingRecord): void {
    const id = rolling.facts.rollingId;
    const place = resident.rollings.findIndex((held) => held.facts.rollingId === id);
    if (place >= 0) {
      resident.rollings[place] = rolling;
    } else {
      resident.rollings.push(rolling);
      this.rollings += 1;
    }
  }

  /** Forgets the least recently used until the bound holds; players of uncommitted batches stay. */
  evict(lastCommittedBatch: number): void {
    let candidate = this.oldest;
    while (this.rollings > this.rollingsMax && candidate !== null) {
      const next = candidate.newer;
      if (candidate.batch <= lastCommittedBatch) {
        this.drop(candidate);
        this.evictions += 1;
      }
      candidate = next;
    }
  }

  drop(resident: Resident): void {
    this.unlink(resident);
    this.players -= 1;
    this.rollings -= resident.rollings.length;
    resident.home.delete(resident.playerId);
  }

  /** Memory that ran ahead of a failed commit is worth nothing. */
  dropAll(home: Residents): void {
    for (const resident of home.values()) this.drop(resident);
  }

  private link(resident: Resident): void {
    resident.older = this.newest;
    resident.newer = null;
    if (this.newest !== null) this.newest.newer = resident;
    this.newest = resident;
    this.oldest ??= resident;
  }

  private unlink(resident: Resident): void {
    if (resident.newer === null) this.newest = resident.older;
    else resident.newer.older = resident.older;
    if (resident.older === null) this.oldest = resident.newer;
    else resident.older.newer = resident.newer;
    resident.newer = null;
    resident.older = null;
  }
}
