// npm run bench:api: how long creates and reads take while bets flow at half of what the worker carries, and what becomes of
// callers who ask for more than there is. The service is its own process, with the defaults of every limit.
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { askChild } from './child.ts';
import { LiveService } from './live-service.ts';
import { type HttpLoad, type HttpLoadTask, httpLoad } from './messages.ts';
import { Bench } from './rows.ts';
import { SteadyFeed } from './steady-feed.ts';
import { spreadOf } from './spread.ts';
import { betsOf } from './wallet-feed.ts';
import { World, startServers } from './world.ts';

const { values: given } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    runs: { type: 'string', default: '3' },
    rollings: { type: 'string', default: '10000' },
    /** Of creates and of reads; together they are what a busy platform asks beside its bets. */
    creates: { type: 'string', default: '50' },
    gets: { type: 'string', default: '200' },
    /** Bets a second; half of what is measured first where it is not given. */
    bets: { type: 'string' },
    /** Only these connections' floods, comma-separated; none: ''. */
    floods: { type: 'string', default: '50,400,1500' },
    /** A variable of the service's environment that is not its default, as NAME=value. */
    set: { type: 'string', multiple: true },
    report: { type: 'string' },
  },
});
const seconds = Number(given.seconds);
const runs = Number(given.runs);
const rollings = Number(given.rollings);
const floods = given.floods
  .split(',')
  .filter((text) => text !== '')
  .map(Number);

const changes = Object.fromEntries(
  (given.set ?? []).map((setting): [string, string] => {
    const [name = '', value = ''] = setting.split('=');
    return [name, value];
  }),
);

const MEASURED_RUNS = 3;
const NORMAL_CONNECTIONS = 20;
const READ_IDS = 1_000;
/** Far more than any run takes. */
const BETS_MAX = 1_000_000_000;

interface Row extends HttpLoad {
  readonly name: string;
  readonly run: number;
  readonly bets_per_s: number;
  readonly applied_per_s: number;
  readonly stream_lag_s: number;
  readonly load_average: string;
}

const say = (text: string): void => void process.stderr.write(`${text}\n`);

async function loadAverage(): Promise<string> {
  const text = await readFile('/proc/loadavg', 'utf8').catch(() => '');
  return text.split(' ')[0] ?? '';
}

async function halfOfWhatTheWorkerCarries(bench: Bench, world: World): Promise<number> {
  const rates: number[] = [];
  for (let run = 0; run < MEASURED_RUNS; run += 1) {
    const { events, seconds: took } = await bench.service(world, {});
    rates.push(events / took);
  }
  const { min, median, max } = spreadOf(rates);
  say(`service: ${Math.round(median)} events/s [${Math.round(min)} – ${Math.round(max)}]`);
  return median / 2;
}

/** One kind of load on one service, with the bets that were applied meanwhile. */
class Stage {
  private readonly service: LiveService;
  private readonly feed: SteadyFeed;
  private readonly rollingIds: string[];
  private readonly run: number;

  constructor(service: LiveService, feed: SteadyFeed, rollingIds: string[], run: number) {
    this.service = service;
    this.feed = feed;
    this.rollingIds = rollingIds;
    this.run = run;
  }

  async measure(
    loads: readonly (Pick<HttpLoadTask, 'operation' | 'connections' | 'perSecond'> & { readonly name: string })[],
  ): Promise<Row[]> {
    const { service, feed, rollingIds, run } = this;
    const { url, token, brandId } = service;
    const applied = (): Promise<number> => service.metric('rolling_events_total', 'outcome="applied"');
    const before = { applied: await applied(), appended: feed.appended, at: performance.now() };
    const measured = await Promise.all(
      loads.map(({ name: _name, ...load }) =>
        askChild('http-load.process.ts', { url, token, brandId, rollingIds, seconds, ...load }, httpLoad),
      ),
    );
    const took = (performance.now() - before.at) / 1_000;
    const around = {
      run,
      bets_per_s: Math.round((feed.appended - before.appended) / took),
      applied_per_s: Math.round(((await applied()) - before.applied) / took),
      stream_lag_s: await service.metric('rolling_stream_lag_seconds'),
      load_average: await loadAverage(),
    };
    const rows = measured.map((row, place) => ({ name: loads[place]?.name ?? '', ...around, ...row }));
    for (const row of rows) {
      const statuses = Object.entries(row.statuses).map(([status, count]) => `${status}: ${count}`);
      const times = `p50 ${row.p50_ms} p99 ${row.p99_ms} max ${row.max_ms} ms, served p50 ${row.served_p50_ms.toFixed(1)} p99 ${row.served_p99_ms.toFixed(1)} ms`;
      say(
        `run ${run}  ${row.name}  ${Math.round(row.served / row.seconds)}/s  ${times}  {${statuses.join(', ')}} errors ${row.errors}` +
          `  bets ${row.bets_per_s}/s applied ${row.applied_per_s}/s lag ${row.stream_lag_s} s load ${row.load_average}`,
      );
    }
    return rows;
  }
}

async function measureRun(world: World, redisUrl: string, betsPerSecond: number, run: number): Promise<Row[]> {
  const bets = betsOf({ players: rollings, brands: 1, seed: run, bets: BETS_MAX, strangers: 0 });
  return world.during(null, (copy) =>
    LiveService.during(copy, redisUrl, changes, async (service) => {
      const rollingIds = await service.rollingIds(READ_IDS);
      const feed = new SteadyFeed(redisUrl, copy.stream, bets, betsPerSecond);
      try {
        const stage = new Stage(service, feed, rollingIds, run);
        const connections = NORMAL_CONNECTIONS;
        const create = { name: 'create', operation: 'create' as const, connections, perSecond: Number(given.creates) };
        const get = { name: 'get', operation: 'get' as const, connections, perSecond: Number(given.gets) };
        // The same once unmeasured: residents warm, code compiled.
        await stage.measure([
          { ...create, name: 'warm-up create' },
          { ...get, name: 'warm-up get' },
        ]);
        const rows = await stage.measure([create, get]);
        for (const flood of floods) {
          const load = { operation: 'create' as const, connections: flood, perSecond: null };
          rows.push(...(await stage.measure([{ name: `flood of creates, ${flood} connections`, ...load }])));
        }
        return rows;
      } finally {
        await feed.stop();
      }
    }),
  );
}

const servers = await startServers();
const stop = (): void => void servers.stop().finally(() => process.exit(130));
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
try {
  const world = new World(servers, { rollings, brands: 1, seed: 1 });
  await world.create();
  const betsPerSecond =
    given.bets === undefined ? await halfOfWhatTheWorkerCarries(new Bench(servers, 4), world) : Number(given.bets);
  const rows: Row[] = [];
  for (let run = 1; run <= runs; run += 1)
    rows.push(...(await measureRun(world, servers.redisUrl, betsPerSecond, run)));
  await world.end();
  const text = JSON.stringify(
    { at: new Date().toISOString(), seconds, runs, rollings, changes, betsPerSecond, rows },
    null,
    2,
  );
  if (given.report !== undefined) await writeFile(given.report, `${text}\n`);
} finally {
  await servers.stop();
}
