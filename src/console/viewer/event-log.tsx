// Every step with its event, newest first; choosing one travels there.
import { useState } from 'preact/hooks';
import { type Money, entryText } from '../explain/entries.ts';
import type { Step } from '../feed/step.ts';
import { Moment } from '../parts/moment.tsx';
import { valueText } from '../statechart/state-value.ts';
import { shortText } from './value-text.ts';

/** More than a screen holds; the rest comes on demand, so that ten thousand bets do not slow the page. */
const ROWS = 100;

interface Props {
  readonly steps: readonly Step[];
  /** Index of the step that is shown. */
  readonly shown: number;
  readonly money: Money | null;
  readonly onSelect: (index: number) => void;
}

function told({ entry, event }: Step, money: Money | null): string {
  if (entry !== null && money !== null) return entryText(entry, money);
  const facts = Object.entries(event.members).filter(([name, value]) => name !== 'type' && value !== null);
  return facts.map(([name, value]) => `${name} ${shortText(value)}`).join(', ');
}

function LogRow({
  step,
  before,
  isShown,
  money,
  onSelect,
}: {
  readonly step: Step;
  readonly before: Step | undefined;
  readonly isShown: boolean;
  readonly money: Money | null;
  readonly onSelect: () => void;
}) {
  const to = valueText(step.snapshot.value);
  const moved = before === undefined || valueText(before.snapshot.value) !== to;
  const text = told(step, money);
  return (
    <li>
      <button type="button" class="log-row" aria-current={isShown ? 'step' : undefined} onClick={onSelect}>
        <span class="log-version number muted">{step.version}</span>
        <span class="log-event">
          <code>{step.event.type}</code>
          {moved && to !== '' && <span class="log-to">→ {to}</span>}
        </span>
        <span class="log-at muted">
          <Moment at={new Date(step.at).toISOString()} />
        </span>
        {text !== '' && <span class="log-told muted">{text}</span>}
      </button>
    </li>
  );
}

export function EventLog({ steps, shown, money, onSelect }: Props) {
  const [rows, setRows] = useState(ROWS);
  // The step that is shown is always among them.
  const first = Math.max(0, Math.min(steps.length - rows, shown - ROWS / 2));
  const listed = steps.slice(first).map((step, offset) => ({ step, index: first + offset }));
  return (
    <section class="card log" aria-labelledby="log-title">
      <header>
        <h2 id="log-title">Events</h2>
        <span class="muted">{steps.length === 1 ? '1 step' : `${steps.length} steps`}</span>
      </header>
      {steps.length === 0 ? (
        <p class="empty">No step was committed yet.</p>
      ) : (
        <ol class="log-rows" tabIndex={0} aria-label="Steps, newest first">
          {listed.toReversed().map(({ step, index }) => (
            <LogRow
              key={step.version}
              step={step}
              before={steps[index - 1]}
              isShown={index === shown}
              money={money}
              onSelect={() => onSelect(index)}
            />
          ))}
          {first > 0 && (
            <li>
              <button type="button" class="button small quiet" onClick={() => setRows(rows + 5 * ROWS)}>
                Show {Math.min(first, 5 * ROWS)} earlier of {first}
              </button>
            </li>
          )}
        </ol>
      )}
    </section>
  );
}
