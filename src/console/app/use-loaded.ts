// What a page has loaded, what it waits for, and what went wrong; loaded anew every so often where it is live.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { type ApiFailure, failureFrom } from '../api/problem.ts';

export interface Loaded<Value> {
  /** The last that came; kept while the next is awaited, also when that fails. */
  readonly value: Value | null;
  /** Of the last try. */
  readonly failure: ApiFailure | null;
  readonly isLoading: boolean;
  /** By the browser's clock; null before the first. */
  readonly loadedAt: number | null;
  readonly reload: () => void;
}

/** Whoever does not answer is asked less often; who may not see something is not shown it by asking again. */
const PATIENCE = 5;
const FORBIDDEN = 403;

type Outcome<Value> = Omit<Loaded<Value>, 'reload'>;

/** A page that nobody sees asks for nothing. */
function whenVisible(run: () => void): () => void {
  if (document.visibilityState === 'visible') {
    run();
    return () => undefined;
  }
  document.addEventListener('visibilitychange', run, { once: true });
  return () => document.removeEventListener('visibilitychange', run);
}

/**
 * `key` names what is loaded: another key forgets what was there. `everyMs` counts from one answer to the next question, so a slow
 * service is never asked twice at once.
 */
export function useLoaded<Value>(
  key: string,
  load: (signal: AbortSignal) => Promise<Value>,
  everyMs?: number,
): Loaded<Value> {
  const empty: Outcome<Value> = { value: null, failure: null, isLoading: true, loadedAt: null };
  const [state, setState] = useState({ key, outcome: empty });
  const [round, setRound] = useState(0);
  const latest = useRef(load);
  latest.current = load;
  useEffect(() => {
    const abort = new AbortController();
    let cancelWait = (): void => undefined;
    const settle = (change: Partial<Outcome<Value>>): void => {
      if (abort.signal.aborted) return;
      setState((before) => {
        const base = before.key === key ? before.outcome : empty;
        return { key, outcome: { ...base, ...change, isLoading: false, loadedAt: Date.now() } };
      });
      const { failure = null } = change;
      if (everyMs === undefined || failure?.problem.status === FORBIDDEN) return;
      const timer = setTimeout(
        () => {
          cancelWait = whenVisible(ask);
        },
        failure === null ? everyMs : everyMs * PATIENCE,
      );
      cancelWait = () => clearTimeout(timer);
    };
    const ask = (): void => {
      latest.current(abort.signal).then(
        (value) => settle({ value, failure: null }),
        (error: unknown) => settle({ failure: failureFrom(error) }),
      );
    };
    setState((before) => ({ key, outcome: { ...(before.key === key ? before.outcome : empty), isLoading: true } }));
    ask();
    return () => {
      abort.abort();
      cancelWait();
    };
  }, [key, round, everyMs]);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  return { ...(state.key === key ? state.outcome : empty), reload };
}
