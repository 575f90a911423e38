// Whether what is shown is how it is now.
import type { Tone } from '../parts/chip.tsx';
import type { FeedStatus } from './live-feed.ts';

const WORDS: Readonly<Record<FeedStatus, readonly [word: string, tone: Tone, title: string]>> = {
  connecting: ['connecting', 'idle', 'The live feed is being opened'],
  live: ['live', 'ok', 'Every step is shown as it is committed'],
  lost: ['reconnecting', 'warn', 'The live feed broke; a new ticket is asked for'],
  refused: ['not live', 'bad', 'The live feed is refused'],
};

export function FeedChip({ status }: { readonly status: FeedStatus }) {
  const [word, tone, title] = WORDS[status];
  return (
    <span class={`chip ${tone}`} role="status" title={title} data-feed={status}>
      {word}
    </span>
  );
}
