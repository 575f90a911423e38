// The service as it is started, in a process of its own, on a copy of a world; and what it says of itself.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';
import { makeCredentials } from '../../src/dev/demo/credentials.ts';
import { ServiceProcess } from '../../src/dev/demo/service-process.ts';
import { freePort } from '../../src/dev/servers/free-port.ts';
import { brandNumber } from './players.ts';
import type { Run } from './world.ts';

const PAGE = 200;

interface Page {
  readonly items: readonly { readonly rolling_id: string }[];
  readonly next_cursor: string | null;
}

export class LiveService {
  readonly url: string;
  readonly token: string;
  readonly brandId = brandNumber(0);

  private constructor(url: string, token: string) {
    this.url = url;
    this.token = token;
  }

  /** With the defaults of every limit but those in `changes`. Killed and cleaned up after, however `use` ends. */
  static async during<T>(
    run: Run,
    redisUrl: string,
    changes: Readonly<Record<string, string>>,
    use: (service: LiveService) => Promise<T>,
  ): Promise<T> {
    const directory = await mkdtemp(join(tmpdir(), 'rolling-bench-'));
    const { promotionToken } = makeCredentials();
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const environment = {
      MULTI_BRAND_ENFORCEMENT: 'enforce',
      INTERNAL_SERVICE_TOKEN_PROMOTION_SERVICE: promotionToken,
      DATABASE_URL: run.databaseUrl,
      REDIS_URL: redisUrl,
      WALLET_STREAMS: run.stream,
      EVENT_STREAM: `${run.stream}:events`,
      HTTP_PORT: String(port),
      LINK_PORT: '0',
      ...changes,
    };
    const ended = Promise.withResolvers<never>();
    ended.promise.catch(() => undefined);
    const logFile = join(directory, 'service.log');
    const service = new ServiceProcess({
      name: 'service',
      role: 'all',
      url,
      environment,
      logFile,
      onUnexpectedEnd: (_service, reason) => ended.reject(reason),
    });
    try {
      await service.start(AbortSignal.timeout(60_000));
      return await Promise.race([use(new LiveService(url, promotionToken)), ended.promise]);
    } finally {
      await service.stop();
      await rm(directory, { recursive: true, force: true });
    }
  }

  /** Ids of `count` rollings at most. */
  async rollingIds(count: number): Promise<string[]> {
    const ids: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null && ids.length < count) {
      const after: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const { body } = await request(`${this.url}/internal/rolling?limit=${PAGE}${after}`, {
        headers: { 'x-internal-service-token': this.token, 'x-brand-id': this.brandId },
      });
      const page = (await body.json()) as Page;
      ids.push(...page.items.map((item) => item.rolling_id));
      cursor = page.next_cursor;
    }
    return ids;
  }

  /** The sum of a metric's series, those alone that `labels` occurs in. */
  async metric(name: string, labels = ''): Promise<number> {
    const { body } = await request(`${this.url}/metrics`);
    const lines = (await body.text()).split('\n');
    const series = lines.filter((line) => /^[^{ ]+/.exec(line)?.[0] === name && line.includes(labels));
    return series.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
  }
}
