// Which of a player's rollings get a bet, and how much of its stake each: no unit of stake is ever counted twice.
import { ceilDivide, minBigint } from './money.ts';
import { type Offer, offerBet } from './eligibility.ts';
import { type RollingRecord, compareForAllocation, contextOf, stateOf } from './rolling.ts';
import type { BetSettled } from './wallet-event.ts';

/** One rolling that was offered the bet. `countedMinor` × `weightBp` is its credit; zero comes with the offer's reason. */
export interface Share {
  readonly rolling: RollingRecord;
  readonly offer: Offer;
  readonly countedMinor: bigint;
}

/** Those past their target are asked only if no other open rolling takes the bet. */
const isPastTarget = (rolling: RollingRecord): boolean => {
  const state = stateOf(rolling.snapshot);
  return state === 'completing' || state === 'completion_failed';
};

const nothing = (rolling: RollingRecord, offer: Offer): Share => ({ rolling, offer, countedMinor: 0n });

/** The first that accepts is credited the whole; what stood before it in order refused and says why. */
function allocateSingle(ordered: readonly RollingRecord[], bet: BetSettled, availableMinor: bigint): Share[] {
  const shares: Share[] = [];
  for (const rolling of ordered) {
    const offer = offerBet(rolling, bet);
    const countedMinor = minBigint(offer.countableMinor, availableMinor);
    shares.push({ rolling, offer, countedMinor });
    if (offer.reason === null) break;
  }
  return shares;
}

/** Each takes what it still needs and passes the rest on; the last that accepts takes all that is left. */
function allocateWaterfall(ordered: readonly RollingRecord[], bet: BetSettled, availableMinor: bigint): Share[] {
  const offers = ordered.map((rolling) => ({ rolling, offer: offerBet(rolling, bet) }));
  const last = offers.findLast(({ offer }) => offer.reason === null);
  const shares: Share[] = [];
  let left = availableMinor;
  for (const { rolling, offer } of offers) {
    if (offer.reason !== null) {
      shares.push(nothing(rolling, offer));
      continue;
    }
    const needed =
      rolling === last?.rolling
        ? left
        : ceilDivide(contextOf(rolling).terms.target - contextOf(rolling).progress, BigInt(offer.weightBp));
    const countedMinor = minBigint(minBigint(left, offer.countableMinor), needed);
    if (countedMinor > 0n || shares.length === 0) shares.push({ rolling, offer, countedMinor });
    left -= countedMinor;
  }
  return shares;
}

/**
 * Offers `bet` to the open rollings of its player. `availableMinor` is the stake that rollbacks have left of it. The shares
 * come in the order of allocation; the policy of the first rolling in order decides between `single` and `waterfall`.
 */
export function allocate(rollings: readonly RollingRecord[], bet: BetSettled, availableMinor: bigint): Share[] {
  const ordered = rollings.length > 1 ? rollings.toSorted(compareForAllocation) : rollings;
  const first = ordered[0];
  if (first === undefined) return [];
  const run = first.facts.terms.policy.allocation === 'waterfall' ? allocateWaterfall : allocateSingle;
  const reaching = ordered.filter((rolling) => !isPastTarget(rolling));
  const shares = run(reaching, bet, availableMinor);
  if (shares.some((share) => share.offer.reason === null) || reaching.length === ordered.length) return shares;
  return [...shares, ...run(ordered.filter(isPastTarget), bet, availableMinor)];
}
