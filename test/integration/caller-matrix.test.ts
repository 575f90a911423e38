import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROUTE_RIGHTS } from '../../src/api/rights.ts';
import {
  BRANDS_SENT,
  type Cell,
  MODES,
  type Surroundings,
  TOKENS_SENT,
  expectedOf,
  refusalOf,
} from './caller-matrix/expectations.ts';
import { type MatrixRow, ROWS } from './caller-matrix/rows.ts';
import { type Answered, GuardedService } from './guarded-service.ts';

// Every route × every token × every brand × every mode of the brand check, against the real service; what is expected is
// written out in caller-matrix/ from the contract. Whatever is refused must have changed nothing.

const BRANDS: Readonly<Record<Cell['brand'], string | null>> = { right: 'brand-a', wrong: 'brand-b', none: null };
const tokenSent = (token: Cell['token']): string | null => (token === 'none' ? null : token);

interface Named {
  readonly id: string;
  readonly path: string;
  readonly playerId: string;
}

class Matrix {
  readonly service: GuardedService;
  readonly surroundings: Surroundings;

  private constructor(service: GuardedService, surroundings: Surroundings) {
    this.service = service;
    this.surroundings = surroundings;
  }

  static async start(surroundings: Surroundings): Promise<Matrix> {
    const { mode, perCallerRequired } = surroundings;
    const changes = { MULTI_BRAND_ENFORCEMENT: mode, PER_CALLER_TOKEN_REQUIRED: perCallerRequired ? 'on' : 'off' };
    return new Matrix(await GuardedService.start(changes), surroundings);
  }

  /** A rolling of the right brand in the state that the row asks for. */
  async prepared({ from = 'active' }: MatrixRow): Promise<Named> {
    const { service } = this;
    const rolling = await service.created();
    if (from === 'suspended') await service.call(`${rolling.path}/suspend`, { body: {} });
    if (from === 'cancellation_failed') await service.call(`${rolling.path}/cancel`, { body: { reason: 'REQUESTED' } });
    await service.comesTo(rolling.path, from);
    return rolling;
  }

  ask({ row, token, brand }: Cell, named: Named): Promise<Answered> {
    const [method = '', address = ''] = row.route.split(' ');
    const path = (row.path ?? address).replace(':rolling_id', named.id).replace(':player_id', named.playerId);
    const body = row.body === 'create' ? this.service.newBonus() : row.body;
    return this.service.call(`${path}${row.query ?? ''}`, {
      method,
      token: tokenSent(token),
      brand: BRANDS[brand],
      ...(body === undefined ? {} : { body }),
    });
  }
}

const cellsOf = (row: MatrixRow, surroundings: Surroundings): readonly Cell[] =>
  TOKENS_SENT.flatMap((token) => BRANDS_SENT.map((brand) => ({ ...surroundings, row, token, brand })));

const SURROUNDINGS: readonly Surroundings[] = [
  ...MODES.map((mode) => ({ mode, perCallerRequired: false })),
  { mode: 'enforce', perCallerRequired: true },
];

describe.for(SURROUNDINGS)('under %o', (surroundings) => {
  let matrix: Matrix;
  beforeAll(async () => {
    matrix = await Matrix.start(surroundings);
  });
  afterAll(() => matrix.service.stop());

  test.for(ROWS.map((row) => [`${row.route}${row.query ?? ''}`, row] as const))('%s', async ([, row]) => {
    const untouched = await matrix.prepared(row);
    const before = await matrix.service.call(untouched.path);
    const [actual, expected]: Record<string, unknown>[] = [{}, {}];
    for (const cell of cellsOf(row, surroundings)) {
      const isCommand = row.of !== 'public' && !row.route.startsWith('GET');
      const named = refusalOf(cell) === null && isCommand ? await matrix.prepared(row) : untouched;
      const answer = await matrix.ask(cell, named);
      const place = `token ${cell.token}, brand ${cell.brand}`;
      const [status, code] = expectedOf(cell);
      actual![place] = [answer.status, code === undefined ? undefined : answer.body['code']];
      expected![place] = [status, code];
    }
    expect(actual).toEqual(expected);
    expect(await matrix.service.call(untouched.path)).toMatchObject({ status: 200, body: before.body });
  });

  test('has a row for every route of the running server', async () => {
    const { body } = await matrix.service.call('/openapi.json', { token: null, brand: null });
    const paths = Object.entries(body['paths'] as Record<string, Record<string, unknown>>);
    const documented = paths.flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(documented.length).toBeGreaterThan(15);
    // A server does not start with a route that this table does not know, hidden ones included.
    const routes = new Set([...documented, ...Object.keys(ROUTE_RIGHTS)]);
    const missing = [...routes].filter((route) => !ROWS.some((row) => row.route === route));
    expect(missing, 'each of these needs a row in test/integration/caller-matrix/rows.ts').toEqual([]);
  });
});

test('no row is of a route that is gone', () => {
  expect(ROWS.map(({ route }) => route).filter((route) => !Object.hasOwn(ROUTE_RIGHTS, route))).toEqual([]);
});
