// The HTTP server: everything the service says to its callers, or, for a worker, to its probes alone.
import swagger from '@fastify/swagger';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { type FastifyBaseLogger, LogController, fastify } from 'fastify';
import type { Api, ApiDependencies, ProbeDependencies } from './api.ts';
import { demandBrand } from './brand.ts';
import { demandCaller } from './caller.ts';
import { handleError, handleNotFound } from './errors.ts';
import { refuseUndeclaredRoutes } from './guarded-routes.ts';
import { demandRights } from './permission.ts';
import { identifyRequests, returnRequestId } from './request-identity.ts';
import { countRequests } from './request-outcomes.ts';
import { routeAdjust } from './routes/adjust-rolling.ts';
import { routeBrandConfig } from './routes/brand-config.ts';
import { routeCancelAll } from './routes/cancel-all.ts';
import { routeCommands } from './routes/command-rolling.ts';
import { routeCreate } from './routes/create-rolling.ts';
import { routeDeadLetters } from './routes/dead-letters.ts';
import { routeDryRun } from './routes/dry-run.ts';
import { routeProbes } from './routes/probes.ts';
import { routeReads } from './routes/read-rollings.ts';
import { compileValidator } from './validation.ts';

const BODY_BYTES_MAX = 65_536;
/** An id of 128 characters, each percent-encoded as up to four bytes. */
const PARAM_LENGTH_MAX = 128 * 12;
const REQUEST_TIMEOUT_MS = 30_000;

function createServer({ logger, random, metrics }: ProbeDependencies): Api {
  const loggerInstance: FastifyBaseLogger = logger;
  const app = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: identifyRequests(random),
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    routerOptions: { maxParamLength: PARAM_LENGTH_MAX },
    // Before any route is found, so before any hook.
    frameworkErrors: handleError,
    // A request that arrives while we close is refused and may be sent to another process.
    return503OnClosing: true,
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.setValidatorCompiler(compileValidator);
  // Answers are what they are: schemas of answers document, they do not filter.
  app.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
  app.setErrorHandler(handleError);
  app.setNotFoundHandler(handleNotFound);
  refuseUndeclaredRoutes(app);
  app.addHook('onRequest', returnRequestId);
  closeConnectionsAtTheEnd(app);
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unmatched';
    const labels = { route, method: request.method, status: reply.statusCode };
    metrics.httpRequestSeconds.observe(labels, reply.elapsedTime / 1_000);
    request.log.debug({ ...labels, ms: reply.elapsedTime }, 'answered');
  });
  return app;
}

/** A connection kept alive by a request that was under way at the end would keep us from ending until it times out. */
function closeConnectionsAtTheEnd(app: Api): void {
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
  });
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing) reply.header('connection', 'close');
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

async function describeApi(app: Api): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'rolling_service', version: '1', description: 'Wagering requirements of a gaming platform.' },
    },
  });
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}

/** /live, /health, /ready and /metrics: all that a worker without an API serves. */
export function createProbeServer(dependencies: ProbeDependencies): Api {
  const app = createServer(dependencies);
  routeProbes(app, dependencies);
  return app;
}

export async function createApi(dependencies: ApiDependencies): Promise<Api> {
  const app = createServer(dependencies);
  acceptJson(app);
  countRequests(app, dependencies.metrics);
  demandCaller(app, dependencies);
  demandBrand(app, dependencies);
  demandRights(app);
  await describeApi(app);
  routeProbes(app, dependencies);
  await app.register(
    async (scope: Api) => {
      routeCreate(scope, dependencies);
      routeReads(scope, dependencies);
      routeCommands(scope, dependencies);
      routeAdjust(scope, dependencies);
      routeCancelAll(scope, dependencies);
      routeBrandConfig(scope, dependencies);
      routeDryRun(scope, dependencies);
      routeDeadLetters(scope, dependencies);
    },
    { prefix: '/internal/rolling' },
  );
  return app;
}
