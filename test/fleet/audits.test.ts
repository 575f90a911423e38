import { describe, expect, test } from 'vitest';
import type { PlannedEvent } from '../../src/dev/demo/plan-types.ts';
import { judgeOrder } from './journal-order.ts';
import { judgeOwnership, type Noted } from './ownership-audit.ts';

// The judges of a fault run find what they are there to find.

const row = (changes: Partial<Noted>): Noted => ({
  brand_id: 'brand',
  shard_no: 0,
  epoch: 1,
  token: 'first',
  commit_seq: 1,
  slot_from: 0,
  slot_to: 4_096,
  retired: false,
  ...changes,
});

const HAND_OVER = [
  row({}),
  row({ commit_seq: 2 }),
  row({ commit_seq: 2, token: null }),
  row({ commit_seq: 2, token: 'second', epoch: 2 }),
  row({ commit_seq: 3, token: 'second', epoch: 2 }),
];

const SPLIT = [
  ...HAND_OVER,
  row({ commit_seq: 3, token: 'second', epoch: 2, retired: true }),
  row({ shard_no: 1, token: 'second', slot_to: 9 }),
  row({ shard_no: 2, token: 'second', slot_from: 9 }),
];

describe('who owned what', () => {
  test('a hand-over and a split are as they should be', () => {
    expect(judgeOwnership(HAND_OVER)).toEqual({ faults: [], commits: 2, epochs: 2 });
    expect(judgeOwnership(SPLIT)).toEqual({ faults: [], commits: 2, epochs: 4 });
  });

  test.each<[string, Noted[], string]>([
    ['two owners', [...HAND_OVER, row({ epoch: 2, commit_seq: 3, token: 'third' })], 'two owners in epoch 2'],
    ['a late commit', [...HAND_OVER, row({ epoch: 1, commit_seq: 4 })], 'went from epoch 2 to 1'],
    ['a skipped commit', [row({}), row({ commit_seq: 3 })], 'skipped a commit'],
    ['a commit with the claim', [row({}), row({ epoch: 2, token: 'second', commit_seq: 2 })], 'did not own it'],
    ['a commit of nobody', [row({}), row({ token: null, commit_seq: 2 })], 'did not own it'],
    ['a change after the end', [...SPLIT, row({ commit_seq: 4, token: 'second', epoch: 2 })], 'after it was retired'],
    ['a gap', [...SPLIT.slice(0, -1), row({ shard_no: 2, slot_from: 10 })], 'slots 9 to 10'],
    ['an overlap', [...SPLIT.slice(0, -1), row({ shard_no: 2, slot_from: 8 })], 'slots 8 to 9'],
    ['a missing end', SPLIT.slice(0, -1), 'slots from 9 on'],
  ])('%s is found', (_, notes, fault) => {
    expect(judgeOwnership(notes).faults.join('\n')).toContain(fault);
  });
});

describe('in which order', () => {
  const feed = ['a', 'b', 'a', 'c'].map((eventId) => ({ eventId }) as PlannedEvent);
  const applied = (...events: string[]) =>
    judgeOrder(
      events.map((event) => ({ rolling_id: 'rolling', player_id: 'player', event_id: event })),
      { feed },
    );

  test('each event once, in the order of its first delivery', () => {
    expect(applied('a', 'b', 'c')).toEqual([]);
    expect(applied('a', 'c')).toEqual([]);
  });

  test('what is out of order, there twice or never fed is found', () => {
    expect(applied('b', 'a')).toEqual([expect.stringContaining('a was applied out of its order')]);
    expect(applied('a', 'a')).toEqual([expect.stringContaining('a was applied out of its order')]);
    expect(applied('a', 'x')).toEqual([expect.stringContaining('x was never fed')]);
  });
});
