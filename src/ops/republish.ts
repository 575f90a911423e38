// `ops republish`: a consumer lost events, or Redis its tail: what was published is appended again, word for word and under the same
// event ids, which whoever reads them knows repeats by. Rows stay marked as they are; what is not published yet is the worker's.
import {
  type PublishedCount,
  type PublishedScope,
  countPublished,
  forEachPublished,
} from '../adapters/postgres/published-outbox.ts';
import { RedisEventSink } from '../adapters/redis/redis-event-sink.ts';
import { isBrandId, isRollingId } from '../domain/ids.ts';
import { parseOptions, timeOption } from './options.ts';
import { withDatabase, withStreams } from './servers.ts';
import { textTable } from './text-table.ts';
import { UsageFault } from './usage-fault.ts';

const USAGE = `npm run ops -- republish (--rolling ID | --from TIME) [options]

Appends events to the event stream again, under the same event ids. Without --yes it counts them. Speaks to Postgres and Redis
(DATABASE_URL, REDIS_URL, EVENT_STREAM).

  --rolling ID             the event of one rolling
  --from TIME  --to TIME   those committed in this period; --to is not part of it, and defaults to now
  --brand B                of one brand
  --type T                 ROLLING_COMPLETED or ROLLING_CANCELED
  --yes                    do it
  --json                   the result as one JSON document on stdout
  --help                   this text

Exit code: 0 done (or counted), 2 the command line is wrong, 3 it could not be done, or not to the end: do it again.
`;

const EXIT_DONE = 0;
const BATCH_EVENTS = 500;

const OPTIONS = {
  rolling: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  brand: { type: 'string' },
  type: { type: 'string' },
  yes: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

const fault = (message: string): UsageFault => new UsageFault(message, USAGE);

function scopeOf(values: ReturnType<typeof parseOptions<typeof OPTIONS>>['values']): PublishedScope {
  const { rolling, from, to, brand, type } = values;
  if ((rolling === undefined) === (from === undefined)) throw fault('give --rolling, or --from');
  if (rolling !== undefined && to !== undefined) throw fault('--to goes with --from');
  if (rolling !== undefined && !isRollingId(rolling))
    throw fault(`--rolling must be a lower-case UUID, not "${rolling}"`);
  if (brand !== undefined && !isBrandId(brand)) throw fault('--brand is no brand id');
  if (type !== undefined && type !== 'ROLLING_COMPLETED' && type !== 'ROLLING_CANCELED') {
    throw fault('--type is ROLLING_COMPLETED or ROLLING_CANCELED');
  }
  const period = {
    from: from === undefined ? null : timeOption('from', from, USAGE),
    // A bound even where none was given: what is committed while this runs is published by itself.
    to: from === undefined ? null : to === undefined ? Date.now() : timeOption('to', to, USAGE),
  };
  if (period.from !== null && period.to !== null && period.from >= period.to) throw fault('--from must be before --to');
  return { rollingId: rolling ?? null, brandId: brand ?? null, eventType: type ?? null, ...period };
}

const sum = (counts: readonly PublishedCount[], of: 'events' | 'unpublished'): number =>
  counts.reduce((total, count) => total + count[of], 0);

const eventsOf = (count: number): string => `${count} event${count === 1 ? '' : 's'}`;

function textOf(counts: readonly PublishedCount[], appended: number | null): string {
  const rows = counts.map(({ brandId, eventType, events }) => [brandId, eventType, String(events)]);
  const waiting = sum(counts, 'unpublished');
  return [
    ...textTable(['BRAND', 'TYPE', 'EVENTS'], rows),
    '',
    ...(waiting === 0 ? [] : [`${waiting} more are not published yet: that is the worker's to do`]),
    appended === null
      ? `${eventsOf(sum(counts, 'events'))} would be appended again; nothing was: add --yes`
      : `${eventsOf(appended)} appended again`,
    '',
  ].join('\n');
}

function jsonOf(counts: readonly PublishedCount[], appended: number | null): string {
  const items = counts.map((count) => ({ brand_id: count.brandId, event_type: count.eventType, events: count.events }));
  const document = {
    events: sum(counts, 'events'),
    unpublished: sum(counts, 'unpublished'),
    appended: appended ?? 0,
    items,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

export async function republish(argv: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(argv, OPTIONS, USAGE);
  if (values.help === true) {
    process.stdout.write(USAGE);
    return EXIT_DONE;
  }
  if (positionals.length > 0) throw fault(`'${positionals[0]}' means nothing here`);
  const scope = scopeOf(values);
  return withDatabase(USAGE, async ({ sql }) => {
    const counts = await countPublished(sql, scope);
    let appended: number | null = null;
    if (values.yes === true) {
      appended = 0;
      await withStreams(USAGE, async ({ redis, event }) => {
        const sink = new RedisEventSink(event, redis);
        await forEachPublished(sql, scope, BATCH_EVENTS, async (events) => {
          await sink.publish(events);
          appended = (appended ?? 0) + events.length;
        });
      });
    }
    process.stdout.write((values.json === true ? jsonOf : textOf)(counts, appended));
    return EXIT_DONE;
  });
}
