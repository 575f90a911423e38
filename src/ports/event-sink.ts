// Where the platform listens: the event stream that outbox rows are published to.
import type { BrandId } from '../domain/ids.ts';
import type { OutboxEvent } from '../domain/outbox-event.ts';
import type { Trace } from '../domain/trace.ts';

export interface PublishableEvent extends OutboxEvent {
  readonly brandId: BrandId;
  /** Goes beside the event, never into its payload. */
  readonly trace?: Trace;
}

export interface EventSink {
  /** Appends all events in order; rejects if any may be missing (then all are published again, under the same event ids). */
  publish(events: readonly PublishableEvent[]): Promise<void>;
}
