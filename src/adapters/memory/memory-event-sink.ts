// The event stream as an array, for simulation.
import type { EventSink, PublishableEvent } from '../../ports/event-sink.ts';

export class MemoryEventSink implements EventSink {
  readonly events: PublishableEvent[] = [];

  async publish(events: readonly PublishableEvent[]): Promise<void> {
    this.events.push(...events);
  }
}
