// Says what was done: shown for a while at the foot of the page, and read aloud.
import { createContext, type ComponentChildren } from 'preact';
import { useCallback, useContext, useEffect, useState } from 'preact/hooks';

type Announce = (sentence: string) => void;

const SHOWN_MS = 6_000;
const AnnouncerContext = createContext<Announce>(() => undefined);

export const useAnnounce = (): Announce => useContext(AnnouncerContext);

export function Announcer({ children }: { readonly children: ComponentChildren }) {
  const [said, setSaid] = useState({ sentence: '', count: 0 });
  const announce = useCallback((sentence: string) => setSaid(({ count }) => ({ sentence, count: count + 1 })), []);
  useEffect(() => {
    if (said.sentence === '') return undefined;
    const timer = setTimeout(() => setSaid(({ count }) => ({ sentence: '', count })), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [said.count]);
  return (
    <AnnouncerContext.Provider value={announce}>
      {children}
      <div class="announcer" role="status" aria-live="polite">
        {said.sentence !== '' && <p key={said.count}>{said.sentence}</p>}
      </div>
    </AnnouncerContext.Provider>
  );
}
