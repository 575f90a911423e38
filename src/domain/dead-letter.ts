// What the wallet stream held and could not be applied, and its way out: an operator has it appended again, or puts it aside for
// good. A letter is resolved once; its row stays, with who did what, when and why.

/** Unique by stream and entry id. */
export interface DeadLetter {
  readonly stream: string;
  readonly entryId: string;
  readonly receivedAt: number;
  readonly eventId: string | null;
  readonly brandId: string | null;
  readonly reason: string;
  readonly detail: string;
  /** The entry's fields as JSON text. */
  readonly raw: string;
  /** The letter whose replay this entry was. */
  readonly replayOf: number | null;
}

interface Said {
  readonly as: 'replayed' | 'discarded';
  readonly at: number;
  readonly requestedBy: string;
  readonly reason: string | null;
  readonly note: string | null;
  /** The caller's idempotency key; `fingerprint` stands for what was asked under it. */
  readonly key: string | null;
  readonly fingerprint: number;
}

export type ResolutionAsked = Said;

export interface Resolution extends Said {
  /** The entry that was appended; null where it was discarded. */
  readonly replayedAs: string | null;
}

export const LETTER_STATES = ['open', 'replayed', 'discarded'] as const;
export type LetterState = (typeof LETTER_STATES)[number];

export interface KeptDeadLetter extends DeadLetter {
  readonly id: number;
  /** Null while it is open. */
  readonly resolution: Resolution | null;
}

export type LetterRefusal = 'DEAD_LETTER_CLOSED' | 'IDEMPOTENCY_KEY_REUSED' | 'NOTHING_TO_REPLAY' | 'STREAM_NOT_READ';

export type Judgement =
  /** `fields` is the entry to append; null for a discard. */
  | { readonly kind: 'allowed'; readonly fields: Readonly<Record<string, string>> | null }
  /** The same was asked under the same key before, and done. */
  | { readonly kind: 'repeated' }
  | { readonly kind: 'refused'; readonly code: LetterRefusal };

/** FROZEN: names the letter on an entry that is its replay. Decoding ignores it, so the event is the same event. */
const REPLAY_OF = 'replay_of';
const LETTER_ID = /^[1-9]\d{0,14}$/;

export function letterReplayedBy(fields: Readonly<Record<string, string>> | null): number | null {
  const text = fields?.[REPLAY_OF];
  return text !== undefined && LETTER_ID.test(text) ? Number(text) : null;
}

const refused = (code: LetterRefusal): Judgement => ({ kind: 'refused', code });

/** Whether the letter may be resolved as asked. `streamsRead`: an entry appended to any other would be seen by nobody. */
export function judgeResolution(
  letter: KeptDeadLetter,
  asked: ResolutionAsked,
  streamsRead: readonly string[],
): Judgement {
  const { resolution } = letter;
  if (resolution !== null) {
    if (asked.key === null || asked.key !== resolution.key) return refused('DEAD_LETTER_CLOSED');
    const isSame = asked.as === resolution.as && asked.fingerprint === resolution.fingerprint;
    return isSame ? { kind: 'repeated' } : refused('IDEMPOTENCY_KEY_REUSED');
  }
  if (asked.as === 'discarded') return { kind: 'allowed', fields: null };
  if (!streamsRead.includes(letter.stream)) return refused('STREAM_NOT_READ');
  const fields = fieldsOf(letter).filter(([name]) => name !== REPLAY_OF);
  // Trimmed before it was read: there is nothing left to append.
  if (fields.length === 0) return refused('NOTHING_TO_REPLAY');
  return { kind: 'allowed', fields: Object.fromEntries([...fields, [REPLAY_OF, String(letter.id)]]) };
}

function fieldsOf({ id, raw }: KeptDeadLetter): [string, string][] {
  const fields: unknown = JSON.parse(raw);
  if (typeof fields !== 'object' || fields === null) throw new TypeError(`dead letter ${id} does not hold fields`);
  return Object.entries(fields).map(([name, value]: [string, unknown]) => {
    if (typeof value !== 'string') throw new TypeError(`field ${name} of dead letter ${id} is no text`);
    return [name, value];
  });
}
