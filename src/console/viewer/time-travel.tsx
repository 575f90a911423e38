// Back to any step since creation and forth to now. Only looking: nothing is sent to anybody.
import { formatMoment } from '../parts/format.ts';
import type { Step } from '../feed/step.ts';

interface Props {
  readonly steps: readonly Step[];
  /** An index of `steps`; null: now, and along with whatever comes. */
  readonly selected: number | null;
  readonly onSelect: (index: number | null) => void;
  /** Whether steps of before are still being read. */
  readonly isLoading: boolean;
}

export function TimeTravel({ steps, selected, onSelect, isLoading }: Props) {
  const last = steps.length - 1;
  const index = selected ?? last;
  const step = steps[index];
  const go = (to: number): void => onSelect(Math.min(last, Math.max(0, to)));
  const told = step === undefined ? 'no step yet' : `version ${step.version}, ${step.event.type}`;
  return (
    <div class="travel" role="group" aria-label="Time travel">
      <button type="button" class="button small" disabled={index <= 0} onClick={() => go(0)} aria-label="First step">
        |◀
      </button>
      <button
        type="button"
        class="button small"
        disabled={index <= 0}
        onClick={() => go(index - 1)}
        aria-label="Step back"
      >
        ◀
      </button>
      <input
        type="range"
        min={0}
        max={Math.max(0, last)}
        value={Math.max(0, index)}
        disabled={last < 1}
        aria-label="Step"
        aria-valuetext={told}
        onInput={({ currentTarget }) => go(Number(currentTarget.value))}
      />
      <button
        type="button"
        class="button small"
        disabled={index >= last}
        onClick={() => go(index + 1)}
        aria-label="Step forward"
      >
        ▶
      </button>
      <button type="button" class="button small" aria-pressed={selected === null} onClick={() => onSelect(null)}>
        <span class={selected === null ? 'live-dot on' : 'live-dot'} aria-hidden="true" /> Live
      </button>
      <p class="travel-told muted" aria-live={selected === null ? 'off' : 'polite'}>
        {step === undefined
          ? isLoading
            ? 'Reading the steps…'
            : 'No step yet'
          : `Step ${index + 1} of ${steps.length}`}
        {step !== undefined && ` · version ${step.version} · ${formatMoment(step.at)}`}
        {isLoading && step !== undefined && ' · reading earlier steps…'}
      </p>
    </div>
  );
}
