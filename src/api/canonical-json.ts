// One text for one meaning: members sorted by name, so that a body sent again in another order is the same body.
import { fingerprintOf } from '../domain/hash.ts';

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, canonical(member)]));
}

/** FROZEN: fingerprints of create bodies are stored with their rollings, and compared when a source comes again. */
export function fingerprintOfBody(body: unknown): number {
  return fingerprintOf(JSON.stringify(canonical(body)));
}
