// What a check may look at: what was sent, what became durable, and what was put aside.
import type { Books } from './books.ts';
import type { SentEntries } from './sent.ts';
import type { Sightings } from './sightings.ts';

export interface Evidence {
  readonly sent: SentEntries;
  readonly books: Books;
  readonly sightings: Sightings;
  isDeadLettered(stream: string, entryId: string): boolean;
  /** Durable, and to have its effect once its player's quarantine ends. */
  isParked(stream: string, entryId: string): boolean;
}
