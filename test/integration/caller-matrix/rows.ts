import type { TokenName } from '../guarded-service.ts';

// Who may call what, written out from the contract and from nothing in src/. A new route needs a row here:
//
//   { route: 'POST /internal/rolling/ops/shards/:shard_no/move', may: ADMIN, of: 'all', body: {…}, answers: 202 }
//
// `:rolling_id` and `:player_id` are filled in with a rolling that is in the state `from`; any other parameter by `path`.

/** What the brand of a call is compared with. */
type BrandScope =
  /** Nothing: no token, no brand. */
  | 'public'
  /** The brand of the rolling that the address names. */
  | 'rolling'
  /** Nothing: the call is about the header's own brand. */
  | 'header'
  /** Nothing: the call is about all brands. */
  | 'all';

export interface MatrixRow {
  /** As the server knows it, with its parameters. */
  readonly route: string;
  /** Empty for public ones. */
  readonly may: readonly TokenName[];
  readonly of: BrandScope;
  /** Added to the address. */
  readonly query?: string;
  /** The address where it has other parameters than a rolling or a player. */
  readonly path?: string;
  /** The state that the named rolling must be in; default: active. */
  readonly from?: 'active' | 'suspended' | 'cancellation_failed';
  /** 'create': a body that creates a rolling of its own. */
  readonly body?: Readonly<Record<string, unknown>> | 'create';
  /** The status where nothing is in the way. */
  readonly answers: number;
  /** The code, where that is a refusal of whoever the call is for. */
  readonly code?: string;
  /** The same for the wrong brand, where a call about the header's brand finds less there. */
  readonly answersElsewhere?: number;
}

const EVERYBODY = ['gateway', 'promotion', 'admin', 'legacy'] as const;
/** The shared token stands for gateway and promotion. */
const NOT_GATEWAY = ['promotion', 'admin', 'legacy'] as const;
const ADMIN = ['admin'] as const;

const publicRow = (route: string): MatrixRow => ({ route, may: [], of: 'public', answers: 200 });

const PARKED = '/internal/rolling/ops/parked';
const LETTERS = '/internal/rolling/ops/dead-letters';
const FLEET = '/internal/rolling/ops';
const NOTE = { reason: 'asked for', requested_by: 'operator' };

