// While bets flow, everything that may happen to a fleet on a working day: a shard moves, a shard is split, a worker is drained and
// comes back, the wallet is away for a while, a worker dies. Each is timed, and so is what a caller of the shard concerned has to wait.
import { setTimeout as sleep } from 'node:timers/promises';
import { slotOf } from '../../domain/slot.ts';
import { brandId, playerId } from '../../domain/ids.ts';
import type { FleetShard, FleetState } from '../../ports/fleet-store.ts';
import { CallProbe } from './call-probe.ts';
import type { FleetChange } from './fleet-change.ts';
import type { PlannedRolling } from './plan-types.ts';
import type { Traffic } from './traffic-state.ts';

interface Step {
  /** When it begins, as a share of the bets fed. */
  readonly at: number;
  readonly what: FleetChange['what'];
  readonly pick: (state: FleetState) => FleetShard | undefined;
  /** Resolves when it is done, with what happened in words. */
  readonly play: (traffic: Traffic, shard: FleetShard) => Promise<string>;
}

const POLL_MS = 10;
/** Long enough that breakers open: ten of a brand's last twenty calls. */
const OUTAGE_MS = 1_000;
/** What takes longer has failed. */
const PATIENCE_MS = 15_000;
/** So long the drained worker is given to be trusted with something again. */
const RETURN_MS = 2_000;

const STEPS: readonly Step[] = [
  { at: 0.08, what: 'move', pick: ({ shards }) => shards[0], play: moveShard },
  { at: 0.28, what: 'split', pick: ({ shards }) => shards.at(-1), play: splitShard },
  { at: 0.46, what: 'drain', pick: ofBusiestWorker, play: drainWorker },
  { at: 0.62, what: 'outage', pick: ({ shards }) => shards[0], play: loseWallet },
  { at: 0.76, what: 'kill', pick: ofBusiestWorker, play: killWorker },
];

/** @param onChange told after each */
export async function tourTheFleet(traffic: Traffic, onChange: (change: FleetChange) => void): Promise<void> {
  const { plan, walletStream, processes, caller, signal } = traffic;
  for (const { at, what, pick, play } of STEPS) {
    if (what === 'outage' && !traffic.outage) continue;
    while (walletStream.fed < plan.feed.length * at) await sleep(POLL_MS, undefined, { signal });
    const shard = pick(await settled(traffic));
    if (shard === undefined) throw new Error(`there is no shard to ${what}`);
    const probe = new CallProbe(caller, rollingsOf(traffic, shard), processes.credentials.promotionToken, signal);
    try {
      await probe.answered(signal);
      const { acknowledged } = await walletStream.state();
      const startMs = performance.now();
      const text = await play(traffic, shard);
      await probe.answered(signal);
      const took = performance.now() - startMs;
      const { acknowledged: now } = await walletStream.state();
      onChange({
        what,
        text,
        took_ms: Math.round(took),
        longest_call_ms: Math.round(probe.longestSince(startMs)),
        events_meanwhile: now - acknowledged,
      });
    } finally {
      await probe.stop();
    }
  }
}

async function moveShard(traffic: Traffic, shard: FleetShard): Promise<string> {
  const { operator } = traffic.processes;
  const { workers } = await operator.state();
  const target = workers.find(({ worker, alive, status }) => worker !== shard.owner && alive && status === 'active');
  if (target === undefined) throw new Error('there is nobody to move a shard to');
  await operator.move(shard, target.worker, 'to show a move');
  await until(traffic, 'the move', ({ shards }) => same(shards, shard)?.owner === target.worker);
  return `moved ${shard.brandId} from ${shard.owner ?? 'nobody'} to ${target.worker}`;
}

async function splitShard(traffic: Traffic, shard: FleetShard): Promise<string> {
  const middle = (shard.slotFrom + shard.slotTo) >> 1;
  await traffic.processes.operator.split(shard, [middle], 'to show a split');
  await until(traffic, 'the split', ({ shards }) =>
    shards.some((one) => one.brandId === shard.brandId && one.slotFrom === middle && one.owner !== null),
  );
  return `split ${shard.brandId} at slot ${middle}, on ${shard.owner ?? 'nobody'}`;
}

