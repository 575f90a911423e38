// What the inspector feed says (protocol of @statelyai/inspect 0.7), read at the edge; what is none of its messages is null.
import { isObject, textOf } from '../statechart/json-value.ts';

export interface Snapshot {
  readonly value: unknown;
  readonly status: string;
  readonly context: unknown;
  readonly tags: readonly string[];
  /** False: folded from the journal, which keeps neither inner states nor wallet calls; what it does not tell is absent. */
  readonly isExact: boolean;
}

/** Of what nothing is known yet. */
export const NO_SNAPSHOT: Snapshot = { value: null, status: 'active', context: null, tags: [], isExact: false };

export interface StepEvent {
  readonly type: string;
  /** All its members, `type` among them. */
  readonly members: Readonly<Record<string, unknown>>;
}

interface Told {
  readonly sessionId: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Of the rolling after it: ours beside the protocol, so another machine's messages have none. */
  readonly version: number | null;
}

export type InspectionMessage =
  | (Told & {
      readonly kind: 'actor';
      readonly name: string;
      readonly definition: string | null;
      readonly snapshot: Snapshot;
    })
  | (Told & { readonly kind: 'event'; readonly event: StepEvent })
  | (Told & { readonly kind: 'snapshot'; readonly event: StepEvent; readonly snapshot: Snapshot });

export function snapshotFrom(value: unknown): Snapshot | null {
  if (!isObject(value)) return null;
  const tags = Array.isArray(value['tags']) ? value['tags'].map(textOf).filter((tag) => tag !== null) : [];
  const { value: state, status, context, exact } = value;
  return { value: state, status: textOf(status) ?? 'active', context, tags, isExact: exact !== false };
}

export function eventFrom(value: unknown): StepEvent | null {
  if (!isObject(value)) return null;
  const type = textOf(value['type']);
  return type === null ? null : { type, members: value };
}

/** As the protocol has it: epoch milliseconds as text. */
function timeFrom(createdAt: unknown): number {
  const time = Number(textOf(createdAt) ?? Number.NaN);
  return Number.isFinite(time) ? time : 0;
}

export function messageFrom(data: unknown): InspectionMessage | null {
  if (!isObject(data) || textOf(data['_version']) === null) return null;
  const sessionId = textOf(data['sessionId']);
  if (sessionId === null) return null;
  const version = data['rolling_version'];
  const told = {
    sessionId,
    at: timeFrom(data['createdAt']),
    version: typeof version === 'number' ? version : null,
  };
  const snapshot = snapshotFrom(data['snapshot']);
  const event = eventFrom(data['event']);
  switch (data['type']) {
    case '@xstate.actor': {
      if (snapshot === null) return null;
      const definition = textOf(data['definition']);
      return { kind: 'actor', ...told, name: textOf(data['name']) ?? sessionId, definition, snapshot };
    }
    case '@xstate.event':
      return event === null ? null : { kind: 'event', ...told, event };
    case '@xstate.snapshot':
      return event === null || snapshot === null ? null : { kind: 'snapshot', ...told, event, snapshot };
    default:
      return null;
  }
}
