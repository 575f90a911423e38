// A worker on the board: how it is, what it does, what it has.
import type { ComponentChildren } from 'preact';
import type { WorkerView } from '../../api/fleet.ts';
import { Chip, type Tone } from '../../parts/chip.tsx';
import { formatRate } from '../../parts/format.ts';
import { Moment } from '../../parts/moment.tsx';
import type { Intent } from './order.ts';

interface Props {
  readonly worker: WorkerView;
  /** The rate of the busiest worker: the full bar. */
  readonly busiest: number;
  readonly isTarget: boolean;
  readonly canDrop: boolean;
  readonly onOver: () => void;
  readonly onDrop: () => void;
  readonly onIntent: (intent: Intent) => void;
  readonly children: ComponentChildren;
}

function toneOf({ condition, alive }: WorkerView): Tone {
  if (!alive) return 'bad';
  if (condition === 'active') return 'ok';
  return condition === 'joining' ? 'info' : 'warn';
}

export function WorkerColumn({ worker, busiest, isTarget, canDrop, onOver, onDrop, onIntent, children }: Props) {
  const { worker: name, condition, shards, events_per_s: rate, reads, build, started_at: since } = worker;
  const isDrained = condition === 'draining' || condition === 'drained';
  const over = (event: DragEvent): void => {
    if (!canDrop) return;
    event.preventDefault();
    onOver();
  };
  return (
    <section
      class={`worker${isTarget ? ' target' : ''}`}
      aria-label={`Worker ${name}`}
      onDragOver={over}
      onDrop={(event) => {
        event.preventDefault();
        onDrop();
      }}
    >
      <header>
        <h3>{name}</h3>
        <Chip state={condition} tone={toneOf(worker)} />
        {!worker.alive && condition !== 'away' && <Chip state="away" />}
      </header>
      <div class="load">
        <progress max={busiest} value={rate} aria-label={`Load of ${name}`} />
        <span class="nowrap">{formatRate(rate)} events/s</span>
      </div>
      <ul class="shards" aria-label={`Shards of ${name}`}>
        {children}
      </ul>
      <p class="hint">
        {shards} {shards === 1 ? 'shard' : 'shards'}
        {reads.length > 0 && <> · reads {reads.join(', ')}</>} · {build} · up since <Moment at={since} />
      </p>
      <div class="row">
        <button
          type="button"
          class="button small"
          onClick={() => onIntent({ kind: isDrained ? 'undrain' : 'drain', worker })}
        >
          {isDrained ? 'Undrain' : 'Drain'}
          <span class="unseen"> {name}</span>
        </button>
      </div>
    </section>
  );
}
