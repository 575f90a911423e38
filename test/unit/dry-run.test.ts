import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Comparison, comparePlayer } from '../../src/domain/dry-run/compare.ts';
import { inOrder } from '../../src/domain/dry-run/occasions.ts';
import { DryRunReport } from '../../src/domain/dry-run/report.ts';
import type { BrandPolicy } from '../../src/domain/policy.ts';
import { DAY_MS } from '../../src/domain/timestamp.ts';
import { HOUR, MINUTE, NOON, aBet, aCancel, aCommand, aRollback, rollingIdOf } from './domain-fixtures.ts';
import { PlayerWorld } from './player-world.ts';
import { anyPolicy, happenings } from './random-history.ts';

interface Asked {
  /** Rollings that would have been made under the proposed config; all, unless told otherwise. */
  readonly cohort?: readonly number[];
  readonly now?: number;
}

/** What `proposed` would have made of the world's history. */
function dryRun(world: PlayerWorld, proposed: Partial<BrandPolicy>, { cohort, now }: Asked = {}): Comparison {
  const rollings = world.rollings.map((record) => ({
    record,
    journal: world.journal.filter((entry) => entry.rollingId === record.facts.rollingId),
  }));
  const ids = cohort?.map(rollingIdOf) ?? rollings.map(({ record }) => record.facts.rollingId);
  const was = world.policy;
  const run = comparePlayer({
    rollings,
    cohort: new Set(ids),
    proposed: { ...was, ...proposed },
    policyOf: () => was,
    now: now ?? world.now,
  });
  for (;;) {
    const { done, value } = run.next();
    if (done === true) return value;
  }
}

/** State and wagered amount of each rolling of the cohort, before and after. */
function changes(comparison: Comparison): unknown[] {
  if (comparison.kind === 'left_out') return [comparison.reason];
  return comparison.rollings.map(({ before, after }) => [
    `${before.state} ${before.wageredMinor}`,
    `${after.state} ${after.wageredMinor}`,
  ]);
}

/** Bets of 100, a minute apart; the wallet says yes a second after it is asked. */
function play(world: PlayerWorld, ...bets: readonly Parameters<typeof aBet>[0][]): void {
  for (const bet of bets) {
    world.now += MINUTE;
    world.settle(aBet({ betId: `bet-${world.journal.length}`, placedAt: world.now, settledAt: world.now, ...bet }));
  }
}

function confirm(world: PlayerWorld, number = 1): void {
  world.now += 1_000;
  world.walletSays('done', number);
}

