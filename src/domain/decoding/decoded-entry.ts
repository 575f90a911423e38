// What decoding takes and what it gives back.
import type { BrandEnforcement } from '../brand-enforcement.ts';
import type { ExponentOf } from '../currency.ts';
import type { BrandId } from '../ids.ts';
import type { WalletEvent } from '../wallet-event.ts';
import type { Trace } from '../trace.ts';
import type { RefusalCode } from './refusals.ts';

export interface DecodeOptions {
  readonly nowMs: number;
  readonly brandEnforcement: BrandEnforcement;
  /** The brand of events that name none; never used under `enforce`. */
  readonly defaultBrandId: BrandId | null;
  readonly exponentOf: ExponentOf;
  /** How long event ids are remembered: an older event is refused. */
  readonly retentionMs: number;
  /** How far ahead of `nowMs` an event may have occurred. */
  readonly futureMs: number;
}

/** `stated` by the entry; `defaulted` where it names none; `disputed` where its envelope, which holds, and its payload differ. */
export type BrandOrigin = 'stated' | 'defaulted' | 'disputed';

export type DecodedEntry =
  | {
      readonly kind: 'event';
      readonly event: WalletEvent;
      readonly brand: BrandOrigin;
      /** Where the entry or its envelope brought one. */
      readonly trace?: Trace;
    }
  /** An event type that is not ours: counted and acknowledged. */
  | { readonly kind: 'ignored'; readonly eventType: string }
  /** For the dead letters; ids are given where the entry had storable ones. */
  | {
      readonly kind: 'refused';
      readonly code: RefusalCode;
      readonly detail: string;
      readonly eventId: string | null;
      readonly brandId: string | null;
    };

/** What every event says about itself, whatever its payload. */
export interface EventHead {
  readonly eventId: string;
  readonly occurredAt: number;
  readonly brandId: BrandId;
}
