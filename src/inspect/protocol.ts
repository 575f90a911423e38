// The messages of @statelyai/inspect 0.7, as its types have them; each is one text frame. A session is a rolling, whoever owns it and
// whichever process tells of it, so it goes on over a move of its shard. docs/inspector.md shows each.
import { ROLLING_DEFINITION } from '../../machines/rolling.definition.ts';
import { type InspectedSnapshot, exactSnapshot } from '../domain/inspection/inspected-snapshot.ts';
import type { InspectedEvent } from '../domain/inspection/inspected-event.ts';
import type { InspectedStep } from '../domain/inspection/journal-fold.ts';
import type { RollingRecord } from '../domain/rolling.ts';

/** Of the protocol: whoever reads it compares. */
const PROTOCOL_VERSION = '0.7.2';

interface About {
  readonly rollingId: string;
  readonly version: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

const sessionIdOf = (rollingId: string): string => `rolling:${rollingId}`;

function base(type: string, { rollingId, version, at }: About) {
  const sessionId = sessionIdOf(rollingId);
  return {
    type,
    _version: PROTOCOL_VERSION,
    createdAt: String(at),
    sessionId,
    rootId: sessionId,
    id: `${rollingId}:${version}`,
    // Ours: which step of the journal it is.
    rolling_version: version,
  };
}

/** As XState writes a snapshot of a machine without children and history. */
const asXState = (snapshot: InspectedSnapshot) => ({ ...snapshot, children: {}, historyValue: {} });

/** What a watcher hears first: the statechart, and where the rolling stands. */
export function actorMessage({ facts, version, ...rolling }: RollingRecord, at: number): string {
  return JSON.stringify({
    ...base('@xstate.actor', { rollingId: facts.rollingId, version, at }),
    name: 'rolling',
    definition: ROLLING_DEFINITION,
    snapshot: asXState(exactSnapshot({ facts, version, ...rolling })),
  });
}

const eventMessage = (about: About, event: InspectedEvent): string =>
  JSON.stringify({ ...base('@xstate.event', about), event });

function snapshotMessage(about: About, event: InspectedEvent, snapshot: InspectedSnapshot): string {
  return JSON.stringify({ ...base('@xstate.snapshot', about), event, snapshot: asXState(snapshot) });
}

export interface StepMessages {
  readonly event: string;
  readonly snapshot: string;
}

export function stepMessages({ entry, event, snapshot }: InspectedStep): StepMessages {
  const about = { rollingId: entry.rollingId, version: entry.version, at: entry.at };
  return { event: eventMessage(about, event), snapshot: snapshotMessage(about, event, snapshot) };
}
