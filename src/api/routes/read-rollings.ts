// What callers read: committed state, straight from the database.
import { type BrandId, type PlayerId, isPlayerId, isStorableText } from '../../domain/ids.ts';
import { FINAL_STATES, ROLLING_STATES, type RollingRecord, type RollingState } from '../../domain/rolling.ts';
import { rollingView } from '../../domain/rolling-view.ts';
import type { RollingFilter } from '../../ports/read-store.ts';
import type { Api, ApiDependencies } from '../api.ts';
import { brandOf } from '../brand.ts';
import { pageOf, rollingIdAfter, versionAfter } from '../cursor.ts';
import { journalView } from '../journal-view.ts';
import { read } from '../patience.ts';
import { ApiProblem, invalidRequest } from '../problems.ts';
import { journalAnswer, problemAnswer, rollingAnswer, rollingsAnswer, summaryAnswer } from '../schemas/answers.ts';
import {
  type ListQuery,
  PAGE_LIMIT_MAX,
  callHeaders,
  journalQuery,
  listQuery,
  playerParams,
  rollingParams,
} from '../schemas/queries.ts';
import { summaryView } from '../summary.ts';
import { etagOf } from './answer-command.ts';
import { findRolling } from './command-rolling.ts';

/** Far more than any player has; a summary is answered whole or not at all. */
const SUMMARY_ROLLINGS_MAX = 1_000;

const OPEN_STATES = ROLLING_STATES.filter((state) => !FINAL_STATES.includes(state));
const headers = callHeaders;
const problems = { '4xx': problemAnswer, '5xx': problemAnswer };

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
    summary: 'A rolling',
    params: rollingParams,
    headers,
    response: { 200: rollingAnswer, ...problems },
  };
  scope.get('/:rolling_id', { schema }, async (request, reply) => {
    const rolling = await findRolling(dependencies, request.params.rolling_id, request);
    const etag = etagOf(rolling.version);
    reply.header('etag', etag);
    if (request.headers['if-none-match'] === etag) return reply.code(304).send(null);
    return rollingView(rolling);
  });
}

function routeList(scope: Api, { reads, clock }: ApiDependencies): void {
  const schema = {
    summary: 'Rollings, oldest first',
    querystring: listQuery,
    headers,
    response: { 200: rollingsAnswer, ...problems },
  };
  scope.get('', { schema }, async (request) => {
    const { limit, cursor } = request.query;
    const filter = filterOf(brandOf(request), request.query);
    const after = rollingIdAfter(cursor);
    const found = await read(clock, () => reads.listRollings(filter, after, limit + 1));
    const page = pageOf(found, limit, (rolling) => rolling.facts.rollingId);
    return { items: page.items.map(rollingView), next_cursor: page.nextCursor };
  });
}

function routeJournal(scope: Api, dependencies: ApiDependencies): void {
  const { reads, clock } = dependencies;
  const schema = {
    summary: 'Why each bet counted what it counted',
    params: rollingParams,
    querystring: journalQuery,
    headers,
    response: { 200: journalAnswer, ...problems },
  };
  scope.get('/:rolling_id/journal', { schema }, async (request) => {
    const { limit, cursor } = request.query;
    const after = versionAfter(cursor);
    const { facts } = await findRolling(dependencies, request.params.rolling_id, request);
    const found = await read(clock, () => reads.journalPage(facts.brandId, facts.rollingId, after, limit + 1));
    const page = pageOf(found, limit, (entry) => String(entry.version));
    return { items: page.items.map(journalView), next_cursor: page.nextCursor };
  });
}

async function openRollings(
  { reads, clock }: ApiDependencies,
  brandId: BrandId,
  playerId: PlayerId,
): Promise<RollingRecord[]> {
  const filter = { brandId, playerId, states: OPEN_STATES, sourceType: null, sourceId: null };
  const open: RollingRecord[] = [];
  for (;;) {
    const after = open.at(-1)?.facts.rollingId ?? null;
    const page = await read(clock, () => reads.listRollings(filter, after, PAGE_LIMIT_MAX));
    open.push(...page);
    if (page.length < PAGE_LIMIT_MAX) return open;
    if (open.length >= SUMMARY_ROLLINGS_MAX) {
      throw new ApiProblem('TOO_MANY_ROLLINGS', `more than ${SUMMARY_ROLLINGS_MAX} are open: read them as a list`);
    }
  }
}

function routeSummary(scope: Api, dependencies: ApiDependencies): void {
  const schema = {
    summary: 'What a player still has to stake',
    params: playerParams,
    headers,
    response: { 200: summaryAnswer, ...problems },
  };
  scope.get('/players/:player_id/summary', { schema }, async (request) => {
    const playerId = playerOf(request.params.player_id, 'path');
    return summaryView(playerId, await openRollings(dependencies, brandOf(request), playerId));
  });
}

export function routeReads(scope: Api, dependencies: ApiDependencies): void {
  for (const route of [routeRolling, routeList, routeJournal, routeSummary]) route(scope, dependencies);
}
