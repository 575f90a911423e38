// The HTTP server: everything the service says to its callers, or, for a worker, to its probes alone.
import helmet from '@fastify/helmet';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { type FastifyBaseLogger, LogController, fastify } from 'fastify';
import { limitRates, shedLoad } from './admission.ts';
import type { Api, ApiDependencies, ProbeDependencies } from './api.ts';
import { demandBrand } from './brand.ts';
import { demandCaller } from './caller.ts';
import { heedDeadlines } from './deadline.ts';
import { handleError, handleNotFound } from './errors.ts';
import { refuseUndeclaredRoutes } from './guarded-routes.ts';
import { demandRights } from './permission.ts';
import { describeApi, showDocs } from './openapi.ts';
import { ApiProblem } from './problems.ts';
import {
  BODY_BYTES_MAX,
  HEADER_BYTES_MAX,
  PARAM_LENGTH_MAX,
  answerBrokenRequest,
  limitRequests,
} from './request-limits.ts';
import { identifyRequests, returnRequestId } from './request-identity.ts';
import { countRequests } from './request-outcomes.ts';
import { routeAdjust } from './routes/adjust-rolling.ts';
import { routeBrandConfig } from './routes/brand-config.ts';
import { routeCancelAll } from './routes/cancel-all.ts';
import { routeCommands } from './routes/command-rolling.ts';
import { routeConsoleSignIn } from './routes/console-sign-in.ts';
import { routeCreate } from './routes/create-rolling.ts';
import { routeDeadLetters } from './routes/dead-letters.ts';
import { routeInspection } from './routes/inspect-rolling.ts';
import { routeWatching } from './routes/watch-rolling.ts';
import { routeParked } from './routes/parked.ts';
import { routeDryRun } from './routes/dry-run.ts';
import { routeFleetLooks } from './routes/fleet-looks.ts';
import { routeFleetOrders } from './routes/fleet-orders.ts';
import { routeProbes } from './routes/probes.ts';
import { routeReads } from './routes/read-rollings.ts';
import { InspectTickets } from './inspect-tickets.ts';
import { mayUpgrade } from './upgrades.ts';
import { servePages } from './static-pages.ts';
import { compileValidator } from './validation.ts';

const REQUEST_TIMEOUT_MS = 30_000;

function createServer({ logger, random, metrics }: ProbeDependencies): Api {
  const loggerInstance: FastifyBaseLogger = logger;
  const app = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: identifyRequests(random),
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    routerOptions: { maxParamLength: PARAM_LENGTH_MAX },
    // Before any route is found, so before any hook.
    frameworkErrors: handleError,
    http: { maxHeaderSize: HEADER_BYTES_MAX, shouldUpgradeCallback: mayUpgrade },
    clientErrorHandler: answerBrokenRequest,
    // We refuse it ourselves, with a problem document.
    return503OnClosing: false,
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.setValidatorCompiler(compileValidator);
  // Answers are what they are: schemas of answers document, they do not filter.
  app.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
  app.setErrorHandler(handleError);
  app.setNotFoundHandler(handleNotFound);
  refuseUndeclaredRoutes(app);
  app.addHook('onRequest', returnRequestId);
  refuseAtTheEnd(app);
  limitRequests(app);
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unmatched';
    const labels = { route, method: request.method, status: reply.statusCode };
    metrics.httpRequestSeconds.observe(labels, reply.elapsedTime / 1_000);
    request.log.debug({ ...labels, ms: reply.elapsedTime }, 'answered');
  });
  return app;
}

/**
 * A request that arrives while we close may be sent to another process. A connection kept alive by one that was under way would
 * keep us from ending until it times out.
 */
function refuseAtTheEnd(app: Api): void {
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
  });
  app.addHook('onRequest', async () => {
    if (isClosing) throw new ApiProblem('SHUTTING_DOWN', 'nothing was done; ask another process, with the same key');
  });
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing) reply.header('connection', 'close');
  });
}

/** Headers that keep a browser from doing anything with an answer. Transport security is for whoever ends TLS. */
async function secureHeaders(app: Api): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    strictTransportSecurity: false,
  });
}

/** What is answered here is about players and money: no cache on the way keeps it. A route that knows better says so. */
function forbidStorage(scope: Api): void {
  scope.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
}

/** JSON and nothing else; a body may be left out even where JSON is announced. */
function acceptJson(app: Api): void {
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) done(null, undefined);
    else void parseJson(request, body.toString(), done);
  });
}

/** /live, /health, /ready and /metrics: all that a worker without an API serves. */
export function createProbeServer(dependencies: ProbeDependencies): Api {
  const app = createServer(dependencies);
  routeProbes(app, dependencies);
  return app;
}

export async function createApi(dependencies: ApiDependencies): Promise<Api> {
  const app = createServer(dependencies);
  await secureHeaders(app);
  acceptJson(app);
  countRequests(app, dependencies.metrics);
  await shedLoad(app, dependencies.admission, dependencies.metrics);
  heedDeadlines(app, dependencies.clock);
  demandCaller(app, dependencies);
  demandBrand(app, dependencies);
  demandRights(app);
  await describeApi(app);
  await showDocs(app);
  await servePages(app, dependencies.pagesDirectory);
  routeProbes(app, dependencies);
  const tickets = new InspectTickets({ ...dependencies, secrets: dependencies.fleetSecrets });
  routeWatching(app, dependencies, tickets);
  routeConsoleSignIn(app, dependencies);
  await app.register(
    async (scope: Api) => {
      forbidStorage(scope);
      await limitRates(scope, dependencies.admission, dependencies.metrics);
      routeCreate(scope, dependencies);
      routeReads(scope, dependencies);
      routeInspection(scope, dependencies, tickets);
      routeCommands(scope, dependencies);
      routeAdjust(scope, dependencies);
      routeCancelAll(scope, dependencies);
      routeBrandConfig(scope, dependencies);
      routeDryRun(scope, dependencies);
      routeDeadLetters(scope, dependencies);
      routeParked(scope, dependencies);
      routeFleetLooks(scope, dependencies);
      routeFleetOrders(scope, dependencies);
    },
    { prefix: '/internal/rolling' },
  );
  return app;
}
