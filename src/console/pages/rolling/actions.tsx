// What may be done with the rolling as it is now.
import { useState } from 'preact/hooks';
import { json } from '../../api/decode.ts';
import type { Rolling } from '../../api/rolling.ts';
import { useSession } from '../../app/session.tsx';
import { useLoaded } from '../../app/use-loaded.ts';
import type { Statechart } from '../../statechart/machine-definition.ts';
import { ActionDialog } from './action-dialog.tsx';
import { type Operation, operationsIn } from './operations.ts';

interface Props {
  readonly rolling: Rolling;
  readonly chart: Statechart;
  readonly value: unknown;
  readonly onDone: () => void;
}

const FORBIDDEN = 403;

/** Asked of the API with a question that needs the right and changes nothing: the console knows no rights of its own. */
function useLacksOperate(): boolean {
  const { api } = useSession();
  const asked = useLoaded(`operate ${api.brand}`, (signal) =>
    api.get('', json, { query: { review: 'open', limit: 1 }, signal }),
  );
  return asked.failure?.problem.status === FORBIDDEN;
}

export function Actions({ rolling, chart, value, onDone }: Props) {
  const [chosen, setChosen] = useState<Operation | null>(null);
  const lacksOperate = useLacksOperate();
  const allowed = operationsIn(chart, value, rolling.review);
  const offered = allowed.filter(({ right }) => !lacksOperate || right !== 'rolling.operate');
  const isShort = offered.length < allowed.length;
  return (
    <div class="row" role="group" aria-label="Actions">
      {offered.map((operation) => (
        <button
          key={operation.name}
          type="button"
          class={`button small${operation.isDangerous ? ' danger' : ''}`}
          onClick={() => setChosen(operation)}
        >
          {operation.title}
        </button>
      ))}
      {allowed.length === 0 && <span class="muted">There is nothing to be done with it.</span>}
      {isShort && (
        <span class="muted">
          More with the right <code>rolling.operate</code>.
        </span>
      )}
      {chosen !== null && (
        <ActionDialog rolling={rolling} operation={chosen} onDone={onDone} onClose={() => setChosen(null)} />
      )}
    </div>
  );
}
