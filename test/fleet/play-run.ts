import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BetRow } from '../../src/dev/demo/bet-row.ts';
import { readBets } from '../../src/dev/demo/bets-file.ts';
import { createRollings } from '../../src/dev/demo/create-rollings.ts';
import { observe } from '../../src/dev/demo/observe.ts';
import { makePlan } from '../../src/dev/demo/plan.ts';
import type { Plan } from '../../src/dev/demo/plan-types.ts';
import { seededRandom } from '../../src/dev/demo/random.ts';
import { recompute } from '../../src/dev/demo/recompute.ts';
import { FedWalletStream, PublishedEvents } from '../../src/dev/demo/redis-streams.ts';
import { sampleLines } from '../../src/dev/demo/sample.ts';
import { ServiceCaller } from '../../src/dev/demo/service-caller.ts';
import { serviceView } from '../../src/dev/demo/service-view.ts';
import { judge } from '../../src/dev/demo/verdict.ts';
import { walletLedger } from '../../src/dev/demo/wallet-ledger.ts';
import { Claims, playOneFault } from './faults.ts';
import { keepEvidence } from './evidence.ts';
import { auditOrder } from './journal-order.ts';
import { auditOwnership } from './ownership-audit.ts';
import { inWaves, type Wave } from './waves.ts';
import { EVENT_STREAM, TOKENS, WALLET_STREAM, World } from './world.ts';

// One run: a fleet, real bets and creates, faults in the middle of them, then calm, and a verdict on everything.

export interface RunOptions {
  readonly seed: number;
  readonly faults: number;
  readonly workers: number;
  readonly apis: number;
  readonly leaseMs: number;
  readonly say: (line: string) => void;
  /** Where evidence of a run that is not clean goes. */
  readonly evidence?: string;
}

export interface RunResult {
  /** Sentences on what is wrong; none: the run is clean. */
  readonly faults: readonly string[];
  readonly facts: Readonly<Record<string, number>>;
}

const BETS_PER_FAULT = 500;
const WAVES = 8;
/** Faults at the same time. */
const LANES = 2;
const PAUSE_MS_MAX = 700;
const FEED_EVERY_MS = 100;
const BETS_PER_FEED_MAX = 80;
/** When everything is back, so long for what is left to be applied, published and owned. */
const CALM_MS_MAX = 60_000;
const LOOK_MS_MAX = 60_000;

interface Run {
  readonly options: RunOptions;
  readonly world: World;
  readonly plan: Plan;
  readonly waves: readonly Wave[];
  readonly caller: ServiceCaller;
  readonly stream: FedWalletStream;
  readonly published: PublishedEvents;
  readonly completionsExpected: number;
  readonly signal: AbortSignal;
  readonly feeding: Turnstile;
  faultsPlayed: number;
}

export async function playRun(options: RunOptions): Promise<RunResult> {
  const { seed, faults } = options;
  const bets = faults * BETS_PER_FAULT;
  const rows = await readBets('the sample', sampleLines(seed, bets, Math.ceil(bets / 15)));
  const wish = { brands: 4, seed, duplicates: 0.05, reorder: true, nowMs: Date.now() };
  const { plan, waves } = inWaves(makePlan(rows, wish), WAVES);
  const world = await World.start(options);
  const ended = new AbortController();
  setMaxListeners(0, ended.signal);
  const { fleet, redis } = world.parts;
  const caller = new ServiceCaller(fleet.apis.map(({ url }) => url));
  const expected = recompute(rows, plan).players.flatMap(({ rollings }) => rollings);
  const run: Run = {
    options,
    world,
    plan,
    waves,
    caller,
    stream: new FedWalletStream(redis, WALLET_STREAM),
    published: new PublishedEvents(redis, EVENT_STREAM),
    completionsExpected: expected.filter(({ reachesTarget }) => reachesTarget).length,
    signal: ended.signal,
    feeding: new Turnstile(),
    faultsPlayed: 0,
  };
  try {
    await Promise.all([playTraffic(run), playFaults(run)]);
    const result = await judged(run, rows);
    if (result.faults.length > 0 && options.evidence !== undefined) await keepEvidence(world, options.evidence);
    return result;
  } finally {
    ended.abort();
    await caller.close();
    await world.stop();
  }
}

