// Ids of stream entries, as Redis makes them: the server's epoch milliseconds, a hyphen, a number within the millisecond.

/** Epoch milliseconds. */
export const appendedAt = (entryId: string): number => Number.parseInt(entryId, 10);
