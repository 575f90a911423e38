// The demo's recomputation on cases worked out by hand, and its verdict on answers that were falsified one at a time.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { BetRow } from '../../src/dev/demo/bet-row.ts';
import type { Observations, ObservedJournalEntry, ObservedRolling } from '../../src/dev/demo/observations.ts';
import type { Plan } from '../../src/dev/demo/plan-types.ts';
import { recompute } from '../../src/dev/demo/recompute.ts';
import { makeReport } from '../../src/dev/demo/report.ts';
import { judge } from '../../src/dev/demo/verdict.ts';
import { bet, faultless, planOf, rollback, rolling, settle } from './demo-observations.ts';

function expectedOf(rows: readonly BetRow[], plan: Plan) {
  const { players, rows: counted } = recompute(rows, plan);
  const rollings = players.flatMap((player) => player.rollings);
  return { rollings, first: rollings[0]!, second: rollings[1]!, player: players[0]!, counted };
}

describe('recomputation', () => {
  it('reaches the target exactly on it, not one unit before', () => {
    const rows = [bet(1, 40n), bet(2, 60n)];
    const feed = rows.map(settle);
    expect(expectedOf(rows, planOf([rolling('a', { required_minor: '100' })], feed)).first.reachesTarget).toBe(true);
    expect(expectedOf(rows, planOf([rolling('a', { required_minor: '101' })], feed)).first.reachesTarget).toBe(false);
  });

  it('credits the bet that crosses the target whole and leaves later bets open', () => {
    const rows = [bet(1, 70n), bet(2, 70n), bet(3, 5n)];
    const { first, player, counted } = expectedOf(
      rows,
      planOf([rolling('a', { required_minor: '100' })], rows.map(settle)),
    );
    expect(first).toMatchObject({ progressUnits: 1_400_000n, betsCounted: 2 });
    expect(player.afterTargets).toEqual([rows[2]]);
    expect(counted).toEqual({ credited: 2, afterTargets: 1, countingNothing: 0, withoutRolling: 0, notFed: 0 });
  });

  it('gives bets to the higher priority first and to the next once that has reached its target', () => {
    const rows = [bet(1, 60n), bet(2, 60n), bet(3, 10n)];
    const rollings = [
      rolling('low', { required_minor: '50' }),
      rolling('high', { required_minor: '100', priority: 5 }),
    ];
    const { first, second } = expectedOf(rows, planOf(rollings, rows.map(settle)));
    expect([...first.credits.keys()]).toEqual(['bet-1', 'bet-2']);
    expect([...second.credits.keys()]).toEqual(['bet-3']);
    expect(second.reachesTarget).toBe(false);
  });

  it('never rounds: three bets of 1 at weight 3333 stay below a target of 1, a fourth reaches it', () => {
    const rows = [bet(1, 1n), bet(2, 1n), bet(3, 1n), bet(4, 1n)];
    const third = rolling('a', { required_minor: '1', contribution: { default_bp: 3_333, rules: [] } });
    const three = expectedOf(rows.slice(0, 3), planOf([third], rows.slice(0, 3).map(settle))).first;
    expect(three).toMatchObject({ progressUnits: 9_999n, reachesTarget: false });
    expect(expectedOf(rows, planOf([third], rows.map(settle))).first.reachesTarget).toBe(true);
  });

  it('takes base times multiplier, rounded up once, and the most specific weight', () => {
    const rules = [
      { product: 'casino', weight_bp: 9_000 },
      { game_id: 'crash-1', weight_bp: 1_250 },
    ];
    const terms = { base_minor: '3', multiplier: '2.5', contribution: { default_bp: 10_000, rules } };
    const { first } = expectedOf([bet(1, 8n)], planOf([rolling('a', terms)], [settle(bet(1, 8n))]));
    expect(first.terms).toMatchObject({ requiredMinor: 8n, weightBp: 1_250n, releaseMinor: 3n });
  });

  it('takes back what a rolled back bet was credited, whole or in part, and only once', () => {
    const rows = [bet(1, 10n), bet(2, 10n)];
    const again = rollback(rows[1]!, 4n);
    const feed = [...rows.map(settle), rollback(rows[0]!), again, again];
    const { first } = expectedOf(rows, planOf([rolling('a', { required_minor: '100' })], feed));
    expect(first).toMatchObject({ progressUnits: 60_000n, reversedUnits: 140_000n, betsCounted: 1 });
  });

  it('holds a rollback that overtook its settle against it', () => {
    const rows = [bet(1, 10n), bet(2, 10n)];
    const feed = [rollback(rows[0]!), rollback(rows[1]!, 4n), ...rows.map(settle)];
    const { first, counted } = expectedOf(rows, planOf([rolling('a', { required_minor: '100' })], feed));
    expect([...first.credits]).toEqual([['bet-2', 60_000n]]);
    expect(counted).toMatchObject({ credited: 1, countingNothing: 1 });
  });

  it('refuses a plan whose rollback has no single right outcome', () => {
    const rows = [bet(1, 100n)];
    const plan = planOf([rolling('a', { required_minor: '100' })], [settle(rows[0]!), rollback(rows[0]!)]);
    expect(() => recompute(rows, plan)).toThrow(/reaches its target/);
  });

  it('counts nothing for a push, a void, a cash-out, a zero stake and the same bet again', () => {
    const rows = [
      bet(1, 10n, 'anna', 'push'),
      bet(2, 10n, 'anna', 'void'),
      bet(3, 10n, 'anna', 'cashout'),
      bet(4, 0n),
      bet(5, 10n),
      { ...bet(5, 99n), lineNumber: 6 },
      bet(7, 10n, 'bert'),
    ];
    const { first, counted } = expectedOf(rows, planOf([rolling('a', { required_minor: '1000' })], rows.map(settle)));
    expect(first.progressUnits).toBe(100_000n);
    expect(counted).toEqual({ credited: 1, afterTargets: 0, countingNothing: 5, withoutRolling: 1, notFed: 0 });
  });

  it('shares no code with the service: what the verdict reaches by imports lies in the demo alone', () => {
    const folder = new URL('../../src/dev/demo/', import.meta.url);
    const reached = new Set(['./verdict.ts']);
    for (const file of reached) {
      const source = readFileSync(new URL(file, folder), 'utf8');
      for (const [, specifier] of source.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)) reached.add(specifier!);
      expect([...reached].filter((specifier) => !/^\.\/[a-z-]+\.ts$/.test(specifier))).toEqual([]);
    }
    expect(reached).toContain('./recompute.ts');
  });
});

