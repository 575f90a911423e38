import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Envelope } from '../../src/ports/occasion.ts';
import { Mailbox } from '../../src/shard/mailbox.ts';
import { BRAND, PLAYER, SLOT, aBet } from './domain-fixtures.ts';

/** `receivedAt` serves as its number. */
function envelope(receivedAt: number): Envelope {
  const occasion = { kind: 'settle', event: aBet() } as const;
  return { occasion, brandId: BRAND, playerId: PLAYER, slot: SLOT, receivedAt, end: () => undefined };
}

function mailboxWith(count: number): Mailbox {
  const mailbox = new Mailbox();
  for (let number = 0; number < count; number += 1) mailbox.push(envelope(number));
  return mailbox;
}

const numbers = (envelopes: readonly Envelope[]): number[] => envelopes.map(({ receivedAt }) => receivedAt);
const from = (first: number, count: number): number[] => Array.from({ length: count }, (_, index) => first + index);

type Action = { readonly kind: 'push' | 'take' | 'putBack'; readonly count: number };
const anAction: fc.Arbitrary<Action> = fc.record({
  kind: fc.constantFrom('push', 'take', 'putBack'),
  count: fc.integer({ min: 0, max: 60 }),
});

describe('a mailbox', () => {
  test('hands out in the order of arrival', () => {
    const mailbox = mailboxWith(5);
    expect(numbers(mailbox.take(2))).toEqual([0, 1]);
    expect(numbers(mailbox.take(10))).toEqual([2, 3, 4]);
    expect(mailbox.length).toBe(0);
    expect(mailbox.take(1)).toEqual([]);
  });

  test('gets back at its front what must be decided again, in the old order', () => {
    const mailbox = mailboxWith(6);
    const taken = mailbox.take(4);
    mailbox.putBack(taken.slice(1));
    mailbox.push(envelope(6));
    expect(mailbox.length).toBe(6);
    expect(numbers(mailbox.take(10))).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('keeps its order through thousands, where it gives back the room of what is gone', () => {
    const mailbox = mailboxWith(5_000);
    const taken: number[] = [];
    while (mailbox.length > 0) taken.push(...numbers(mailbox.take(64)));
    expect(taken).toEqual(from(0, 5_000));
  });

  test('behaves as a plain list would', () => {
    fc.assert(
      fc.property(fc.array(anAction, { maxLength: 80 }), (actions) => {
        const mailbox = new Mailbox();
        let list: Envelope[] = [];
        let inHand: Envelope[] = [];
        let pushed = 0;
        const taken: number[] = [];
        const wanted: number[] = [];
        for (const { kind, count } of actions) {
          if (kind === 'push') {
            const fresh = from(pushed, count).map(envelope);
            pushed += count;
            for (const each of fresh) mailbox.push(each);
            list.push(...fresh);
          } else if (kind === 'take') {
            inHand = mailbox.take(count);
            taken.push(...numbers(inHand));
            wanted.push(...numbers(list.slice(0, count)));
            list = list.slice(count);
          } else {
            mailbox.putBack(inHand);
            list = [...inHand, ...list];
            inHand = [];
          }
          expect(mailbox.length).toBe(list.length);
        }
        expect(taken).toEqual(wanted);
      }),
    );
  });
});
