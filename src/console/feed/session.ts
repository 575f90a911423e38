// What is known of one watched machine: a fold of the feed's messages and of the steps that were loaded. Pure.
import { isObject } from '../statechart/json-value.ts';
import type { InspectionMessage, Snapshot, StepEvent } from './messages.ts';
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
  readonly latestAt: number;
  /** By version, without gaps that could be filled. */
  readonly steps: readonly Step[];
}

/** The version that a snapshot says it is of. */
export function versionOf(snapshot: Snapshot): number | null {
  const version = isObject(snapshot.context) ? snapshot.context['version'] : null;
  return typeof version === 'number' ? version : null;
}

const bounded = (steps: readonly Step[]): readonly Step[] =>
  steps.length > STEPS_MAX ? steps.slice(steps.length - STEPS_MAX) : steps;

/** Sorted, one per version; what was loaded knows more than what the feed told. */
function merged(known: readonly Step[], more: readonly Step[]): readonly Step[] {
  const last = known.at(-1);
  const first = more[0];
  // What happens nearly always: the next step, or the next page.
  if (first !== undefined && (last === undefined || first.version > last.version)) return bounded([...known, ...more]);
  const byVersion = new Map(known.map((step) => [step.version, step]));
  for (const step of more) {
    const before = byVersion.get(step.version);
    byVersion.set(step.version, { ...step, entry: step.entry ?? before?.entry ?? null });
  }
  return bounded([...byVersion.values()].toSorted((one, other) => one.version - other.version));
}

const newer = (session: WatchSession, snapshot: Snapshot): boolean =>
  (versionOf(snapshot) ?? Infinity) >= (versionOf(session.latest) ?? 0);

function begun(message: InspectionMessage & { readonly kind: 'actor' }, before: WatchSession | null): WatchSession {
  const { sessionId, name, snapshot: latest, at: latestAt } = message;
  const isSame = before !== null && before.sessionId === sessionId;
  const definition = message.definition ?? (isSame ? before.definition : null);
  return { sessionId, name, definition, latest, latestAt, steps: isSame ? before.steps : [] };
}

function stepOf(session: WatchSession, event: StepEvent, snapshot: Snapshot, at: number): Step {
  const version = versionOf(snapshot) ?? (session.steps.at(-1)?.version ?? 0) + 1;
  return { version, at, event, snapshot, entry: null };
}

/** Messages about a session that nobody introduced, or about another one, change nothing. */
export function told(session: WatchSession | null, message: InspectionMessage): WatchSession | null {
  if (message.kind === 'actor') return begun(message, session);
  if (session === null || session.sessionId !== message.sessionId || message.kind === 'event') return session;
  const { snapshot, at } = message;
  const steps = merged(session.steps, [stepOf(session, message.event, snapshot, at)]);
  return newer(session, snapshot) ? { ...session, latest: snapshot, latestAt: at, steps } : { ...session, steps };
}

/** A page of steps that were read. */
export function remembered(session: WatchSession, steps: readonly Step[]): WatchSession {
  const known = merged(session.steps, steps);
  const last = known.at(-1);
  return last !== undefined && newer(session, last.snapshot)
    ? { ...session, steps: known, latest: last.snapshot, latestAt: last.at }
    : { ...session, steps: known };
}

/** Whether steps are missing between those that are known: a watcher who fell behind was told the latest only. */
export function hasGap({ steps }: WatchSession): boolean {
  const isCut = steps.length >= STEPS_MAX;
  return steps.some(({ version }, index) => {
    const before = index === 0 ? (isCut ? version - 1 : 0) : (steps[index - 1]?.version ?? 0);
    return version > before + 1;
  });
}
