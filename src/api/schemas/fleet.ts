// What operators send about the fleet, and what they are told of it.
import Type, { type Static } from 'typebox';
import { SLOT_COUNT } from '../../domain/slot.ts';
import { answer, listOf, orNull } from './answers.ts';
import { id, strict, text } from './fields.ts';
import { page } from './queries.ts';

const REASON_LENGTH_MAX = 200;
const SHARD_NO_MAX = 999_999_999;

const authority = {
  reason: text(REASON_LENGTH_MAX, 'Why; kept in the history.'),
  requested_by: Type.Optional(id('Who asked, as the caller knows them. Default: the name of the caller.')),
};
const slot = (description: string) => Type.Integer({ minimum: 1, maximum: SLOT_COUNT - 1, description });
const shardNo = Type.Integer({ minimum: 1, maximum: SHARD_NO_MAX });

export const moveBody = strict('MoveShard', {
  worker: id('Where it goes.'),
  force: Type.Optional(
    Type.Boolean({ description: 'Do not wait for the owner: it can commit no more from this moment on.' }),
  ),
  ...authority,
});
export const pinBody = strict('PinShard', {
  worker: Type.Unsafe<string | null>({
    anyOf: [id('Where it goes and stays.'), { type: 'null' }],
    description: 'Null takes the pin back.',
  }),
  ...authority,
});
export const splitBody = strict('SplitShard', {
  at: Type.Optional(
    Type.Array(slot('Where a new shard begins.'), { minItems: 1, maxItems: SLOT_COUNT - 1, description: 'Or `into`.' }),
  ),
  into: Type.Optional(
    Type.Integer({ minimum: 2, maximum: SLOT_COUNT, description: 'So many, as alike as slots allow. Or `at`.' }),
  ),
  ...authority,
});
export const mergeBody = strict('MergeShards', { with: shardNo, ...authority });
export const authorityBody = strict('FleetOrder', authority);
export type AuthorityBody = Static<typeof authorityBody>;

export const shardParams = Type.Object({
  brand: Type.String({ description: 'Its brand.' }),
  shard_no: Type.String({ description: 'Its number among the brand’s shards.' }),
});
export const workerParams = Type.Object({ worker: Type.String({ description: 'Its name.' }) });
export const streamParams = Type.Object({ stream: Type.String({ description: 'Its name.' }) });
export const orderParams = Type.Object({ id: Type.String({ description: 'As answered.' }) });

export const shardsQuery = strict(null, {
  brand_id: Type.Optional(id('Of one brand.')),
  worker: Type.Optional(id('Those it has, or is to have.')),
  ...page,
});
export const historyQuery = strict(null, { brand_id: Type.Optional(id('About shards of one brand.')), ...page });

const at = Type.String({ format: 'date-time' });
const atOrNull = Type.Unsafe<unknown>({ type: ['string', 'null'], format: 'date-time' });
const names = Type.Array(Type.String());
const rate = Type.Number();

const worker = Type.Object(
  {
    worker: Type.String(),
    condition: Type.Enum(['joining', 'active', 'draining', 'drained', 'ending', 'away'], {
      description: '`draining`, `drained`: by an operator. `ending`: by itself, told to stop. `away`: its lease ended.',
    }),
    alive: Type.Boolean(),
    drain_order: orNull('string', 'The order that drains it, in the history.'),
    shards: Type.Integer(),
    events_per_s: rate,
    reads: names,
    may_read: names,
    capacity: Type.Integer(),
    build: Type.String(),
    machine_version: Type.Integer({ description: 'The newest snapshots it can read.' }),
    started_at: at,
    address: Type.String(),
  },
  { title: 'Worker' },
);
const shard = Type.Object(
  {
    brand_id: Type.String(),
    shard_no: Type.Integer(),
    slot_from: Type.Integer(),
    slot_to: Type.Integer({ description: 'Not part of it.' }),
    owner: orNull('string'),
    owner_alive: Type.Boolean(),
    epoch: Type.Integer(),
    target: orNull('string', 'Where it is going.'),
    pinned_to: orNull('string'),
    machine_version_min: Type.Integer(),
    events_per_s: rate,
  },
  { title: 'Shard' },
);
const stream = Type.Object(
  {
    stream: Type.String(),
    reader: orNull('string'),
    reader_alive: Type.Boolean(),
    epoch: Type.Integer(),
    target: orNull('string'),
    processed_through: atOrNull,
    except_brands: names,
    may_be_read_by: names,
  },
  { title: 'WalletStream' },
);
const historyEntry = Type.Object(
  {
    id: Type.String(),
    at,
    kind: Type.String({
      description: 'move, pin, unpin, split, merge, drain, undrain, forget-stream; place: placement.',
    }),
    brand_id: orNull('string'),
    shard_no: orNull('integer'),
    subject: orNull('string', 'The worker or the stream.'),
    detail: Type.Unsafe<unknown>({ type: 'object', description: 'The arguments.' }),
    requested_by: Type.String(),
    reason: Type.String(),
    state: Type.Enum(['open', 'done', 'failed']),
    outcome: orNull('string'),
    done_at: atOrNull,
    took_ms: orNull('integer'),
  },
  { title: 'FleetHistoryEntry' },
);
const move = Type.Object(
  {
    brand_id: orNull('string'),
    shard_no: orNull('integer'),
    stream: orNull('string'),
    from: orNull('string'),
    to: orNull('string', 'Null: a wish is taken back.'),
    reason: Type.String(),
    why: Type.String(),
  },
  { title: 'PlacementMove' },
);
const stranded = Type.Object(
  { brand_id: Type.String(), shard_no: Type.Integer(), owner: orNull('string'), why: Type.String() },
  { title: 'StrandedShard' },
);
const share = Type.Object(
  {
    worker: Type.String(),
    shards_before: Type.Integer(),
    shards_after: Type.Integer(),
    events_per_s_before: rate,
    events_per_s_after: rate,
    streams_before: Type.Integer(),
    streams_after: Type.Integer(),
  },
  { title: 'WorkerShare' },
);

export const workersAnswer = answer(Type.Object({ items: Type.Array(worker) }, { title: 'Workers' }));
export const streamsAnswer = answer(Type.Object({ items: Type.Array(stream) }, { title: 'WalletStreams' }));
export const shardsAnswer = listOf(shard, 'ShardPage');
export const historyAnswer = listOf(historyEntry, 'FleetHistoryPage');
export const orderAnswer = answer(historyEntry);
export const rebalanceAnswer = answer(
  Type.Object(
    { moves: Type.Array(move), stranded: Type.Array(stranded), workers: Type.Array(share) },
    { title: 'Rebalance' },
  ),
);
