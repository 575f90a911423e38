import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { currentCall } from '../../machines/rolling.context.ts';
import { decodeSnapshot, encodeSnapshot } from '../../machines/rolling.codec.ts';
import { type BetLeg, type JournalEntry, foldJournal } from '../../src/domain/journal.ts';
import { cappedRollback, reversalsOf } from '../../src/domain/rollback.ts';
import { type RollingRecord, contextOf, isOpen, stateOf } from '../../src/domain/rolling.ts';
import type { Step } from '../../src/domain/step.ts';
import { timersOf } from '../../src/domain/timers.ts';
import { NOON, aBet, aRollback } from './domain-fixtures.ts';
import { PlayerWorld } from './player-world.ts';
import { anyPolicy, happenings } from './random-history.ts';

/** Plays random histories, and hands every world to `judge` when its history is over. */
function afterAnyHistory(
  judge: (world: PlayerWorld) => void,
  parameters: fc.Parameters<unknown> = { numRuns: 400 },
): void {
  fc.assert(
    fc.property(anyPolicy, happenings, (policy, history) => {
      const world = new PlayerWorld(policy);
      for (const happens of history) happens(world);
      judge(world);
    }),
    parameters,
  );
}

const callOf = (rolling: RollingRecord) => currentCall(contextOf(rolling));

describe('whatever happens to a player', () => {
  test('the journal folds to the snapshot: versions without a gap, states that follow, sums that agree', () => {
    afterAnyHistory((world) => {
      for (const rolling of world.rollings) {
        const entries = world.journal.filter((entry) => entry.rollingId === rolling.facts.rollingId);
        const { progress, reversed } = contextOf(rolling);
        expect(foldJournal(entries)).toEqual({
          version: rolling.version,
          state: stateOf(rolling.snapshot),
          credited: progress - reversed,
        });
      }
    });
  });

  test('every bet counts what its legs say, less what was rolled back of it, to the unit', () => {
    afterAnyHistory((world) => {
      for (const rolling of world.rollings) {
        const { progress, reversed, waiting, betsCounted, waitingBets } = contextOf(rolling);
        const net = netOf(world, rolling);
        expect(progress - reversed - waiting).toBe(net);
        expect(net >= 0n && waiting >= 0n && reversed >= 0n).toBe(true);
        expect(betsCounted >= waitingBets && waitingBets >= 0).toBe(true);
      }
    });
  });

  test('no unit of a settlement’s stake is counted twice, and no settlement is decided twice', () => {
    afterAnyHistory((world) => {
      for (const legs of settlements(world)) {
        const counted = legs.reduce(
          (sum, leg) => sum + (leg.weightBp === 0 ? 0n : leg.credited / BigInt(leg.weightBp)),
          0n,
        );
        expect(counted <= (legs[0]?.stakeMinor ?? 0n)).toBe(true);
        expect(legs.map((leg) => leg.leg)).toEqual(legs.map((_leg, index) => index));
        expect(new Set(legs.map((leg) => leg.at)).size).toBe(1);
      }
    });
  });

  test('every zero has its reason', () => {
    afterAnyHistory((world) => {
      const silent = world.journal.filter(
        ({ kind, credited, reason }) =>
          (kind === 'BET_SETTLED' || kind === 'BET_ROLLBACK') && credited === 0n && reason === null,
      );
      expect(silent).toEqual([]);
    });
  });

  test('money moves once: one release, or else one forfeit, never both', () => {
    afterAnyHistory((world) => {
      for (const rolling of world.rollings) {
        const { release, forfeit } = contextOf(rolling);
        const mayHaveReleased = release?.outcome === 'unknown' || release?.outcome === 'done';
        const mayHaveForfeited = forfeit?.outcome === 'unknown' || forfeit?.outcome === 'done';
        expect(mayHaveReleased && mayHaveForfeited).toBe(false);
        const done = entriesOf(world, rolling).filter((entry) => /^(release|forfeit):done$/.test(entry.rule ?? ''));
        expect(done.length).toBeLessThanOrEqual(1);
      }
    });
  });

  test('every final rolling is told exactly once, and no open one', () => {
    afterAnyHistory((world) => {
      const final = world.rollings.filter((rolling) => !isOpen(rolling.snapshot));
      const expected = final.map(
        ({ facts, snapshot }) =>
          `${facts.rollingId}:${stateOf(snapshot) === 'completed' ? 'ROLLING_COMPLETED' : 'ROLLING_CANCELED'}`,
      );
      expect(world.outbox.map((told) => told.eventId).toSorted()).toEqual(expected.toSorted());
    });
  });

  test('a wallet call is due exactly in the step that records its attempt and the timer of its repeat', () => {
    afterAnyHistory((world) => {
      expect(world.steps.filter((each) => !isRecorded(each))).toEqual([]);
      expect(world.steps.filter((each) => recordsAttempt(each) !== (each.walletCall !== null))).toEqual([]);
    });
  });

  test('the timer rows are those of the state, and a wallet that is awaited always has one', () => {
    afterAnyHistory((world) => {
      world.rollings.forEach((rolling, index) => {
        const rows = (['activate', 'expire', 'attempt'] as const).flatMap((kind) => {
          const dueAt = world.timerOf(kind, index + 1);
          return dueAt === null ? [] : [{ kind, dueAt }];
        });
        expect(rows).toEqual(timersOf(rolling));
        const awaits = /^(completing|canceling|expiring)$/.test(stateOf(rolling.snapshot));
        expect(rows.some(({ kind }) => kind === 'attempt')).toBe(awaits);
      });
    });
  });

  test('every snapshot survives its JSON', () => {
    afterAnyHistory(
      (world) => {
        for (const { facts, snapshot } of world.rollings) {
          const restored = decodeSnapshot(encodeSnapshot(snapshot), facts.terms);
          expect({ value: restored.value, context: restored.context }).toEqual({
            value: snapshot.value,
            context: snapshot.context,
          });
        }
      },
      { numRuns: 200 },
    );
  });

  test('these histories reach every state and most reasons', () => {
    const states = new Set<string>();
    const reasons = new Set<string>();
    afterAnyHistory(
      (world) => {
        for (const entry of world.journal) {
          states.add(entry.stateTo);
          if (entry.reason !== null) reasons.add(entry.reason);
        }
      },
      { numRuns: 1_000, seed: 7 },
    );
    expect(states.size).toBe(11);
    for (const reason of [
      'AFTER_COMPLETION',
      'WAITING_FOR_WALLET',
      'CANCELED_BY_ROLLBACK',
      'DUPLICATE_SETTLEMENT',
      'MAX_BET_BREACH',
    ]) {
      expect([...reasons]).toContain(reason);
    }
  });
});

