// What a step changed: two JSON values side by side, member by member.
import { isObject } from '../statechart/json-value.ts';

export interface Change {
  /** "progress", "release.attempts", "tags[0]"; "" for the whole. */
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly before: unknown;
  readonly after: unknown;
}

const inside = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

function compareMembers(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  path: string,
) {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key): readonly Change[] => {
    const at = inside(path, key);
    if (!(key in before)) return [{ path: at, kind: 'added', before: undefined, after: after[key] }];
    if (!(key in after)) return [{ path: at, kind: 'removed', before: before[key], after: undefined }];
    return differences(before[key], after[key], at);
  });
}

function compareItems(before: readonly unknown[], after: readonly unknown[], path: string): readonly Change[] {
  const longest = Math.max(before.length, after.length);
  return Array.from({ length: longest }, (_item, index) => index).flatMap((index): readonly Change[] => {
    const at = `${path}[${index}]`;
    if (index >= before.length) return [{ path: at, kind: 'added', before: undefined, after: after[index] }];
    if (index >= after.length) return [{ path: at, kind: 'removed', before: before[index], after: undefined }];
    return differences(before[index], after[index], at);
  });
}

/** Every member that differs, at its deepest; a value that changes its shape counts as one change. */
export function differences(before: unknown, after: unknown, path = ''): readonly Change[] {
  if (Object.is(before, after)) return [];
  if (isObject(before) && isObject(after)) return compareMembers(before, after, path);
  if (Array.isArray(before) && Array.isArray(after)) return compareItems(before, after, path);
  return [{ path, kind: 'changed', before, after }];
}