export const ROWS: readonly MatrixRow[] = [
  publicRow('GET /health'),
  publicRow('GET /ready'),
  publicRow('GET /live'),
  publicRow('GET /metrics'),
  publicRow('GET /openapi.json'),
  {
    route: 'POST /console/sign-in',
    may: [],
    of: 'public',
    body: { code: 'of no link' },
    answers: 403,
    code: 'SIGN_IN_REFUSED',
  },
  publicRow('GET /docs'),
  publicRow('GET /docs/'),
  publicRow('GET /docs/json'),
  publicRow('GET /docs/yaml'),
  publicRow('GET /docs/static/index.html'),
  publicRow('GET /docs/static/swagger-initializer.js'),
  { ...publicRow('GET /docs/static/*'), path: '/docs/static/swagger-ui.css' },
  publicRow('GET /console'),
  { ...publicRow('GET /console/*'), path: '/console/fleet' },
  publicRow('GET /inspect/rollings/:rolling_id'),
  publicRow('GET /inspect/viewer'),
  publicRow('GET /inspect/machine.json'),
  // A ticket lets in, and only by a web socket.
  { ...publicRow('GET /internal/rolling/:rolling_id/inspect'), answers: 426, code: 'UPGRADE_REQUIRED' },
  { ...publicRow('GET /assets/:file'), path: '/assets/none-of-this-build.js', answers: 404, code: 'ROUTE_NOT_FOUND' },

  { route: 'POST /internal/rolling', may: NOT_GATEWAY, of: 'header', body: 'create', answers: 201 },
  { route: 'GET /internal/rolling', may: EVERYBODY, of: 'header', answers: 200 },
  { route: 'GET /internal/rolling', query: '?review=open', may: ADMIN, of: 'header', answers: 200 },
  { route: 'GET /internal/rolling/:rolling_id', may: EVERYBODY, of: 'rolling', answers: 200 },
  { route: 'GET /internal/rolling/players/:player_id/summary', may: EVERYBODY, of: 'header', answers: 200 },
  { route: 'GET /internal/rolling/:rolling_id/journal', may: NOT_GATEWAY, of: 'rolling', answers: 200 },
  { route: 'GET /internal/rolling/:rolling_id/steps', may: NOT_GATEWAY, of: 'rolling', answers: 200 },
  { route: 'POST /internal/rolling/:rolling_id/inspect-ticket', may: NOT_GATEWAY, of: 'rolling', answers: 200 },

  {
    route: 'POST /internal/rolling/:rolling_id/cancel',
    may: NOT_GATEWAY,
    of: 'rolling',
    body: { reason: 'REQUESTED' },
    answers: 202,
  },
  {
    route: 'POST /internal/rolling/players/:player_id/cancel-all',
    may: NOT_GATEWAY,
    of: 'header',
    body: { reason: 'SELF_EXCLUSION' },
    answers: 202,
    answersElsewhere: 200,
  },
  { route: 'POST /internal/rolling/:rolling_id/complete', may: ADMIN, of: 'rolling', body: NOTE, answers: 202 },
  { route: 'POST /internal/rolling/:rolling_id/expire', may: ADMIN, of: 'rolling', body: NOTE, answers: 202 },
  {
    route: 'POST /internal/rolling/:rolling_id/retry-completion',
    from: 'cancellation_failed',
    may: ADMIN,
    of: 'rolling',
    body: NOTE,
    answers: 202,
  },
  { route: 'POST /internal/rolling/:rolling_id/suspend', may: ADMIN, of: 'rolling', body: NOTE, answers: 200 },
  {
    route: 'POST /internal/rolling/:rolling_id/resume',
    from: 'suspended',
    may: ADMIN,
    of: 'rolling',
    body: NOTE,
    answers: 200,
  },
  {
    route: 'POST /internal/rolling/:rolling_id/adjust',
    may: ADMIN,
    of: 'rolling',
    body: { ...NOTE, wagered_minor_delta: '5' },
    answers: 200,
  },
  // Nothing was reversed, so its owner says that there is nothing to review.
  {
    route: 'POST /internal/rolling/:rolling_id/review',
    may: ADMIN,
    of: 'rolling',
    body: NOTE,
    answers: 409,
    code: 'INVALID_STATE',
  },

  { route: 'GET /internal/rolling/brand-config', may: ADMIN, of: 'header', answers: 200 },
  { route: 'PUT /internal/rolling/brand-config', may: ADMIN, of: 'header', body: { config: {} }, answers: 200 },
  {
    route: 'POST /internal/rolling/brand-config/dry-run',
    may: ADMIN,
    of: 'header',
    body: { config: {}, from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' },
    answers: 200,
  },

  { route: 'GET /internal/rolling/ops/dead-letters', may: ADMIN, of: 'all', answers: 200 },
  ...[
    { route: 'GET /internal/rolling/ops/dead-letters/:id', path: `${LETTERS}/999999` },
    { route: 'POST /internal/rolling/ops/dead-letters/:id/replay', path: `${LETTERS}/999999/replay`, body: NOTE },
    { route: 'POST /internal/rolling/ops/dead-letters/:id/discard', path: `${LETTERS}/999999/discard`, body: NOTE },
  ].map((row) => ({ ...row, may: ADMIN, of: 'all' as const, answers: 404, code: 'DEAD_LETTER_NOT_FOUND' })),

  { route: 'GET /internal/rolling/ops/parked', may: ADMIN, of: 'all', answers: 200 },
  ...[
    { route: 'GET /internal/rolling/ops/parked/:player_id', path: `${PARKED}/nobody` },
    { route: 'GET /internal/rolling/ops/parked/:player_id/events', path: `${PARKED}/nobody/events` },
    { route: 'POST /internal/rolling/ops/parked/:player_id/replay', path: `${PARKED}/nobody/replay`, body: NOTE },
    {
      route: 'POST /internal/rolling/ops/parked/:player_id/events/:seq/discard',
      path: `${PARKED}/nobody/events/1/discard`,
      body: NOTE,
    },
  ].map((row) => ({ ...row, may: ADMIN, of: 'all' as const, answers: 404, code: 'NOT_QUARANTINED' })),
  ...['workers', 'shards', 'streams', 'rebalance', 'history'].map((what) => {
    return { route: `GET ${FLEET}/${what}`, may: ADMIN, of: 'all' as const, answers: 200 };
  }),
  // About what is not there: the answer of whoever may ask is that it is not.
  ...[
    { route: 'history/:id', path: 'history/999999', code: 'ORDER_NOT_FOUND' },
    { route: 'shards/:brand/:shard_no/move', path: 'shards/none/9/move', body: { ...NOTE, worker: 'none' } },
    { route: 'shards/:brand/:shard_no/pin', path: 'shards/none/9/pin', body: { ...NOTE, worker: null } },
    { route: 'shards/:brand/:shard_no/split', path: 'shards/none/9/split', body: { ...NOTE, into: 2 } },
    { route: 'shards/:brand/:shard_no/merge', path: 'shards/none/9/merge', body: { ...NOTE, with: 8 } },
    { route: 'workers/:worker/drain', path: 'workers/none/drain', body: NOTE, code: 'WORKER_NOT_FOUND' },
    { route: 'workers/:worker/undrain', path: 'workers/none/undrain', body: NOTE, code: 'WORKER_NOT_FOUND' },
    { route: 'streams/:stream/forget', path: 'streams/none/forget', body: NOTE, code: 'STREAM_NOT_FOUND' },
  ].map(({ route, path, code = 'SHARD_NOT_FOUND', ...row }) => ({
    route: `${'body' in row ? 'POST' : 'GET'} ${FLEET}/${route}`,
    path: `${FLEET}/${path}`,
    ...row,
    may: ADMIN,
    of: 'all' as const,
    answers: 404,
    code,
  })),
];
