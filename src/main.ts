// The command line, and the only reader of argv: starts a role, or does one thing and ends.
import { migrate } from './adapters/postgres/migrate.ts';
import { startApi, startProbes } from './api-process.ts';
import { buildLabels } from './build.ts';
import type { Config } from './config/config.ts';
import { ConfigError } from './config/faults.ts';
import { loadConfig, loadDatabaseUrl } from './config/load-config.ts';
import { Lifecycle } from './lifecycle.ts';
import { showEnforcementMode } from './observe/enforcement-mode.ts';
import { LoopHealth } from './observe/health.ts';
import { type Logger, createLogger } from './observe/logger.ts';
import { type Metrics, createMetrics } from './observe/metrics.ts';
import { type Adapters, type ServerUrls, openAdapters } from './open-adapters.ts';
import { openLinks } from './open-links.ts';
import { RemoteGate } from './remote-gate.ts';
import { runOps } from './ops/ops.ts';
import { Worker } from './worker.ts';
import { buildOf, workerOptions } from './worker-options.ts';

type Role = 'all' | 'api' | 'worker';

const USAGE = `usage: node src/main.ts <command>

  all       API and worker in one process
  api       the API alone; commands go to the workers
  worker    the worker, with /live, /health, /ready and /metrics
  migrate   bring the database to the schema of this build
  ops       what operators ask and do: ops --help

The environment configures it: docs/configuration.md
`;

/** Servers of our own where none are named. Their code is never in a production image, hence the dynamic imports. */
async function serverUrls({ database, redis }: Config, lifecycle: Lifecycle): Promise<ServerUrls> {
  const data = new URL('../.data/', import.meta.url).pathname;
  let redisUrls = redis?.urls.map((url) => url.reveal());
  if (redisUrls === undefined) {
    const { startRedis } = await import('./dev/servers/private-redis.ts');
    const server = await startRedis({ appendonly: true, directory: `${data}redis` });
    lifecycle.started('embedded Redis', server.stop);
    redisUrls = [server.url];
  }
  if (database === null) {
    const { startPostgres } = await import('./dev/servers/embedded-postgres.ts');
    const server = await startPostgres({ durability: 'real', directory: `${data}postgres` });
    lifecycle.started('embedded Postgres', server.stop);
    await migrate(server.url);
    return { databaseUrl: server.url, redisUrls };
  }
  return { databaseUrl: database.url.reveal(), databaseDirectUrl: database.directUrl.reveal(), redisUrls };
}

/** From a checkout they are built where they are missing or old. The image has them. */
async function providePages(logger: Logger): Promise<void> {
  try {
    const { buildPages } = await import('./dev/pages/build-pages.ts');
    if (await buildPages()) logger.info('the pages of the console were built');
  } catch (error) {
    logger.warn({ err: error }, 'the pages of the console could not be built: the API is there without them');
  }
}

interface Observed {
  readonly build: string;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly health: LoopHealth;
}

function observe(config: Config): Observed {
  const logger = createLogger({ level: config.logLevel, fields: { worker: config.workerName } });
  const metrics = createMetrics({ processMetrics: true });
  showEnforcementMode(metrics, config.brandEnforcement);
  metrics.buildInfo.set(buildLabels(), 1);
  return { build: buildOf(config), logger, metrics, health: new LoopHealth() };
}

function sayWhatRuns(role: Role, config: Config, address: string, logger: Logger): void {
  const callers = config.callers.filter(({ accepted }) => accepted).map(({ caller }) => caller);
  const { brandEnforcement, switches, streams } = config;
  const servers = {
    postgres: config.database === null ? 'embedded' : 'as configured',
    redis: config.redis === null ? 'embedded' : 'as configured',
  };
  logger.info({ role, address, brandEnforcement, switches, streams, callers, ...servers }, `ready on ${address}`);
  if (role !== 'worker' && callers.length === 0) {
    logger.warn('no caller has a token: every call of /internal/rolling will be answered 401');
  }
  if (callers.includes('legacy')) logger.warn('the deprecated INTERNAL_SERVICE_TOKEN is accepted');
}

async function startWorker(config: Config, adapters: Adapters, observed: Observed, lifecycle: Lifecycle) {
  const links = openLinks(config, adapters.incarnation, observed.build, observed.logger);
  lifecycle.started('links to others', () => links.link.close());
  const options = workerOptions(config, adapters.exponentOf);
  const worker = new Worker({ ...adapters, ...observed, link: links.link, options });
  const { address, close } = await links.serve(worker.inbound);
  lifecycle.started('link', close);
  await worker.start(address);
  lifecycle.started('worker', () => worker.stop());
  void worker.failed.then((error) => lifecycle.fail(error));
  return { gate: worker.gate, report: () => worker.report() };
}

