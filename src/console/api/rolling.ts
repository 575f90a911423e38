// A rolling and a player's summary as the API answers them (docs/integrate.md).
import { type Decoded, json, list, nullable, number, object, boolean, page, text } from './decode.ts';

const walletCall = {
  attempts: nullable(number),
  next_attempt_at: nullable(text),
  last_error: nullable(text),
  wallet_transaction_id: nullable(text),
};

export const decodeRolling = object({
  rolling_id: text,
  brand_id: text,
  player_id: text,
  state: text,
  version: number,
  currency: text,
  exponent: number,
  source: object({ type: text, id: text }),
  required_minor: text,
  target_minor: text,
  wagered_minor: text,
  remaining_minor: text,
  progress_ratio: text,
  reversed_minor: text,
  bets_counted: number,
  priority: number,
  active_from: text,
  expires_at: nullable(text),
  created_at: text,
  updated_at: text,
  completed_at: nullable(text),
  completion: nullable(object({ ...walletCall, released_minor: nullable(text) })),
  cancellation: nullable(
    object({ ...walletCall, reason: text, requested_by: nullable(text), forfeited_minor: nullable(text) }),
  ),
  review: nullable(text),
  terms: object({
    policy_version: number,
    completion_ratio: text,
    release_minor: text,
    max_conversion_minor: nullable(text),
    allocation: text,
    forfeit: text,
  }),
  metadata: json,
});

export type Rolling = Decoded<typeof decodeRolling>;

export const decodeRollings = page(decodeRolling);

export const decodeSummary = object({
  player_id: text,
  may_withdraw: boolean,
  open: number,
  by_currency: list(object({ currency: text, remaining_minor: text, open: number })),
  rollings: list(decodeRolling),
});
