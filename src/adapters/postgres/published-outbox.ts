// Outbox rows that were published before, to be published again: how many, and the rows in the order of time.
import { type BrandId, type RollingId, brandId } from '../../domain/ids.ts';
import type { OutboxEventType } from '../../domain/outbox-event.ts';
import { storedTrace } from '../../domain/trace.ts';
import type { PublishableEvent } from '../../ports/event-sink.ts';
import type { Sql } from './connection.ts';

/** One rolling, or those of a period [from, to); null is any. */
export interface PublishedScope {
  readonly brandId: BrandId | null;
  readonly rollingId: RollingId | null;
  readonly from: number | null;
  readonly to: number | null;
  readonly eventType: OutboxEventType | null;
}

export interface PublishedCount {
  readonly brandId: string;
  readonly eventType: OutboxEventType;
  readonly events: number;
  /** Committed and not published yet: the worker's to publish. */
  readonly unpublished: number;
}

function within(sql: Sql, scope: PublishedScope) {
  return sql`
    true
    ${scope.brandId === null ? sql`` : sql`and brand_id = ${scope.brandId}`}
    ${scope.rollingId === null ? sql`` : sql`and rolling_id = ${scope.rollingId}`}
    ${scope.from === null ? sql`` : sql`and at >= to_timestamp(${scope.from}::float8 / 1000)`}
    ${scope.to === null ? sql`` : sql`and at < to_timestamp(${scope.to}::float8 / 1000)`}
    ${scope.eventType === null ? sql`` : sql`and event_type = ${scope.eventType}`}`;
}

export async function countPublished(sql: Sql, scope: PublishedScope): Promise<PublishedCount[]> {
  const rows = await sql<{ brand_id: string; event_type: OutboxEventType; events: number; unpublished: number }[]>`
    select brand_id, event_type, count(published_at) as events, count(*) - count(published_at) as unpublished
      from outbox
     where ${within(sql, scope)}
     group by brand_id, event_type
     order by brand_id, event_type`;
  return rows.map(({ brand_id, event_type, events, unpublished }) => ({
    brandId: brand_id,
    eventType: event_type,
    events,
    unpublished,
  }));
}

interface EventRow {
  brand_id: string;
  event_id: string;
  event_type: OutboxEventType;
  payload: string;
  trace: string | null;
}

const eventOf = (row: EventRow): PublishableEvent => ({
  brandId: brandId(row.brand_id),
  eventId: row.event_id,
  eventType: row.event_type,
  payload: row.payload,
  ...(row.trace === null ? {} : { trace: storedTrace(row.trace) }),
});

/** Batches are given one at a time: the next is read when the one before was taken. */
export async function forEachPublished(
  sql: Sql,
  scope: PublishedScope,
  batch: number,
  take: (events: readonly PublishableEvent[]) => Promise<void>,
): Promise<void> {
  const batches = sql<EventRow[]>`
    select brand_id, event_id, event_type, payload, trace
      from outbox
     where published_at is not null and ${within(sql, scope)}
     order by at, brand_id, shard_no, seq`.cursor(batch);
  for await (const rows of batches) await take(rows.map(eventOf));
}
