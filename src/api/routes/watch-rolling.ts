// What whoever looks at a rolling is shown without a token: the statechart, which is nobody's, and a web socket that tells how one
// rolling moves on, for a ticket.
import { createHash } from 'node:crypto';
import { ROLLING_DEFINITION } from '../../../machines/rolling.definition.ts';
import { isRollingId } from '../../domain/ids.ts';
import type { Api, ApiDependencies } from '../api.ts';
import type { InspectTickets } from '../inspect-tickets.ts';
import { read } from '../patience.ts';
import { ApiProblem } from '../problems.ts';
import { rollingParams } from '../schemas/queries.ts';
import { acceptUpgrades, demandOwnOrigin, demandUpgrade, takeOver } from '../upgrades.ts';

function routeDefinition(app: Api): void {
  const etag = `"${createHash('sha256').update(ROLLING_DEFINITION).digest('base64url').slice(0, 16)}"`;
  app.get('/inspect/machine.json', { schema: { hide: true } }, async (request, reply) => {
    reply.header('etag', etag).header('cache-control', 'public, max-age=300');
    if (request.headers['if-none-match'] === etag) return reply.code(304).send(null);
    return reply.type('application/json; charset=utf-8').send(JSON.parse(ROLLING_DEFINITION));
  });
}

function routeWatch(app: Api, dependencies: ApiDependencies, tickets: InspectTickets): void {
  const { reads, clock, inspection } = dependencies;
  const address = '/internal/rolling/:rolling_id/inspect';
  const schema = { hide: true, params: rollingParams };
  app.get<{ Params: { rolling_id: string }; Querystring: { ticket?: unknown } }>(
    address,
    { schema },
    async (request, reply) => {
      demandUpgrade(request);
      demandOwnOrigin(request);
      if (inspection.isFull) throw new ApiProblem('TOO_MANY_WATCHERS', 'ask again, or close another page that watches');
      const { ticket } = request.query;
      const asked = request.params.rolling_id;
      const granted = tickets.redeem(typeof ticket === 'string' ? ticket : '', asked);
      const rolling = isRollingId(asked) ? await read(clock, () => reads.findRolling(asked)) : null;
      if (rolling === null || rolling.facts.brandId !== granted.brandId) {
        throw new ApiProblem('ROLLING_NOT_FOUND', `no rolling ${asked}`);
      }
      inspection.watch(rolling, takeOver(request, reply));
      return reply;
    },
  );
}

export function routeWatching(app: Api, dependencies: ApiDependencies, tickets: InspectTickets): void {
  acceptUpgrades(app);
  app.addHook('preClose', async () => dependencies.inspection.stop());
  routeDefinition(app);
  routeWatch(app, dependencies, tickets);
}