const entriesOf = (world: PlayerWorld, rolling: RollingRecord): readonly JournalEntry[] =>
  world.journal.filter((entry) => entry.rollingId === rolling.facts.rollingId);

function settlements(world: PlayerWorld): readonly (readonly BetLeg[])[] {
  return [...Map.groupBy(world.legs, (leg) => `${leg.betId}\n${leg.settlementId}`).values()];
}

/** What the legs of all settlements count for a rolling once everything that was rolled back of them is taken off. */
function netOf(world: PlayerWorld, rolling: RollingRecord): bigint {
  let net = 0n;
  for (const legs of settlements(world)) {
    const [first] = legs;
    if (first === undefined) continue;
    const mark = world.markOf(first.betId, first.settlementId);
    const rolledBack = mark === undefined ? 0n : cappedRollback(first.stakeMinor, mark);
    for (const { leg, reversed, rollingId } of reversalsOf(legs, 0n, rolledBack)) {
      if (rollingId === rolling.facts.rollingId) net += leg.credited - reversed;
    }
  }
  return net;
}

/** A call that is due stands in the snapshot of the same step, with the time of its repeat as a timer. */
function isRecorded({ after, walletCall, timers }: Step): boolean {
  if (walletCall === null) return true;
  const call = callOf(after);
  const repeat = timers.find(({ kind }) => kind === 'attempt');
  return (
    call !== null &&
    call.outcome === 'unknown' &&
    call.attempts === walletCall.attempt &&
    call.amountMinor === walletCall.amountMinor &&
    repeat !== undefined &&
    repeat.dueAt === call.nextAttemptAt
  );
}

/** A step that counts an attempt more than there was, or the first of another operation or round. */
function recordsAttempt({ before, after }: Step): boolean {
  const now = callOf(after);
  if (now === null || now.outcome !== 'unknown') return false;
  const operationChanged =
    before !== null && (contextOf(before).ending === null) !== (contextOf(after).ending === null);
  const earlier = before === null || operationChanged ? null : callOf(before);
  if (earlier === null || earlier.outcome !== 'unknown') return true;
  const isAttempting =
    typeof after.snapshot.value === 'object' && Object.values(after.snapshot.value)[0] === 'attempting';
  return isAttempting && now.nextAttemptAt !== earlier.nextAttemptAt;
}

describe('a fold refuses', () => {
  const world = new PlayerWorld();
  world.create({ activatesAt: NOON });
  world.settle(aBet());
  world.rollBack(aRollback());
  const [created, settled, rolledBack] = world.journal;
  if (created === undefined || settled === undefined || rolledBack === undefined) throw new Error('three entries');

  test.each([
    ['a missing version', [created, rolledBack]],
    ['a repeated version', [created, settled, settled]],
    ['a wrong beginning', [settled]],
    ['a state that does not follow', [created, { ...settled, stateFrom: 'suspended' } as const]],
  ])('%s', (_what, entries) => {
    expect(() => foldJournal(entries)).toThrow(RangeError);
  });

  test('nothing of a whole journal', () => {
    expect(foldJournal(world.journal)).toEqual({ version: 3, state: 'active', credited: 0n });
    expect(foldJournal([])).toEqual({ version: 0, state: null, credited: 0n });
  });
});
