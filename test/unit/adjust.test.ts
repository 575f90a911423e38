import { describe, expect, test } from 'vitest';
import { transition } from '../../machines/rolling.transition.ts';
import { AT, TARGET, event, leafOf, machineTerms, pendingSnapshot, play } from './machine-fixtures.ts';

const credit = (credited: bigint) => event('ADJUST', { credited });
const half = TARGET / 2n;

describe('an operator’s correction', () => {
  test('adds progress, and completes an active rolling at its target', () => {
    const below = play([event('ACTIVATE'), credit(half)]);
    expect([leafOf(below), below.context.progress]).toEqual(['active', half]);
    expect(leafOf(transition(below, credit(half)))).toBe('completing.attempting');
  });

  test('takes at most what is there', () => {
    const below = play([event('ACTIVATE'), credit(half), credit(-TARGET)]);
    expect(below.context.progress).toBe(0n);
  });

  test('does not lift what a rollback took below zero', () => {
    const bet = event('BET_SETTLED', { credited: half });
    const rolledBack = event('BET_ROLLED_BACK', { reversed: half });
    const below = play([event('ACTIVATE'), bet, credit(-half), rolledBack]);
    expect(below.context.progress).toBe(-half);
    expect(transition(below, credit(-1n)).context.progress).toBe(-half);
    expect(transition(below, credit(half)).context.progress).toBe(0n);
  });

  test.each([
    ['pending, when it is activated', [credit(TARGET)], event('ACTIVATE'), 'pending', 'completing.queued'],
    [
      'suspended, when it is resumed',
      [event('ACTIVATE'), event('SUSPEND'), credit(TARGET)],
      event('RESUME'),
      'suspended',
      'completing.attempting',
    ],
  ])('completes a rolling that was %s', (_where, way, wakes, before, after) => {
    const waiting = play(way);
    expect(leafOf(waiting)).toBe(before);
    expect(leafOf(transition(waiting, wakes))).toBe(after);
  });

  test('moves the expiry, also of a rolling that had none, and leaves it where none is given', () => {
    const terms = machineTerms();
    const endless = { ...pendingSnapshot(terms), context: { ...pendingSnapshot(terms).context, expiresAt: null } };
    expect(transition(endless, credit(1n)).context.expiresAt).toBeNull();
    const bounded = transition(endless, event('ADJUST', { expiresAt: AT + 5 }));
    expect(bounded.context.expiresAt).toBe(AT + 5);
    expect(transition(bounded, credit(1n)).context.expiresAt).toBe(AT + 5);
  });

  test('means nothing once the target was reached', () => {
    const completing = play([event('ACTIVATE'), event('BET_SETTLED')]);
    expect(transition(completing, credit(-TARGET))).toBe(completing);
  });
});