describe('another config over recorded bets', () => {
  test('completes a rolling that was not completed, at the bet that reaches the lower target', () => {
    const world = new PlayerWorld();
    world.create({ requiredMinor: 400n, releaseMinor: 70n });
    play(world, {}, {}, {});
    const compared = dryRun(world, { completionRatio: '0.5' });
    expect(changes(compared)).toEqual([['open 300', 'completed 200']]);
    expect(compared).toMatchObject({ bets: 3, rollings: [{ after: { releaseMinor: 70n, targetMinor: 200n } }] });
  });

  test.each<[string, Partial<BrandPolicy>, Parameters<typeof aBet>[0], string]>([
    ['weights', { contribution: { defaultBp: 2_500, rules: [] } }, {}, 'open 25'],
    [
      'a rule for the game',
      { contribution: { defaultBp: 0, rules: [{ gameId: 'lucky-7', gameProvider: 'acme', weightBp: 5_000 }] } },
      {},
      'open 50',
    ],
    [
      'a rule for another product',
      { contribution: { defaultBp: 10_000, rules: [{ product: 'live', weightBp: 0 }] } },
      {},
      'open 100',
    ],
    ['a cap', { betCapMinor: { EUR: 30n } }, {}, 'open 30'],
    ['a least stake', { minStakeMinor: { EUR: 101n } }, {}, 'open 0'],
    ['odds', { minOdds: '1.86' }, { odds: '1.85' }, 'open 0'],
    [
      'what a sports bet won',
      { sportsBasis: 'lesser_of_stake_and_winnings' },
      { product: 'sports', winMinor: 60n },
      'open 60',
    ],
    ['pushes', { push: 'count' }, { outcome: 'push' }, 'open 100'],
    ['a bet that breaches', { maxBetMinor: { EUR: 99n }, maxBetOnBreach: 'cancel' }, {}, 'canceled 0'],
    ['a missing time', { placedAtMissing: 'count' }, { placedAt: null }, 'open 100'],
  ])('judges by %s', (_, proposed, bet, after) => {
    const world = new PlayerWorld();
    world.create();
    play(world, bet);
    expect(changes(dryRun(world, proposed))).toMatchObject([[expect.any(String), after]]);
  });

  test('keeps what a rolling was given at its create', () => {
    const world = new PlayerWorld({ betCapMinor: { EUR: 90n } });
    world.create({ number: 1, betCapMinor: 80n, expiresAt: NOON + 40 * DAY_MS });
    play(world, {});
    expect(changes(dryRun(world, { betCapMinor: { EUR: 10n }, durationMs: 1 }))).toEqual([['open 80', 'open 80']]);
    const other = new PlayerWorld({ betCapMinor: { EUR: 90n } });
    other.create();
    play(other, {});
    expect(changes(dryRun(other, { betCapMinor: { EUR: 10n } }))).toEqual([['open 90', 'open 10']]);
  });

  test('lets a rolling expire by the proposed duration', () => {
    const world = new PlayerWorld();
    world.create();
    play(world, {});
    world.now += 2 * DAY_MS;
    play(world, {});
    expect(changes(dryRun(world, { durationMs: DAY_MS }))).toEqual([['open 200', 'expired 100']]);
  });

  test('refuses what the proposed jurisdiction would not let be created', () => {
    const world = new PlayerWorld();
    world.create({ requiredMinor: null, baseMinor: 10n, multiplier: '11' });
    play(world, {});
    const compared = dryRun(world, { jurisdiction: 'GB' });
    expect(changes(compared)).toEqual([['open 100', 'refused 0']]);
    expect(compared).toMatchObject({ rollings: [{ after: { refusal: 'JURISDICTION_LIMIT:multiplier' } }] });
  });

  test('does not guess what came after a record ended', () => {
    const world = new PlayerWorld();
    world.create({ requiredMinor: 100n });
    play(world, {});
    confirm(world);
    world.now += 60 * DAY_MS;
    expect(changes(dryRun(world, { completionRatio: '2' }))).toEqual([['completed 100', 'undetermined 100']]);
    expect(changes(dryRun(world, { completionRatio: '0.5' }))).toEqual([['completed 100', 'completed 100']]);
  });

  test('gives a bet to whichever rolling takes it then, and leaves rollings outside the period as they were', () => {
    const world = new PlayerWorld();
    world.create({ number: 1, priority: 1 });
    world.create({ number: 2 });
    play(world, {}, {});
    const nothing = { contribution: { defaultBp: 0, rules: [{ product: 'live', weightBp: 1 }] } } as const;
    expect(changes(dryRun(world, nothing))).toEqual([
      ['open 200', 'open 0'],
      ['open 0', 'open 0'],
    ]);
    expect(changes(dryRun(world, nothing, { cohort: [1] }))).toEqual([['open 200', 'open 0']]);
    expect(changes(dryRun(world, nothing, { cohort: [2] }))).toEqual([['open 0', 'open 0']]);
    expect(changes(dryRun(world, { ...nothing, minStakeMinor: { EUR: 500n } }, { cohort: [2] }))).toEqual([
      ['open 0', 'open 0'],
    ]);
  });

  test('takes back what was rolled back, before and after its settle', () => {
    const world = new PlayerWorld();
    world.create();
    world.rollBack(aRollback({ betId: 'early', amountMinor: 40n, settlementId: 'early' }));
    play(world, { betId: 'early' }, { betId: 'late' });
    world.rollBack(aRollback({ betId: 'late', amountMinor: 30n }));
    world.rollBack(aRollback({ betId: 'early', amountMinor: 10n, eventId: 'again', settlementId: 'early' }));
    const half = { contribution: { defaultBp: 5_000, rules: [] } };
    expect(changes(dryRun(world, half))).toEqual([['open 120', 'open 60']]);
  });

  test('lets commands and the wallet speak when they did', () => {
    const world = new PlayerWorld({ suspensionFreezesExpiry: true });
    world.create({ number: 1, requiredMinor: 300n });
    play(world, {});
    world.command(aCommand('suspend'));
    play(world, {});
    world.now += HOUR;
    world.command(aCommand('resume'));
    play(world, {}, {}, {});
    confirm(world);
    world.create({ number: 2 });
    world.command(aCancel({ number: 2 }));
    confirm(world, 2);
    expect(changes(dryRun(world, {}))).toEqual([
      ['completed 400', 'completed 400'],
      ['canceled 0', 'canceled 0'],
    ]);
    expect(changes(dryRun(world, { completionRatio: '0.5' }, { cohort: [1] }))).toEqual([
      // Until the wallet has said yes, bets still count.
      ['completed 400', 'completed 300'],
    ]);
  });
});

