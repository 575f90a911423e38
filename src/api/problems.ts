// Every error of the API as an RFC 9457 problem document with a stable code. docs/errors.md is held to these tables by a test.
import type { FastifyReply } from 'fastify';
import { COMMAND_PROBLEMS } from '../domain/problem.ts';

/** What the API refuses by itself, before any owner is asked: HTTP status and title. */
export const API_PROBLEMS = {
  BAD_SLOT: [422, 'The shard cannot be split there'],
  BODY_TOO_LARGE: [413, 'The body is too large'],
  DEAD_LETTER_BUSY: [503, 'Somebody else is resolving the dead letter'],
  DEAD_LETTER_CLOSED: [409, 'The dead letter was replayed or discarded'],
  DEAD_LETTER_NOT_FOUND: [404, 'There is no such dead letter'],
  DRY_RUN_BUSY: [503, 'Another dry-run is running'],
  DRY_RUN_TOO_LARGE: [422, 'The dry-run would read or take too much'],
  FORBIDDEN: [403, 'The caller does not have this right'],
  HEADERS_TOO_LARGE: [431, 'The request has too many headers, or too long ones'],
  INTERNAL_ERROR: [500, 'Something went wrong on our side'],
  INVALID_BRAND_CONFIG: [422, 'The brand config cannot be accepted'],
  INVALID_HTTP: [400, 'What came is no HTTP request'],
  INVALID_JSON: [400, 'The body is not JSON'],
  INVALID_REQUEST: [400, 'The request does not have the shape it must have'],
  LEGACY_TOKEN_REJECTED: [401, 'The shared token is not accepted any more'],
  MISSING_BRAND: [400, 'The header X-Brand-Id is missing'],
  NOTHING_TO_REPLAY: [422, 'The dead letter holds no entry'],
  NOT_QUARANTINED: [404, 'The player is not in quarantine'],
  ORDER_NOT_FOUND: [404, 'There is no such order'],
  ORIGIN_REFUSED: [403, 'The page that asks is not one of ours'],
  OVERLOADED: [503, 'The service has more to do than it can do in time'],
  PAGES_NOT_BUILT: [503, 'The pages were not built'],
  PARKED_EVENT_NOT_FOUND: [404, 'There is no such parked event'],
  RATE_LIMITED: [429, 'The caller sends more requests than it may'],
  REPLAY_UNDER_WAY: [409, 'What is parked of the player is being replayed'],
  REQUEST_TIMEOUT: [408, 'The request did not arrive whole in time'],
  ROUTE_NOT_FOUND: [404, 'There is no such address'],
  SHARDS_NOT_ADJACENT: [409, 'The shards do not meet'],
  SHARD_NOT_FOUND: [404, 'There is no such shard'],
  SHARD_PINNED: [409, 'The shard is pinned elsewhere'],
  SHUTTING_DOWN: [503, 'This process is about to end'],
  SIGN_IN_REFUSED: [403, 'The sign-in code is not accepted'],
  STALE_VERSION: [409, 'The brand config was changed meanwhile'],
  STORE_UNAVAILABLE: [503, 'The database does not answer'],
  STREAM_IN_USE: [409, 'The stream is being read'],
  STREAM_NOT_FOUND: [404, 'There is no such wallet stream'],
  STREAM_NOT_READ: [422, 'The stream is not one that the service reads'],
  STREAM_UNAVAILABLE: [503, 'The wallet stream does not answer'],
  TICKET_REFUSED: [401, 'The ticket is not one, was used, or is too old'],
  TOO_MANY_ROLLINGS: [422, 'The player has too many open rollings for a summary'],
  TOO_MANY_STEPS: [422, 'The rolling has more steps than are shown'],
  TOO_MANY_WATCHERS: [503, 'As many watch as may'],
  UNAUTHENTICATED: [401, 'The header X-Internal-Service-Token is missing or unknown'],
  UNKNOWN_CURRENCY: [422, 'The currency is not known: name its exponent'],
  UNSUPPORTED_MEDIA_TYPE: [415, 'The body must be application/json'],
  UPGRADE_REQUIRED: [426, 'The address is for web sockets'],
  URL_TOO_LONG: [414, 'The address is too long'],
  WORKER_AWAY: [409, 'The worker is away'],
  WORKER_DRAINING: [409, 'The worker is being drained'],
  WORKER_NOT_FOUND: [404, 'There is no such worker'],
  WORKER_TOO_OLD: [409, 'The worker cannot read the shard'],
} as const satisfies Readonly<Record<string, readonly [number, string]>>;

const PROBLEMS = { ...COMMAND_PROBLEMS, ...API_PROBLEMS };

export type ProblemCode = keyof typeof PROBLEMS;

export const statusOf = (code: ProblemCode): number => PROBLEMS[code][0];

/** One thing wrong with a request; `pointer` is a JSON pointer into that part of it. */
export interface RequestFault {
  readonly in: 'body' | 'query' | 'path' | 'header';
  readonly pointer: string;
  readonly detail: string;
}

export class ApiProblem extends Error {
  readonly code: ProblemCode;
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(code: ProblemCode, detail: string, extra: Readonly<Record<string, unknown>> = {}, cause?: unknown) {
    super(detail, { cause });
    this.name = 'ApiProblem';
    this.code = code;
    this.extra = extra;
  }
}

export function invalidRequest(faults: readonly RequestFault[]): ApiProblem {
  const places = faults.map((fault) => `${fault.pointer === '' ? `the ${fault.in}` : fault.pointer} ${fault.detail}`);
  return new ApiProblem('INVALID_REQUEST', places.join('; '), { errors: faults });
}

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';
const RETRY_AFTER_SECONDS = '1';

/** Every 503 means: nothing was done, ask again with the same key. */
export function askAgainLater(reply: FastifyReply, status: number): void {
  if (status === 503) reply.header('retry-after', RETRY_AFTER_SECONDS);
}

export function problemBody(problem: ApiProblem): { readonly status: number; readonly text: string } {
  const [status, title] = PROBLEMS[problem.code];
  const { code, message: detail, extra } = problem;
  return { status, text: JSON.stringify({ type: 'about:blank', title, status, code, detail, ...extra }) };
}

export function sendProblem(reply: FastifyReply, problem: ApiProblem): void {
  const { status, text } = problemBody(problem);
  askAgainLater(reply, status);
  void reply.code(status).type(PROBLEM_MEDIA_TYPE).send(text);
}
