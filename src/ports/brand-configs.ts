// Where a brand's own rules are kept, version by version. Owners do not read here: each create loads the newest row with its own
// facts, so what `put` has answered holds for every create begun after it.
import type { BrandId } from '../domain/ids.ts';

export interface StoredBrandConfig {
  /** Counts from 1 within the brand. */
  readonly version: number;
  /** Parsed JSON, as it was given. */
  readonly config: unknown;
  readonly requestedBy: string | null;
  readonly note: string | null;
  readonly at: number;
}

export interface BrandConfigChange {
  readonly config: unknown;
  /** The version that the change was made from, 0 for none; null to change whatever is there. */
  readonly expectedVersion: number | null;
  readonly requestedBy: string | null;
  readonly note: string | null;
  readonly at: number;
}

export type PutOutcome =
  | { readonly kind: 'stored'; readonly version: number }
  /** Nothing was written: the brand's newest version is this one. */
  | { readonly kind: 'conflict'; readonly version: number };

export interface BrandConfigs {
  /** The newest; null for a brand that never set any. */
  current(brandId: BrandId): Promise<StoredBrandConfig | null>;
  version(brandId: BrandId, version: number): Promise<StoredBrandConfig | null>;
  put(brandId: BrandId, change: BrandConfigChange): Promise<PutOutcome>;
}
