// Players in quarantine and what is parked of them (docs/quarantine.md).
import { type Decoded, nullable, number, object, page, text } from './decode.ts';

export const decodeQuarantine = object({
  brand_id: text,
  player_id: text,
  since: text,
  reason: text,
  detail: text,
  rolling_id: nullable(text),
  parked: number,
  oldest_parked_at: nullable(text),
  replay: nullable(object({ at: text, requested_by: text, reason: nullable(text) })),
});

export type Quarantine = Decoded<typeof decodeQuarantine>;

export const decodeQuarantines = page(decodeQuarantine);

const parkedEvent = object({
  seq: text,
  source: text,
  entry_id: text,
  event_id: text,
  received_at: text,
  parked_at: text,
  raw: text,
});

export type ParkedEvent = Decoded<typeof parkedEvent>;

export const decodeParkedEvents = page(parkedEvent);