async function drainWorker(traffic: Traffic, { owner }: FleetShard): Promise<string> {
  const { operator } = traffic.processes;
  if (owner === null) throw new Error('there is nobody to drain');
  const before = heldBy(await operator.state(), owner);
  await operator.drain(owner, 'to show a drain');
  await until(traffic, 'the drain', (state) => heldBy(state, owner) === 0);
  await operator.undrain(owner, 'to show a drain');
  return `drained ${owner}: others took over the ${before} shards and streams it had`;
}

/** Releases wait meanwhile, with their keys; a probe every few seconds finds out when the wallet is there again. */
async function loseWallet({ processes: { wallet, walletUsual }, signal }: Traffic): Promise<string> {
  await wallet.behave({ ...walletUsual, outage: true });
  try {
    await sleep(OUTAGE_MS, undefined, { signal });
  } finally {
    await wallet.behave(walletUsual);
  }
  return `the wallet was away for ${OUTAGE_MS / 1_000} s: releases wait, bets go on`;
}

/** Its shards wait for the same name to come back, which is what whoever runs the processes sees to. */
async function killWorker(traffic: Traffic, { owner }: FleetShard): Promise<string> {
  const { operator, fleet } = traffic.processes;
  if (owner === null) throw new Error('there is nobody to kill');
  const before = heldBy(await operator.state(), owner);
  const worker = fleet.named(owner);
  await worker.kill();
  await worker.start(traffic.signal);
  await until(traffic, 'the take-over', ({ shards }) => shards.every(({ ownerAlive }) => ownerAlive));
  return `killed ${owner} with kill -9, started it again: it had ${before} shards and streams`;
}

/** Nothing is moving and everything has a living owner; a worker that was drained is given a moment to get something again. */
async function settled(traffic: Traffic): Promise<FleetState> {
  const patience = AbortSignal.timeout(RETURN_MS);
  return until(traffic, 'rest', (state) => {
    const { workers, shards } = state;
    const everybodyHas = workers.every(({ worker }) => shards.some(({ owner }) => owner === worker));
    return atRest(state) && (everybodyHas || patience.aborted);
  });
}

async function until(
  { processes, signal }: Traffic,
  what: string,
  holds: (state: FleetState) => boolean,
): Promise<FleetState> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  for (;;) {
    const state = await processes.operator.state();
    if (holds(state)) return state;
    if (patience.aborted) throw new Error(`${what} was not done within ${PATIENCE_MS / 1_000} s`);
    await sleep(POLL_MS, undefined, { signal });
  }
}

function rollingsOf({ plan }: Traffic, shard: FleetShard): readonly PlannedRolling[] {
  return plan.rollings.filter(({ brandId: brand, body }) => {
    if (brand !== shard.brandId) return false;
    const slot = slotOf(brandId(brand), playerId(body.player_id));
    return slot >= shard.slotFrom && slot < shard.slotTo;
  });
}

const atRest = ({ shards }: FleetState): boolean =>
  shards.every(({ ownerAlive, target }) => ownerAlive && target === null);

const same = (shards: readonly FleetShard[], { brandId: brand, shardNo }: FleetShard): FleetShard | undefined =>
  shards.find((shard) => shard.brandId === brand && shard.shardNo === shardNo);

/** Shards and wallet streams. */
const heldBy = ({ shards, streams }: FleetState, worker: string): number =>
  [...shards, ...streams].filter(({ owner }) => owner === worker).length;

function ofBusiestWorker(state: FleetState): FleetShard | undefined {
  return state.shards
    .filter(({ owner }) => owner !== null)
    .toSorted((left, right) => heldBy(state, right.owner ?? '') - heldBy(state, left.owner ?? ''))[0];
}
