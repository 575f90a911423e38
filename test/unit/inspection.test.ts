import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ROLLING_DEFINITION } from '../../machines/rolling.definition.ts';
import { rollingMachine } from '../../machines/rolling.machine.ts';
import { exactSnapshot } from '../../src/domain/inspection/inspected-snapshot.ts';
import { inspectedEvent } from '../../src/domain/inspection/inspected-event.ts';
import { JournalFold, inspectedSteps } from '../../src/domain/inspection/journal-fold.ts';
import { FINAL_STATES, type RollingRecord, contextOf, stateOf } from '../../src/domain/rolling.ts';
import type { Step } from '../../src/domain/step.ts';
import { NOON, aBet, aCancel, aCommand, aRollback } from './domain-fixtures.ts';
import { PlayerWorld } from './player-world.ts';
import { anyPolicy, happenings } from './random-history.ts';

// What people who watch a rolling are shown: the statechart, each step as an event and a snapshot, and nothing they need not know.

function everyValue(value: unknown, path = ''): [path: string, value: unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, each]) => everyValue(each, `${path}/${key}`));
}

describe('the definition', () => {
  test('is the whole config of the statechart: nothing in it is a function but the first context', () => {
    const functions = everyValue(rollingMachine.config).filter(([, value]) => typeof value === 'function');
    expect(functions.map(([path]) => path)).toEqual(['/context']);
    const { context, ...config } = rollingMachine.config;
    expect(context).toBeTypeOf('function');
    expect(JSON.parse(ROLLING_DEFINITION)).toEqual(config);
  });

  test('names only guards and actions that are there', () => {
    const { guards, actions } = rollingMachine.implementations;
    const named = everyValue(JSON.parse(ROLLING_DEFINITION));
    const missing = named.filter(
      ([path, name]) =>
        (path.endsWith('/guard') && !Object.hasOwn(guards, String(name))) ||
        (/\/(actions|entry)(\/\d+)?$/.test(path) && !Object.hasOwn(actions, String(name))),
    );
    expect(missing).toEqual([]);
  });

  test('marks the states that are never left', () => {
    const { states } = JSON.parse(ROLLING_DEFINITION) as { states: Record<string, { tags?: unknown }> };
    const marked = Object.entries(states).filter(([, { tags }]) => tags === 'final');
    expect(marked.map(([state]) => state).toSorted()).toEqual([...FINAL_STATES].toSorted());
  });
});

function stepsByRolling(world: PlayerWorld): Step[][] {
  const by = new Map<string, Step[]>();
  for (const step of world.steps) {
    const id = step.after.facts.rollingId;
    by.set(id, [...(by.get(id) ?? []), step]);
  }
  return [...by.values()];
}

/** Names of events that the state hears, its outer states' included. */
function heardIn({ snapshot }: RollingRecord): Set<string> {
  return new Set(rollingMachine.resolveState(snapshot)._nodes.flatMap(({ events }) => events));
}

function expectToldRightly(steps: readonly Step[], fold: JournalFold): void {
  const entries = steps.map(({ entry }) => entry);
  steps.forEach(({ before, after }, index) => {
    const { value, context, tags } = fold.add(entries[index]!, entries[index + 1] ?? null);
    const real = contextOf(after);
    // What is left out may be anything; what is said must be so.
    const isInner = typeof value === 'object';
    expect(value).toEqual(isInner ? after.snapshot.value : stateOf(after.snapshot));
    expect(tags).toEqual([...after.snapshot.tags]);
    expect(context).toMatchObject({ progress: String(real.progress), reversed: String(real.reversed) });
    expect([real.betsCounted, undefined]).toContain(context['bets_counted']);
    const { type } = inspectedEvent(entries[index]!);
    const wasHeard = before === null || before.snapshot === after.snapshot || heardIn(before).has(type);
    expect([type, wasHeard]).toEqual([before === null ? 'xstate.init' : type, true]);
  });
}

