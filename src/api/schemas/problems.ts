// What a route answers when it does not serve, for the OpenAPI document: every code by its status. A test holds the answers that
// the API's own suites provoke to what stands here.
import Type, { type TSchema, type TUnsafe } from 'typebox';
import { PROBLEM_MEDIA_TYPE, type ProblemCode, statusOf } from '../problems.ts';

const fault = Type.Object(
  {
    in: Type.Enum(['body', 'query', 'path', 'header']),
    pointer: Type.String({ description: 'A JSON pointer into that part of the request.' }),
    detail: Type.String(),
  },
  { title: 'Fault' },
);

const problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String({ description: 'Stable; every one is explained in docs/errors.md.' }),
    detail: Type.String({ description: 'For people.' }),
    errors: Type.Optional(Type.Array(fault, { description: 'Every fault of a request that has several.' })),
    pointer: Type.Optional(Type.String({ description: 'The member of the body that is refused.' })),
    state: Type.Optional(Type.String({ description: 'The state the rolling is in.' })),
    version: Type.Optional(Type.Integer({ description: 'The version there is.' })),
    rolling_id: Type.Optional(Type.String({ description: 'The rolling that has the source.' })),
    limit: Type.Optional(Type.String({ description: 'The ceiling of the jurisdiction.' })),
    jurisdiction: Type.Optional(Type.String()),
    caller: Type.Optional(Type.String({ description: 'Who the token was given to.' })),
    right: Type.Optional(Type.String({ description: 'The right that is missing.' })),
  },
  { title: 'Problem', description: 'RFC 9457.' },
);

export const problemAnswer = Type.Unsafe<unknown>(problem);

/** Whatever is asked under /internal/rolling. */
const OF_EVERY_CALL = [
  'FORBIDDEN',
  'HEADERS_TOO_LARGE',
  'INTERNAL_ERROR',
  'INVALID_REQUEST',
  'LEGACY_TOKEN_REJECTED',
  'MISSING_BRAND',
  'OVERLOADED',
  'RATE_LIMITED',
  'SHUTTING_DOWN',
  'UNAUTHENTICATED',
  'URL_TOO_LONG',
] as const satisfies readonly ProblemCode[];

/** Where a body is sent; also of a body that nobody asked for. */
export const BODY_PROBLEMS = [
  'BODY_TOO_LARGE',
  'INVALID_JSON',
  'UNSUPPORTED_MEDIA_TYPE',
] as const satisfies readonly ProblemCode[];

/** Where the database is read before anything else. */
export const READ_PROBLEMS = ['STORE_UNAVAILABLE'] as const satisfies readonly ProblemCode[];

/** What the owner of a player may answer to any command. */
export const OWNER_PROBLEMS = [
  ...BODY_PROBLEMS,
  'COMMAND_FAILED',
  'DEADLINE_PASSED',
  'IDEMPOTENCY_KEY_REUSED',
  'OWNER_UNAVAILABLE',
  'PLAYER_QUARANTINED',
] as const satisfies readonly ProblemCode[];

const text = (description: string) => ({ type: 'string', description });
const REQUEST_ID = { 'X-Request-Id': text('Yours, or one of ours; it stands in our log.') };
const RETRY_AFTER = { 'Retry-After': text('Seconds to wait before the next attempt.') };

export interface Served {
  readonly description: string;
  readonly schema: TSchema;
  readonly headers?: Readonly<Record<string, unknown>>;
}

/** An answer for the document alone: its type is the view's. */
function described({ description, schema, headers = {} }: Served, mediaType: string): TUnsafe<unknown> {
  return Type.Unsafe<unknown>({
    description,
    headers: { ...REQUEST_ID, ...headers },
    content: { [mediaType]: { schema } },
  });
}

function problemWith(codes: readonly ProblemCode[]): TUnsafe<unknown> {
  const code = Type.Object({ code: Type.Enum([...codes]) });
  const isWorthAsking = codes.some((each) => statusOf(each) === 503 || statusOf(each) === 429);
  const schema = Type.Unsafe<unknown>({ allOf: [problem, code] });
  const headers = isWorthAsking ? RETRY_AFTER : {};
  return described({ description: codes.join(', '), schema, headers }, PROBLEM_MEDIA_TYPE);
}

function byStatus(codes: readonly ProblemCode[]): Map<number, ProblemCode[]> {
  const statuses = new Map<number, ProblemCode[]>();
  for (const code of [...new Set(codes)].toSorted()) {
    const status = statusOf(code);
    const known = statuses.get(status);
    if (known === undefined) statuses.set(status, [code]);
    else known.push(code);
  }
  return statuses;
}

/** The `response` of a route: what it answers when it serves, by status, and every code it may refuse with. */
export function answers(
  served: Readonly<Record<number, Served>>,
  codes: readonly ProblemCode[],
): Record<number, TUnsafe<unknown>> {
  const response: Record<number, TUnsafe<unknown>> = {};
  for (const [status, each] of Object.entries(served)) response[Number(status)] = described(each, 'application/json');
  for (const [status, ofStatus] of byStatus([...OF_EVERY_CALL, ...codes])) response[status] = problemWith(ofStatus);
  return response;
}
