import { fastify } from 'fastify';
import { expect, test } from 'vitest';
import type { Api } from '../../src/api/api.ts';
import { refuseUndeclaredRoutes } from '../../src/api/guarded-routes.ts';

function guardedApp(): Api {
  const app = fastify() as unknown as Api;
  refuseUndeclaredRoutes(app);
  return app;
}

const answer = async (): Promise<string> => 'open to anybody';

test('a route that nobody said who may call cannot be added, wherever it is added', async () => {
  const app = guardedApp();
  expect(() => app.get('/internal/rolling/secrets', answer)).toThrow(/GET \/internal\/rolling\/secrets.*rights\.ts/);
  const plugin = async (scope: Api): Promise<void> => void scope.delete('/:rolling_id', answer);
  await expect(app.register(plugin, { prefix: '/internal/rolling' })).rejects.toThrow(
    'DELETE /internal/rolling/:rolling_id',
  );
});

test('nor can a route of several methods hide the one that is not declared', () => {
  const route = { method: ['GET', 'PATCH'], url: '/internal/rolling/:rolling_id', handler: answer };
  expect(() => guardedApp().route(route)).toThrow('PATCH /internal/rolling/:rolling_id');
});

test('a declared route is added, its HEAD with it', async () => {
  const app = guardedApp();
  app.get('/health', answer);
  expect((await app.inject({ method: 'HEAD', url: '/health' })).statusCode).toBe(200);
});
