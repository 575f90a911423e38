// Dead letters as tables for people.
import type { KeptDeadLetter } from '../domain/dead-letter.ts';
import { deadLetterView } from '../domain/dead-letter-view.ts';
import type { LetterOutcome } from '../ports/dead-letters.ts';
import { textTable } from './text-table.ts';

const or = (text: string | null, otherwise = '-'): string => text ?? otherwise;

export function lettersText(letters: readonly KeptDeadLetter[]): string {
  if (letters.length === 0) return 'no dead letters\n';
  const rows = letters.map(deadLetterView).map((letter) => {
    const { id, received_at: at, source, entry_id: entry, brand_id: brand, event_id: event, state, reason } = letter;
    return [id, at, source, entry, or(brand), or(event), state, reason];
  });
  const header = ['ID', 'RECEIVED', 'STREAM', 'ENTRY', 'BRAND', 'EVENT', 'STATE', 'CODE'];
  return `${textTable(header, rows).join('\n')}\n`;
}

export function letterText(letter: KeptDeadLetter): string {
  const { resolution, raw, ...view } = deadLetterView(letter);
  const lines = [
    ...Object.entries(view),
    ...Object.entries(resolution ?? {}).map(([name, value]) => [`${view.state} ${name}`, value]),
  ];
  const width = Math.max(...lines.map(([name]) => String(name).length));
  const said = lines.map(([name, value]) => `${String(name).padEnd(width)}  ${or(value ?? null)}`);
  return `${[...said, '', raw].join('\n')}\n`;
}

export interface Tried {
  readonly id: number;
  /** Null: it was not tried any more. */
  readonly outcome: LetterOutcome | { readonly kind: 'failed'; readonly message: string };
}

/** What became of it, in a word and a sentence. */
function saidOf({ outcome }: Tried): readonly [result: string, detail: string] {
  switch (outcome.kind) {
    case 'resolved':
    case 'repeated': {
      const { resolution } = outcome.letter;
      return [or(resolution?.as ?? null), or(resolution?.replayedAs ?? null, '')];
    }
    case 'refused': {
      const { resolution } = outcome.letter;
      return [outcome.code, resolution === null ? '' : `${resolution.as} by ${resolution.requestedBy}`];
    }
    case 'unknown':
      return ['DEAD_LETTER_NOT_FOUND', ''];
    case 'busy':
      return ['DEAD_LETTER_BUSY', 'somebody else is at it, or died at it: ask again in 30 s'];
    case 'failed':
      return ['FAILED', outcome.message];
  }
}

export function triedText(tried: readonly Tried[]): string {
  const rows = tried.map((each) => [String(each.id), ...saidOf(each)]);
  return `${textTable(['ID', 'RESULT', 'DETAIL'], rows).join('\n')}\n`;
}

export function triedJson(tried: readonly Tried[]): unknown {
  return {
    items: tried.map((each) => {
      const [result, detail] = saidOf(each);
      const { outcome } = each;
      const letter = 'letter' in outcome ? deadLetterView(outcome.letter) : null;
      return { id: String(each.id), result, detail, letter };
    }),
  };
}
