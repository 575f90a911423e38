// The rules of a brand, and what other rules would have made of recorded bets (docs/brand-config.md).
import { type Decoded, json, list, nullable, number, object, record, text } from './decode.ts';

export const decodeBrandConfig = object({
  version: number,
  config: record(json),
  effective: record(json),
  sources: record(text),
});

export type BrandConfig = Decoded<typeof decodeBrandConfig>;

const amounts = record(text);

const sums = object({
  open: number,
  completed: number,
  canceled: number,
  expired: number,
  undetermined: number,
  refused: number,
  bets_counted: number,
  credited_minor: amounts,
  release_minor: amounts,
});

const outcome = object({
  state: text,
  refusal: nullable(text),
  target_minor: text,
  wagered_minor: text,
  bets_counted: number,
  release_minor: text,
});

export const decodeDryRun = object({
  rollings: number,
  bets: number,
  left_out: record(number),
  before: sums,
  after: sums,
  changed_count: number,
  changed: list(object({ rolling_id: text, player_id: text, currency: text, before: outcome, after: outcome })),
});

export type DryRun = Decoded<typeof decodeDryRun>;
export type Outcome = Decoded<typeof outcome>;
