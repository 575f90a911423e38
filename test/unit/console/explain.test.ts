// Support reads sentences, not codes: every code that the journal may hold has one.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rollingMachine } from '../../../machines/rolling.machine.ts';
import { journalView } from '../../../src/api/journal-view.ts';
import { PLAIN_OPERATIONS, cancelBody } from '../../../src/api/schemas/commands.ts';
import { formatCredited, formatWeight, sumOf } from '../../../src/console/explain/credit.ts';
import { entryText, ruleText } from '../../../src/console/explain/entries.ts';
import { ledgerOf, linesMatching } from '../../../src/console/explain/ledger.ts';
import { REASONS } from '../../../src/console/explain/reasons.ts';
import { type JournalEntry, decodeEntry } from '../../../src/console/feed/step.ts';
import { minorFrom } from '../../../src/console/pages/rolling/amounts.ts';
import { CANCEL_REASONS, OPERATIONS } from '../../../src/console/pages/rolling/operations.ts';
import { weightOf } from '../../../src/domain/contribution.ts';
import { aBet, aCancel, aCommand, aRollback } from '../domain-fixtures.ts';
import { PlayerWorld } from '../player-world.ts';

const EUROS = { currency: 'EUR', exponent: 2 };

/** The members of the union `name` of src/domain/journal.ts, from its text: types are gone when a test runs. */
function unionOf(name: string): readonly string[] {
  const source = readFileSync(new URL('../../../src/domain/journal.ts', import.meta.url), 'utf8');
  const declared = new RegExp(`export type ${name} =([^;]+);`).exec(source)?.[1] ?? '';
  return [...declared.matchAll(/'([A-Z_]+)'/g)].map(([, code = '']) => code);
}

const entry = (facts: Partial<JournalEntry>): JournalEntry => ({
  version: 1,
  event_id: 'e',
  kind: 'BET_SETTLED',
  at: '2026-01-01T12:00:00.000Z',
  bet_id: null,
  settlement_id: null,
  stake_minor: null,
  weight_bp: null,
  credited: '0',
  reason: null,
  rule: null,
  state_from: 'active',
  state_to: 'active',
  requested_by: null,
  note: null,
  ...facts,
});

describe('a reason', () => {
  test('has words, whichever the journal knows, and there are words for no other', () => {
    const known = unionOf('Reason');
    expect(known.length).toBeGreaterThan(15);
    expect(Object.keys(REASONS).toSorted()).toEqual(known.toSorted());
    expect(new Set(Object.values(REASONS)).size).toBe(known.length);
  });
});

describe('an entry of the journal', () => {
  test('is told in words, whatever its kind', () => {
    for (const kind of unionOf('JournalKind')) expect(entryText(entry({ kind }), EUROS), kind).not.toMatch(/[A-Z]{3}/);
  });

  test.each([
    [{ kind: 'BET_SETTLED', credited: '12500000', weight_bp: 5_000 }, 'A bet counted 12.50 EUR at 50 %'],
    [
      { kind: 'BET_SETTLED', reason: 'WEIGHT_ZERO' },
      'A bet counted nothing: bets on this game count 0 % for this rolling',
    ],
    [{ kind: 'BET_ROLLBACK', credited: '-12500000' }, 'A bet was rolled back: −12.50 EUR'],
    [
      { kind: 'COMMAND', rule: 'cancel: SELF_EXCLUSION', requested_by: 'agent-7' },
      'Canceled: self exclusion, by agent-7',
    ],
    [{ kind: 'COMMAND', rule: 'suspend: looks odd: twice' }, 'Suspended: looks odd: twice'],
    [
      { kind: 'COMMAND', rule: 'max_bet', reason: 'MAX_BET_BREACH' },
      'Canceled: a bet was above the most that may be bet',
    ],
    [{ kind: 'TIMER', rule: 'attempt' }, 'The time of the next wallet call came'],
    [{ kind: 'WALLET_RESULT', rule: 'release:done' }, 'The wallet confirmed the release'],
    [{ kind: 'WALLET_RESULT', rule: 'forfeit:refused' }, 'The wallet refused the forfeit for good'],
    [{ kind: 'CREATED', rule: 'shortfall' }, 'Created for what a rollback took back from a completed rolling'],
    [{ kind: 'TELEPORTED' }, 'teleported'],
  ])('%j', (facts, text) => {
    expect(entryText(entry(facts), EUROS).replaceAll('\u202f', ' ')).toBe(text);
  });

  test('of a real life reads without a code in capitals', () => {
    const world = new PlayerWorld();
    world.create();
    world.settle(aBet({ stakeMinor: 100n }));
    world.settle(aBet({ eventId: 'e2', betId: 'b2', settlementId: 'b2', stakeMinor: 0n }));
    world.rollBack(aRollback({ betId: 'bet-1' }));
    world.command(aCommand('suspend'));
    world.command(aCommand('resume', { key: 'r' }));
    world.command(aCancel());
    world.walletSays('retry');
    world.walletSays('misconfigured');
    const told = world.journal.map((each) => entryText(decodeEntry(journalView(each), ''), EUROS));
    expect(told.length).toBeGreaterThan(5);
    for (const text of told) expect(text).not.toMatch(/[A-Z]{4}/);
  });

  test('names the rule of a weight by what it is about', () => {
    const rule = { gameProvider: 'evo', gameCategory: 'live', weightBp: 1_000 };
    const bet = aBet({ gameProvider: 'evo', gameCategory: 'live' });
    expect(ruleText(weightOf({ defaultBp: 10_000, rules: [rule] }, bet).rule)).toBe(
      'the rule for provider evo and category live',
    );
    expect(ruleText(weightOf({ defaultBp: 10_000, rules: [] }, bet).rule)).toBe('the default weight');
    expect(ruleText('something new')).toBe('something new');
    expect(ruleText(null)).toBe('');
  });
});