async function startForwarding(config: Config, adapters: Adapters, observed: Observed, lifecycle: Lifecycle) {
  const { link } = openLinks(config, adapters.incarnation, observed.build, observed.logger);
  lifecycle.started('links to others', () => link.close());
  const remote = new RemoteGate({ ...adapters, ...observed, link });
  await remote.start();
  lifecycle.started('routes', () => remote.stop());
  return { gate: remote.gate, report: () => undefined };
}

/** What decides commands here, or takes them to whoever does. */
type Deciding = Awaited<ReturnType<typeof startWorker>>;

async function run(role: Role): Promise<void> {
  const config = loadConfig();
  const observed = observe(config);
  const { logger } = observed;
  const lifecycle = new Lifecycle({ logger, shutdownMs: config.limits.shutdownMs });
  lifecycle.listen();
  try {
    const urls = await serverUrls(config, lifecycle);
    const adapters = await openAdapters(config, urls, role !== 'api', logger);
    lifecycle.started('connections', () => adapters.close());
    if (role !== 'worker' && config.environment !== 'production') await providePages(logger);
    const start = role === 'api' ? startForwarding : startWorker;
    const deciding = await start(config, adapters, observed, lifecycle);
    const listening = await listenAs(role, config, adapters, observed, deciding);
    lifecycle.started('HTTP server', () => listening.stop());
    sayWhatRuns(role, config, listening.address, logger);
  } catch (error) {
    lifecycle.fail(error);
  }
}

function listenAs(role: Role, config: Config, adapters: Adapters, observed: Observed, deciding: Deciding) {
  const { healthTimeoutMs, brandEnforcement, limits } = config;
  const probes = { ...adapters, ...observed, healthTimeoutMs, refreshMetrics: deciding.report };
  if (role === 'worker') return startProbes(probes, config.workerHttp);
  const callers = config.callers.map(({ tokens, ...caller }) => ({
    ...caller,
    tokens: tokens.map((token) => token.reveal()),
  }));
  const { commandDeadlineMs } = limits;
  const { gate } = deciding;
  const fleetSecrets = config.link.keys.map((key) => key.reveal());
  const api = { ...probes, gate, callers, brandEnforcement, commandDeadlineMs, admission: limits, fleetSecrets };
  const consoleSignIn = consoleSignInOf(config);
  return startApi({ ...api, ...(consoleSignIn === null ? {} : { consoleSignIn }) }, config.http);
}

/** The newest token of those that an operator's console uses. */
function consoleSignInOf({ consoleSignInCode: code, callers }: Config): { code: string; token: string } | null {
  const token = callers.find(({ caller }) => caller === 'admin_service')?.tokens.at(-1);
  return code === null || token === undefined ? null : { code: code.reveal(), token: token.reveal() };
}

async function runMigrations(): Promise<void> {
  const url = loadDatabaseUrl();
  if (url === null) {
    process.stdout.write('no DATABASE_URL: the embedded database is migrated whenever it starts\n');
    return;
  }
  const applied = await migrate(url.reveal());
  process.stdout.write(applied.length === 0 ? 'nothing to migrate\n' : `migrated: ${applied.join(', ')}\n`);
}

const COMMANDS: Readonly<Record<string, () => Promise<void>>> = {
  all: () => run('all'),
  api: () => run('api'),
  worker: () => run('worker'),
  migrate: runMigrations,
  ops: async () => {
    process.exitCode = await runOps(process.argv.slice(3));
  },
};

/** What the world may do is told in a sentence; of a bug, only the stack says where it is. */
function toldOf(error: unknown, command: string): string {
  if (error instanceof ConfigError) return error.message;
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : null;
  return code === null ? (error.stack ?? error.message) : `${command} failed: ${error.message} (${code})`;
}

async function main(command: string): Promise<void> {
  if (command === '--help' || command === '-h') {
    process.stdout.write(USAGE);
    return;
  }
  const start = COMMANDS[command];
  if (start === undefined) {
    process.stderr.write(`${USAGE}\n'${command}' is not a command of this build\n`);
    process.exitCode = 2;
    return;
  }
  try {
    await start();
  } catch (error) {
    process.stderr.write(`${toldOf(error, command)}\n`);
    process.exitCode = 1;
  }
}

await main(process.argv[2] ?? '--help');
