import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createActor, initialTransition, transition as xstateTransition } from 'xstate';
import { decodeSnapshot, encodeSnapshot } from '../../machines/rolling.codec.ts';
import { rollingMachine } from '../../machines/rolling.machine.ts';
import { transition } from '../../machines/rolling.transition.ts';
import {
  AT,
  EVENT_TYPES,
  LEAVES,
  WAYS,
  anyEvent,
  anyTerms,
  event,
  machineTerms,
  pendingSnapshot,
  snapshotIn,
} from './machine-fixtures.ts';

/** Some way into any state, and then whatever may come. */
const journey = fc.tuple(
  anyTerms,
  fc
    .tuple(fc.constantFrom(...LEAVES), fc.array(anyEvent, { maxLength: 25, size: 'max' }))
    .map(([leaf, events]) => [...(WAYS[leaf] ?? []), ...events]),
);
const runs = { numRuns: 300 };

describe('one reused scope decides like XState itself', () => {
  test('step by step against an actor of its own', () => {
    fc.assert(
      fc.property(journey, ([terms, events]) => {
        const actor = createActor(rollingMachine, { input: { terms, activeFrom: AT, expiresAt: AT + 86_400_000 } });
        actor.start();
        let snapshot = pendingSnapshot(terms);
        for (const each of events) {
          actor.send(each);
          snapshot = transition(snapshot, each);
          const { value, context } = actor.getSnapshot();
          expect({ value: snapshot.value, context: snapshot.context }).toEqual({ value, context });
        }
        actor.stop();
      }),
      runs,
    );
  });

  test('step by step against the helper, also on snapshots that came back from JSON', () => {
    fc.assert(
      fc.property(journey, ([terms, events]) => {
        const input = { terms, activeFrom: AT, expiresAt: AT + 86_400_000 };
        let [theirs] = initialTransition(rollingMachine, input);
        let ours = pendingSnapshot(terms);
        let restored = ours;
        for (const each of events) {
          const [next, effects] = xstateTransition(rollingMachine, theirs, each);
          theirs = next;
          ours = transition(ours, each);
          restored = transition(decodeSnapshot(encodeSnapshot(restored), terms), each);
          for (const snapshot of [ours, restored]) {
            expect({ value: snapshot.value, context: snapshot.context }).toEqual({
              value: theirs.value,
              context: theirs.context,
            });
          }
          // whatever XState would run besides assigning would be lost: there must be nothing
          expect(effects).toEqual([]);
        }
      }),
      runs,
    );
  });

  test('and a snapshot from JSON is written as the same JSON again', () => {
    fc.assert(
      fc.property(journey, ([terms, events]) => {
        const snapshot = events.reduce(transition, pendingSnapshot(terms));
        const json = encodeSnapshot(snapshot);
        const restored = decodeSnapshot(json, terms);
        expect(restored.context).toEqual(snapshot.context);
        expect(restored.matches(snapshot.value)).toBe(true);
        expect(encodeSnapshot(restored)).toBe(json);
      }),
      runs,
    );
  });
});

describe('an event that means nothing', () => {
  test.each(LEAVES)('gives the very same snapshot back in %s', (leaf) => {
    const snapshot = snapshotIn(leaf);
    const meaningless = EVENT_TYPES.filter((type) => !snapshot.can(event(type)));
    expect(meaningless.length).toBeGreaterThan(0);
    for (const type of meaningless) expect(transition(snapshot, event(type))).toBe(snapshot);
  });

  test('is told from one that changes nothing but was heard', () => {
    const active = snapshotIn('active', machineTerms());
    const heard = transition(active, event('BET_SETTLED', { credited: 0n }));
    expect(heard).not.toBe(active);
    expect(heard.context).toEqual(active.context);
  });
});
