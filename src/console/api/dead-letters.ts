// What the wallet stream held and could not be applied (docs/operations.md).
import { type Decoded, nullable, object, page, text } from './decode.ts';

export const decodeDeadLetter = object({
  id: text,
  received_at: text,
  source: text,
  entry_id: text,
  event_id: nullable(text),
  brand_id: nullable(text),
  reason: text,
  detail: text,
  raw: text,
  state: text,
  replay_of: nullable(text),
  resolution: nullable(
    object({
      at: text,
      requested_by: text,
      reason: nullable(text),
      note: nullable(text),
      replayed_as: nullable(text),
    }),
  ),
});

export type DeadLetter = Decoded<typeof decodeDeadLetter>;

export const decodeDeadLetters = page(decodeDeadLetter);
