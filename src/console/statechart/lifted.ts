// Each state that holds others is laid out by itself and then stands as one box among its siblings. So an arrow that crosses its
// edge is drawn between siblings, and the state inside says in words where it leads.
import type { StateNode, Statechart, Transition } from './machine-definition.ts';

/** All that leads from one sibling to another: five events are one arrow with five lines. */
export interface Bundle {
  readonly source: string;
  readonly target: string;
  readonly transitions: readonly Transition[];
}

/** From the root's child down to the state itself. */
function lineage(chart: Statechart, path: string): readonly string[] {
  const node = chart.states.get(path);
  if (node === undefined || node.parent === null) return [];
  return [...lineage(chart, node.parent), path];
}

/** The siblings between which the arrow is drawn; null where it is drawn inside neither: a state to itself or into itself. */
function siblings(chart: Statechart, source: string, target: string): readonly [string, string] | null {
  const from = lineage(chart, source);
  const to = lineage(chart, target);
  const apart = from.findIndex((path, depth) => path !== to[depth]);
  const [left, right] = [from[apart], to[apart]];
  return left === undefined || right === undefined ? null : [left, right];
}

/** Whether the arrow of this transition leaves the box of the state it belongs to, so that the box itself must name its target. */
export function leavesHolder(chart: Statechart, { source, target }: Transition): boolean {
  if (target === null) return false;
  return siblings(chart, source, target)?.[0] !== source;
}

/** Arrows among the children of `holder`. */
export function bundlesWithin(chart: Statechart, holder: StateNode): readonly Bundle[] {
  const bundles = new Map<string, Bundle>();
  for (const transition of chart.transitions) {
    const ends = transition.target === null ? null : siblings(chart, transition.source, transition.target);
    if (ends === null || chart.states.get(ends[0])?.parent !== holder.path) continue;
    const [source, target] = ends;
    const key = `${source} ${target}`;
    const others = bundles.get(key)?.transitions ?? [];
    bundles.set(key, { source, target, transitions: [...others, transition] });
  }
  return [...bundles.values()];
}
