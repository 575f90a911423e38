// The project's own sample: invented bets of invented players, the same for a seed everywhere. It is made as CSV lines, so that the
// reader it goes through is the one that reads a real file.
import { HEADER } from './bets-file.ts';
import { integerBetween, seededRandom } from './random.ts';

export const SAMPLE_BETS = 20_000;
const SAMPLE_PLAYERS = 1_500;

const SAMPLE_START_MS = Date.parse('2026-01-01T00:00:00Z');
const GAP_MS_MAX = 250_000;

export function* sampleLines(seed: number, bets = SAMPLE_BETS, players = SAMPLE_PLAYERS): Generator<string> {
  const random = seededRandom(seed);
  const activity = zipfActivity(players);
  let placedAtMs = SAMPLE_START_MS;
  yield HEADER;
  for (let bet = 1; bet <= bets; bet += 1) {
    placedAtMs += integerBetween(random, 0, GAP_MS_MAX);
    const player = `sample-player-${playerAt(activity, random()) + 1}`;
    const stake = stakeMinor(random(), random());
    const win = random() < 0.4 ? 0 : Math.floor(stake * (1.01 + random() * random() * 4));
    const placedAt = `${new Date(placedAtMs).toISOString().slice(0, 19)}Z`;
    const round = Math.floor((placedAtMs - SAMPLE_START_MS) / 30_000);
    yield `sample-bet-${bet},${round},${player},${stake},${win},${win > 0 ? 'win' : 'loss'},${placedAt}`;
  }
}

/** Cumulative shares: the player of rank r plays about 1/r as much as the first, as in real halls. */
function zipfActivity(players: number): number[] {
  const cumulative: number[] = [];
  let total = 0;
  for (let rank = 1; rank <= players; rank += 1) cumulative.push((total += 1 / rank ** 0.9));
  return cumulative.map((share) => share / total);
}

function playerAt(cumulative: readonly number[], point: number): number {
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cumulative[middle] ?? 1) > point) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Log-uniform from 100 to 1,000,000 minor units, half of them rounded to hundreds as people like to stake. */
function stakeMinor(magnitude: number, habit: number): number {
  const stake = Math.floor(100 * 10 ** (magnitude * 4));
  return habit < 0.5 ? stake : Math.ceil(stake / 100) * 100;
}
