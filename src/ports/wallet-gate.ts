// Whether the wallet may be called for a brand now. Asked before an attempt is recorded, so that a wallet that is down costs its
// rollings no attempts and the database no writes.
import type { BrandId } from '../domain/ids.ts';

export interface WalletGate {
  /** How many calls of this brand may start now: 0 while its breaker is open, 1 when a probe is due. */
  room(brandId: BrandId): number;
  /** Brands with no room now. */
  closedBrands(): readonly BrandId[];
  /** Brands whose calls are held back because too many failed, a probe now and then excepted. */
  openBreakers(): readonly BrandId[];
}
