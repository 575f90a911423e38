// JSON text to an object, bounded before it is parsed: what a stranger sends may cost no more than its size.
import { Fault } from './refusals.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

const LENGTH_MAX = 65_536;
const NESTING_MAX = 32;

/** The object that `text` spells; `name` says in the fault which part of the entry it was. */
export function parseJsonObject(text: string, name: string): JsonObject | Fault {
  if (text.length > LENGTH_MAX) return new Fault('ENTRY_TOO_LARGE', `${name} has ${text.length} characters`);
  if (isNestedTooDeep(text))
    return new Fault('NESTED_TOO_DEEP', `${name} is nested more than ${NESTING_MAX} levels deep`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // the parser's own words quote the text, which may hold what no table can keep
    return new Fault('NOT_JSON', `${name} is not JSON`);
  }
  return isJsonObject(parsed) ? parsed : new Fault('NOT_AN_OBJECT', `${name} is not a JSON object`);
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Nearly every entry has a handful of brackets, and counting those is far cheaper than following them. */
function isNestedTooDeep(text: string): boolean {
  if (countUpTo(text, '{', NESTING_MAX) + countUpTo(text, '[', NESTING_MAX) <= NESTING_MAX) return false;
  return deepestNesting(text) > NESTING_MAX;
}

/** How often `bracket` occurs, counted no further than one above `limit`. */
function countUpTo(text: string, bracket: string, limit: number): number {
  let count = 0;
  for (let at = text.indexOf(bracket); at !== -1 && count <= limit; at = text.indexOf(bracket, at + 1)) count += 1;
  return count;
}

function deepestNesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (quoted && sign === '\\') at += 1;
    else if (sign === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (sign === '{' || sign === '[') deepest = Math.max(deepest, (depth += 1));
    else if (sign === '}' || sign === ']') depth -= 1;
  }
  return deepest;
}
