// From the feed of one rolling to whatever shows it: live messages as they come, and the steps of before for our own viewer.
import { type ApiClient, segment } from '../api/client.ts';
import { number, object, text } from '../api/decode.ts';
import type { ApiFailure } from '../api/problem.ts';
import { type FeedStatus, openFeed } from '../feed/live-feed.ts';
import { PastReader } from '../feed/past.ts';
import { FeedMemory } from './feed-memory.ts';

/** Of what is told: a message of the protocol, or of ours about the past. */
type Passing = { readonly message: unknown; readonly isPast: boolean };

/** Many steps in a second are one look. */
const CATCH_UP_MS = 800;
const AGAIN_MS = 5_000;

const decodeMoney = object({ currency: text, exponent: number });

export interface BridgeFeed {
  readonly memory: FeedMemory;
  /** Who shows it now; another takes its place. */
  listener: (passing: Passing) => void;
  readonly stop: () => void;
}

export function openBridge(
  api: ApiClient,
  rollingId: string,
  onStatus: (status: FeedStatus, failure: ApiFailure | null) => void,
): BridgeFeed {
  const abort = new AbortController();
  const memory = new FeedMemory(`rolling:${rollingId}`);
  const past = new PastReader(api, rollingId);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const feed: BridgeFeed = { memory, listener: () => undefined, stop };
  const read = async (): Promise<void> => {
    memory.money ??= await api.get(`/${segment(rollingId)}`, decodeMoney, { signal: abort.signal });
    await past.readOn(abort.signal, (items, isLast) =>
      feed.listener({ message: memory.remember(items, isLast), isPast: true }),
    );
  };
  const readOn = (): void => {
    read().catch(() => {
      if (!abort.signal.aborted) readLater(AGAIN_MS);
    });
  };
  /** One look for all that happens until then. */
  const readLater = (afterMs: number): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      readOn();
    }, afterMs);
  };
  const close = openFeed(api, rollingId, {
    onStatus,
    onData: (data) => {
      if (!memory.hear(data)) return;
      feed.listener({ message: data, isPast: false });
      readLater(CATCH_UP_MS);
    },
  });
  function stop(): void {
    clearTimeout(timer);
    abort.abort();
    close();
  }
  return feed;
}
