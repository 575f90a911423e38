// The console reads a machine's definition by itself: XState is not in the browser. Here XState says whether it reads it rightly.
import { getStateNodes } from 'xstate/graph';
import { describe, expect, test } from 'vitest';
import { ROLLING_DEFINITION } from '../../../machines/rolling.definition.ts';
import { rollingMachine } from '../../../machines/rolling.machine.ts';
import { guardName, readDefinition } from '../../../src/console/statechart/machine-definition.ts';
import { activePaths, availableTransitions, valueText } from '../../../src/console/statechart/state-value.ts';

const chart = readDefinition(ROLLING_DEFINITION);
const nodes = getStateNodes(rollingMachine);

/** Transitions as XState resolved them: "source EVENT guard target". */
function ofXState(): string[] {
  return nodes.flatMap((node) => {
    const say = (event: string, guard: unknown, target: (typeof nodes)[number] | undefined): string =>
      [node.path.join('.'), event, guard ?? null, target?.path.join('.') ?? null].map(String).join(' ');
    const heard = [...node.transitions].flatMap(([event, all]) =>
      all.map(({ guard, target }) => say(String(event), guard, target?.[0])),
    );
    return [...heard, ...(node.always ?? []).map(({ guard, target }) => say('always', guard, target?.[0]))];
  });
}

describe('the definition of a statechart', () => {
  test('has every state, and every transition with its guard and where it leads, as XState reads them', () => {
    expect([...chart.states.keys()].filter((path) => path !== '')).toEqual(nodes.map(({ path }) => path.join('.')));
    const read = chart.transitions.map(({ source, event, guard, target }) =>
      [source, event, guard, target].map(String).join(' '),
    );
    expect(read.toSorted()).toEqual(ofXState().toSorted());
  });

  test('ends where nothing leads on', () => {
    expect([...chart.ends]).toEqual(['completed', 'canceled', 'expired']);
  });

  test('knows what is done on entry, and by which transition', () => {
    expect(chart.states.get('completing')?.entry).toEqual(['prepareRelease']);
    expect(chart.transitions.find(({ id }) => id === 'active:SUSPEND:0:0')?.actions).toEqual(['suspend']);
  });

  test('may be of any machine: parallel regions, delays, ids of its own, targets that are inside, guards that are combined', () => {
    const other = readDefinition(
      JSON.stringify({
        id: 'door',
        type: 'parallel',
        onDone: '#lock',
        states: {
          leaf: {
            initial: 'shut',
            after: { 500: '.shut' },
            states: {
              shut: { on: { OPEN: { target: 'open', guard: { type: 'and', guards: ['isFree', 'isDay'] } } } },
              open: { type: 'final' },
            },
          },
          bolt: { id: 'lock', initial: 'a', states: { a: { on: { GO: '#door.leaf.open' } }, b: { type: 'history' } } },
        },
      }),
    );
    expect(other.transitions.map(({ source, event, guard, target }) => [source, event, guard, target])).toEqual([
      ['', 'done', null, 'bolt'],
      ['leaf', 'after 500', null, 'leaf.shut'],
      ['leaf.shut', 'OPEN', 'isFree and isDay', 'leaf.open'],
      ['bolt.a', 'GO', null, 'leaf.open'],
    ]);
    expect([...other.states.values()].map(({ kind }) => kind)).toEqual([
      'parallel',
      'compound',
      'atomic',
      'final',
      'compound',
      'atomic',
      'history',
    ]);
  });

  test.each([
    ['isOpen', 'isOpen'],
    [{ type: 'isOpen', params: {} }, 'isOpen'],
    [{ type: 'xstate.or', guards: ['a', { type: 'b' }] }, 'a or b'],
    [{ type: 'xstate.not', guards: ['a'] }, 'not a'],
    [undefined, null],
  ])('names the guard %j', (guard, name) => {
    expect(guardName(guard)).toBe(name);
  });

  test('is refused where it is none', () => {
    expect(() => readDefinition('[]')).toThrow('a machine definition is a JSON object');
  });
});

describe('a state value', () => {
  test('says which states are active, outermost first', () => {
    expect(activePaths('active')).toEqual(['active']);
    expect(activePaths({ completing: 'queued' })).toEqual(['completing', 'completing.queued']);
    expect(activePaths({ left: 'a', right: { b: 'c' } })).toEqual(['left', 'left.a', 'right', 'right.b', 'right.b.c']);
    expect(activePaths(null)).toEqual([]);
    expect(valueText({ left: 'a', right: { b: 'c' } })).toBe('left → a, right → b → c');
  });

  test('says what may come next: what the states it stands in listen to, and nothing else', () => {
    for (const node of nodes.filter(({ type }) => type === 'atomic')) {
      const [outer = '', inner] = node.path;
      const value = inner === undefined ? outer : { [outer]: inner };
      const listening = [node, ...(node.parent === undefined ? [] : [node.parent])];
      const heard = new Set(listening.flatMap((each) => each.ownEvents.map(String)));
      const offered = availableTransitions(chart, activePaths(value)).map(({ event }) => event);
      expect(new Set(offered.filter((event) => event !== 'always')), node.path.join('.')).toEqual(heard);
    }
  });

  test('an inner state that answers without a guard keeps the event from the states around it', () => {
    const nested = readDefinition(
      JSON.stringify({
        id: 'm',
        initial: 'outer',
        states: {
          outer: {
            initial: 'inner',
            on: { A: 'end', B: 'end' },
            states: { inner: { on: { A: {}, B: { guard: 'maybe' } } } },
          },
          end: {},
        },
      }),
    );
    const offered = availableTransitions(nested, activePaths({ outer: 'inner' }));
    expect(offered.map(({ source, event }) => `${source} ${event}`)).toEqual([
      'outer.inner A',
      'outer.inner B',
      'outer B',
    ]);
  });
});
