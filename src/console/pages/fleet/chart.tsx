// One chart: the lines, and beside them in words what they say now, which is also what is read aloud.
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { DrawnChart, Format } from './draw-chart.ts';
import type { Series } from './samples.ts';

interface Props {
  readonly title: string;
  readonly times: readonly number[];
  readonly series: readonly Series[];
  readonly format: Format;
}

function latestOf({ values }: Series, format: Format): string {
  const latest = values.findLast((value) => value !== null);
  return latest === undefined ? '–' : format(latest);
}

export function Chart({ title, times, series, format }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const titleId = useId();
  const [chart, setChart] = useState<DrawnChart | null>(null);
  const names = series.map(({ name }) => name).join('\n');
  useEffect(() => {
    if (names === '') return undefined;
    let isGone = false;
    let drawn: DrawnChart | null = null;
    void import('./draw-chart.ts').then((module) => {
      if (isGone || host.current === null) return;
      drawn = new module.DrawnChart(host.current, names.split('\n'), format);
      setChart(drawn);
    });
    return () => {
      isGone = true;
      drawn?.destroy();
      setChart(null);
    };
  }, [names, format]);
  useEffect(() => chart?.show(times, series), [chart, times.length, times.at(-1)]);
  return (
    <figure class="card chart" aria-labelledby={titleId}>
      <figcaption>
        <h2 id={titleId}>{title}</h2>
        <ul class="legend">
          {series.map((each, index) => (
            <li key={each.name} class={`line-${index % 6}`}>
              {each.name} <strong>{latestOf(each, format)}</strong>
            </li>
          ))}
        </ul>
      </figcaption>
      <div class="plot" ref={host} aria-hidden="true">
        {series.length === 0 && <p class="empty">Nothing was measured yet.</p>}
      </div>
    </figure>
  );
}
