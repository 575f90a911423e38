// Throughput, lag and latency over the last minutes.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Fleet } from '../../api/fleet.ts';
import { formatRate } from '../../parts/format.ts';
import { Chart } from './chart.tsx';
import { type Look, lagSeries, latencySeries, lookAt, throughputSeries, withLook } from './samples.ts';

const EVERY_MS = 2_000;

const formatSeconds = (seconds: number): string => `${seconds.toFixed(1)} s`;
const formatMs = (ms: number): string => `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;

async function readMetrics(signal: AbortSignal): Promise<string> {
  const answer = await fetch('/metrics', { signal });
  return answer.ok ? answer.text() : '';
}

function useLooks(fleet: Fleet): readonly Look[] {
  const [looks, setLooks] = useState<readonly Look[]>([]);
  const latest = useRef(fleet);
  latest.current = fleet;
  useEffect(() => {
    const abort = new AbortController();
    const look = (): void => {
      if (document.visibilityState === 'hidden') return;
      void readMetrics(abort.signal)
        // The charts of the fleet need none of it.
        .catch(() => '')
        .then((exposition) => {
          if (abort.signal.aborted) return;
          setLooks((before) => withLook(before, lookAt(latest.current, exposition, Date.now())));
        });
    };
    look();
    const timer = setInterval(look, EVERY_MS);
    return () => {
      abort.abort();
      clearInterval(timer);
    };
  }, []);
  return looks;
}

export function Charts({ fleet }: { readonly fleet: Fleet }) {
  const looks = useLooks(fleet);
  const times = looks.map(({ atS }) => atS);
  return (
    <section class="charts" aria-label="Charts of the last minutes">
      <Chart title="Events a second, by worker" times={times} series={throughputSeries(looks)} format={formatRate} />
      <Chart title="Lag of the wallet streams" times={times} series={lagSeries(looks)} format={formatSeconds} />
      <Chart
        title="Latency of the process that answers you"
        times={times}
        series={latencySeries(looks)}
        format={formatMs}
      />
    </section>
  );
}
