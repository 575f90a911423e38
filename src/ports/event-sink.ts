// Where the platform listens: the event stream that outbox rows are published to.
import type { BrandId } from '../domain/ids.ts';
import type { OutboxEvent } from '../domain/outbox-event.ts';

export interface PublishableEvent extends OutboxEvent {
  readonly brandId: BrandId;
}

export interface EventSink {
  /** Appends all events in order; rejects if any may be missing (then all are published again, under the same event ids). */
  publish(events: readonly PublishableEvent[]): Promise<void>;
}
