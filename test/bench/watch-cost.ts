// npm run bench:watch: what people who watch rollings cost the bets. The service is a process of its own, API and worker in one, its
// stream always full. A pair is four windows on one process: alone, watched, watched, alone, and every other pair the other way round, so
// that what grows warm or slow meanwhile weighs on both alike.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type ServerPids, readCpu } from './cpu-meter.ts';
import { LiveService } from './live-service.ts';
import { spreadOf } from './spread.ts';
import { WatchingCrowd } from './watching-crowd.ts';
import { type Run, type Servers, World, startServers } from './world.ts';

const { values: given } = parseArgs({
  options: {
    /** Of each window. */
    seconds: { type: 'string', default: '3' },
    pairs: { type: 'string', default: '10' },
    rollings: { type: 'string', default: '10000' },
    watchers: { type: 'string', default: '200' },
    /** Watch those with the most bets in place of any. */
    busiest: { type: 'boolean', default: false },
    report: { type: 'string' },
  },
});
const seconds = Number(given.seconds);
const rollings = Number(given.rollings);
const watchers = Number(given.watchers);

/** More than this machine class decides in a second. */
const BETS_PER_SECOND_MAX = 40_000;
const WARM_UP_MS = 6_000;
const POLL_MS = 50;
const LOOK_MS_MAX = 1_000;

interface Window {
  readonly seconds: number;
  readonly events: number;
  /** Processor time of the service, and of its servers: it hardly moves where the machine has other work too. */
  readonly service_us: number;
  readonly servers_us: number;
  /** Looks of the service at how watched rollings moved on. */
  readonly looks: number;
  readonly messages: number;
}

interface Pair {
  readonly pair: number;
  readonly without: Window;
  readonly watched: Window;
  /** Share of the throughput that watchers cost, as measured; on a machine with other work that is mostly the other work. */
  readonly loss: number;
  /** The same by processor time per event, which bounds the throughput. */
  readonly cpu_loss: number;
  readonly load_average: string;
}

const say = (text: string): void => void process.stderr.write(`${text}\n`);

async function loadAverage(): Promise<string> {
  const text = await readFile('/proc/loadavg', 'utf8').catch(() => '');
  return text.split(' ')[0] ?? '';
}

const applied = (service: LiveService): Promise<number> => service.metric('rolling_events_total', 'outcome="applied"');

async function cpuMicros(service: LiveService, pids: ServerPids): Promise<{ service: number; servers: number }> {
  const { postgres, redis } = await readCpu(pids);
  const own = await service.metric('process_cpu_seconds_total');
  return { service: own * 1_000_000, servers: (postgres ?? 0) + (redis ?? 0) };
}

async function measure(service: LiveService, pids: ServerPids, crowd: WatchingCrowd | null): Promise<Window> {
  const looked = (): Promise<number> => service.metric('rolling_watch_look_seconds_count');
  const before = { looks: await looked(), messages: crowd?.messages ?? 0, cpu: await cpuMicros(service, pids) };
  const eventsBefore = await applied(service);
  const startedAt = performance.now();
  await sleep(seconds * 1_000);
  const events = (await applied(service)) - eventsBefore;
  const took = (performance.now() - startedAt) / 1_000;
  const cpu = await cpuMicros(service, pids);
  return {
    seconds: took,
    events,
    service_us: cpu.service - before.cpu.service,
    servers_us: cpu.servers - before.cpu.servers,
    looks: (await looked()) - before.looks,
    messages: (crowd?.messages ?? 0) - before.messages,
  };
}

function together(one: Window, other: Window): Window {
  return {
    seconds: one.seconds + other.seconds,
    events: one.events + other.events,
    service_us: one.service_us + other.service_us,
    servers_us: one.servers_us + other.servers_us,
    looks: one.looks + other.looks,
    messages: one.messages + other.messages,
  };
}

const rateOf = ({ events, seconds: took }: Window): number => events / took;
const cpuOf = ({ service_us: own, servers_us: servers, events }: Window): number => (own + servers) / events;
const partsOf = ({ service_us: own, servers_us: servers, events }: Window): string =>
  `${(own / events).toFixed(1)} + ${(servers / events).toFixed(1)}`;

