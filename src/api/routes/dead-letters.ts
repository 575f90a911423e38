// /internal/rolling/ops/dead-letters: what the wallet stream held and could not be applied, and what operators do about it.
import type { FastifyRequest } from 'fastify';
import type { KeptDeadLetter, LetterRefusal, ResolutionAsked } from '../../domain/dead-letter.ts';
import { deadLetterView } from '../../domain/dead-letter-view.ts';
import type { WalletAppender } from '../../ports/wallet-appender.ts';
import type { Api, ApiDependencies } from '../api.ts';
import { callerOf } from '../caller.ts';
import { fingerprintOfBody } from '../canonical-json.ts';
import { numberBefore, pageOf } from '../cursor.ts';
import { read, within } from '../patience.ts';
import { ApiProblem } from '../problems.ts';
import { deadLetterAnswer, deadLettersAnswer } from '../schemas/answers.ts';
import { type DiscardBody, type ReplayBody, discardBody, replayBody } from '../schemas/dead-letters.ts';
import { BODY_PROBLEMS, READ_PROBLEMS, answers } from '../schemas/problems.ts';
import { callHeaders, deadLetterParams, deadLettersQuery, writeHeaders } from '../schemas/queries.ts';

/** Longer than Redis and Postgres may take together. */
const RESOLVE_TIMEOUT_MS = 15_000;
const LETTER_ID = /^[1-9]\d{0,14}$/;

const SERVED = { 200: { description: 'The dead letter.', schema: deadLetterAnswer } };

const REFUSALS: Readonly<Record<LetterRefusal, string>> = {
  DEAD_LETTER_CLOSED: 'it was replayed or discarded before',
  IDEMPOTENCY_KEY_REUSED: 'use a new Idempotency-Key for another request',
  NOTHING_TO_REPLAY: 'the entry was trimmed before it was read: nothing of it is left',
  STREAM_NOT_READ: 'no worker reads the stream that it came from: what is appended there would be seen by nobody',
};

function letterIdOf(text: string): number {
  if (!LETTER_ID.test(text)) throw unknownLetter(text);
  return Number(text);
}

const unknownLetter = (id: string): ApiProblem => new ApiProblem('DEAD_LETTER_NOT_FOUND', `no dead letter ${id}`);

function askedBy(
  request: FastifyRequest,
  as: ResolutionAsked['as'],
  body: ReplayBody | DiscardBody,
  at: number,
): ResolutionAsked {
  const key = request.headers['idempotency-key'];
  return {
    as,
    at,
    requestedBy: body.requested_by ?? callerOf(request).name,
    reason: body.reason ?? null,
    note: body.note ?? null,
    key: typeof key === 'string' ? key : null,
    fingerprint: fingerprintOfBody(body),
  };
}

/** Tells a stream that does not answer from a database that does not. */
function namingItsFaults(appender: WalletAppender): WalletAppender {
  return {
    streams: appender.streams,
    append: async (stream, fields) => {
      try {
        return await appender.append(stream, fields);
      } catch (error) {
        const detail = 'whether it was appended is not known; it is still open: ask again, it has no second effect';
        throw new ApiProblem('STREAM_UNAVAILABLE', detail, {}, error);
      }
    },
  };
}

async function resolve(
  { letters, appender, clock, metrics }: ApiDependencies,
  request: FastifyRequest,
  id: string,
  asked: ResolutionAsked,
): Promise<KeptDeadLetter> {
  const work = () => letters.resolve(letterIdOf(id), asked, namingItsFaults(appender));
  const outcome = await within(clock, RESOLVE_TIMEOUT_MS, work).catch((error: unknown) => {
    if (error instanceof ApiProblem) throw error;
    throw new ApiProblem('STORE_UNAVAILABLE', 'whether it was marked is not known; ask again', {}, error);
  });
  if (outcome.kind === 'unknown') throw unknownLetter(id);
  if (outcome.kind === 'busy') {
    throw new ApiProblem('DEAD_LETTER_BUSY', 'somebody else is resolving it; nothing was done: ask again');
  }
  const { letter } = outcome;
  if (outcome.kind === 'refused') {
    throw new ApiProblem(outcome.code, REFUSALS[outcome.code], { state: letter.resolution?.as ?? 'open' });
  }
  if (outcome.kind === 'resolved') {
    const { stream, entryId, eventId, reason, resolution } = letter;
    metrics.deadLettersResolved.inc({ as: asked.as });
    request.log.info(
      { letter: letter.id, stream, entryId, eventId, reason, resolution, caller: callerOf(request).name },
      'a dead letter was resolved',
    );
  }
  return letter;
}