describe('verdict', () => {
  // anna completes `a` on her second bet and half of `b`; bert stays at 7 of 20 after a rollback; carl has no rolling.
  const rows = [bet(1, 60n), bet(2, 60n), bet(3, 10n), bet(4, 10n, 'bert'), bet(5, 5n, 'carl')];
  const rollings = [
    rolling('a', { required_minor: '100', release_minor: '33', priority: 5 }),
    rolling('b', { required_minor: '20' }),
    rolling('c', { required_minor: '20', release_minor: '7' }, 'bert'),
  ];
  const plan = planOf(rollings, [...rows.map(settle), rollback(rows[3]!, 3n)]);
  const clean = faultless(rows, plan);

  function counts(observations: Observations, input = rows, planned = plan) {
    const verdict = judge(input, planned, observations);
    const report = makeReport({
      seed: 1,
      kills: 0,
      workers: 2,
      changes: [],
      seconds: 1,
      betsIn: input.length,
      eventsIn: planned.feed.length,
      problems: [],
      verdict,
    });
    return { mismatches: report.mismatches, duplicates: report.duplicates, lost: report.lost, verdict: report.verdict };
  }
  const change = (index: number, changed: Partial<ObservedRolling>): Observations => ({
    ...clean,
    rollings: clean.rollings.map((one, at) => (at === index ? { ...one, ...changed } : one)),
  });
  const withJournal = (id: string, edit: (entries: readonly ObservedJournalEntry[]) => ObservedJournalEntry[]) => ({
    ...clean,
    journals: new Map([...clean.journals, [id, edit(clean.journals.get(id)!)]]),
  });

  it('holds for a service without a fault', () => {
    expect(counts(clean)).toEqual({ mismatches: 0, duplicates: 0, lost: 0, verdict: true });
    expect(judge(rows, plan, clean)).toMatchObject({
      eventsIn: 6,
      rollingsCompleted: 1,
      walletReleases: 1,
      eventsOut: 1,
    });
  });

  it.each([
    ['another state', change(1, { state: 'completed' })],
    ['progress off by one', change(0, { wageredMinor: 121n })],
    ['remaining off by one', change(1, { remainingMinor: 9n })],
    ['a ratio that does not fit', change(2, { progressRatio: '0.4500' })],
    ['a bet more than there was', change(1, { betsCounted: 2 })],
    ['another target', change(2, { targetMinor: 21n })],
    ['another player', change(2, { playerId: 'anna' })],
    ['a credit off by one', withJournal('id-of-b', ([entry]) => [{ ...entry!, creditedUnits: 99_999n }])],
    ['a journal that does not add up', withJournal('id-of-c', ([entry]) => [entry!])],
    ['a bet nobody owed it', withJournal('id-of-c', (all) => [...all, { ...all[0]!, betId: 'bet-5' }])],
    [
      'a rolling nobody asked for',
      { ...clean, rollings: [...clean.rollings, { ...clean.rollings[0]!, sourceId: 'x' }] },
    ],
    ['another released amount', withLedger((entry) => ({ ...entry, amountMinor: 34n }))],
    ['a forfeit', withLedger((entry) => ({ ...entry, operation: 'forfeit' as const }))],
    ['a release of an open rolling', withLedger((entry) => ({ ...entry, rollingId: 'id-of-c' }))],
    ['a call the wallet refused', { ...clean, ledger: { ...clean.ledger, callsRefused: 1 } }],
    ['another announced amount', { ...clean, published: [{ ...clean.published[0]!, releasedMinor: 1n }] }],
    ['an announced cancel', { ...clean, published: [{ ...clean.published[0]!, eventType: 'ROLLING_CANCELED' }] }],
    ['a dead letter', { ...clean, deadLetters: [{ eventId: 'settle-5', reason: 'EVENT_TOO_OLD' }] }],
  ])('reports a mismatch for %s', (_, observations) => {
    const { mismatches, verdict } = counts(observations);
    expect(mismatches).toBeGreaterThan(0);
    expect(verdict).toBe(false);
  });

  it.each([
    ['a bet credited twice', withJournal('id-of-b', (all) => [...all, all[0]!])],
    ['a bet credited to two rollings', withJournal('id-of-b', (all) => [...all, clean.journals.get('id-of-a')![0]!])],
    [
      'two releases',
      { ...clean, ledger: { ...clean.ledger, entries: [...clean.ledger.entries, ...clean.ledger.entries] } },
    ],
    ['two event ids', { ...clean, published: [...clean.published, { ...clean.published[0]!, eventId: 'other' }] }],
    ['two rollings of one source', { ...clean, rollings: [...clean.rollings, clean.rollings[0]!] }],
  ])('reports a duplicate for %s', (_, observations) => {
    const { duplicates, verdict } = counts(observations);
    expect(duplicates).toBeGreaterThan(0);
    expect(verdict).toBe(false);
  });

  it.each([
    ['a missing rolling', { ...clean, rollings: clean.rollings.slice(1) }],
    ['a bet missing from the journal', withJournal('id-of-a', (all) => all.slice(1))],
    ['a missing release', { ...clean, ledger: { ...clean.ledger, entries: [] } }],
    ['a missing announcement', { ...clean, published: [] }],
    ['entries never taken', { ...clean, walletStream: { ...clean.walletStream, acknowledged: 5, lag: 1 } }],
    ['entries never acknowledged', { ...clean, walletStream: { ...clean.walletStream, acknowledged: 5, pending: 1 } }],
  ])('reports a loss for %s', (_, observations) => {
    const { lost, verdict } = counts(observations);
    expect(lost).toBeGreaterThan(0);
    expect(verdict).toBe(false);
  });

  it('reports a row that was never fed', () => {
    expect(counts(clean, [...rows, bet(9, 1n)]).lost).toBe(1);
  });

  it('allows the same event to be delivered again', () => {
    const again = { ...clean, published: [...clean.published, ...clean.published] };
    expect(counts(again).verdict).toBe(true);
    expect(judge(rows, plan, again)).toMatchObject({ eventsOut: 1, eventsRedelivered: 1 });
  });

  it('does not hold when the run itself had a problem', () => {
    const verdict = judge(rows, plan, clean);
    const facts = { seed: 1, kills: 0, workers: 2, changes: [], seconds: 1, betsIn: 5, eventsIn: 6, verdict };
    expect(makeReport({ ...facts, problems: ['the 60 s were over'] }).verdict).toBe(false);
  });

  function withLedger(
    edit: (entry: Observations['ledger']['entries'][number]) => Observations['ledger']['entries'][number],
  ) {
    return { ...clean, ledger: { ...clean.ledger, entries: clean.ledger.entries.map(edit) } };
  }

  describe('for bets after the target, while the wallet has not answered', () => {
    const late = [bet(1, 100n), bet(2, 10n), bet(3, 20n)];
    const latePlan = planOf([rolling('a', { required_minor: '100' })], late.map(settle));
    const after = (betsCounted: number, wageredMinor: bigint, extra: Record<string, bigint>): Observations => {
      const seen = faultless(late, latePlan);
      const entries = Object.entries(extra).map(([betId, stake]) => ({
        kind: 'BET_SETTLED',
        betId,
        creditedUnits: stake * 10_000n,
      }));
      return {
        ...seen,
        rollings: [{ ...seen.rollings[0]!, betsCounted, wageredMinor }],
        journals: new Map([['id-of-a', [...seen.journals.get('id-of-a')!, ...entries]]]),
        published: [{ ...seen.published[0]!, wageredMinor }],
      };
    };

    it.each([
      ['none', after(1, 100n, {})],
      ['the first', after(2, 110n, { 'bet-2': 10n })],
      ['both', after(3, 130n, { 'bet-2': 10n, 'bet-3': 20n })],
    ])('accepts %s of them', (_, observations) => {
      expect(counts(observations, late, latePlan).verdict).toBe(true);
    });

    it.each([
      ['a gap', after(2, 120n, { 'bet-3': 20n })],
      ['progress of one number of bets and a count of another', after(2, 130n, { 'bet-2': 10n, 'bet-3': 20n })],
      ['a count that its journal does not show', after(2, 110n, {})],
    ])('refuses %s', (_, observations) => {
      expect(counts(observations, late, latePlan).verdict).toBe(false);
    });
  });
});
