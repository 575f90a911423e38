import { expect, test } from 'vitest';
import { RefusedRounds } from '../../src/domain/refused-rounds.ts';

const sent = (streamEpoch: number, round: number, stream = 'wallet:events') => ({ stream, streamEpoch, round });

test('nothing is refused before something was', () => {
  expect(new RefusedRounds().includes(sent(1, 1))).toBe(false);
});

test('what was sent before its reader knew is refused, what came after is not', () => {
  const refused = new RefusedRounds();
  refused.refuse(sent(2, 5));
  expect([sent(2, 4), sent(2, 5), sent(1, 9)].map((entry) => refused.includes(entry))).toEqual([true, true, true]);
  expect([sent(2, 6), sent(3, 1), sent(2, 5, 'another')].map((entry) => refused.includes(entry))).toEqual([
    false,
    false,
    false,
  ]);
});

test('a refusal of something older takes none back', () => {
  const refused = new RefusedRounds();
  refused.refuse(sent(2, 5));
  refused.refuse(sent(2, 3));
  refused.refuse(sent(1, 8));
  expect(refused.includes(sent(2, 5))).toBe(true);
});
