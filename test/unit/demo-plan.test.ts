// What the demo's plan promises: the same from the same, every row fed once, times the service accepts, and one right outcome.
import { describe, expect, it } from 'vitest';
import { readBets } from '../../src/dev/demo/bets-file.ts';
import { makePlan, type PlanOptions } from '../../src/dev/demo/plan.ts';
import { SPELLINGS } from '../../src/dev/demo/plan-types.ts';
import { recompute } from '../../src/dev/demo/recompute.ts';
import { SAMPLE_BETS, sampleLines } from '../../src/dev/demo/sample.ts';
import { entryFields } from '../../src/dev/demo/spelling.ts';
import { bet, rollback, settle } from './demo-observations.ts';

const DAY_MS = 86_400_000;
const nowMs = Date.parse('2026-06-15T12:00:00Z');
const plain: PlanOptions = { brands: 3, seed: 7, duplicates: 0, reorder: false, nowMs };
const rows = await readBets('sample', sampleLines(1, 3_000, 300));

describe('sample', () => {
  it('is the same for a seed, has its full size, and some players play far more than most', async () => {
    const full = await readBets('sample', sampleLines(1));
    expect(full).toHaveLength(SAMPLE_BETS);
    expect(full).toEqual(await readBets('sample', sampleLines(1)));
    expect([...sampleLines(2, 10, 5)]).not.toEqual([...sampleLines(1, 10, 5)]);
    const bets = [...Map.groupBy(full, (row) => row.playerId).values()]
      .map((own) => own.length)
      .toSorted((a, b) => b - a);
    expect(bets.length).toBeGreaterThan(1_200);
    expect(bets[0]!).toBeGreaterThan(50 * bets[Math.floor(bets.length / 2)]!);
  });
});

describe('plan', () => {
  const plan = makePlan(rows, plain);
  const expected = recompute(rows, plan).players.flatMap((player) => player.rollings);

  it('is the same for the same rows, options and instant', () => {
    expect(makePlan(rows, plain)).toEqual(plan);
    expect(makePlan(rows, { ...plain, seed: 8 })).not.toEqual(plan);
  });

  it('feeds every row once, on the brand of its player', () => {
    expect(plan.feed.filter((event) => event.kind === 'settle').map((event) => event.row)).toEqual(rows);
    const brands = Map.groupBy(plan.feed, (event) => event.row.playerId);
    for (const own of brands.values()) expect(new Set(own.map((event) => event.brandId)).size).toBe(1);
    expect(new Set(plan.feed.map((event) => event.brandId)).size).toBe(3);
  });

  it('keeps the order of times and puts them where the service accepts them', () => {
    const settles = plan.feed.filter((event) => event.kind === 'settle');
    const placed = settles.map((event) => Date.parse(event.placedAt));
    expect(placed).toEqual(placed.toSorted((a, b) => a - b));
    for (const event of plan.feed) {
      expect(Date.parse(event.occurredAt)).toBeGreaterThan(nowMs - 21 * DAY_MS);
      expect(Date.parse(event.occurredAt)).toBeLessThan(nowMs);
    }
    for (const { body } of plan.rollings) {
      expect(Date.parse(body.activates_at)).toBeLessThan(placed[0]!);
      expect(Date.parse(body.expires_at)).toBeGreaterThan(nowMs + 30 * DAY_MS);
    }
  });

  it('gives rollings of every kind, and about half of them complete', () => {
    const byPlayer = [...Map.groupBy(plan.rollings, (rolling) => rolling.body.player_id).values()];
    expect(byPlayer.some((own) => own.length === 2 && own[0]!.body.priority > own[1]!.body.priority)).toBe(true);
    expect(byPlayer.length).toBeLessThan(0.9 * new Set(rows.map((row) => row.playerId)).size);
    const share = expected.filter((rolling) => rolling.reachesTarget).length / expected.length;
    expect(share).toBeGreaterThan(0.35);
    expect(share).toBeLessThan(0.7);
    expect(expected.some(({ progressUnits, terms }) => progressUnits === terms.targetUnits)).toBe(true);
    expect(expected.some(({ progressUnits, terms }) => terms.targetUnits - progressUnits === 10_000n)).toBe(true);
    expect(plan.rollings.some(({ body }) => body.multiplier !== undefined)).toBe(true);
    expect(plan.rollings.some(({ body }) => body.contribution?.default_bp === 3_333)).toBe(true);
  });

  it('rolls back only where the rolling can never reach its target', () => {
    const reversed = expected.filter((rolling) => rolling.reversedUnits > 0n);
    expect(reversed.length).toBeGreaterThan(0);
    expect(reversed.filter((rolling) => rolling.reachesTarget)).toEqual([]);
  });

  it('repeats and reorders when asked, without changing what must come out of rollings that have one right outcome', () => {
    const shaken = makePlan(rows, { ...plain, duplicates: 0.1, reorder: true });
    expect(shaken.feed.length).toBeGreaterThan(plan.feed.length * 1.05);
    expect(new Set(shaken.feed.map((event) => event.eventId)).size).toBeLessThan(shaken.feed.length);
    const { rows: counted } = recompute(rows, shaken);
    const { credited, afterTargets, countingNothing, withoutRolling } = counted;
    expect(credited + afterTargets + countingNothing + withoutRolling).toBe(rows.length);
  });

  it('shows something for a single bet', () => {
    const one = [bet(2, 5n)];
    const least = makePlan(one, plain);
    expect(least.rollings).toHaveLength(1);
    expect(recompute(one, least).rows.credited).toBe(1);
  });
});

describe('spelling', () => {
  it.each(SPELLINGS)('says the same in the %s spelling', (spelling) => {
    const fields = entryFields({ ...settle(bet(3, 1_250n)), spelling });
    const text = fields.join(' ');
    expect(fields).toHaveLength(spelling === 'single-field' ? 2 : 4);
    for (const told of ['settle-3', 'BET_SETTLED_CONFIRMED', 'brand-1', 'anna', 'bet-3']) expect(text).toContain(told);
    expect(text).toContain(spelling === 'legacy' ? '0.00001250' : '1250');
  });

  it('leaves the amount out for a whole rollback', () => {
    expect(entryFields(rollback(bet(3, 9n))).join(' ')).not.toContain('amount');
    expect(entryFields(rollback(bet(3, 9n), 4n)).join(' ')).toContain('"amount_minor":"4"');
  });
});
