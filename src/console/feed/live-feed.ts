// The live feed of one rolling: a ticket for each connection, since one is good once and for seconds; a connection that breaks is
// opened again, later each time.
import { type ApiClient, segment } from '../api/client.ts';
import { object, text } from '../api/decode.ts';
import { type ApiFailure, failureFrom } from '../api/problem.ts';

export type FeedStatus = 'connecting' | 'live' | 'lost' | 'refused';

export interface FeedEars {
  /** A message of the protocol as it came. */
  readonly onData: (data: unknown) => void;
  /** `refused` comes with the API's reason, and is the end. */
  readonly onStatus: (status: FeedStatus, failure: ApiFailure | null) => void;
}

interface Connecting {
  readonly api: ApiClient;
  readonly rollingId: string;
  readonly ears: FeedEars;
  readonly signal: AbortSignal;
}

const decodeTicket = object({ ticket: text, url: text });

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/** Asking again changes nothing. */
const isFinal = ({ problem: { status } }: ApiFailure): boolean => status >= 400 && status < 500 && status !== 429;

/** `url` is an address of ours; whatever it says, the connection goes nowhere else. */
function socketAddress(url: string): string {
  const { pathname, search } = new URL(url, location.href);
  return `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}${pathname}${search}`;
}

/** Resolves when the connection has ended; `opened` when it began. */
async function listenOnce(address: string, signal: AbortSignal, ears: FeedEars, opened: () => void): Promise<void> {
  const socket = new WebSocket(address);
  const close = (): void => socket.close();
  signal.addEventListener('abort', close);
  return new Promise((resolve) => {
    socket.onopen = opened;
    socket.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (typeof data !== 'string') return;
      const message: unknown = JSON.parse(data);
      ears.onData(message);
    };
    socket.onclose = () => {
      signal.removeEventListener('abort', close);
      resolve();
    };
  });
}

async function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
}

/** One ticket and one connection. The failure that is final, or null: it may be tried again. */
async function connect({ api, rollingId, ears, signal }: Connecting, opened: () => void): Promise<ApiFailure | null> {
  try {
    const { url } = await api.post(`/${segment(rollingId)}/inspect-ticket`, {}, decodeTicket, { signal });
    await listenOnce(socketAddress(url), signal, ears, opened);
    return null;
  } catch (error) {
    const failure = failureFrom(error);
    return isFinal(failure) ? failure : null;
  }
}

async function keepOpen(connecting: Connecting): Promise<void> {
  const { ears, signal } = connecting;
  const tell = (status: FeedStatus, failure: ApiFailure | null = null): void => {
    if (!signal.aborted) ears.onStatus(status, failure);
  };
  let waitMs = FIRST_WAIT_MS;
  while (!signal.aborted) {
    tell('connecting');
    const refusal = await connect(connecting, () => {
      waitMs = FIRST_WAIT_MS;
      tell('live');
    });
    if (refusal !== null) {
      tell('refused', refusal);
      return;
    }
    tell('lost');
    await wait(waitMs, signal);
    waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
  }
}

/** Returns what ends it. */
export function openFeed(api: ApiClient, rollingId: string, ears: FeedEars): () => void {
  const abort = new AbortController();
  void keepOpen({ api, rollingId, ears, signal: abort.signal });
  return () => abort.abort();
}
