// What is known of one watched machine: a fold of the feed's messages and of the steps that were loaded. Pure.
import type { InspectionMessage, Snapshot } from './messages.ts';
import type { Step } from './step.ts';

/** More than nearly any rolling has; the oldest steps leave memory beyond it. */
export const STEPS_MAX = 20_000;

/** Of a message of ours beside the protocol: steps from before anybody watched. */
export const STEPS = 'rolling.steps';

export interface WatchSession {
  readonly sessionId: string;
  readonly name: string;
  /** A machine's config as JSON text. */
  readonly definition: string | null;
  readonly latest: Snapshot;
  /** Of the rolling as `latest` has it. */
  readonly version: number;
  /** By version, without gaps that could be filled. */
  readonly steps: readonly Step[];
}

const bounded = (steps: readonly Step[]): readonly Step[] =>
  steps.length > STEPS_MAX ? steps.slice(steps.length - STEPS_MAX) : steps;

/** Sorted, one per version, with all that was ever told of each: the exact snapshot, the entry that explains it. */
function merged(known: readonly Step[], more: readonly Step[]): readonly Step[] {
  const last = known.at(-1);
  const first = more[0];
  // What happens nearly always: the next step, or the next page.
  if (first !== undefined && (last === undefined || first.version > last.version)) return bounded([...known, ...more]);
  const byVersion = new Map(known.map((step) => [step.version, step]));
  for (const step of more) {
    const before = byVersion.get(step.version);
    const knowsMore = before !== undefined && before.snapshot.isExact && !step.snapshot.isExact;
    const snapshot = knowsMore ? before.snapshot : step.snapshot;
    byVersion.set(step.version, { ...step, snapshot, entry: step.entry ?? before?.entry ?? null });
  }
  return bounded([...byVersion.values()].toSorted((one, other) => one.version - other.version));
}

function begun(message: InspectionMessage & { readonly kind: 'actor' }, before: WatchSession | null): WatchSession {
  const { sessionId, name, snapshot: latest } = message;
  const isSame = before !== null && before.sessionId === sessionId;
  const definition = message.definition ?? (isSame ? before.definition : null);
  const steps = isSame ? before.steps : [];
  return { sessionId, name, definition, latest, version: message.version ?? steps.at(-1)?.version ?? 0, steps };
}

/** What is shown as now never goes back, whatever comes late; the same version again may know it more exactly. */
function withLatest(session: WatchSession, { version, snapshot }: Step): WatchSession {
  const isOlder = version < session.version || (version === session.version && !snapshot.isExact);
  return isOlder ? session : { ...session, version, latest: snapshot };
}

/** Messages about a session that nobody introduced, or about another one, change nothing. */
export function told(session: WatchSession | null, message: InspectionMessage): WatchSession | null {
  if (message.kind === 'actor') return begun(message, session);
  if (session === null || session.sessionId !== message.sessionId || message.kind === 'event') return session;
  const { snapshot, at, event } = message;
  const version = message.version ?? (session.steps.at(-1)?.version ?? 0) + 1;
  const step = { version, at, event, snapshot, entry: null };
  return withLatest({ ...session, steps: merged(session.steps, [step]) }, step);
}

/** A page of steps that were read. */
export function remembered(session: WatchSession, page: readonly Step[]): WatchSession {
  const steps = merged(session.steps, page);
  const last = page.at(-1);
  return last === undefined ? session : withLatest({ ...session, steps }, last);
}

/** Whether steps are missing between those that are known: a watcher who fell behind was told the latest only. */
export function hasGap({ steps }: WatchSession): boolean {
  const isCut = steps.length >= STEPS_MAX;
  return steps.some(({ version }, index) => {
    const before = index === 0 ? (isCut ? version - 1 : 0) : (steps[index - 1]?.version ?? 0);
    return version > before + 1;
  });
}
