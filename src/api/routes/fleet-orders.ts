// POST /internal/rolling/ops/…: what operators order of the fleet. An order is a row: 202 with its entry in the history while it is
// open, 200 where it is done. The same order again, while it is open, is the same entry.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refusalCode, refusalSentence } from '../../domain/fleet-refusals.ts';
import { type HistoryView, historyView } from '../../domain/fleet-view.ts';
import { isBrandId } from '../../domain/ids.ts';
import { cutsInto } from '../../domain/split-evenly.ts';
import type { Authority, OrderAnswer } from '../../ports/fleet-store.ts';
import type { ShardKey } from '../../ports/store.ts';
import type { Api, ApiDependencies } from '../api.ts';
import { callerOf } from '../caller.ts';
import { within } from '../patience.ts';
import { ApiProblem, type ProblemCode, invalidRequest } from '../problems.ts';
import {
  type AuthorityBody,
  authorityBody,
  mergeBody,
  moveBody,
  orderAnswer,
  pinBody,
  shardParams,
  splitBody,
  streamParams,
  workerParams,
} from '../schemas/fleet.ts';
import { BODY_PROBLEMS, READ_PROBLEMS, answers } from '../schemas/problems.ts';
import { callHeaders } from '../schemas/queries.ts';

const ORDER_TIMEOUT_MS = 10_000;
const SHARD_NO = /^[1-9]\d{0,8}$/;
const OPEN = 202;
const DONE = 200;

/** `isDoneAtOnce`: nobody else has to do anything. */
function shapeOf(isDoneAtOnce: boolean, codes: readonly ProblemCode[]) {
  const done = { [DONE]: { description: 'It is done: its entry in the history.', schema: orderAnswer } };
  const open = { [OPEN]: { description: 'It is ordered: its entry in the history.', schema: orderAnswer } };
  return {
    tags: ['operations'],
    headers: callHeaders,
    response: answers(isDoneAtOnce ? done : { ...done, ...open }, [...READ_PROBLEMS, ...BODY_PROBLEMS, ...codes]),
  };
}

function shardOf({ brand, shard_no: number }: { readonly brand: string; readonly shard_no: string }): ShardKey {
  if (!isBrandId(brand) || !SHARD_NO.test(number)) {
    throw new ApiProblem('SHARD_NOT_FOUND', refusalSentence('no_such_shard'));
  }
  return { brandId: brand, shardNo: Number(number) };
}

async function order(
  { fleet, clock }: ApiDependencies,
  request: FastifyRequest<{ Body: AuthorityBody }>,
  reply: FastifyReply,
  give: (authority: Authority) => Promise<OrderAnswer>,
): Promise<HistoryView> {
  const caller = callerOf(request).name;
  const { reason, requested_by: requestedBy = caller } = request.body;
  const work = async () => {
    const answer = await give({ reason, requestedBy });
    return 'refused' in answer ? answer : fleet.historyEntry(answer.id);
  };
  const answer = await within(clock, ORDER_TIMEOUT_MS, work).catch((error: unknown) => {
    if (error instanceof ApiProblem) throw error;
    throw new ApiProblem('STORE_UNAVAILABLE', 'whether it was ordered is not known; see the history', {}, error);
  });
  if (answer === null) throw new Error('an order stands in the history');
  if ('refused' in answer) throw new ApiProblem(refusalCode(answer.refused), refusalSentence(answer.refused));
  const { id, kind, brandId, shardNo, subject, state } = answer;
  request.log.info(
    { order: id, kind, brandId, shardNo, subject, state, caller, requestedBy, reason },
    'an order to the fleet',
  );
  void reply.code(state === 'open' ? OPEN : DONE);
  return historyView(answer);
}

