// The players of a world: numbered from 0, of one brand each, and picked with a skew like that of real play.
import { hashPair } from '../../src/domain/hash.ts';
import { type BrandId, type PlayerId, brandId, playerId } from '../../src/domain/ids.ts';
import { type Random, seededRandom } from '../../src/dev/demo/random.ts';

export interface Player {
  readonly brandId: BrandId;
  readonly playerId: PlayerId;
}

export const brandNumber = (number: number): BrandId => brandId(`brand-${number + 1}`);

function idOf(kind: string, number: number): PlayerId {
  const { high, low } = hashPair(kind, String(number));
  return playerId(`p${high.toString(16).padStart(8, '0')}${low.toString(16).padStart(8, '0').slice(0, 4)}`);
}

/** A player with a rolling. */
export function playerNumber(number: number, brands: number): Player {
  return { brandId: brandNumber(number % brands), playerId: idOf('player', number) };
}

/** A player without one. */
export function strangerNumber(number: number, brands: number): Player {
  return { brandId: brandNumber(number % brands), playerId: idOf('stranger', number) };
}

/** Share of the player of rank r is 1 / r^0.8: of 2,000 players the busiest tenth makes 54 % of all bets. */
const SKEW = 0.8;
/** Neighbours in rank are no neighbours in the table. A prime, so every player has a rank of its own. */
const RANK_STRIDE = 15_485_863;

/** Picks player numbers below `players`, some far more often than others. */
export function skewedPlayers(players: number, random: Random): () => number {
  const cumulative = new Float64Array(players);
  let sum = 0;
  for (let rank = 0; rank < players; rank += 1) {
    sum += 1 / (rank + 1) ** SKEW;
    cumulative[rank] = sum;
  }
  return () => {
    const point = random() * sum;
    let low = 0;
    let high = players - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cumulative[middle] ?? sum) < point) low = middle + 1;
      else high = middle;
    }
    return (low * RANK_STRIDE) % players;
  };
}

/** Every player of a world once, in an order that follows neither rank nor table. */
export function everyPlayer(players: number, seed: number): number[] {
  const random = seededRandom(seed);
  const numbers = Array.from({ length: players }, (_, number) => number);
  for (let place = players - 1; place > 0; place -= 1) {
    const other = Math.floor(random() * (place + 1));
    [numbers[place], numbers[other]] = [numbers[other] ?? 0, numbers[place] ?? 0];
  }
  return numbers;
}
