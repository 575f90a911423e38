// The games of this process's brands with their keys, and which of them are known to stand in the table: a game is written with the
// first bet on it and then never again.
import { fingerprintOf } from '../../../domain/hash.ts';
import type { BrandId } from '../../../domain/ids.ts';
import type { RecordedGame } from '../../../domain/recorded-bet.ts';

export interface BookedGame extends RecordedGame {
  readonly brandId: BrandId;
  readonly key: string;
  /** Once true, never false: games are only ever added. */
  stored: boolean;
}

/** Some 200 bytes each. Beyond it all are forgotten, and written once more where they come again. */
const GAMES_MAX = 50_000;

const isSame = (left: RecordedGame, right: RecordedGame): boolean =>
  left.gameProvider === right.gameProvider &&
  left.gameCategory === right.gameCategory &&
  left.product === right.product &&
  left.currency === right.currency;

/** Up to eleven characters. FROZEN: stored bets name their game by it. */
export function gameKey({ currency, product, gameCategory, gameProvider, gameId }: RecordedGame): string {
  return fingerprintOf(JSON.stringify([currency, product, gameCategory, gameProvider, gameId])).toString(36);
}

export class GameBook {
  private readonly brands = new Map<BrandId, Map<string | null, BookedGame[]>>();
  private count = 0;

  find(brandId: BrandId, game: RecordedGame): BookedGame {
    let ofBrand = this.brands.get(brandId);
    if (ofBrand === undefined) {
      ofBrand = new Map();
      this.brands.set(brandId, ofBrand);
    }
    const alike = ofBrand.get(game.gameId);
    const known = alike?.find((each) => isSame(each, game));
    if (known !== undefined) return known;
    const { currency, product, gameCategory, gameProvider, gameId } = game;
    const key = gameKey(game);
    const booked = { brandId, key, currency, product, gameCategory, gameProvider, gameId, stored: false };
    if (alike === undefined) ofBrand.set(gameId, [booked]);
    else alike.push(booked);
    this.count += 1;
    if (this.count >= GAMES_MAX) {
      this.brands.clear();
      this.count = 0;
    }
    return booked;
  }
}
