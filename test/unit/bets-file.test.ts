// Reading bets: every row or a fault that says where it is.
import { describe, expect, it } from 'vitest';
import { BetsFault, HEADER, readBets, readBetsFile } from '../../src/dev/demo/bets-file.ts';

const GOOD = '854,3294811,p8f2bde05c0e9,10000,0,loss,2021-10-31T15:38:43Z';

function read(...lines: string[]) {
  return readBets('bets.csv', lines);
}

describe('bets file', () => {
  it('reads a row exactly, big amounts included', async () => {
    const [first, second] = await read(HEADER, GOOD, `2,1,p,${'9'.repeat(60)},1,win,2021-10-31T15:38:43.5+01:00`);
    expect(first).toEqual({
      lineNumber: 2,
      betId: '854',
      roundId: '3294811',
      playerId: 'p8f2bde05c0e9',
      stakeMinor: 10_000n,
      winMinor: 0n,
      outcome: 'loss',
      placedAtMs: Date.parse('2021-10-31T15:38:43Z'),
    });
    expect(second!.stakeMinor).toBe(10n ** 60n - 1n);
  });

  it('finds columns by name, passes over further ones, blank lines and a byte order mark', async () => {
    const rows = await read(
      '\uFEFFplaced_at,player_id,bet_id,extra,outcome,win_minor,stake_minor,round_id',
      '2021-10-31T15:38:43Z,p,b1,?,win,7,5,r1',
      '',
      '2021-10-31T15:38:44Z,p,b2,?,loss,0,6,r1',
      '',
    );
    expect(rows.map((row) => [row.lineNumber, row.betId, row.stakeMinor])).toEqual([
      [2, 'b1', 5n],
      [4, 'b2', 6n],
    ]);
  });

  it.each([
    ['a missing column', [HEADER.replace('stake_minor', 'stake'), GOOD], /line 1: missing column stake_minor/],
    ['a short row', [HEADER, GOOD, '1,2,3'], /line 3, column stake_minor: the value is missing/],
    ['an amount with a point', [HEADER, GOOD.replace('10000', '1.5')], /line 2, column stake_minor: "1.5" is not/],
    ['a negative amount', [HEADER, GOOD.replace('10000', '-5')], /column stake_minor/],
    ['an amount of 61 digits', [HEADER, GOOD.replace('10000', '1'.repeat(61))], /column stake_minor/],
    ['an outcome nobody knows', [HEADER, GOOD.replace('loss', 'lost')], /column outcome: "lost" is not one of win/],
    ['a time that is none', [HEADER, GOOD.replace('10-31', '13-31')], /column placed_at/],
    ['a time without a zone', [HEADER, GOOD.replace('Z', '')], /column placed_at/],
    ['an empty id', [HEADER, GOOD.replace('854', '')], /column bet_id: "" is not an id/],
    ['a quoted value', [HEADER, GOOD.replace('854', '"854"')], /quoted values are not supported/],
    ['no bets', [HEADER], /has a header and no bets/],
    ['nothing at all', [], /is empty/],
  ])('refuses %s and says where', async (_, lines, message) => {
    await expect(read(...lines)).rejects.toThrow(message);
    await expect(read(...lines)).rejects.toThrow(BetsFault);
  });

  it('says which file cannot be read', async () => {
    await expect(readBetsFile('/nowhere/bets.csv')).rejects.toThrow(/\/nowhere\/bets\.csv cannot be read/);
  });
});
