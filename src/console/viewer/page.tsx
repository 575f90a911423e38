// The viewer: whatever its bridge tells, drawn without any help from outside. It reads, and nothing else.
import { useEffect, useState } from 'preact/hooks';
import { type WatchSession, remembered, told } from '../feed/session.ts';
import type { Money } from '../explain/entries.ts';
import { NowProvider } from '../parts/moment.tsx';
import { Empty } from '../parts/waiting.tsx';
import { Explorer } from './explorer.tsx';
import { listen } from './handshake.ts';

interface Watched {
  readonly session: WatchSession | null;
  readonly isWhole: boolean;
  readonly money: Money | null;
}

const NOTHING: Watched = { session: null, isWhole: false, money: null };

export function ViewerPage() {
  const [{ session, isWhole, money }, setWatched] = useState(NOTHING);
  const [isAlone, setAlone] = useState(false);
  useEffect(() => {
    const stop = listen({
      onMessage: (message) => setWatched((before) => ({ ...before, session: told(before.session, message) })),
      onPast: ({ sessionId, steps, ...past }) =>
        setWatched((before) =>
          before.session?.sessionId === sessionId ? { session: remembered(before.session, steps), ...past } : before,
        ),
    });
    setAlone(stop === null);
    return () => stop?.();
  }, []);
  return (
    <NowProvider>
      <main class="viewer">
        <h1 class="unseen">Rolling viewer</h1>
        {isAlone && (
          <Empty>This page is shown by the page of a rolling, /inspect/rollings/…; by itself it has nothing.</Empty>
        )}
        {!isAlone && session === null && <Empty>Waiting for the first message…</Empty>}
        {session !== null && <Explorer session={session} money={money} isLoading={!isWhole} />}
      </main>
    </NowProvider>
  );
}
