// Sends one kind of request at a rate, or as fast as its connections are answered, and tells how long the answers took.
import { randomUUID } from 'node:crypto';
import autocannon from 'autocannon';
import { performTask } from './child.ts';
import { type HttpLoad, type HttpLoadTask, httpLoadTask } from './messages.ts';
import { quantile } from './spread.ts';

const HTTP_OK = 200;
const HTTP_NOT_OK = 300;

function createBody(): string {
  const id = randomUUID();
  const source = { type: 'bonus', id };
  return JSON.stringify({ player_id: id, currency: 'EUR', source, base_minor: '10000', multiplier: '30' });
}

/** A rolling to be read, picked at random; a create is always a new one's. */
function requestOf({ rollingIds, operation }: HttpLoadTask): autocannon.Request {
  if (operation === 'create') {
    return {
      method: 'POST',
      path: '/internal/rolling',
      setupRequest: (request) => ({ ...request, body: createBody() }),
    };
  }
  const anyId = (): string => rollingIds[Math.floor(Math.random() * rollingIds.length)] ?? '';
  return { method: 'GET', setupRequest: (request) => ({ ...request, path: `/internal/rolling/${anyId()}` }) };
}

async function measure(task: HttpLoadTask): Promise<HttpLoad> {
  const { url, token, brandId, connections, perSecond, seconds } = task;
  const served: number[] = [];
  const statuses: Record<string, number> = {};
  const ended = Promise.withResolvers<autocannon.Result>();
  const told = (error: Error | null, result: autocannon.Result): void => {
    if (error === null) ended.resolve(result);
    else ended.reject(error);
  };
  const options = {
    url,
    connections,
    duration: seconds,
    headers: { 'x-internal-service-token': token, 'x-brand-id': brandId, 'content-type': 'application/json' },
    requests: [requestOf(task)],
    ...(perSecond === null ? {} : { overallRate: perSecond }),
  };
  const load = autocannon(options, told);
  load.on('response', (_client, status, _bytes, tookMs) => {
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (status >= HTTP_OK && status < HTTP_NOT_OK) served.push(tookMs);
  });
  const { latency, errors, duration } = await ended.promise;
  served.sort((left, right) => left - right);
  return {
    seconds: duration,
    p50_ms: latency.p50,
    p99_ms: latency.p99,
    max_ms: latency.max,
    served: served.length,
    served_p50_ms: quantile(served, 0.5),
    served_p99_ms: quantile(served, 0.99),
    statuses,
    errors,
  };
}

performTask(httpLoadTask, measure);
