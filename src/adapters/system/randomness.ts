// The machine's own randomness.
import { randomBytes, randomUUID } from 'node:crypto';

/** 62 random bits, for ids. */
export function randomBits(): bigint {
  return randomBytes(8).readBigUInt64BE() >> 2n;
}

/** A token that no other process start ever had. */
export function freshToken(): string {
  return randomUUID();
}