test('a shortfall is made again by its rollback, where it still would be', () => {
  const world = new PlayerWorld({ rollbackAfterCompletion: 'shortfall' });
  world.create({ requiredMinor: 300n });
  play(world, { betId: 'early', stakeMinor: 150n }, { stakeMinor: 150n });
  confirm(world);
  world.now += MINUTE;
  world.rollBack(aRollback({ betId: 'early' }));
  play(world, { stakeMinor: 20n });
  expect(world.rollings.map(({ facts }) => facts.source.type)).toEqual(['bonus', 'shortfall']);
  expect(changes(dryRun(world, {}, { cohort: [1] }))).toEqual([['completed 150', 'completed 150']]);
  const without = { rollbackAfterCompletion: 'record' } as const;
  expect(changes(dryRun(world, without, { cohort: [1] }))).toEqual([['completed 150', 'completed 150']]);
});

describe('what cannot be decided again is left out', () => {
  test('where bets were journalled before they were recorded', () => {
    const world = new PlayerWorld();
    world.create();
    play(world, {});
    const bare = world.journal.map(({ bet, ...entry }) => {
      if (bet === null) return { ...entry, bet };
      const { recorded: _, ...line } = bet;
      return { ...entry, bet: line };
    });
    world.journal.splice(0, bare.length, ...bare);
    expect(dryRun(world, {})).toEqual({ kind: 'left_out', reason: 'bets_not_recorded' });
  });

  test('where somebody corrected a rolling by hand', () => {
    const world = new PlayerWorld();
    world.create();
    world.command(aCommand('suspend'));
    world.journal.push({ ...world.lastEntry(), version: 3, rule: 'adjust: goodwill' });
    expect(dryRun(world, {})).toEqual({ kind: 'left_out', reason: 'command_not_replayable' });
  });

  test('where its own terms do not give what is on record', () => {
    const world = new PlayerWorld();
    world.create();
    play(world, {}, {});
    world.journal.pop();
    expect(dryRun(world, {})).toEqual({ kind: 'left_out', reason: 'not_reproduced' });
  });
});

test('a bet in several journals comes when each of them has reached it, whatever the clocks said', () => {
  const world = new PlayerWorld();
  world.create({ number: 1, priority: 2, contribution: { defaultBp: 0, rules: [] } });
  world.create({ number: 2 });
  play(world, {}, {});
  const journals = [1, 2].map((number) => world.journalOf(number));
  const late = journals.map((journal, place) => journal.map((entry, index) => ({ ...entry, at: place * 10 - index })));
  const order = [...inOrder(late)].map(({ eventId }) => eventId);
  expect(order.slice(2)).toEqual(world.journal.slice(2).map(({ eventId }) => eventId));
});

test('the same config changes nothing, whatever happened to a player', () => {
  const seen = { compared: 0, left_out: 0 };
  fc.assert(
    fc.property(anyPolicy, happenings, (policy, history) => {
      const world = new PlayerWorld(policy);
      for (const happens of history) happens(world);
      const compared = dryRun(world, {});
      seen[compared.kind] += 1;
      const rollings = compared.kind === 'compared' ? compared.rollings : [];
      expect(rollings.map(({ after }) => after)).toEqual(rollings.map(({ before }) => before));
    }),
    { numRuns: 400 },
  );
  // These histories keep timers and the wallet waiting as no owner would.
  expect(seen.compared).toBeGreaterThan(seen.left_out);
});

test('a report adds up by state and currency, and lists what changed', () => {
  const report = new DryRunReport();
  const world = new PlayerWorld();
  world.create({ requiredMinor: 400n, releaseMinor: 70n });
  play(world, {}, {}, {});
  report.add(dryRun(world, { completionRatio: '0.5' }), 1);
  report.add(dryRun(world, {}), 1);
  report.add({ kind: 'left_out', reason: 'not_reproduced' }, 3);
  expect(report.view()).toMatchObject({
    rollings: 2,
    bets: 6,
    left_out: { not_reproduced: 3 },
    before: { open: 2, completed: 0, bets_counted: 6, credited_minor: { EUR: '600' }, release_minor: { EUR: '0' } },
    after: { open: 1, completed: 1, bets_counted: 5, credited_minor: { EUR: '500' }, release_minor: { EUR: '70' } },
    changed_count: 1,
    changed: [
      {
        rolling_id: rollingIdOf(1),
        player_id: 'anna',
        currency: 'EUR',
        before: { state: 'open', wagered_minor: '300' },
        after: { state: 'completed', target_minor: '200' },
      },
    ],
  });
});
