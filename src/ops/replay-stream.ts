// `ops replay-stream`: after Postgres failed over to a copy that lacks what was acknowledged, the consumer group is put back, and
// the service reads those entries again, in stream order and before anything newer. What had its effect has no second one.
import type { RedisConnection } from '../adapters/redis/connection.ts';
import { type GroupPosition, groupPosition, putGroupBackTo } from '../adapters/redis/wallet-group.ts';
import { EVENT_RETENTION_MS } from '../domain/retention.ts';
import { type StreamId, formatStreamId, idBefore, isBefore, parseStreamId } from '../domain/stream-id.ts';
import { formatTimestamp, parseTimestamp } from '../domain/timestamp.ts';
import { parseOptions } from './options.ts';
import { withStreams } from './servers.ts';
import { textTable } from './text-table.ts';
import { UsageFault } from './usage-fault.ts';

const USAGE = `npm run ops -- replay-stream --from ID|TIME [options]

Lets the service read a wallet stream again from an entry on, in its order. Events that had their effect are recognised and have no
second one. Safe beside a running service, and with none. Speaks to Redis (REDIS_URL, WALLET_STREAMS).

  --from ID|TIME           the first entry to read again: a stream id, or a time such as 2026-11-22T08:00:00Z
  --stream NAME            one of WALLET_STREAMS; default: each of them
  --yes                    do it; without it, nothing is changed
  --json                   the result as one JSON document on stdout
  --help                   this text

Exit code: 0 done (or would be), 1 a stream is as it was (the table says why), 2 the command line is wrong, 3 it could not be done.
`;

const EXIT_DONE = 0;
const EXIT_NOT_ALL = 1;

const OPTIONS = {
  from: { type: 'string' },
  stream: { type: 'string' },
  yes: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

interface Replayed {
  readonly stream: string;
  readonly result: 'put back' | 'would be put back' | 'NO_GROUP' | 'NOT_READ_YET' | 'TOO_OLD';
  readonly detail: string;
  readonly position: GroupPosition | null;
}

function startOf(text: string | undefined): StreamId {
  const at = text === undefined ? null : parseTimestamp(text);
  const id = at === null ? parseStreamId(text ?? '') : { ms: BigInt(Math.max(0, at)), number: 0n };
  if (id === null) throw new UsageFault('--from must be a stream id or a time', USAGE);
  return id;
}

/** Why the group must stay where it is; null where it may be put back. */
function refusal(
  position: GroupPosition | null,
  from: StreamId,
  nowMs: number,
): Pick<Replayed, 'result' | 'detail'> | null {
  if (position === null) return { result: 'NO_GROUP', detail: 'the service would read it from its beginning' };
  const { lastDelivered, firstEntry } = position;
  // Put forward, the group would never be given what it has not been given yet.
  if (isBefore(parseStreamId(lastDelivered) ?? from, from)) {
    return {
      result: 'NOT_READ_YET',
      detail: `the group stands at ${lastDelivered}: all behind it is still to be read`,
    };
  }
  const first = parseStreamId(firstEntry ?? '') ?? from;
  const start = isBefore(from, first) ? first : from;
  const oldest = { ms: BigInt(nowMs - EVENT_RETENTION_MS), number: 0n };
  if (!isBefore(start, oldest)) return null;
  const detail = `event ids are remembered since ${formatTimestamp(Number(oldest.ms))}: older entries would become dead letters`;
  return { result: 'TOO_OLD', detail };
}

async function replayOne(redis: RedisConnection, stream: string, from: StreamId, yes: boolean): Promise<Replayed> {
  const position = await groupPosition(redis, stream);
  const refused = refusal(position, from, Date.now());
  if (refused !== null) return { stream, ...refused, position };
  if (yes) await putGroupBackTo(redis, stream, formatStreamId(idBefore(from)));
  const trimmed = position?.firstEntry !== null && isBefore(from, parseStreamId(position?.firstEntry ?? '') ?? from);
  const detail = trimmed ? `it begins at ${position?.firstEntry}: nothing before that is there to be read` : '';
  return { stream, result: yes ? 'put back' : 'would be put back', detail, position };
}

function textOf(replayed: readonly Replayed[], from: StreamId, yes: boolean): string {
  const rows = replayed.map(({ stream, result, detail, position }) => [
    stream,
    formatStreamId(from),
    position?.lastDelivered ?? '-',
    position?.lastEntry ?? '-',
    result,
    detail,
  ]);
  const table = textTable(['STREAM', 'READ AGAIN FROM', 'STOOD AT', 'ENDS AT', 'RESULT', 'DETAIL'], rows);
  return [...table, ...(yes ? [] : ['', 'nothing was changed: add --yes']), ''].join('\n');
}

function jsonOf(replayed: readonly Replayed[], from: StreamId): string {
  const streams = replayed.map(({ stream, result, detail, position }) => ({
    stream,
    result,
    detail,
    stood_at: position?.lastDelivered ?? null,
    first_entry: position?.firstEntry ?? null,
    last_entry: position?.lastEntry ?? null,
    entries: position?.entries ?? null,
    pending: position?.pending ?? null,
  }));
  return `${JSON.stringify({ from: formatStreamId(from), streams }, null, 2)}\n`;
}

export async function replayStream(argv: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(argv, OPTIONS, USAGE);
  if (values.help === true) {
    process.stdout.write(USAGE);
    return EXIT_DONE;
  }
  if (positionals.length > 0) throw new UsageFault(`'${positionals[0]}' means nothing here`, USAGE);
  const from = startOf(values.from);
  const { stream, yes = false, json = false } = values;
  return withStreams(USAGE, async ({ redis, wallet }) => {
    if (stream !== undefined && !wallet.includes(stream)) {
      throw new UsageFault(`--stream must be one of WALLET_STREAMS: ${wallet.join(', ')}`, USAGE);
    }
    const replayed: Replayed[] = [];
    for (const name of stream === undefined ? wallet : [stream]) replayed.push(await replayOne(redis, name, from, yes));
    process.stdout.write(json ? jsonOf(replayed, from) : textOf(replayed, from, yes));
    return replayed.every(({ result }) => result.endsWith('put back')) ? EXIT_DONE : EXIT_NOT_ALL;
  });
}
