// Which of a player's rollings get a bet, and how much of its stake each: no unit of stake is ever counted twice.
import { ceilDivide, maxBigint, minBigint } from './money.ts';
import { type Offer, offerBet } from './eligibility.ts';
import { type RollingRecord, compareForAllocation, contextOf, isOpen, stateOf } from './rolling.ts';
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

/** Stake that lifts a rolling to its target at this weight; none where it is there already. */
function neededMinor(rolling: RollingRecord, weightBp: number): bigint {
  const { terms, progress } = contextOf(rolling);
  return ceilDivide(maxBigint(0n, terms.target - progress), BigInt(weightBp));
}

/**
 * Each takes what it still needs and passes the rest on; the last that accepts takes all that is left. Where rollbacks have left
 * nothing to take, the first that accepts says so.
 */
function allocateWaterfall(ordered: readonly RollingRecord[], bet: BetSettled, availableMinor: bigint): Share[] {
  const offers = ordered.map((rolling) => ({ rolling, offer: offerBet(rolling, bet) }));
  const first = offers.find(({ offer }) => offer.reason === null);
  const last = offers.findLast(({ offer }) => offer.reason === null);
  const shares: Share[] = [];
  let left = availableMinor;
  for (const { rolling, offer } of offers) {
    if (offer.reason !== null) {
      shares.push(nothing(rolling, offer));
      continue;
    }
    const needed = rolling === last?.rolling ? left : neededMinor(rolling, offer.weightBp);
    const countedMinor = minBigint(minBigint(left, offer.countableMinor), needed);
    const isTold = countedMinor > 0n || (availableMinor === 0n && rolling === first?.rolling);
    if (isTold) shares.push({ rolling, offer, countedMinor });
    left -= countedMinor;
  }
  return shares;
}

/**
 * Offers `bet` to the open rollings of its player. `availableMinor` is the stake that rollbacks have left of it. The shares
 * come in the order of allocation; the policy of the first open rolling in order decides between `single` and `waterfall`.
 */
export function allocate(rollings: readonly RollingRecord[], bet: BetSettled, availableMinor: bigint): Share[] {
  const ordered = rollings.length > 1 ? rollings.toSorted(compareForAllocation) : rollings;
  const first = ordered.find((rolling) => isOpen(rolling.snapshot)) ?? ordered[0];
  if (first === undefined) return [];
  const run = first.facts.terms.policy.allocation === 'waterfall' ? allocateWaterfall : allocateSingle;
  const reaching = ordered.filter((rolling) => !isPastTarget(rolling));
  const shares = run(reaching, bet, availableMinor);
  if (shares.some((share) => share.offer.reason === null) || reaching.length === ordered.length) return shares;
  return [...shares, ...run(ordered.filter(isPastTarget), bet, availableMinor)];
}
