// How far each wallet stream has been processed, by the store's clock: an expiry waits until every stream is past its due time.
import type { BrandId } from '../domain/ids.ts';
import type { StreamLease } from './fleet-store.ts';

export interface Watermarks {
  /** The store's time now, in epoch milliseconds. Ask before the stream is asked for its last id. */
  begin(): Promise<number>;
  /**
   * Everything that was on the lease's stream at `at` is processed, save entries of these brands. A mark never moves back, and a
   * lease that somebody else holds by now changes nothing.
   */
  note(lease: StreamLease, at: number, exceptBrands: readonly BrandId[]): Promise<void>;
}
