// What operators do about dead letters. Reading them is the ReadStore's.
import type { KeptDeadLetter, LetterRefusal, ResolutionAsked } from '../domain/dead-letter.ts';
import type { WalletAppender } from './wallet-appender.ts';

export type LetterOutcome =
  /** `repeated`: it had been done under the same key before, and was not done again. */
  | { readonly kind: 'resolved' | 'repeated'; readonly letter: KeptDeadLetter }
  | { readonly kind: 'refused'; readonly code: LetterRefusal; readonly letter: KeptDeadLetter }
  | { readonly kind: 'unknown' }
  /** Somebody else is resolving it: nothing was done. */
  | { readonly kind: 'busy' };

export interface DeadLetters {
  /**
   * Resolves the letter once, however many ask at the same time. A replay is appended first and marked afterwards: a death in
   * between leaves the letter open and its event on the stream, where a second copy has no second effect. Rejects where the append
   * or the mark may not have happened: ask again.
   */
  resolve(id: number, asked: ResolutionAsked, appender: WalletAppender): Promise<LetterOutcome>;
}
