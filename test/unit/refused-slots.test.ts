import { expect, test } from 'vitest';
import { brandId } from '../../src/domain/ids.ts';
import { RefusedSlots } from '../../src/domain/refused-slots.ts';

const ACME = brandId('acme');
const sent = (streamEpoch: number, round: number, stream = 'wallet:events') => ({ stream, streamEpoch, round });

function refusing(streamEpoch: number, round: number): RefusedSlots {
  const refused = new RefusedSlots();
  refused.refuse(sent(streamEpoch, round), ACME, 7);
  return refused;
}

test('nothing is refused before something was', () => {
  expect(new RefusedSlots().accepts(sent(1, 0), ACME, 7)).toBe(true);
});

test('what was on its way behind a refused entry is refused as well, however often it comes', () => {
  const refused = refusing(2, 5);
  for (const late of [sent(2, 0), sent(2, 4), sent(2, 5), sent(1, 9), sent(2, 0)])
    expect(refused.accepts(late, ACME, 7)).toBe(false);
});

test('other slots, brands and streams do not mind', () => {
  const refused = refusing(2, 5);
  expect(refused.accepts(sent(2, 0), ACME, 8)).toBe(true);
  expect(refused.accepts(sent(2, 0), brandId('other'), 7)).toBe(true);
  expect(refused.accepts(sent(2, 0, 'another'), ACME, 7)).toBe(true);
});

test.each([sent(2, 6), sent(3, 0)])(
  'a reader that knows (%j) begins the slot again, and what follows is taken',
  (again) => {
    const refused = refusing(2, 5);
    expect(refused.accepts(again, ACME, 7)).toBe(true);
    expect(refused.accepts(sent(again.streamEpoch, 0), ACME, 7)).toBe(true);
  },
);

test('a refusal of something older takes none back', () => {
  const refused = refusing(2, 5);
  refused.refuse(sent(2, 0), ACME, 7);
  refused.refuse(sent(1, 8), ACME, 7);
  expect(refused.accepts(sent(2, 5), ACME, 7)).toBe(false);
});
