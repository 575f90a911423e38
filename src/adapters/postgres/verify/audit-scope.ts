// Which rollings a verification looks at, and where in their order it stands.
import type { BrandId, PlayerId, RollingId } from '../../../domain/ids.ts';

/** What is null does not narrow. A player is only one together with its brand. */
export interface AuditScope {
  readonly brandId: BrandId | null;
  readonly playerId: PlayerId | null;
  readonly rollingId: RollingId | null;
}

export interface RollingKey {
  readonly brandId: BrandId;
  readonly rollingId: RollingId;
}
