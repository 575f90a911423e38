// Where a machine stands: the states that its value says are active, and what may happen from there.
import { isObject } from './json-value.ts';
import type { StateNode, Statechart, Transition } from './machine-definition.ts';

/** "active", {completing: "queued"}, {left: "a", right: {b: "c"}}: every path that is active, outermost first. */
export function activePaths(value: unknown, parent = ''): readonly string[] {
  const below = (key: string): string => (parent === '' ? key : `${parent}.${key}`);
  if (typeof value === 'string') return value === '' ? [] : [below(value)];
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => [below(key), ...activePaths(inner, below(key))]);
}

/** "completing → queued", as people say it. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (!isObject(value)) return '';
  return Object.entries(value)
    .map(([key, inner]) => [key, valueText(inner)].filter((text) => text !== '').join(' → '))
    .join(', ');
}

function ancestorsOf(chart: Statechart, path: string): readonly StateNode[] {
  const node = chart.states.get(path);
  if (node === undefined) return [];
  return node.parent === null ? [node] : [node, ...ancestorsOf(chart, node.parent)];
}

/**
 * Transitions that the active states listen for, innermost first. An event that an inner state answers without a guard never
 * reaches the states around it. Whether a guard would pass is not known here.
 */
export function availableTransitions(chart: Statechart, active: readonly string[]): readonly Transition[] {
  const innermost = active.filter((path) => !active.some((other) => other.startsWith(`${path}.`)));
  const available = new Map<string, Transition>();
  for (const leaf of innermost) {
    const answered = new Set<string>();
    for (const { path } of ancestorsOf(chart, leaf)) {
      const here = chart.transitions.filter(({ source, event }) => source === path && !answered.has(event));
      for (const transition of here) available.set(transition.id, transition);
      for (const { event, guard } of here) if (guard === null) answered.add(event);
    }
  }
  return [...available.values()];
}
