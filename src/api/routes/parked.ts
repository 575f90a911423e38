// /internal/rolling/ops/parked: players in quarantine, what is parked of each, and what operators do about it.
import type { FastifyRequest } from 'fastify';
import { isBrandId } from '../../domain/ids.ts';
import type { KeptQuarantine, PlayerKey } from '../../domain/quarantine.ts';
import { parkedEventView, quarantineView } from '../../domain/quarantine-view.ts';
import type { DiscardOutcome } from '../../ports/quarantines.ts';
import type { Api, ApiDependencies } from '../api.ts';
import { brandOf } from '../brand.ts';
import { callerOf } from '../caller.ts';
import { numberBefore, pageOf, playerKeyAfter, playerPosition } from '../cursor.ts';
import { read, within } from '../patience.ts';
import { ApiProblem } from '../problems.ts';
import {
  discardParkedBody,
  parkedEventParams,
  parkedEventsAnswer,
  parkedEventsQuery,
  parkedQuery,
  quarantineAnswer,
  quarantinesAnswer,
  replayParkedBody,
} from '../schemas/parked.ts';
import { BODY_PROBLEMS, READ_PROBLEMS, answers } from '../schemas/problems.ts';
import { callHeaders, playerParams } from '../schemas/queries.ts';
import { playerOf } from './read-rollings.ts';

const WRITE_TIMEOUT_MS = 5_000;
const SEQ = /^[1-9]\d{0,14}$/;

const notHeld = ({ playerId }: PlayerKey): ApiProblem =>
  new ApiProblem('NOT_QUARANTINED', `player ${playerId} of this brand is not in quarantine`);

const eventUnknown = (seq: string): ApiProblem => new ApiProblem('PARKED_EVENT_NOT_FOUND', `no parked event ${seq}`);

function keyOf(request: FastifyRequest, player: string): PlayerKey {
  return { brandId: brandOf(request), playerId: playerOf(player, 'path') };
}

function found(kept: KeptQuarantine | null, key: PlayerKey): KeptQuarantine {
  if (kept === null) throw notHeld(key);
  return kept;
}

async function write<Done>({ clock }: ApiDependencies, work: () => Promise<Done>): Promise<Done> {
  return within(clock, WRITE_TIMEOUT_MS, work).catch((error: unknown) => {
    throw new ApiProblem('STORE_UNAVAILABLE', 'whether it was done is not known; ask again', {}, error);
  });
}

function routeReads(scope: Api, { quarantines, clock }: ApiDependencies): void {
  const common = { tags: ['operations'], headers: callHeaders };
  const listSchema = {
    operationId: 'listQuarantines',
    summary: 'Players in quarantine',
    description: 'Of all brands: an operator’s view.',
    querystring: parkedQuery,
    response: answers({ 200: { description: 'A page.', schema: quarantinesAnswer } }, READ_PROBLEMS),
    ...common,
  };
  scope.get('/ops/parked', { schema: listSchema }, async (request) => {
    const { limit, cursor, brand_id: brandId } = request.query;
    const after = playerKeyAfter(cursor);
    // No brand has such an id, so none of it is in quarantine.
    const brand = brandId === undefined ? null : isBrandId(brandId) ? brandId : null;
    const items = await read(clock, () => quarantines.page(brand, after, limit + 1), request.deadlineAt);
    const page = pageOf(items, limit, playerPosition);
    return { items: page.items.map(quarantineView), next_cursor: page.nextCursor };
  });

  const problems = [...READ_PROBLEMS, 'NOT_QUARANTINED'] as const;
  const oneSchema = {
    operationId: 'getQuarantine',
    summary: 'Why a player is in quarantine, and since when',
    params: playerParams,
    response: answers({ 200: { description: 'The quarantine.', schema: quarantineAnswer } }, problems),
    ...common,
  };
  scope.get('/ops/parked/:player_id', { schema: oneSchema }, async (request) => {
    const key = keyOf(request, request.params.player_id);
    return quarantineView(found(await read(clock, () => quarantines.find(key), request.deadlineAt), key));
  });

  const eventsSchema = {
    operationId: 'listParkedEvents',
    summary: 'What is parked of a player, in order',
    params: playerParams,
    querystring: parkedEventsQuery,
    response: answers({ 200: { description: 'A page.', schema: parkedEventsAnswer } }, problems),
    ...common,
  };
  scope.get('/ops/parked/:player_id/events', { schema: eventsSchema }, async (request) => {
    const key = keyOf(request, request.params.player_id);
    const { limit, cursor } = request.query;
    const after = numberBefore(cursor) ?? 0;
    found(await read(clock, () => quarantines.find(key), request.deadlineAt), key);
    const events = await read(clock, () => quarantines.events(key, after, limit + 1), request.deadlineAt);
    const page = pageOf(events, limit, ({ seq }) => String(seq));
    return { items: page.items.map(parkedEventView), next_cursor: page.nextCursor };
  });
}

