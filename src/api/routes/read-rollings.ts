// What callers read: committed state, straight from the database.
import { type BrandId, type PlayerId, isPlayerId, isStorableText } from '../../domain/ids.ts';
import { FINAL_STATES, ROLLING_STATES, type RollingRecord, type RollingState } from '../../domain/rolling.ts';
import { rollingView } from '../../domain/rolling-view.ts';
import type { RollingFilter } from '../../ports/read-store.ts';
import type { Api, ApiDependencies } from '../api.ts';
import { brandOf } from '../brand.ts';
import { pageOf, rollingIdAfter, versionAfter } from '../cursor.ts';
import { etagOf, isHeldByCaller } from '../entity-tags.ts';
import { journalView } from '../journal-view.ts';
import { read } from '../patience.ts';
import { ApiProblem, invalidRequest } from '../problems.ts';
import { aRolling, journalAnswer, rollingsAnswer, summaryAnswer } from '../schemas/answers.ts';
import { READ_PROBLEMS, answers } from '../schemas/problems.ts';
import {
  type ListQuery,
  PAGE_LIMIT_MAX,
  callHeaders,
  journalQuery,
  listQuery,
  playerParams,
  readHeaders,
  rollingParams,
} from '../schemas/queries.ts';
import { summaryView } from '../summary.ts';
import { findRolling } from './command-rolling.ts';

/** Far more than any player has; a summary is answered whole or not at all. */
const SUMMARY_ROLLINGS_MAX = 1_000;

const OPEN_STATES = ROLLING_STATES.filter((state) => !FINAL_STATES.includes(state));
const headers = callHeaders;

export function playerOf(text: string, part: 'query' | 'path'): PlayerId {
  if (isPlayerId(text)) return text;
  throw invalidRequest([{ in: part, pointer: '/player_id', detail: 'must have 1 to 128 characters' }]);
}

function statesOf(text: string | undefined): readonly RollingState[] | null {
  if (text === undefined) return null;
  const named = text.split(',');
  const states = ROLLING_STATES.filter((state) => named.includes(state));
  if (states.length === new Set(named).size) return states;
  throw invalidRequest([{ in: 'query', pointer: '/state', detail: `must be among ${ROLLING_STATES.join(', ')}` }]);
}

function filterOf(brandId: BrandId, query: ListQuery): RollingFilter {
  if (query.source_id !== undefined && !isStorableText(query.source_id)) {
    throw invalidRequest([{ in: 'query', pointer: '/source_id', detail: 'is no id' }]);
  }
  return {
    brandId,
    playerId: query.player_id === undefined ? null : playerOf(query.player_id, 'query'),
    states: statesOf(query.state),
    sourceType: query.source_type ?? null,
    sourceId: query.source_id ?? null,
    reviewOpen: query.review !== undefined,
  };
}

function routeRolling(scope: Api, dependencies: ApiDependencies): void {
  const schema = {
    operationId: 'getRolling',
    tags: ['rollings'],
    summary: 'A rolling',
    params: rollingParams,
    headers: readHeaders,
    response: {
      304: { type: 'null', description: 'It is as you have it.' },
      ...answers({ 200: aRolling('The rolling as it is now.') }, [...READ_PROBLEMS, 'ROLLING_NOT_FOUND']),
    },
  };
  scope.get('/:rolling_id', { schema }, async (request, reply) => {
    const rolling = await findRolling(dependencies, request.params.rolling_id, request);
    reply.header('etag', etagOf(rolling.version)).header('cache-control', 'private, no-cache');
    if (isHeldByCaller(request, rolling.version)) return reply.code(304).send(null);
    return rollingView(rolling);
  });
}

function routeList(scope: Api, { reads, clock }: ApiDependencies): void {
  const schema = {
    operationId: 'listRollings',
    tags: ['rollings'],
    summary: 'Rollings, oldest first',
    querystring: listQuery,
    headers,
    response: answers({ 200: { description: 'A page.', schema: rollingsAnswer } }, READ_PROBLEMS),
  };
  scope.get('', { schema }, async (request) => {
    const { limit, cursor } = request.query;
    const filter = filterOf(brandOf(request), request.query);
    const after = rollingIdAfter(cursor);
    const found = await read(clock, () => reads.listRollings(filter, after, limit + 1), request.deadlineAt);
    const page = pageOf(found, limit, (rolling) => rolling.facts.rollingId);
    return { items: page.items.map(rollingView), next_cursor: page.nextCursor };
  });
}

function routeJournal(scope: Api, dependencies: ApiDependencies): void {
  const { reads, clock } = dependencies;
  const schema = {
    operationId: 'getJournal',
    tags: ['rollings'],
    summary: 'Why each bet counted what it counted',
    params: rollingParams,
    querystring: journalQuery,
    headers,
    response: answers({ 200: { description: 'A page.', schema: journalAnswer } }, [
      ...READ_PROBLEMS,
      'ROLLING_NOT_FOUND',
    ]),
  };
  scope.get('/:rolling_id/journal', { schema }, async (request) => {
    const { limit, cursor } = request.query;
    const after = versionAfter(cursor);
    const { facts } = await findRolling(dependencies, request.params.rolling_id, request);
    const found = await read(
      clock,
      () => reads.journalPage(facts.brandId, facts.rollingId, after, limit + 1),
      request.deadlineAt,
    );
    const page = pageOf(found, limit, (entry) => String(entry.version));
    return { items: page.items.map(journalView), next_cursor: page.nextCursor };
  });
}

async function openRollings(
  { reads, clock }: ApiDependencies,
  brandId: BrandId,
  playerId: PlayerId,
  deadlineAt: number,
): Promise<RollingRecord[]> {
  const filter = { brandId, playerId, states: OPEN_STATES, sourceType: null, sourceId: null };
  const open: RollingRecord[] = [];
  for (;;) {
    const after = open.at(-1)?.facts.rollingId ?? null;
    const page = await read(clock, () => reads.listRollings(filter, after, PAGE_LIMIT_MAX), deadlineAt);
    open.push(...page);
    if (page.length < PAGE_LIMIT_MAX) return open;
    if (open.length >= SUMMARY_ROLLINGS_MAX) {
      throw new ApiProblem('TOO_MANY_ROLLINGS', `more than ${SUMMARY_ROLLINGS_MAX} are open: read them as a list`);
    }
  }
}

function routeSummary(scope: Api, dependencies: ApiDependencies): void {
  const schema = {
    operationId: 'getPlayerSummary',
    tags: ['players'],
    summary: 'What a player still has to stake',
    params: playerParams,
    headers,
    response: answers({ 200: { description: 'What is left.', schema: summaryAnswer } }, [
      ...READ_PROBLEMS,
      'TOO_MANY_ROLLINGS',
    ]),
  };
  scope.get('/players/:player_id/summary', { schema }, async (request) => {
    const playerId = playerOf(request.params.player_id, 'path');
    return summaryView(playerId, await openRollings(dependencies, brandOf(request), playerId, request.deadlineAt));
  });
}

export function routeReads(scope: Api, dependencies: ApiDependencies): void {
  for (const route of [routeRolling, routeList, routeJournal, routeSummary]) route(scope, dependencies);
}
