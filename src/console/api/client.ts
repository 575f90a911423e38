// Calls of the API with the operator's token. The token lives here, in the memory of this tab, and nowhere else.
import { AttemptKeys } from './attempt-keys.ts';
import type { Decoder } from './decode.ts';
import { type ApiFailure, failureFrom, failureOf } from './problem.ts';

type Query = Readonly<Record<string, string | number | undefined>>;

export interface CallOptions {
  readonly query?: Query;
  /** Of another brand than the one that is chosen. */
  readonly brand?: string;
  readonly signal?: AbortSignal;
}

export interface WriteOptions extends CallOptions {
  /** Refused where the rolling has changed since: `"7"`. */
  readonly ifMatch?: string;
}

export interface ApiClientOptions {
  readonly token: string;
  readonly brand: string;
  /** Told when the token is not accepted (any more). */
  readonly onUnauthenticated: (failure: ApiFailure) => void;
}

const ROOT = '/internal/rolling';
const UNAUTHENTICATED = 401;
/** What is below /ops is about all brands; the header must be there all the same, and any will do. */
const OPS = '/ops/';
const NO_BRAND = 'none';

function addressOf(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return `${ROOT}${path}${given.length === 0 ? '' : `?${search.toString()}`}`;
}

export class ApiClient {
  readonly brand: string;
  private readonly options: ApiClientOptions;
  private readonly keys = new AttemptKeys(() => crypto.randomUUID());

  constructor(options: ApiClientOptions) {
    this.options = options;
    this.brand = options.brand;
  }

  /** `path` is below /internal/rolling. */
  async get<Value>(path: string, decode: Decoder<Value>, options: CallOptions = {}): Promise<Value> {
    return this.call('GET', path, decode, options, undefined);
  }

  /** Pressed again after an answer that never came, it is the same call under the same key. */
  async post<Value>(path: string, body: unknown, decode: Decoder<Value>, options: WriteOptions = {}): Promise<Value> {
    return this.call('POST', path, decode, options, body);
  }

  async put<Value>(path: string, body: unknown, decode: Decoder<Value>, options: WriteOptions = {}): Promise<Value> {
    return this.call('PUT', path, decode, options, body);
  }

  private async call<Value>(
    method: string,
    path: string,
    decode: Decoder<Value>,
    { query, brand = this.brand, signal, ifMatch }: WriteOptions,
    body: unknown,
  ): Promise<Value> {
    const headers: Record<string, string> = {
      'x-internal-service-token': this.options.token,
      'x-brand-id': brand === '' && path.startsWith(OPS) ? NO_BRAND : brand,
    };
    if (method !== 'GET') headers['content-type'] = 'application/json';
    const sent = body === undefined ? undefined : JSON.stringify(body);
    const attempt = `${brand} ${path} ${sent ?? ''}`;
    if (method === 'POST') headers['idempotency-key'] = this.keys.keyOf(attempt);
    if (ifMatch !== undefined) headers['if-match'] = ifMatch;
    const request = {
      method,
      headers,
      cache: 'no-store' as const,
      ...(sent === undefined ? {} : { body: sent }),
      ...(signal === undefined ? {} : { signal }),
    };
    try {
      const answer = await fetch(addressOf(path, query), request);
      this.keys.ended(attempt, answer.status);
      if (!answer.ok) throw await failureOf(answer);
      const read: unknown = await answer.json();
      return decode(read, '');
    } catch (error) {
      if (signal?.aborted) throw error;
      const failure = failureFrom(error);
      if (failure.problem.status === UNAUTHENTICATED) this.options.onUnauthenticated(failure);
      throw failure;
    }
  }
}

/** As a part of a path. */
export const segment = encodeURIComponent;
