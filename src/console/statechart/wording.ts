// What is written on the drawing: an arrow's "EVENT [guard]", and in a state's box what it does by itself and what it hears
// without an arrow of its own.
import { leavesHolder } from './lifted.ts';
import type { StateNode, Statechart, Transition } from './machine-definition.ts';

export interface Line {
  readonly text: string;
  /** The transitions that the line tells of; none for what a state does by itself. */
  readonly transitions: readonly string[];
}

const guarded = ({ event, guard }: Transition): string => (guard === null ? event : `${event} [${guard}]`);

/** A transition in one line, as lists of them show it. */
function transitionText(transition: Transition): string {
  return transition.target === null ? guarded(transition) : `${guarded(transition)} → ${transition.target}`;
}

function heardLine(transition: Transition): Line {
  const { id, target, actions } = transition;
  const effect = target === null && actions.length > 0 ? ` / ${actions.join(', ')}` : '';
  return { text: `${transitionText(transition)}${effect}`, transitions: [id] };
}

/** What stands in a state's box under its name. */
export function boxLines(chart: Statechart, node: StateNode): readonly Line[] {
  const own = [...node.entry.map((action) => `entry / ${action}`), ...node.exit.map((action) => `exit / ${action}`)];
  const heard = chart.transitions.filter(
    (transition) => transition.source === node.path && (transition.target === null || leavesHolder(chart, transition)),
  );
  return [...own.map((text) => ({ text, transitions: [] })), ...heard.map(heardLine)];
}

/** What stands at an arrow: each event with its guard once, however many states inside the source it stands for. */
export function arrowLines(transitions: readonly Transition[]): readonly Line[] {
  const byText = new Map<string, string[]>();
  for (const transition of transitions) {
    const text = guarded(transition);
    byText.set(text, [...(byText.get(text) ?? []), transition.id]);
  }
  return [...byText].map(([text, ids]) => ({ text, transitions: ids }));
}
