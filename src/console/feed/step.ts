// A committed step of a rolling: the event, what it left behind, and the journal entry that explains it.
import { type Decoded, json, list, nullable, number, object, text } from '../api/decode.ts';
import { NO_SNAPSHOT, type Snapshot, type StepEvent, eventFrom, snapshotFrom } from './messages.ts';

/** As docs/integrate.md shows it. */
export const decodeEntry = object({
  version: number,
  event_id: text,
  kind: text,
  at: text,
  bet_id: nullable(text),
  settlement_id: nullable(text),
  stake_minor: nullable(text),
  weight_bp: nullable(number),
  credited: text,
  reason: nullable(text),
  rule: nullable(text),
  state_from: nullable(text),
  state_to: text,
  requested_by: nullable(text),
  note: nullable(text),
});

export type JournalEntry = Decoded<typeof decodeEntry>;

export interface Step {
  /** Of the rolling after it; steps of what counts no versions are numbered as they come. */
  readonly version: number;
  readonly at: number;
  readonly event: StepEvent;
  readonly snapshot: Snapshot;
  /** Null where the feed alone told of it. */
  readonly entry: JournalEntry | null;
}

const decodeWire = object({ version: number, at: text, event: json, snapshot: json, entry: nullable(decodeEntry) });

export function decodeStep(value: unknown, at: string): Step {
  const wire = decodeWire(value, at);
  return {
    version: wire.version,
    at: Date.parse(wire.at),
    event: eventFrom(wire.event) ?? { type: '?', members: {} },
    snapshot: snapshotFrom(wire.snapshot) ?? NO_SNAPSHOT,
    entry: wire.entry,
  };
}

export const decodeSteps = object({ items: list(decodeStep), next_cursor: nullable(text) });
