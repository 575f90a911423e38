// Calls the service's REST API as its callers do: with a token and a brand, and again with the same key while it cannot answer.
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';

export interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly token: string;
  readonly brandId: string;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export const CALLS_AT_ONCE_MAX = 32;
const PAUSE_MS_MIN = 50;
const PAUSE_MS_MAX = 500;
const CALL_TIMEOUT_MS = 10_000;

export class ServiceCaller {
  private readonly pools: readonly Pool[];
  private turn = 0;

  /** Several URLs are one service behind a balancer: each call goes to the next, and so does each repeat. */
  constructor(urls: readonly string[]) {
    this.pools = urls.map(
      (url) =>
        new Pool(url, {
          connections: CALLS_AT_ONCE_MAX,
          headersTimeout: CALL_TIMEOUT_MS,
          bodyTimeout: CALL_TIMEOUT_MS,
        }),
    );
  }

  /** Resolves with the first answer other than 503; a connection that fails (the service was just killed) is tried again. */
  async call(call: Call, signal: AbortSignal): Promise<Answer> {
    for (let pauseMs = PAUSE_MS_MIN; ; pauseMs = Math.min(pauseMs * 2, PAUSE_MS_MAX)) {
      const answer = await this.attempt(call, signal);
      if (answer !== undefined) return answer;
      await sleep(pauseMs, undefined, { signal });
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.pools.map(async (pool) => pool.destroy()));
  }

  private nextPool(): Pool {
    this.turn = (this.turn + 1) % this.pools.length;
    const pool = this.pools[this.turn];
    if (pool === undefined) throw new Error('nobody to call was named');
    return pool;
  }

  /** undefined = no answer that says anything. */
  private async attempt(call: Call, signal: AbortSignal): Promise<Answer | undefined> {
    const { method, path, token, brandId, body, idempotencyKey } = call;
    const headers: Record<string, string> = { 'x-internal-service-token': token, 'x-brand-id': brandId };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey;
    signal.throwIfAborted();
    try {
      const response = await this.nextPool().request({
        method,
        path,
        headers,
        body: body === undefined ? null : JSON.stringify(body),
        signal,
      });
      const text = await response.body.text();
      // 429 too: it asks for patience and means nothing was done.
      if (response.statusCode === 503 || response.statusCode === 429) return undefined;
      return { status: response.statusCode, body: text === '' ? undefined : JSON.parse(text) };
    } catch (cause) {
      signal.throwIfAborted();
      if (cause instanceof SyntaxError) throw new Error(`${method} ${path} did not answer with JSON`, { cause });
      return undefined;
    }
  }
}

/** Runs the work over all items, a bounded number at once; the first failure ends it. */
export async function forEachAtOnce<T>(
  items: Iterable<T>,
  atOnceMax: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.iterator]();
  let failed = false;
  const lane = async (): Promise<void> => {
    try {
      for (let next = iterator.next(); next.done !== true && !failed; next = iterator.next()) await work(next.value);
    } catch (error) {
      failed = true;
      throw error;
    }
  };
  await Promise.all(Array.from({ length: atOnceMax }, lane));
}