describe('a step folded from the journal', () => {
  test('never says anything of state, sums or event that was otherwise, from wherever the fold begins', () => {
    let inner = 0;
    let counted = 0;
    fc.assert(
      fc.property(anyPolicy, happenings, (policy, history) => {
        const world = new PlayerWorld(policy);
        for (const happen of history) happen(world);
        for (const steps of stepsByRolling(world)) {
          expectToldRightly(steps, JournalFold.fromCreation(steps[0]!.after));
          steps.forEach(({ after }, index) => expectToldRightly(steps.slice(index + 1), JournalFold.after(after)));
          const fold = JournalFold.fromCreation(steps[0]!.after);
          for (const [index, { entry }] of steps.entries()) {
            const told = fold.add(entry, steps[index + 1]?.entry ?? null);
            if (typeof told.value === 'object') inner += 1;
            if ('bets_counted' in told.context) counted += 1;
          }
        }
      }),
      { numRuns: 300 },
    );
    // Had it told nothing, nothing of it could have been wrong.
    expect(inner).toBeGreaterThan(20);
    expect(counted).toBeGreaterThan(1_000);
  });

  test('says attempting where the wallet’s answer follows, and leaves open what the journal does not tell', () => {
    const world = new PlayerWorld();
    world.create({ requiredMinor: 100n, activatesAt: NOON });
    world.settle(aBet({ stakeMinor: 100n }));
    world.walletSays('done');
    const rolling = world.rolling();
    const steps = inspectedSteps(JournalFold.fromCreation(rolling), world.journalOf(), rolling);
    expect(steps.map(({ event, snapshot }) => [event.type, snapshot.value, snapshot.exact])).toEqual([
      ['xstate.init', 'active', false],
      ['BET_SETTLED', { completing: 'attempting' }, false],
      ['WALLET_DONE', 'completed', true],
    ]);
    const upToTheBet = inspectedSteps(JournalFold.fromCreation(rolling), world.journalOf().slice(0, 2), rolling);
    expect(upToTheBet.at(-1)?.snapshot.value).toBe('completing');
  });

  test('counts a bet no more once the last of it is rolled back', () => {
    const world = new PlayerWorld();
    world.create({ requiredMinor: 1_000n, activatesAt: NOON });
    world.settle(aBet({ betId: 'bet-1', stakeMinor: 100n }));
    world.rollBack(aRollback({ betId: 'bet-1', eventId: 'half', amountMinor: 50n }));
    world.rollBack(aRollback({ betId: 'bet-1', eventId: 'rest', amountMinor: 50n }));
    const fold = JournalFold.fromCreation(world.rolling());
    const counted = world.journalOf().map((entry) => fold.add(entry, null).context['bets_counted']);
    expect(counted).toEqual([0, 1, 1, 0]);
  });

  test('leaves out how many bets count where the settle lies before what it read', () => {
    const world = new PlayerWorld();
    world.create({ requiredMinor: 1_000n, activatesAt: NOON });
    world.settle(aBet({ betId: 'bet-1', stakeMinor: 100n }));
    const fold = JournalFold.after(world.rolling());
    world.rollBack(aRollback({ betId: 'bet-1' }));
    expect(fold.add(world.lastEntry(), null).context).not.toHaveProperty('bets_counted');
  });
});

describe('what is shown', () => {
  /** Words that must not leave: each is put where a rolling or its journal holds such a thing. */
  const SECRET = { requestedBy: 'jane.doe@example.com', note: 'the player called', reason: 'because of jane' };

  function lived(): PlayerWorld {
    const world = new PlayerWorld({ forfeit: 'bonus_only' });
    world.create({ requiredMinor: 1_000n, activatesAt: NOON });
    world.settle(aBet({ betId: 'secret-bet', stakeMinor: 100n }));
    world.command({ ...aCommand('suspend', { key: 'secret-key-1' }), ...SECRET });
    world.command({ ...aCommand('resume', { key: 'secret-key-2' }), ...SECRET });
    world.command({ ...aCancel({ key: 'secret-key-3' }), requestedBy: SECRET.requestedBy, note: SECRET.note });
    world.walletSays({ kind: 'done', transactionId: 'secret-transaction' });
    return world;
  }

  test('names neither player, bet, people, notes, keys nor the wallet’s transaction', () => {
    const world = lived();
    const rolling = world.rolling();
    const steps = inspectedSteps(JournalFold.fromCreation(rolling), world.journalOf(), rolling);
    const shown = JSON.stringify(steps.map(({ event, snapshot }) => ({ event, snapshot })));
    const { playerId, brandId, source } = rolling.facts;
    for (const word of [...Object.values(SECRET), 'secret', playerId, brandId, source.id]) {
      expect(shown).not.toContain(word);
      // Not in vain: all of it is there to be hidden.
      expect(
        JSON.stringify([world.journal, world.rollings], (_, each: unknown) =>
          typeof each === 'bigint' ? `${each}` : each,
        ),
      ).toContain(word);
    }
    expect(steps.map(({ event }) => event.type)).toEqual([
      'xstate.init',
      'BET_SETTLED',
      'SUSPEND',
      'RESUME',
      'CANCEL',
      'WALLET_DONE',
    ]);
  });

  test('of the context is a list that grows by hand alone', () => {
    const { context } = exactSnapshot(lived().rolling());
    expect(Object.keys(context).toSorted()).toEqual(
      [
        'active_from',
        'bets_counted',
        'closed_at',
        'ending',
        'expires_at',
        'forced',
        'forfeit',
        'progress',
        'release',
        'reversed',
        'review',
        'suspended_at',
        'target',
        'target_minor',
        'wagered_minor',
        'waiting',
      ].toSorted(),
    );
    expect(context).toMatchObject({
      ending: { kind: 'cancel', reason: 'REQUESTED' },
      forfeit: { attempts: 1, outcome: 'done' },
      wagered_minor: '100',
    });
  });
});
