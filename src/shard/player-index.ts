// Which players may have a rolling that a bet concerns. Most bets are of players without one, and this answers them without a
// look at the database. A set of 64-bit hashes by open addressing: eight bytes a place, at most three quarters full. Nothing is
// ever removed, so it may only err towards "maybe"; it is rebuilt from the database now and then to forget the long closed.
import { hashPair, type Lanes } from '../domain/hash.ts';
import type { BrandId, PlayerId } from '../domain/ids.ts';

const CAPACITY_MIN = 16;
const FILL_MAX = 0.75;

export class PlayerIndex {
  private highs = new Uint32Array(CAPACITY_MIN);
  private lows = new Uint32Array(CAPACITY_MIN);
  private count = 0;
  /** Until every page of a take-over is in, a player who is not here is not known to be nobody. */
  complete = false;

  get size(): number {
    return this.count;
  }

  get bytes(): number {
    return this.highs.byteLength + this.lows.byteLength;
  }

  add(brandId: BrandId, playerId: PlayerId): void {
    if ((this.count + 1) / this.highs.length > FILL_MAX) this.grow();
    this.insert(placeable(hashPair(brandId, playerId)));
  }

  mayHave(brandId: BrandId, playerId: PlayerId): boolean {
    const { high, low } = placeable(hashPair(brandId, playerId));
    const mask = this.lows.length - 1;
    for (let place = low & mask; ; place = (place + 1) & mask) {
      if (this.lows[place] === 0 && this.highs[place] === 0) return false;
      if (this.lows[place] === low && this.highs[place] === high) return true;
    }
  }

  private insert({ high, low }: Lanes): void {
    const mask = this.lows.length - 1;
    for (let place = low & mask; ; place = (place + 1) & mask) {
      if (this.lows[place] === 0 && this.highs[place] === 0) {
        this.highs[place] = high;
        this.lows[place] = low;
        this.count += 1;
        return;
      }
      if (this.lows[place] === low && this.highs[place] === high) return;
    }
  }

  private grow(): void {
    const { highs, lows } = this;
    this.highs = new Uint32Array(highs.length * 2);
    this.lows = new Uint32Array(lows.length * 2);
    this.count = 0;
    for (let place = 0; place < lows.length; place += 1) {
      const high = highs[place] ?? 0;
      const low = lows[place] ?? 0;
      if (high !== 0 || low !== 0) this.insert({ high, low });
    }
  }
}

/** Two zero lanes mean an empty place, so the one hash that is all zero is moved aside. */
const placeable = (lanes: Lanes): Lanes => (lanes.high === 0 && lanes.low === 0 ? { high: 1, low: 0 } : lanes);
