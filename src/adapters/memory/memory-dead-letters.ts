// The port DeadLetters over plain maps, and how the memory store numbers and filters letters.
import { type DeadLetter, type KeptDeadLetter, judgeResolution } from '../../domain/dead-letter.ts';
import type { DeadLetters } from '../../ports/dead-letters.ts';
import type { DeadLetterFilter } from '../../ports/read-store.ts';
import { type MemoryTables, letterKey } from './memory-tables.ts';

/** Ids are the order of arrival, from 1, as the database numbers them. */
export function lettersInMemory(tables: MemoryTables): readonly KeptDeadLetter[] {
  return [...tables.deadLetters.entries()].map(([key, letter], place) => ({
    ...letter,
    id: place + 1,
    resolution: tables.letterResolutions.get(key) ?? null,
  }));
}

export function matchesLetter(letter: KeptDeadLetter, filter: DeadLetterFilter): boolean {
  return (
    (filter.state === null || filter.state === (letter.resolution?.as ?? 'open')) &&
    (filter.reason === null || filter.reason === letter.reason) &&
    (filter.brandId === null || filter.brandId === letter.brandId) &&
    (filter.stream === null || filter.stream === letter.stream)
  );
}

/** A replay that was trimmed away before it was read keeps what its first letter held. */
export function knowingItsOrigin(tables: MemoryTables, letter: DeadLetter): DeadLetter {
  if (letter.raw !== '{}') return { ...letter };
  const origin = lettersInMemory(tables).find(
    ({ stream, resolution }) => stream === letter.stream && resolution?.replayedAs === letter.entryId,
  );
  if (origin === undefined) return { ...letter };
  const { raw, eventId, brandId } = origin;
  return { ...letter, raw, eventId, brandId, replayOf: origin.id };
}

export function createMemoryDeadLetters(tables: MemoryTables): DeadLetters {
  let turn: Promise<unknown> = Promise.resolve();
  const resolve: DeadLetters['resolve'] = async (id, asked, appender) => {
    const letter = lettersInMemory(tables)[id - 1];
    if (letter === undefined) return { kind: 'unknown' };
    const judgement = judgeResolution(letter, asked, appender.streams);
    if (judgement.kind === 'refused') return { ...judgement, letter };
    if (judgement.kind === 'repeated') return { kind: 'repeated', letter };
    const { fields } = judgement;
    const replayedAs = fields === null ? null : await appender.append(letter.stream, fields);
    const resolution = { ...asked, replayedAs };
    tables.letterResolutions.set(letterKey(letter.stream, letter.entryId), resolution);
    return { kind: 'resolved', letter: { ...letter, resolution } };
  };
  return {
    // One after the other, as the row's lock has it.
    resolve: (...asked) => {
      const mine = turn.then(() => resolve(...asked));
      turn = mine.catch(() => undefined);
      return mine;
    },
  };
}
