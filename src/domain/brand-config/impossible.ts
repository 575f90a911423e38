// What a config may not say although every part of it has the right shape: rules that no bet could ever meet, and rules that
// contradict each other. Judged when a config is written; one that is stored already is obeyed as it stands.
import { compareDecimals, parseDecimal } from '../money.ts';
import type { BrandPolicy, ContributionRule, ContributionTable } from '../policy.ts';
import type { ShapeFault } from '../shape-reader.ts';

const ONE = { digits: 1n, scale: 0 };

const matchOf = ({ gameId, gameProvider, gameCategory, product }: ContributionRule): string =>
  JSON.stringify([gameId, gameProvider, gameCategory, product]);

function tableFaults({ defaultBp, rules }: ContributionTable): ShapeFault[] {
  const firsts = new Map<string, number>();
  const faults: ShapeFault[] = [];
  rules.forEach((rule, index) => {
    const first = firsts.get(matchOf(rule));
    if (first === undefined) firsts.set(matchOf(rule), index);
    else faults.push({ pointer: `/contribution/rules/${index}`, problem: `matches the same bets as rule ${first}` });
  });
  if (defaultBp === 0 && rules.every((rule) => rule.weightBp === 0)) {
    faults.push({ pointer: '/contribution', problem: 'lets no bet count: a requirement could never be met' });
  }
  return faults;
}

function betSizeFaults({ minStakeMinor, betCapMinor, maxBetMinor }: BrandPolicy): ShapeFault[] {
  const faults: ShapeFault[] = [];
  for (const [currency, cap] of Object.entries(betCapMinor)) {
    if (cap === 0n) faults.push({ pointer: `/bet_cap_minor/${currency}`, problem: 'lets no bet count' });
  }
  for (const [currency, most] of Object.entries(maxBetMinor)) {
    const least = minStakeMinor[currency] ?? 0n;
    const pointer = `/max_bet/minor/${currency}`;
    if (most === 0n) faults.push({ pointer, problem: 'lets no bet count' });
    else if (most < least) faults.push({ pointer, problem: `is below min_stake_minor, which is ${least}` });
  }
  return faults;
}

function minOddsFaults({ minOdds }: BrandPolicy): ShapeFault[] {
  const odds = parseDecimal(minOdds);
  if (odds === null || compareDecimals(odds, ONE) > 0) return [];
  return [{ pointer: '/min_odds', problem: 'must be above 1: decimal odds contain the stake' }];
}

export function impossibleFaults(policy: BrandPolicy): ShapeFault[] {
  return [...tableFaults(policy.contribution), ...betSizeFaults(policy), ...minOddsFaults(policy)];
}
