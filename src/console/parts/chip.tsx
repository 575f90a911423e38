// A state as a coloured word: the colour is never the only sign.
import { inWords } from './format.ts';

export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'idle';

/** Of rollings, workers, orders, dead letters: one word means the same everywhere. */
const TONES: Readonly<Record<string, Tone>> = {
  active: 'info',
  completed: 'ok',
  completing: 'info',
  completion_failed: 'bad',
  canceling: 'warn',
  canceled: 'idle',
  cancellation_failed: 'bad',
  expired: 'idle',
  expiring: 'warn',
  suspended: 'warn',
  pending: 'idle',
  joining: 'info',
  draining: 'warn',
  drained: 'warn',
  ending: 'warn',
  away: 'bad',
  open: 'info',
  done: 'ok',
  failed: 'bad',
  replayed: 'ok',
  discarded: 'idle',
};

interface Props {
  readonly state: string;
  /** Where the word alone does not say it: a worker is active, and that is well. */
  readonly tone?: Tone | undefined;
}

export function Chip({ state, tone = TONES[state] ?? 'idle' }: Props) {
  return <span class={`chip ${tone}`}>{inWords(state)}</span>;
}
