// What each caller may do: the one table. A route without a row here stops the start; nothing is open by being forgotten.
import type { CallerName } from '../domain/caller.ts';

type Service = Exclude<CallerName, 'legacy'>;

/** Who has each right. The names are stable: an answer 403 names the right that is missing. */
const HOLDERS = {
  'rolling.read': ['gateway', 'promotion_service', 'admin_service'],
  'rolling.explain': ['promotion_service', 'admin_service'],
  'rolling.create': ['promotion_service', 'admin_service'],
  'rolling.cancel': ['promotion_service', 'admin_service'],
  'rolling.operate': ['admin_service'],
  'brand-config': ['admin_service'],
  ops: ['admin_service'],
} as const satisfies Readonly<Record<string, readonly Service[]>>;

export type Right = keyof typeof HOLDERS;

/** What every route needs, as "METHOD /address"; HEAD is as GET. `public` needs neither token nor brand. */
export const ROUTE_RIGHTS: Readonly<Record<string, Right | 'public'>> = {
  'GET /live': 'public',
  'GET /health': 'public',
  'GET /ready': 'public',
  'GET /metrics': 'public',
  'GET /openapi.json': 'public',
  'GET /docs': 'public',
  'GET /docs/': 'public',
  'GET /docs/json': 'public',
  'GET /docs/yaml': 'public',
  'GET /docs/static/*': 'public',
  'GET /docs/static/index.html': 'public',
  'GET /docs/static/swagger-initializer.js': 'public',
  // Pages without data: what they show they ask for with the reader's token.
  'POST /console/sign-in': 'public',
  'GET /console': 'public',
  'GET /console/*': 'public',
  'GET /inspect/rollings/:rolling_id': 'public',
  'GET /inspect/viewer': 'public',
  'GET /assets/:file': 'public',
  'GET /inspect/machine.json': 'public',
  // A browser cannot send a token with a web socket: the ticket in its address was given to who has the right.
  'GET /internal/rolling/:rolling_id/inspect': 'public',
  'POST /internal/rolling': 'rolling.create',
  'GET /internal/rolling': 'rolling.read',
  'GET /internal/rolling/:rolling_id': 'rolling.read',
  'GET /internal/rolling/players/:player_id/summary': 'rolling.read',
  'GET /internal/rolling/:rolling_id/journal': 'rolling.explain',
  'GET /internal/rolling/:rolling_id/steps': 'rolling.explain',
  'POST /internal/rolling/:rolling_id/inspect-ticket': 'rolling.explain',
  'POST /internal/rolling/:rolling_id/cancel': 'rolling.cancel',
  'POST /internal/rolling/players/:player_id/cancel-all': 'rolling.cancel',
  'POST /internal/rolling/:rolling_id/complete': 'rolling.operate',
  'POST /internal/rolling/:rolling_id/expire': 'rolling.operate',
  'POST /internal/rolling/:rolling_id/retry-completion': 'rolling.operate',
  'POST /internal/rolling/:rolling_id/suspend': 'rolling.operate',
  'POST /internal/rolling/:rolling_id/resume': 'rolling.operate',
  'POST /internal/rolling/:rolling_id/adjust': 'rolling.operate',
  'POST /internal/rolling/:rolling_id/review': 'rolling.operate',
  'GET /internal/rolling/brand-config': 'brand-config',
  'PUT /internal/rolling/brand-config': 'brand-config',
  'POST /internal/rolling/brand-config/dry-run': 'brand-config',
  'GET /internal/rolling/ops/dead-letters': 'ops',
  'GET /internal/rolling/ops/dead-letters/:id': 'ops',
  'POST /internal/rolling/ops/dead-letters/:id/replay': 'ops',
  'POST /internal/rolling/ops/dead-letters/:id/discard': 'ops',
  'GET /internal/rolling/ops/parked': 'ops',
  'GET /internal/rolling/ops/parked/:player_id': 'ops',
  'GET /internal/rolling/ops/parked/:player_id/events': 'ops',
  'POST /internal/rolling/ops/parked/:player_id/replay': 'ops',
  'POST /internal/rolling/ops/parked/:player_id/events/:seq/discard': 'ops',
  'GET /internal/rolling/ops/workers': 'ops',
  'GET /internal/rolling/ops/shards': 'ops',
  'GET /internal/rolling/ops/streams': 'ops',
  'GET /internal/rolling/ops/rebalance': 'ops',
  'GET /internal/rolling/ops/history': 'ops',
  'GET /internal/rolling/ops/history/:id': 'ops',
  'POST /internal/rolling/ops/shards/:brand/:shard_no/move': 'ops',
  'POST /internal/rolling/ops/shards/:brand/:shard_no/pin': 'ops',
  'POST /internal/rolling/ops/shards/:brand/:shard_no/split': 'ops',
  'POST /internal/rolling/ops/shards/:brand/:shard_no/merge': 'ops',
  'POST /internal/rolling/ops/workers/:worker/drain': 'ops',
  'POST /internal/rolling/ops/workers/:worker/undrain': 'ops',
  'POST /internal/rolling/ops/streams/:stream/forget': 'ops',
};

/** Query parameters that need more than their route: "METHOD /address?parameter". */
const QUERY_RIGHTS: readonly (readonly [route: string, parameter: string, Right])[] = [
  ['GET /internal/rolling', 'review', 'rolling.operate'],
];

/** The shared token may what the services that shared it may. */
const STANDS_FOR: Readonly<Record<CallerName, readonly Service[]>> = {
  gateway: ['gateway'],
  promotion_service: ['promotion_service'],
  admin_service: ['admin_service'],
  legacy: ['gateway', 'promotion_service'],
};

export function mayCall(caller: CallerName, right: Right): boolean {
  return STANDS_FOR[caller].some((service) => HOLDERS[right].some((holder) => holder === service));
}

export function routeKey(method: string, address: string): string {
  return `${method === 'HEAD' ? 'GET' : method} ${address}`;
}

/** Every right that a request of this route with these query parameters' names needs. */
export function rightsFor(route: string, parameters: readonly string[]): readonly Right[] {
  const right = ROUTE_RIGHTS[route];
  if (right === undefined || right === 'public') return [];
  const more = QUERY_RIGHTS.filter(([of, parameter]) => of === route && parameters.includes(parameter));
  return [right, ...more.map(([, , needed]) => needed)];
}
