// Starts workers, lets them die in every way a process can, and puts a fresh incarnation in their place.
import { splitShardInMemory } from '../../src/adapters/memory/memory-store.ts';
import { createLogger } from '../../src/observe/logger.ts';
import { LoopHealth } from '../../src/observe/health.ts';
import type { Metrics } from '../../src/observe/metrics.ts';
import { Worker, type WorkerOptions } from '../../src/worker.ts';
import type { Network } from './network.ts';
import type { Random } from './random.ts';
import { type Sabotage, sabotagedStream } from './sabotage.ts';
import { SimProcess } from './sim-process.ts';
import { SimSink } from './sim-sink.ts';
import { SimStore } from './sim-store.ts';
import { SimStream } from './sim-stream.ts';
import { SimWallet } from './sim-wallet.ts';
import type { Violations } from './violations.ts';
import type { World } from './world.ts';

const STOP_MS_MAX = 10_000;
const RESTART_MS_MAX = 2_000;
const TROUBLES = ['crash', 'freeze', 'overlap', 'graceful_restart', 'split'] as const;
const logger = createLogger({ level: 'silent' });

export interface RunningWorker {
  readonly process: SimProcess;
  readonly worker: Worker;
  /** Commands that it was handed and has not answered. */
  commandsOpen: number;
}

export interface SupervisorOptions {
  readonly world: World;
  readonly network: Network;
  readonly random: Random;
  readonly violations: Violations;
  readonly metrics: Metrics;
  readonly options: WorkerOptions;
  readonly sabotage: Sabotage | null;
  /** Mean virtual milliseconds between two troubles. */
  readonly troubleEveryMs: number;
}

export class Supervisor {
  /** The incarnation that callers are sent to. */
  current: RunningWorker | null = null;
  readonly #all: RunningWorker[] = [];
  readonly #options: SupervisorOptions;
  #launched = 0;

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  launch(): void {
    const { world, network, violations, metrics, options, sabotage } = this.#options;
    this.#launched += 1;
    const process = new SimProcess(`w${this.#launched}`, world.agenda);
    const worker = new Worker({
      incarnation: process.incarnation,
      clock: process.clock,
      store: new SimStore(world, network, process),
      streams: world.streams.map((stream) => sabotagedStream(new SimStream(stream, world, network, process), sabotage)),
      sink: new SimSink(world, network, process),
      wallet: new SimWallet(world, network, process),
      walletGate: world.walletGate,
      metrics,
      health: new LoopHealth(),
      logger,
      options,
    });
    const running: RunningWorker = { process, worker, commandsOpen: 0 };
    this.current = running;
    this.#all.push(running);
    world.note(`${process.name} launched`);
    worker.start().then(
      () => world.note(`${process.name} started`),
      (error: unknown) => {
        world.note(`${process.name} could not start: ${String(error)}`);
        const isFault = /: (rejected|answer_lost)$/.test(String(error));
        violations.expect(isFault, 'a start fails by a fault alone', () => String(error));
        this.#bury(running);
      },
    );
    void worker.failed.then((error) => {
      world.note(`${process.name} failed: ${error.message}`);
      this.#watchForBugs(error, process);
      this.#stop(running);
    });
  }

  /** Troubles go on until the faults are switched off. */
  scheduleTrouble(): void {
    const { world, random, troubleEveryMs } = this.#options;
    world.agenda.after(random.between(1, troubleEveryMs * 2), () => {
      if (!world.faults.active) return;
      this.#makeTrouble();
      this.scheduleTrouble();
    });
  }

  thawAll(): void {
    for (const { process } of this.#all) process.thaw();
  }

  #makeTrouble(): void {
    const { world, random } = this.#options;
    const running = this.current;
    if (running === null || running.process.state !== 'running') return;
    const { process } = running;
    const kind = random.pickFrom(TROUBLES.filter((trouble) => world.faults.allows(trouble)));
    if (kind === undefined) return;
    world.faults.count(kind);
    world.note(`${process.name} ${kind}`);
    switch (kind) {
      case 'crash':
        this.#bury(running);
        return;
      case 'freeze':
        this.#freeze(running);
        return;
      case 'overlap':
        this.launch();
        return;
      case 'split':
        this.#split();
        return;
      case 'graceful_restart':
        this.#stop(running);
    }
  }

  /** A pause so long that another takes over, or one so short that nobody noticed. */
  #freeze({ process }: RunningWorker): void {
    const { world, random } = this.#options;
    const pauseMs = random.between(100, 15_000);
    process.freeze();
    world.agenda.after(pauseMs, () => {
      world.note(`${process.name} thaws`);
      process.thaw();
    });
    world.agenda.after(random.between(50, 6_000), () => {
      if (process.state === 'frozen' && this.current?.process === process) this.launch();
    });
  }

  /** A shard is cut in two under its owner's feet: the owner is fenced, and the next incarnation takes over both. */
  #split(): void {
    const { world, random } = this.#options;
    const parent = random.pickFrom([...world.tables.shards.values()].filter((shard) => !shard.retired));
    if (parent === undefined || parent.slotTo - parent.slotFrom < 2) return;
    const slotAt = random.between(parent.slotFrom + 1, parent.slotTo - 1);
    splitShardInMemory(world.tables, parent, slotAt);
    world.note(`shard ${parent.brandId}/${parent.shardNo} is split at ${slotAt}`);
    this.launch();
  }

  #stop(running: RunningWorker): void {
    const { world, violations } = this.#options;
    const { process, worker } = running;
    if (process.state === 'gone') return;
    world.agenda.after(STOP_MS_MAX, () => this.#bury(running));
    void worker.stop().then(() => {
      process.ended = true;
      violations.expect(running.commandsOpen === 0, 'an orderly stop leaves nobody without answer', () => process.name);
      world.note(`${process.name} stopped`);
      this.#bury(running);
    });
  }

  #bury(running: RunningWorker): void {
    const { world, network, random } = this.#options;
    const { process } = running;
    if (process.state === 'gone') return;
    if (!process.ended) network.abandon(process);
    process.kill();
    world.note(`${process.name} is gone`);
    if (this.current !== running) return;
    this.current = null;
    world.agenda.after(random.between(10, RESTART_MS_MAX), () => {
      if (this.current === null) this.launch();
    });
  }

  /** Losing a shard is what may happen; anything else that ends a worker is a bug of ours. */
  #watchForBugs(error: Error, process: SimProcess): void {
    const { violations, world } = this.#options;
    const [, brand, shardNo] = /^shard (.*)\/(\d+) was taken over/.exec(error.message) ?? [];
    violations.expect(brand !== undefined, 'no loop dies', () => error.stack ?? error.message);
    const shard = [...world.tables.shards.values()].find(
      (row) => row.brandId === brand && row.shardNo === Number(shardNo),
    );
    const stillOwns = shard?.token === process.incarnation.token && !shard.retired;
    // A commit that nobody waits for any more may still come, and then the sequence is not what its owner thinks.
    violations.expect(
      !stillOwns || world.faults.happened('commit_unknown_straggler'),
      'no owner gives up what it owns',
      () => `${process.name}: ${error.message}`,
    );
  }
}