function routeReads(scope: Api, { reads, clock }: ApiDependencies): void {
  const listSchema = {
    operationId: 'listDeadLetters',
    tags: ['operations'],
    summary: 'Stream entries that could not be applied, newest first',
    description: 'Of all brands, and of events that named none: an operator’s view.',
    querystring: deadLettersQuery,
    headers: callHeaders,
    response: answers({ 200: { description: 'A page.', schema: deadLettersAnswer } }, READ_PROBLEMS),
  };
  scope.get('/ops/dead-letters', { schema: listSchema }, async (request) => {
    const { limit, cursor, state, reason, brand_id: brandId, source } = request.query;
    const filter = {
      state: state === 'all' ? null : state,
      reason: reason ?? null,
      brandId: brandId ?? null,
      stream: source ?? null,
    };
    const before = numberBefore(cursor);
    const found = await read(clock, () => reads.deadLetterPage(filter, before, limit + 1), request.deadlineAt);
    const page = pageOf(found, limit, (letter) => String(letter.id));
    return { items: page.items.map(deadLetterView), next_cursor: page.nextCursor };
  });

  const oneSchema = {
    operationId: 'getDeadLetter',
    tags: ['operations'],
    summary: 'One stream entry that could not be applied',
    params: deadLetterParams,
    headers: callHeaders,
    response: answers(SERVED, [...READ_PROBLEMS, 'DEAD_LETTER_NOT_FOUND']),
  };
  scope.get('/ops/dead-letters/:id', { schema: oneSchema }, async (request) => {
    const { id } = request.params;
    const letterId = letterIdOf(id);
    const found = await read(clock, () => reads.findDeadLetter(letterId), request.deadlineAt);
    if (found === null) throw unknownLetter(id);
    return deadLetterView(found);
  });
}

export function routeDeadLetters(scope: Api, dependencies: ApiDependencies): void {
  routeReads(scope, dependencies);
  const { clock } = dependencies;
  const shape = {
    params: deadLetterParams,
    headers: writeHeaders,
    tags: ['operations'],
    response: answers(SERVED, [
      ...READ_PROBLEMS,
      ...BODY_PROBLEMS,
      'DEAD_LETTER_BUSY',
      'DEAD_LETTER_CLOSED',
      'DEAD_LETTER_NOT_FOUND',
      'IDEMPOTENCY_KEY_REUSED',
      'NOTHING_TO_REPLAY',
      'STREAM_NOT_READ',
      'STREAM_UNAVAILABLE',
    ]),
  };
  const replaySchema = {
    operationId: 'replayDeadLetter',
    summary: 'Append the entry to its stream again',
    description: 'Its event has its effect once, however often it is appended. Refused again, it is a new dead letter.',
    body: replayBody,
    ...shape,
  };
  const bodyMayBeAbsent = async (request: FastifyRequest): Promise<void> => {
    request.body ??= {};
  };
  scope.post(
    '/ops/dead-letters/:id/replay',
    { schema: replaySchema, preValidation: bodyMayBeAbsent },
    async (request) => {
      const asked = askedBy(request, 'replayed', request.body, clock.now());
      return deadLetterView(await resolve(dependencies, request, request.params.id, asked));
    },
  );
  const summary = 'Put the entry aside for good';
  const discardSchema = { operationId: 'discardDeadLetter', summary, body: discardBody, ...shape };
  scope.post('/ops/dead-letters/:id/discard', { schema: discardSchema }, async (request) => {
    const asked = askedBy(request, 'discarded', request.body, clock.now());
    return deadLetterView(await resolve(dependencies, request, request.params.id, asked));
  });
}