function discarded(outcome: DiscardOutcome, key: PlayerKey, seq: string): void {
  if (outcome === 'not_in_quarantine') throw notHeld(key);
  if (outcome === 'no_such_event') throw eventUnknown(seq);
  if (outcome === 'replaying') {
    throw new ApiProblem('REPLAY_UNDER_WAY', 'a replay was asked for and is not over; nothing was done');
  }
}

export function routeParked(scope: Api, dependencies: ApiDependencies): void {
  routeReads(scope, dependencies);
  const { quarantines, clock } = dependencies;
  const problems = [...READ_PROBLEMS, ...BODY_PROBLEMS, 'NOT_QUARANTINED'] as const;
  const common = { tags: ['operations'], headers: callHeaders };
  const replaySchema = {
    operationId: 'replayParked',
    summary: 'Replay what is parked of a player, in order',
    description:
      'The owner does so: look again until `replay` is null, or the player is not in quarantine any more. Asked again, it is asked once.',
    params: playerParams,
    body: replayParkedBody,
    response: answers({ 202: { description: 'Asked for.', schema: quarantineAnswer } }, problems),
    ...common,
  };
  const bodyMayBeAbsent = async (request: FastifyRequest): Promise<void> => {
    request.body ??= {};
  };
  scope.post(
    '/ops/parked/:player_id/replay',
    { schema: replaySchema, preValidation: bodyMayBeAbsent },
    async (request, reply) => {
      const { body, params } = request;
      const key = keyOf(request, params.player_id);
      const requestedBy = body.requested_by ?? callerOf(request).name;
      const asked = { at: clock.now(), requestedBy, reason: body.reason ?? null };
      const kept = found(await write(dependencies, () => quarantines.askReplay(key, asked)), key);
      request.log.info({ ...key, requestedBy, reason: body.reason, note: body.note }, 'a replay was asked for');
      return reply.code(202).send(quarantineView(kept));
    },
  );
  const discardSchema = {
    operationId: 'discardParkedEvent',
    summary: 'Put one parked event aside for good',
    description: 'It becomes a dead letter that is discarded already, with who, when and why.',
    params: parkedEventParams,
    body: discardParkedBody,
    response: answers({ 200: { description: 'The quarantine after it.', schema: quarantineAnswer } }, [
      ...problems,
      'PARKED_EVENT_NOT_FOUND',
      'REPLAY_UNDER_WAY',
    ]),
    ...common,
  };
  scope.post('/ops/parked/:player_id/events/:seq/discard', { schema: discardSchema }, async (request) => {
    const { body, params } = request;
    const key = keyOf(request, params.player_id);
    if (!SEQ.test(params.seq)) throw eventUnknown(params.seq);
    const requestedBy = body.requested_by ?? callerOf(request).name;
    const discarding = { at: clock.now(), requestedBy, reason: body.reason, note: body.note ?? null };
    discarded(
      await write(dependencies, () => quarantines.discard(key, Number(params.seq), discarding)),
      key,
      params.seq,
    );
    request.log.info({ ...key, seq: params.seq, ...discarding }, 'a parked event was put aside');
    return quarantineView(found(await read(clock, () => quarantines.find(key), request.deadlineAt), key));
  });
}
