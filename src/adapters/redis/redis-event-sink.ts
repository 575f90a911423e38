// Appends outbox events to the stream the platform listens to, many in one round trip.
import { traceFields } from '../../domain/trace.ts';
import type { EventSink, PublishableEvent } from '../../ports/event-sink.ts';
import type { RedisConnection } from './connection.ts';

export class RedisEventSink implements EventSink {
  readonly #stream: string;
  readonly #commands: RedisConnection;

  constructor(stream: string, commands: RedisConnection) {
    this.#stream = stream;
    this.#commands = commands;
  }

  async publish(events: readonly PublishableEvent[]): Promise<void> {
    if (events.length === 0) return;
    const pipeline = this.#commands.pipeline();
    for (const { eventId, eventType, brandId, payload, trace } of events) {
      const fields = ['event_id', eventId, 'event_type', eventType, 'brand_id', brandId, 'payload', payload];
      if (trace !== undefined) fields.push(...Object.entries(traceFields(trace)).flat());
      pipeline.xadd(this.#stream, '*', ...fields);
    }
    const replies = await pipeline.exec();
    if (replies === null) throw new Error('the appends were discarded');
    const failed = replies.find(([error]) => error !== null);
    if (failed !== undefined) throw new Error('not every event was appended', { cause: failed[0] });
  }
}