async function watched(service: LiveService, pids: ServerPids, rollingIds: readonly string[]): Promise<Window> {
  const crowd = await WatchingCrowd.gather(service, rollingIds);
  try {
    return await measure(service, pids, crowd);
  } finally {
    await crowd.leave();
    // The service hears of it a moment later, and may be in the middle of a look.
    while ((await service.metric('rolling_watchers')) > 0) await sleep(POLL_MS);
    await sleep(LOOK_MS_MAX);
  }
}

/** Of any bets, or of the most: the rollings that were created first are played most. */
async function chosen(service: LiveService): Promise<string[]> {
  const all = await service.rollingIds(given.busiest ? watchers : rollings);
  const step = Math.max(1, Math.floor(all.length / watchers));
  return all.filter((_id, place) => place % step === 0).slice(0, watchers);
}

async function measurePair(run: Run, { redisUrl, pids }: Servers, pair: number): Promise<Pair> {
  return LiveService.during(run, redisUrl, { EVENT_LOOP_DELAY_MAX_MS: '0' }, async (service) => {
    while ((await applied(service)) < rollings) await sleep(POLL_MS);
    const rollingIds = await chosen(service);
    // Code that only watchers run is compiled before it is measured.
    await watched(service, pids, rollingIds);
    await sleep(WARM_UP_MS);
    const alone = (): Promise<Window> => measure(service, pids, null);
    const seen = (): Promise<Window> => watched(service, pids, rollingIds);
    const [outer, inner] = pair % 2 === 1 ? [alone, seen] : [seen, alone];
    const first = await outer();
    const between = together(await inner(), await inner());
    const around = together(first, await outer());
    const [without, withWatchers] = pair % 2 === 1 ? [around, between] : [between, around];
    if ((await service.metric('rolling_stream_undelivered')) === 0) throw new Error('the stream ran empty');
    if (without.looks > 0) throw new Error(`it looked ${without.looks} times though nobody watched`);
    const loss = 1 - rateOf(withWatchers) / rateOf(without);
    const cpu_loss = 1 - cpuOf(without) / cpuOf(withWatchers);
    return { pair, without, watched: withWatchers, loss, cpu_loss, load_average: await loadAverage() };
  });
}

const servers = await startServers();
const stop = (): void => void servers.stop().finally(() => process.exit(130));
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
try {
  const world = new World(servers, { rollings, brands: 1, seed: 1 });
  await world.create();
  const bets = Math.ceil((5 * seconds + 14) * BETS_PER_SECOND_MAX);
  const pairs: Pair[] = [];
  for (let pair = 1; pair <= Number(given.pairs); pair += 1) {
    const measured = await world.during({ bets, strangers: 0 }, (run) => measurePair(run, servers, pair));
    pairs.push(measured);
    const { without, watched: seen, loss, cpu_loss: cpuLoss } = measured;
    say(
      `pair ${pair}  ${Math.round(rateOf(without))} events/s alone, ${Math.round(rateOf(seen))} with ${watchers} watchers` +
        ` (${Math.round(seen.messages / seen.seconds)} messages/s, ${seen.looks} looks)  loss ${(loss * 100).toFixed(1)} %` +
        `  cpu ${partsOf(without)} and ${partsOf(seen)} us, loss ${(cpuLoss * 100).toFixed(1)} %  load ${measured.load_average}`,
    );
  }
  await world.end();
  const loss = spreadOf(pairs.map((each) => each.loss));
  const cpuLoss = spreadOf(pairs.map((each) => each.cpu_loss));
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  say(`loss: median ${percent(loss.median)} [${percent(loss.min)} – ${percent(loss.max)}]`);
  say(`loss by processor time: median ${percent(cpuLoss.median)} [${percent(cpuLoss.min)} – ${percent(cpuLoss.max)}]`);
  if (given.report !== undefined) {
    await mkdir(dirname(given.report), { recursive: true });
    const report = {
      at: new Date().toISOString(),
      seconds,
      rollings,
      watchers,
      busiest: given.busiest,
      loss,
      cpu_loss: cpuLoss,
      pairs,
    };
    await writeFile(given.report, `${JSON.stringify(report, null, 2)}\n`);
  }
} finally {
  await servers.stop();
}
