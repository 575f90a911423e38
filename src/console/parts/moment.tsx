// When something was or will be: relative, with the absolute time in its title; it grows older by itself.
import { createContext, type ComponentChildren } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { formatMoment, formatRelative } from './format.ts';

const TICK_MS = 1_000;
const NowContext = createContext(0);

/** One clock for the whole page. */
export function NowProvider({ children }: { readonly children: ComponentChildren }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return <NowContext.Provider value={now}>{children}</NowContext.Provider>;
}

const useNow = (): number => useContext(NowContext);

export function Moment({ at }: { readonly at: string }) {
  const now = useNow();
  const ms = Date.parse(at);
  return (
    <time dateTime={at} title={`${formatMoment(ms)} (${at})`} class="nowrap">
      {formatRelative(ms, now)}
    </time>
  );
}
