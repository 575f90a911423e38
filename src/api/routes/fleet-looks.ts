// GET /internal/rolling/ops/…: the fleet as it is now, of all brands, and who moved what and why.
import { type HistoryView, historyView, shardView, streamViews, workerViews } from '../../domain/fleet-view.ts';
import { isBrandId } from '../../domain/ids.ts';
import { rebalanceView } from '../../domain/rebalance-view.ts';
import type { HistoryEntry } from '../../ports/fleet-store.ts';
import type { Api, ApiDependencies } from '../api.ts';
import { numberBefore, pageOf, shardAfter } from '../cursor.ts';
import { read } from '../patience.ts';
import { ApiProblem } from '../problems.ts';
import {
  historyAnswer,
  historyQuery,
  orderAnswer,
  orderParams,
  rebalanceAnswer,
  shardsAnswer,
  shardsQuery,
  streamsAnswer,
  workersAnswer,
} from '../schemas/fleet.ts';
import { READ_PROBLEMS, answers } from '../schemas/problems.ts';
import { callHeaders } from '../schemas/queries.ts';

const ORDER_ID = /^[1-9]\d{0,14}$/;
const shape = { tags: ['operations'], headers: callHeaders };

export function routeFleetLooks(scope: Api, { fleet, clock }: ApiDependencies): void {
  const workersSchema = {
    operationId: 'listWorkers',
    summary: 'Who is there, and what each has',
    response: answers({ 200: { description: 'All of them.', schema: workersAnswer } }, READ_PROBLEMS),
    ...shape,
  };
  scope.get('/ops/workers', { schema: workersSchema }, async ({ deadlineAt }) => {
    return { items: workerViews(await read(clock, () => fleet.state(), deadlineAt)) };
  });

  const streamsSchema = {
    operationId: 'listWalletStreams',
    summary: 'Who reads which wallet stream, and up to when everything on it is processed',
    response: answers({ 200: { description: 'All of them.', schema: streamsAnswer } }, READ_PROBLEMS),
    ...shape,
  };
  scope.get('/ops/streams', { schema: streamsSchema }, async ({ deadlineAt }) => {
    return { items: streamViews(await read(clock, () => fleet.state(), deadlineAt)) };
  });

  const shardsSchema = {
    operationId: 'listShards',
    summary: 'Which worker has which shard, by brand and number',
    querystring: shardsQuery,
    response: answers({ 200: { description: 'A page.', schema: shardsAnswer } }, READ_PROBLEMS),
    ...shape,
  };
  scope.get('/ops/shards', { schema: shardsSchema }, async (request) => {
    const { brand_id: brand, worker, limit, cursor } = request.query;
    const after = shardAfter(cursor);
    const { shards } = await read(clock, () => fleet.state(), request.deadlineAt);
    const found = shards
      .filter(({ brandId }) => brand === undefined || brandId === brand)
      .filter(({ owner, target }) => worker === undefined || owner === worker || target === worker)
      .toSorted(byPlace)
      .filter((shard) => after === null || byPlace(shard, after) > 0);
    const page = pageOf(found, limit, ({ brandId, shardNo }) => JSON.stringify([brandId, shardNo]));
    return { items: page.items.map(shardView), next_cursor: page.nextCursor };
  });

  const rebalanceSchema = {
    operationId: 'dryRunRebalance',
    summary: 'What placement would move now',
    description: 'A dry-run: placement balances by itself, and nothing is ordered here.',
    response: answers({ 200: { description: 'What would move.', schema: rebalanceAnswer } }, READ_PROBLEMS),
    ...shape,
  };
  scope.get('/ops/rebalance', { schema: rebalanceSchema }, async ({ deadlineAt }) => {
    return rebalanceView(await read(clock, () => fleet.state(), deadlineAt));
  });
  routeHistory(scope, { fleet, clock });
}

function routeHistory(scope: Api, { fleet, clock }: Pick<ApiDependencies, 'fleet' | 'clock'>): void {
  const historySchema = {
    operationId: 'listFleetHistory',
    summary: 'Who moved what and why, newest first',
    querystring: historyQuery,
    response: answers({ 200: { description: 'A page.', schema: historyAnswer } }, READ_PROBLEMS),
    ...shape,
  };
  scope.get('/ops/history', { schema: historySchema }, async (request) => {
    const { brand_id: brand, limit, cursor } = request.query;
    const before = numberBefore(cursor);
    const of = brand !== undefined && isBrandId(brand) ? brand : null;
    const found = await read(clock, () => fleet.history(of, before, limit + 1), request.deadlineAt);
    const page = pageOf(found, limit, (entry: HistoryEntry) => String(entry.id));
    return { items: page.items.map(historyView), next_cursor: page.nextCursor };
  });

  const orderSchema = {
    operationId: 'getFleetOrder',
    summary: 'What became of an order',
    params: orderParams,
    response: answers({ 200: { description: 'Its entry in the history.', schema: orderAnswer } }, [
      ...READ_PROBLEMS,
      'ORDER_NOT_FOUND',
    ]),
    ...shape,
  };
  scope.get(
    '/ops/history/:id',
    { schema: orderSchema },
    async ({ params: { id }, deadlineAt }): Promise<HistoryView> => {
      const entry = ORDER_ID.test(id) ? await read(clock, () => fleet.historyEntry(Number(id)), deadlineAt) : null;
      if (entry === null) throw new ApiProblem('ORDER_NOT_FOUND', `no order ${id}`);
      return historyView(entry);
    },
  );
}

interface Place {
  readonly brandId: string;
  readonly shardNo: number;
}

function byPlace(left: Place, right: Place): number {
  if (left.brandId !== right.brandId) return left.brandId < right.brandId ? -1 : 1;
  return left.shardNo - right.shardNo;
}