describe('what a bet counted', () => {
  test.each([
    ['1250000000', 2, '1 250.00'],
    ['12505000', 2, '12.505'],
    ['1', 2, '0.000001'],
    ['-12345', 2, '−0.012345'],
    ['10000', 0, '1'],
    ['15000', 0, '1.5'],
    ['0', 2, '0.00'],
  ])('%s progress units in a currency of %i decimals is %s', (credited, exponent, text) => {
    expect(formatCredited(credited, exponent).replaceAll('\u202f', ' ')).toBe(text);
  });

  test('is summed exactly, however large', () => {
    expect(sumOf(['90071992547409930000', '1', '-2'])).toBe('90071992547409929999');
    expect(formatWeight(1_250).replace('\u202f', ' ')).toBe('12.5 %');
  });
});

describe('the ledger', () => {
  const entries = [
    entry({ version: 1, kind: 'CREATED' }),
    entry({ version: 2, bet_id: 'b1', settlement_id: 'b1', credited: '500' }),
    entry({ version: 3, bet_id: 'b2', settlement_id: 's1', reason: 'VOID' }),
    entry({ version: 4, bet_id: 'b1', settlement_id: 'b1', credited: '-200', kind: 'BET_ROLLBACK' }),
    entry({ version: 5, bet_id: 'b2', settlement_id: 's2', credited: '7' }),
  ];

  test('has a line per settlement, newest first, with all that happened to it and what is left of it', () => {
    const lines = ledgerOf(entries).map(({ betId, settlementId, credited, entries: of }) => [
      betId,
      settlementId,
      credited,
      of.map(({ version }) => version),
    ]);
    expect(lines).toEqual([
      ['b2', 's2', '7', [5]],
      ['b2', 's1', '0', [3]],
      ['b1', 'b1', '300', [2, 4]],
    ]);
  });

  test('is searched by a part of the bet or the settlement', () => {
    expect(linesMatching(ledgerOf(entries), ' S1 ').map(({ settlementId }) => settlementId)).toEqual(['s1']);
    expect(linesMatching(ledgerOf(entries), '')).toHaveLength(3);
  });
});

describe('what an operator may ask for', () => {
  test('is every command that the API has on one rolling, with its event in the statechart', () => {
    const served = [...PLAIN_OPERATIONS, 'cancel', 'adjust', 'review'];
    expect(OPERATIONS.map(({ name }) => name).toSorted()).toEqual(served.toSorted());
    for (const { event } of OPERATIONS) expect(rollingMachine.events).toContain(event);
  });

  test('offers the reasons of a cancel that the API takes', () => {
    expect(CANCEL_REASONS).toEqual(cancelBody.properties.reason.enum);
  });

  test.each([
    ['12.5', 2, '1250'],
    ['12', 2, '1200'],
    ['-0.05', 2, '-5'],
    ['−1 000', 0, '-1000'],
    ['0.00', 2, '0'],
    ['007', 0, '7'],
    ['12.345', 2, null],
    ['1,5', 2, null],
    ['', 2, null],
    ['1e3', 2, null],
  ])('an amount typed as "%s" with %i decimals is %s minor units', (typed, exponent, minor) => {
    expect(minorFrom(typed, exponent)).toBe(minor);
  });
});