export function routeFleetOrders(scope: Api, dependencies: ApiDependencies): void {
  routeShardOrders(scope, dependencies);
  routeReshapes(scope, dependencies);
  const { fleet } = dependencies;

  const drainSchema = {
    operationId: 'drainWorker',
    summary: 'Others take over all that it has',
    description: 'It is given nothing, also after a restart, until it is undrained.',
    params: workerParams,
    body: authorityBody,
    ...shapeOf(false, ['WORKER_NOT_FOUND']),
  };
  scope.post('/ops/workers/:worker/drain', { schema: drainSchema }, async (request, reply) =>
    order(dependencies, request, reply, (authority) => fleet.drain(request.params.worker, authority)),
  );
  const undrainSchema = {
    operationId: 'undrainWorker',
    summary: 'It may be given shards and streams again',
    params: workerParams,
    body: authorityBody,
    ...shapeOf(true, ['WORKER_NOT_FOUND']),
  };
  scope.post('/ops/workers/:worker/undrain', { schema: undrainSchema }, async (request, reply) =>
    order(dependencies, request, reply, (authority) => fleet.undrain(request.params.worker, authority)),
  );
  const forgetSchema = {
    operationId: 'forgetWalletStream',
    summary: 'Nobody is configured to read it: nothing waits for it any more',
    params: streamParams,
    body: authorityBody,
    ...shapeOf(true, ['STREAM_IN_USE', 'STREAM_NOT_FOUND']),
  };
  scope.post('/ops/streams/:stream/forget', { schema: forgetSchema }, async (request, reply) =>
    order(dependencies, request, reply, (authority) => fleet.forgetStream(request.params.stream, authority)),
  );
}

function routeShardOrders(scope: Api, dependencies: ApiDependencies): void {
  const { fleet } = dependencies;
  const moveSchema = {
    operationId: 'moveShard',
    summary: 'Its owner lets go of it, and the worker takes it over',
    description: 'Placement may move it again for balance: pin it where it shall stay.',
    params: shardParams,
    body: moveBody,
    ...shapeOf(false, [
      'SHARD_NOT_FOUND',
      'SHARD_PINNED',
      'WORKER_AWAY',
      'WORKER_DRAINING',
      'WORKER_NOT_FOUND',
      'WORKER_TOO_OLD',
    ]),
  };
  scope.post('/ops/shards/:brand/:shard_no/move', { schema: moveSchema }, async (request, reply) => {
    const shard = shardOf(request.params);
    const { worker, force = false } = request.body;
    return order(dependencies, request, reply, (authority) => fleet.move(shard, worker, force, authority));
  });
  const pinSchema = {
    operationId: 'pinShard',
    summary: 'It goes to that worker and stays there for as long as the worker can have it',
    params: shardParams,
    body: pinBody,
    ...shapeOf(true, ['SHARD_NOT_FOUND', 'WORKER_NOT_FOUND']),
  };
  scope.post('/ops/shards/:brand/:shard_no/pin', { schema: pinSchema }, async (request, reply) => {
    const shard = shardOf(request.params);
    return order(dependencies, request, reply, (authority) => fleet.pin(shard, request.body.worker, authority));
  });
}

function routeReshapes(scope: Api, dependencies: ApiDependencies): void {
  const { fleet } = dependencies;
  const splitSchema = {
    operationId: 'splitShard',
    summary: 'Its owner makes several of it',
    description: 'No row is rewritten, and placement may move each of them.',
    params: shardParams,
    body: splitBody,
    ...shapeOf(false, ['BAD_SLOT', 'SHARD_NOT_FOUND']),
  };
  scope.post('/ops/shards/:brand/:shard_no/split', { schema: splitSchema }, async (request, reply) => {
    const shard = shardOf(request.params);
    const { at, into } = request.body;
    if ((at === undefined) === (into === undefined)) {
      throw invalidRequest([{ in: 'body', pointer: '', detail: 'has either `at` or `into`' }]);
    }
    return order(dependencies, request, reply, async (authority) => {
      if (at !== undefined) return fleet.orderSplit(shard, at, authority);
      const route = (await fleet.routes([shard.brandId])).find(({ shardNo }) => shardNo === shard.shardNo);
      if (route === undefined) return { refused: 'no_such_shard' };
      const cuts = cutsInto(route.slotFrom, route.slotTo, into ?? 0);
      return cuts === null ? { refused: 'bad_slot' } : fleet.orderSplit(shard, cuts, authority);
    });
  });
  const mergeSchema = {
    operationId: 'mergeShards',
    summary: 'One shard of two whose slots meet',
    description: 'Where they have different owners, the second is moved first.',
    params: shardParams,
    body: mergeBody,
    ...shapeOf(false, ['SHARDS_NOT_ADJACENT', 'SHARD_NOT_FOUND']),
  };
  scope.post('/ops/shards/:brand/:shard_no/merge', { schema: mergeSchema }, async (request, reply) => {
    const shard = shardOf(request.params);
    return order(dependencies, request, reply, (authority) => fleet.orderMerge(shard, request.body.with, authority));
  });
}
