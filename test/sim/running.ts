// One process of the fleet as a deployment starts and stops it: links, then the worker or the way to others' workers, then requests;
// and the same backwards.
import type { MemoryLink } from '../../src/adapters/memory/memory-link.ts';
import { LoopHealth } from '../../src/observe/health.ts';
import { createLogger } from '../../src/observe/logger.ts';
import type { Metrics } from '../../src/observe/metrics.ts';
import type { CommandGate } from '../../src/ports/command-gate.ts';
import type { LinkHandlers } from '../../src/ports/link.ts';
import { RemoteGate } from '../../src/remote-gate.ts';
import type { WorkerOptions } from '../../src/worker-options.ts';
import { Worker } from '../../src/worker.ts';
import type { Network } from './network.ts';
import { type Sabotage, sabotagedFleetStore, sabotagedInbound, sabotagedStream } from './sabotage.ts';
import { SimFleetStore } from './sim-fleet-store.ts';
import type { SimLinks } from './sim-links.ts';
import type { SimProcess } from './sim-process.ts';
import { SimSink } from './sim-sink.ts';
import { SimStore } from './sim-store.ts';
import { SimStream } from './sim-stream.ts';
import { SimWallet } from './sim-wallet.ts';
import { simWatermarks } from './sim-watermarks.ts';
import type { Violations } from './violations.ts';
import { watchedInbound, watchedLink } from './watched-link.ts';
import type { World } from './world.ts';

const logger = createLogger({ level: 'silent' });

export interface Surroundings {
  readonly world: World;
  readonly network: Network;
  readonly links: SimLinks;
  readonly metrics: Metrics;
  readonly violations: Violations;
  readonly sabotage: Sabotage | null;
}

export interface Running {
  readonly process: SimProcess;
  readonly address: string;
  readonly gate: CommandGate;
  /** Resolves when it takes requests. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Commands that it was handed and has not answered. */
  commandsOpen: number;
  takesRequests: boolean;
  isStopping: boolean;
  /** Of a bug, or because another took its name; never of a process that owns nothing. */
  readonly failed: Promise<Error>;
}

/** Takes no more requests, answers those it has, stops its parts, and at last its links. */
async function stopInOrder(running: Running, stopParts: () => Promise<void>, link: MemoryLink): Promise<void> {
  running.isStopping = true;
  running.takesRequests = false;
  while (running.commandsOpen > 0) await running.process.clock.sleep(5);
  await stopParts();
  await link.close();
  running.process.ended = true;
}

export function workerProcess(around: Surroundings, process: SimProcess, address: string, options: WorkerOptions) {
  const { world, network, links, metrics, violations, sabotage } = around;
  let inbound: LinkHandlers | null = null;
  const link = links.join(address, process, {
    entry: (entry, end) => (inbound === null ? end({ kind: 'moved' }) : inbound.entry(entry, end)),
    command: async (command, deadlineMs) =>
      inbound === null ? { kind: 'moved' } : inbound.command(command, deadlineMs),
  });
  const worker = new Worker({
    incarnation: process.incarnation,
    clock: process.clock,
    store: new SimStore(world, network, process),
    fleet: sabotagedFleetStore(new SimFleetStore(world, network, process), sabotage),
    link: watchedLink(link, world.tables, world.sightings),
    watermarks: simWatermarks(world, network, process),
    streams: world.streams.map((stream) => sabotagedStream(new SimStream(stream, world, network, process), sabotage)),
    sink: new SimSink(world, network, process),
    wallet: new SimWallet(world, network, process),
    walletGate: world.walletGate,
    metrics,
    health: new LoopHealth(),
    logger,
    options,
  });
  inbound = watchedInbound(sabotagedInbound(worker.inbound, world.tables, sabotage), world.sightings, violations);
  const running: Running = {
    process,
    address,
    gate: worker.gate,
    start: async () => {
      await worker.start(address);
      running.takesRequests = !running.isStopping;
    },
    stop: () => stopInOrder(running, () => worker.stop(), link),
    commandsOpen: 0,
    takesRequests: false,
    isStopping: false,
    failed: worker.failed,
  };
  return running;
}

export function apiProcess(around: Surroundings, process: SimProcess, address: string): Running {
  const { world, network, links, metrics } = around;
  const link = links.join(address, process, null);
  const fleet = new SimFleetStore(world, network, process);
  const remote = new RemoteGate({
    fleet,
    link: watchedLink(link, world.tables, world.sightings),
    clock: process.clock,
    metrics,
    logger,
  });
  const running: Running = {
    process,
    address,
    gate: remote.gate,
    start: async () => {
      await remote.start();
      running.takesRequests = !running.isStopping;
    },
    stop: () => stopInOrder(running, () => remote.stop(), link),
    commandsOpen: 0,
    takesRequests: false,
    isStopping: false,
    failed: new Promise(() => undefined),
  };
  return running;
}
