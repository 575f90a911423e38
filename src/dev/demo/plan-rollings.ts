// Gives players their rollings. What a rolling requires is chosen from the player's own bets, so that some complete in the middle of
// the traffic, some exactly on a bet, some miss by one minor unit and some never come near.
import type { BetRow } from './bet-row.ts';
import { type CreateBody, CURRENCY, GAME } from './plan-types.ts';
import type { PlanTimes } from './plan-times.ts';
import { integerBetween, pick, type Random } from './random.ts';
import { counts, divideUp, termsOf, UNITS_PER_MINOR } from './rules.ts';

type Contribution = NonNullable<CreateBody['contribution']>;
type Fate = 'reached' | 'reached exactly' | 'missed by one' | 'out of reach';

const FULL: Contribution | undefined = undefined;
const CONTRIBUTIONS: readonly [Contribution | undefined, ...(Contribution | undefined)[]] = [
  FULL,
  FULL,
  FULL,
  { default_bp: 5_000, rules: [] },
  { default_bp: 3_333, rules: [] },
  {
    default_bp: 10_000,
    rules: [
      { product: GAME.product, weight_bp: 9_000 },
      { game_category: GAME.game_category, weight_bp: 8_000 },
      { game_id: GAME.game_id, weight_bp: 1_250 },
      { game_id: 'another-game', weight_bp: 0 },
    ],
  },
];
const MULTIPLIERS: readonly [string, ...string[]] = ['30', '10', '2.5', '1.75'];
const SOURCES = ['bonus', 'deposit', 'free_spins', 'manual'] as const;

/** A player with fewer bets than this gets one rolling at most: a second would see no traffic. */
const BETS_FOR_TWO_ROLLINGS = 4;

/** About a quarter of the players have no rolling, most have one, some two. */
export function rollingsWanted(random: Random, bets: number): 0 | 1 | 2 {
  const point = random();
  if (point < 0.25) return 0;
  return point < 0.8 || bets < BETS_FOR_TWO_ROLLINGS ? 1 : 2;
}

/** Bodies in allocation order: the second has the lower priority, so it is paid once the first has reached its target. */
export function planBodies(
  random: Random,
  playerId: string,
  bets: readonly BetRow[],
  wanted: 0 | 1 | 2,
  nextSourceId: () => string,
  times: PlanTimes,
): CreateBody[] {
  const bodies: CreateBody[] = [];
  let remaining: readonly BetRow[] = bets.filter(counts);
  for (let ordinal = 0; ordinal < wanted; ordinal += 1) {
    const another = ordinal + 1 < wanted;
    const body = planBody(
      random,
      playerId,
      remaining,
      another ? 'reached' : chooseFate(random),
      nextSourceId(),
      times,
      10 - ordinal,
    );
    bodies.push(body);
    remaining = afterTarget(body, remaining);
  }
  return bodies;
}

function chooseFate(random: Random): Fate {
  const point = random();
  if (point < 0.4) return 'reached';
  if (point < 0.5) return 'reached exactly';
  return point < 0.6 ? 'missed by one' : 'out of reach';
}

function planBody(
  random: Random,
  playerId: string,
  bets: readonly BetRow[],
  fate: Fate,
  sourceId: string,
  times: PlanTimes,
  priority: number,
): CreateBody {
  const contribution = pick(random, CONTRIBUTIONS);
  const frame = {
    player_id: playerId,
    currency: CURRENCY,
    source: { type: pick(random, SOURCES), id: sourceId },
    priority,
    activates_at: times.activatesAt,
    expires_at: times.expiresAt,
    ...(contribution === undefined ? {} : { contribution }),
  };
  const { weightBp } = termsOf({ ...frame, required_minor: '1' });
  const required = requiredFor(random, fate, bets, weightBp);
  return { ...frame, ...requirement(random, fate, required) };
}

function requiredFor(random: Random, fate: Fate, bets: readonly BetRow[], weightBp: bigint): bigint {
  const total = unitsOf(bets, weightBp);
  const percent = (share: number): bigint => atLeastOne((total * BigInt(share)) / (100n * UNITS_PER_MINOR));
  switch (fate) {
    case 'reached':
      return percent(integerBetween(random, 15, 85));
    case 'reached exactly':
      // With weight 10,000 the target is met to the unit by the last of these bets.
      return atLeastOne(unitsOf(bets.slice(0, Math.ceil(bets.length * 0.6)), weightBp) / UNITS_PER_MINOR);
    case 'missed by one':
      return total / UNITS_PER_MINOR + 1n;
    case 'out of reach':
      return percent(integerBetween(random, 105, 400)) + 1n;
  }
}

/** Either required outright or as base × multiplier; the latter may land a little higher, so not where one unit matters. */
function requirement(random: Random, fate: Fate, required: bigint): Partial<CreateBody> {
  const released = release(random, required);
  const outright = fate === 'reached exactly' || fate === 'missed by one' || random() < 0.5;
  if (outright) return { required_minor: String(required), ...released };
  const multiplier = pick(random, MULTIPLIERS);
  const [whole = '0', decimals = ''] = multiplier.split('.');
  const base = divideUp(required * 10n ** BigInt(decimals.length), BigInt(whole + decimals));
  return { base_minor: String(base), multiplier, ...released };
}

/** Mostly an amount, sometimes nothing said (then the base, or zero), sometimes an explicit zero that only unlocks. */
function release(random: Random, required: bigint): Partial<CreateBody> {
  const point = random();
  if (point < 0.15) return {};
  return { release_minor: point < 0.2 ? '0' : String(required / 10n + BigInt(integerBetween(random, 1, 999))) };
}

/** The bets that are left for a further rolling once this one has reached its target. */
function afterTarget(body: CreateBody, bets: readonly BetRow[]): readonly BetRow[] {
  const { targetUnits, weightBp } = termsOf(body);
  let units = 0n;
  const last = bets.findIndex((row) => (units += row.stakeMinor * weightBp) >= targetUnits);
  return last === -1 ? [] : bets.slice(last + 1);
}

function unitsOf(bets: readonly BetRow[], weightBp: bigint): bigint {
  return bets.reduce((sum, row) => sum + row.stakeMinor * weightBp, 0n);
}

function atLeastOne(amount: bigint): bigint {
  return amount > 0n ? amount : 1n;
}
