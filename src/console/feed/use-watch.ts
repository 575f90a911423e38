// A rolling watched by the console: its steps from creation on, then every one as it is committed. The feed says that something
// happened; what it holds back of a step (bets, names) is read with the caller's own right.
import { useEffect, useReducer, useRef, useState } from 'preact/hooks';
import type { ApiClient } from '../api/client.ts';
import { type ApiFailure, failureFrom } from '../api/problem.ts';
import { type FeedStatus, openFeed } from './live-feed.ts';
import { type InspectionMessage, NO_SNAPSHOT, messageFrom } from './messages.ts';
import { PastReader } from './past.ts';
import { type WatchSession, hasGap, remembered, told } from './session.ts';
import { type Step, decodeStep } from './step.ts';

export interface Watch {
  readonly session: WatchSession | null;
  /** Whether steps of before are still being read. */
  readonly isLoading: boolean;
  readonly status: FeedStatus;
  /** Why the steps cannot be read, or the feed is refused. */
  readonly failure: ApiFailure | null;
}

type Heard =
  | { readonly kind: 'begin'; readonly session: WatchSession }
  | { readonly kind: 'message'; readonly message: InspectionMessage }
  | { readonly kind: 'steps'; readonly steps: readonly Step[] };

function hear(session: WatchSession | null, heard: Heard): WatchSession | null {
  if (heard.kind === 'begin') return heard.session;
  if (heard.kind === 'message') return told(session, heard.message);
  return session === null ? null : remembered(session, heard.steps);
}

/** Many bets in a second are one look. */
const CATCH_UP_MS = 400;
/** Reading takes at most a tenth of the time, however long the life of the rolling is. */
const REST_PER_LOOK = 9;
/** Where nothing tells us, we ask. */
const POLL_MS = 3_000;

/** Not about what was asked: it may be answered the next time. */
const isPassing = ({ problem: { status } }: ApiFailure): boolean => status === 0 || status === 429 || status >= 500;

async function definition(signal: AbortSignal): Promise<string> {
  const answer = await fetch('/inspect/machine.json', { signal });
  if (!answer.ok) throw new Error(`the definition of the statechart: ${answer.status}`);
  return answer.text();
}

const stepsFrom = (items: readonly unknown[]): readonly Step[] =>
  items.map((item, index) => decodeStep(item, `items/${index}`));

const isBehind = (session: WatchSession | null): boolean =>
  session !== null && (session.steps.some(({ entry }) => entry === null) || hasGap(session));

export function useWatch(api: ApiClient, rollingId: string): Watch {
  const [session, dispatch] = useReducer(hear, null);
  const [status, setStatus] = useState<FeedStatus>('connecting');
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [isLoading, setLoading] = useState(true);
  const [attempt, setAttempt] = useState(0);
  const reader = useRef<PastReader | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    const past = new PastReader(api, rollingId);
    setFailure(null);
    const begin = async (): Promise<void> => {
      const text = await definition(abort.signal);
      const sessionId = `rolling:${rollingId}`;
      const first = {
        sessionId,
        name: 'rolling',
        definition: text,
        latest: NO_SNAPSHOT,
        version: 0,
        steps: [],
      };
      dispatch({ kind: 'begin', session: first });
      await past.readOn(abort.signal, (items) => dispatch({ kind: 'steps', steps: stepsFrom(items) }));
      reader.current = past;
      setLoading(false);
    };
    let close = (): void => undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    begin()
      .then(() => {
        if (abort.signal.aborted) return;
        const onData = (data: unknown): void => {
          const message = messageFrom(data);
          if (message !== null) dispatch({ kind: 'message', message });
        };
        const onStatus = (now: FeedStatus, why: ApiFailure | null): void => {
          setStatus(now);
          setFailure(why);
        };
        close = openFeed(api, rollingId, { onData, onStatus });
      })
      .catch((error: unknown) => {
        if (abort.signal.aborted) return;
        const why = failureFrom(error);
        setFailure(why);
        if (isPassing(why)) again = setTimeout(() => setAttempt(attempt + 1), POLL_MS);
      });
    return () => {
      clearTimeout(again);
      abort.abort();
      close();
      reader.current = null;
    };
  }, [api, rollingId, attempt]);
  const isWaiting = session === null || isLoading;
  useCatchUp(isWaiting ? null : isBehind(session) ? CATCH_UP_MS : status === 'live' ? null : POLL_MS, reader, dispatch);
  return { session, isLoading, status, failure };
}

/** Reads on `afterMs`, and again for as long as there is a reason; null: there is none. */
function useCatchUp(
  afterMs: number | null,
  reader: { readonly current: PastReader | null },
  dispatch: (heard: Heard) => void,
): void {
  const [round, setRound] = useState({ number: 0, restMs: 0 });
  useEffect(() => {
    if (afterMs === null) return;
    const abort = new AbortController();
    const again = (restMs: number): void => {
      if (!abort.signal.aborted) setRound({ number: round.number + 1, restMs });
    };
    const timer = setTimeout(
      () => {
        const startedAt = performance.now();
        const told = (items: readonly unknown[]): void => dispatch({ kind: 'steps', steps: stepsFrom(items) });
        reader.current?.readOn(abort.signal, told).then(
          () => again((performance.now() - startedAt) * REST_PER_LOOK),
          () => again(POLL_MS),
        );
      },
      Math.max(round.restMs, afterMs),
    );
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
    // Not by version: whoever hears of a step every moment would never come to read one.
  }, [afterMs, round]);
}
