// What may happen next from the state that is shown; pointing at one shows it in the drawing.
import type { Statechart, Transition } from '../statechart/machine-definition.ts';
import { activePaths, availableTransitions } from '../statechart/state-value.ts';

interface Props {
  readonly chart: Statechart;
  readonly value: unknown;
  readonly isPast: boolean;
  readonly onPoint: (transition: string | null) => void;
}

function TransitionRow({
  transition,
  onPoint,
}: {
  readonly transition: Transition;
  readonly onPoint: Props['onPoint'];
}) {
  const { id, event, guard, target, actions } = transition;
  return (
    <li>
      <button
        type="button"
        class="next-row"
        onFocus={() => onPoint(id)}
        onBlur={() => onPoint(null)}
        onPointerEnter={() => onPoint(id)}
        onPointerLeave={() => onPoint(null)}
      >
        <code>{event}</code>
        <span class="next-to">{target === null ? 'stays' : `→ ${target.split('.').at(-1) ?? target}`}</span>
        {guard !== null && <span class="muted next-guard">if {guard}</span>}
        {actions.length > 0 && <span class="muted next-actions">{actions.join(', ')}</span>}
      </button>
    </li>
  );
}

export function NextTransitions({ chart, value, isPast, onPoint }: Props) {
  const transitions = availableTransitions(chart, activePaths(value));
  return (
    <section class="card" aria-labelledby="next-title">
      <header>
        <h2 id="next-title">{isPast ? 'What could come next then' : 'What may come next'}</h2>
        <span class="muted">the first whose guard holds</span>
      </header>
      {transitions.length === 0 ? (
        <p class="empty">Nothing more.</p>
      ) : (
        <ul class="next-rows">
          {transitions.map((transition) => (
            <TransitionRow key={transition.id} transition={transition} onPoint={onPoint} />
          ))}
        </ul>
      )}
    </section>
  );
}
