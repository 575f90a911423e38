// A machine watched and walked through: the statechart, the way through time, the events, what each changed.
import { useMemo, useState } from 'preact/hooks';
import '../styles/viewer.css';
import type { Money } from '../explain/entries.ts';
import type { WatchSession } from '../feed/session.ts';
import { type Statechart as Chart, readDefinition } from '../statechart/machine-definition.ts';
import { Statechart } from '../statechart/statechart.tsx';
import { Changes, Context } from './changes.tsx';
import { EventLog } from './event-log.tsx';
import { NextTransitions } from './next-transitions.tsx';
import { TimeTravel } from './time-travel.tsx';

interface Props {
  readonly session: WatchSession;
  /** To tell journal entries in words; null where nobody knows the currency. */
  readonly money: Money | null;
  readonly isLoading: boolean;
}

const NONE: ReadonlySet<string> = new Set();

function chartOf(definition: string | null): Chart | null {
  if (definition === null) return null;
  try {
    return readDefinition(definition);
  } catch {
    return null;
  }
}

export function Explorer({ session, money, isLoading }: Props) {
  const { steps, definition, latest } = session;
  const chart = useMemo(() => chartOf(definition), [definition]);
  // By version: an index would move when earlier steps come in.
  const [version, setVersion] = useState<number | null>(null);
  const [pointed, setPointed] = useState<string | null>(null);
  const found = version === null ? -1 : steps.findIndex((step) => step.version === version);
  const selected = found === -1 ? null : found;
  const shown = selected ?? steps.length - 1;
  const step = steps[shown];
  const isPast = selected !== null && selected < steps.length - 1;
  const snapshot = selected === null ? latest : (step?.snapshot ?? latest);
  const select = (index: number | null): void => setVersion(index === null ? null : (steps[index]?.version ?? null));
  const pointedIds = useMemo(() => (pointed === null ? NONE : new Set([pointed])), [pointed]);
  return (
    <div class="explorer">
      <section class="card explorer-chart" aria-label="Statechart">
        {chart === null ? (
          <p class="empty">There is no definition of this machine to draw.</p>
        ) : (
          <Statechart chart={chart} value={snapshot.value} isPast={isPast} pointed={pointedIds} />
        )}
        <TimeTravel steps={steps} selected={selected} onSelect={select} isLoading={isLoading} />
      </section>
      <EventLog steps={steps} shown={shown} money={money} onSelect={select} />
      <div class="explorer-told">
        <Changes step={step} before={steps[shown - 1]} />
        <Context snapshot={snapshot} />
      </div>
      {chart !== null && <NextTransitions chart={chart} value={snapshot.value} isPast={isPast} onPoint={setPointed} />}
    </div>
  );
}
