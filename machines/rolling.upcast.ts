// Snapshots outlive the code that wrote them. Each entry lifts a persisted snapshot of machine version n to n + 1; hydration
// applies them in turn. Version 1 is the first, so there is nothing to lift yet: the table is the hook.

/** The version of statechart, context and codec in this build. Raise it together with an upcast and a golden file. */
export const MACHINE_VERSION = 1;

export type JsonObject = Readonly<Record<string, unknown>>;

const UPCASTS: ReadonlyMap<number, (snapshot: JsonObject) => JsonObject> = new Map();

/** A snapshot written by newer code than this: its shard must live on a newer worker. */
export class SnapshotTooNewError extends Error {
  readonly code = 'SNAPSHOT_TOO_NEW';

  constructor(version: number, readable: number) {
    super(`snapshot of machine version ${version} cannot be read by version ${readable}`);
    this.name = 'SnapshotTooNewError';
  }
}

/** Lifts `snapshot` from `version` to `target`; throws `SnapshotTooNewError`, or `RangeError` where an upcast is missing. */
export function upcast(
  snapshot: JsonObject,
  version: number,
  upcasts: ReadonlyMap<number, (snapshot: JsonObject) => JsonObject> = UPCASTS,
  target: number = MACHINE_VERSION,
): JsonObject {
  if (version > target) throw new SnapshotTooNewError(version, target);
  let lifted = snapshot;
  for (let step = version; step < target; step += 1) {
    const lift = upcasts.get(step);
    if (lift === undefined) throw new RangeError(`no upcast from machine version ${step} to ${step + 1}`);
    lifted = lift(lifted);
  }
  return lifted;
}