async function judged(run: Run, rows: readonly BetRow[]): Promise<RunResult> {
  const { world, plan, caller, published, stream } = run;
  const { fleet, wallet, postgres, unexpected } = world.parts;
  const stuck = await calm(run);
  if (stuck !== null) return { faults: [stuck, ...unexpected], facts: {} };
  const looking = AbortSignal.timeout(LOOK_MS_MAX);
  setMaxListeners(0, looking);
  const service = serviceView({
    caller,
    promotionToken: TOKENS.promotion,
    adminToken: TOKENS.admin,
    anyBrandId: plan.brands[0] ?? '',
    signal: looking,
  });
  const views = {
    service,
    wallet: walletLedger(wallet),
    events: published,
    walletStream: stream,
  };
  const verdict = judge(rows, plan, await observe(views, plan.brands));
  const books = await fleet.verify(looking);
  const ownership = await auditOwnership(postgres.url);
  const order = await auditOrder(postgres.url, plan);
  return {
    faults: [
      ...verdict.findings.details.map(({ kind, subject, message }) => `${kind}: ${subject}: ${message}`),
      ...(books === undefined ? [] : [books]),
      ...ownership.faults,
      ...order.faults,
      ...unexpected,
    ],
    facts: {
      bets: verdict.betsIn,
      events: verdict.eventsApplied,
      rollings: verdict.rollingsCreated,
      completed: verdict.rollingsCompleted,
      redelivered: verdict.eventsRedelivered,
      commits: ownership.commits,
      epochs: ownership.epochs,
      journal: order.entries,
    },
  };
}

async function playTraffic(run: Run): Promise<void> {
  const { waves, caller, signal } = run;
  const create = (wave: Wave | undefined) =>
    createRollings(caller, wave?.rollings ?? [], TOKENS.promotion, () => undefined, signal);
  await create(waves[0]);
  for (const [number, { feed }] of waves.entries()) {
    await Promise.all([feedEvenly(run, feed), create(waves[number + 1])]);
  }
}

/** As far as the faults have come, so that bets are on their way during each of them. */
async function feedEvenly(run: Run, feed: Wave['feed']): Promise<void> {
  const { plan, stream, options, feeding, signal } = run;
  for (let fed = 0; fed < feed.length;) {
    const due = plan.feed.length * ((run.faultsPlayed + LANES) / options.faults) - stream.fed;
    const count = Math.max(1, Math.min(BETS_PER_FEED_MAX, Math.ceil(due)));
    await feeding.through(() => stream.feed(feed.slice(fed, fed + count), signal));
    fed += count;
    await sleep(FEED_EVERY_MS, undefined, { signal });
  }
}

async function playFaults(run: Run): Promise<void> {
  const { options, world, feeding } = run;
  const { faults, seed, say } = options;
  const claims = new Claims();
  let begun = 0;
  const lane = async (number: number): Promise<void> => {
    const random = seededRandom(seed * LANES + number);
    while (begun < faults) {
      begun += 1;
      await sleep(Math.floor(random() * PAUSE_MS_MAX));
      const startMs = performance.now();
      const told = await playOneFault({ world, random, claims, withoutFeeding: (work) => feeding.through(work) });
      run.faultsPlayed += 1;
      say(`  ${String(run.faultsPlayed).padStart(3)}. ${told} (${Math.round(performance.now() - startMs)} ms)`);
    }
  };
  await Promise.all(Array.from({ length: LANES }, (_, number) => lane(number)));
}

/** Everything fed is applied and acknowledged, everything due is announced, everything is owned and nothing on its way. */
async function calm(run: Run): Promise<string | null> {
  const { world, stream, published, completionsExpected } = run;
  const { operator } = world.parts;
  const patience = AbortSignal.timeout(CALM_MS_MAX);
  let left = '';
  while (!patience.aborted) {
    const { lag, pending } = await stream.state();
    const { distinct } = await published.count();
    const { shards, streams } = await operator.state();
    const open = (await operator.history(500)).filter(({ state }) => state === 'open');
    const adrift = [...shards, ...streams].filter(({ ownerAlive, target }) => !ownerAlive || target !== null);
    if (lag + pending + adrift.length + open.length === 0 && distinct >= completionsExpected) return null;
    left =
      `lag ${lag}, pending ${pending}, announced ${distinct} of ${completionsExpected}, ` +
      `not settled ${JSON.stringify(adrift)}, open orders ${JSON.stringify(open)}`;
    await sleep(100);
  }
  return `not everything came to rest within ${CALM_MS_MAX / 1_000} s: ${left}`;
}

/** Lets one through at a time. */
class Turnstile {
  private last: Promise<unknown> = Promise.resolve();

  through<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    const mine = this.last.then(work);
    this.last = mine.catch(() => undefined);
    return mine;
  }
}
