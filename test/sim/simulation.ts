// One seed, from an empty world through traffic and trouble to the last audit.
import { contextOf, stateOf } from '../../src/domain/rolling.ts';
import { createMetrics } from '../../src/observe/metrics.ts';
import { Agenda } from './agenda.ts';
import { audit } from './audit.ts';
import { Callers } from './caller.ts';
import { CommandTraffic } from './command-traffic.ts';
import { DurableStream } from './durable-stream.ts';
import { type FaultCounts, Faults } from './faults.ts';
import { Network } from './network.ts';
import { OwnershipWatch } from './ownership-watch.ts';
import { type Plan, configure, furnish, makePlan } from './plan.ts';
import { askForReplays } from './poisoned-players.ts';
import { Random } from './random.ts';
import type { Sabotage } from './sabotage.ts';
import { Sightings } from './sightings.ts';
import { SimLinks } from './sim-links.ts';
import { Supervisor } from './supervisor.ts';
import { Trace } from './trace.ts';
import { Troubles } from './troubles.ts';
import { type Violation, Violations } from './violations.ts';
import { WalletTraffic } from './wallet-traffic.ts';
import { World } from './world.ts';

/** 2026-03-01T23:59:50Z: some seeds cross midnight, so that events fall into two inbox days. */
const START_MS = 1_772_409_590_000;
const HEALING_MS_MAX = 600_000;
const CALM_MS = 3_000;
const CONFIG_MS_MAX = 3_000;
const STEPS_MAX = 400_000;

export interface SimulationOptions {
  readonly seed: number;
  readonly sabotage?: Sabotage | null;
  readonly print?: ((line: string) => void) | null;
  /** Added to, so that many seeds can be summed up. */
  readonly faultCounts?: FaultCounts;
  readonly sightings?: Sightings;
}

export interface SimulationResult {
  readonly seed: number;
  readonly violation: Violation | null;
  readonly traceHash: string;
  readonly recent: readonly string[];
  readonly virtualMs: number;
}

// Counters of a process that nobody scrapes: one set serves every worker of every seed.
const metrics = createMetrics();

/** Lets every promise that can resolve do so: the worker has no other way to go on. */
const microtasksDrained = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

class Simulation {
  readonly trace: Trace;
  readonly violations = new Violations();
  readonly #agenda: Agenda;
  readonly #random: Random;
  readonly #plan: Plan;
  readonly #world: World;
  readonly #supervisor: Supervisor;
  readonly #troubles: Troubles;
  readonly #callers: Callers;
  readonly #commands: CommandTraffic;
  readonly #wallet: WalletTraffic;
  #steps = 0;

  constructor({
    seed,
    sabotage = null,
    print = null,
    faultCounts = new Map(),
    sightings = new Sightings(),
  }: SimulationOptions) {
    const random = new Random(seed);
    const agenda = new Agenda(START_MS, random.fork());
    const { violations } = this;
    this.trace = new Trace(print);
    this.#random = random;
    this.#agenda = agenda;
    this.#plan = makePlan(random.fork());
    const { trace } = this;
    const faults = new Faults(random.fork(), faultCounts);
    const streams = Array.from(
      { length: this.#plan.streams },
      (_, index) => new DurableStream(`wallet:events:${index + 1}`, agenda),
    );
    const world = new World({ agenda, random: random.fork(), faults, sightings, trace, violations, streams, sabotage });
    this.#world = world;
    furnish(world.tables, this.#plan, random.fork());
    const network = new Network({ agenda, random: random.fork(), faults, trace, violations });
    const links = new SimLinks({ agenda, random: random.fork(), faults, network, trace });
    this.#supervisor = new Supervisor({
      world,
      network,
      violations,
      metrics,
      sabotage,
      random: random.fork(),
      links,
      plan: this.#plan,
    });
    this.#troubles = new Troubles({
      world,
      supervisor: this.#supervisor,
      links,
      random: random.fork(),
      everyMs: this.#plan.troubleEveryMs,
      operateEveryMs: this.#plan.operateEveryMs,
    });
    this.#callers = new Callers(world, this.#supervisor, violations, random.fork());
    this.#commands = new CommandTraffic(world, this.#plan, this.#callers, random.fork());
    this.#wallet = new WalletTraffic(world, this.#plan, random.fork());
  }

  get virtualMs(): number {
    return this.#agenda.now - START_MS;
  }

  async run(): Promise<void> {
    this.#supervisor.launchAll();
    this.#troubles.begin();
    this.#world.walletGate.trouble(this.#plan.brands, this.#random.fork());
    this.#world.poisonedPlayers.trouble(this.#world, this.#plan.players, this.#random.fork());
    this.#scheduleConfigs(this.#random.fork());
    for (const { rollingsMax } of this.#plan.players) {
      const soon = this.#random.between(0, this.#plan.trafficMs / 4);
      if (rollingsMax > 0) this.#agenda.after(soon, () => this.#commands.create());
    }
    for (let action = 0; action < this.#plan.actions; action += 1) {
      const isCommand = this.#random.chance(0.25);
      this.#agenda.after(this.#random.between(0, this.#plan.trafficMs), () =>
        isCommand ? this.#commands.act() : this.#wallet.act(),
      );
    }
    const endOfTraffic = START_MS + this.#plan.trafficMs;
    await this.#stepUntil(() => this.#agenda.now > endOfTraffic);
    if (this.violations.first === null) await this.#heal();
    if (this.violations.first === null) await audit(this.#world, this.#callers, this.violations);
    this.#supervisor.killAll();
  }

  /** Administrators change the rules while rollings are open and creates are under way. */
  #scheduleConfigs(random: Random): void {
    const { faults, tables } = this.#world;
    this.#agenda.after(random.between(1, CONFIG_MS_MAX), () => {
      if (!faults.active) return;
      const brand = random.pickFrom(this.#plan.brands);
      if (brand !== undefined && faults.strikes('brand_config_changed')) configure(tables, brand, random);
      this.#scheduleConfigs(random);
    });
  }

  async #heal(): Promise<void> {
    this.#world.note('healing begins');
    this.#world.faults.active = false;
    this.#world.poisonedPlayers.cure();
    this.#supervisor.thawAll();
    this.#supervisor.setClocksRight();
    void this.#troubles.end();
    const deadline = this.#agenda.now + HEALING_MS_MAX;
    let calmSince: number | null = null;
    let lookAt = 0;
    const watch = new OwnershipWatch(this.#world, this.violations, this.#plan.workerOptions.leaseMs);
    await this.#stepUntil(() => {
      if (this.#agenda.now > deadline) return true;
      if (this.#agenda.now < lookAt) return false;
      lookAt = this.#agenda.now + 100;
      askForReplays(this.#world);
      this.#reviveWhatGaveUp();
      watch.look();
      if (!this.#isCalm()) calmSince = null;
      else calmSince ??= this.#agenda.now;
      return calmSince !== null && this.#agenda.now - calmSince > CALM_MS;
    });
    if (!this.#isCalm()) this.#noteWhoHasWhat();
  }

  /** For whoever reads the trace of a world that did not come to rest. */
  #noteWhoHasWhat(): void {
    const { shards, walletStreams, workers } = this.#world.tables;
    for (const { worker, token, status, leaseUntil } of workers.values())
      this.#world.note(`${worker} is ${token}, ${status}, until ${leaseUntil}`);
    for (const { brandId, shardNo, slotFrom, slotTo, token, epoch, target, retired } of shards.values())
      if (!retired)
        this.#world.note(`${brandId}/${shardNo} [${slotFrom},${slotTo}) is ${token}'s @${epoch}, for ${target}`);
    for (const { stream, token, epoch, target } of walletStreams.values())
      this.#world.note(`${stream} is ${token}'s @${epoch}, for ${target}`);
    for (const { command, reply } of this.#callers.all)
      if (reply === null) this.#world.note(`${command.operation} ${command.key} is not answered`);
  }

  async #stepUntil(done: () => boolean): Promise<void> {
    while (this.violations.first === null && !done()) {
      this.#steps += 1;
      if (this.#steps > STEPS_MAX || !this.#agenda.step()) {
        this.violations.report('the world goes on', `stuck after ${this.#steps} steps`);
        return;
      }
      await microtasksDrained();
    }
  }

  /** Nothing on its way anywhere; what waits for a date of its own may go on waiting. */
  #isCalm(): boolean {
    const { streams, books, tables } = this.#world;
    if (this.#callers.all.some(({ reply }) => reply === null)) return false;
    if (streams.some((stream) => !stream.isDrained) || tables.quarantines.size > 0) return false;
    for (const { publishedAt } of tables.outbox.values()) if (publishedAt === null) return false;
    for (const { dueAt } of tables.timers.values()) if (dueAt <= this.#agenda.now) return false;
    for (const { record } of books.rollings.values()) {
      const state = stateOf(record.snapshot);
      if (state === 'completing' || state === 'canceling' || state === 'expiring') return false;
      if (state.endsWith('failed') && isUndecided(record)) return false;
    }
    return true;
  }

  /** Attempts that were used up while the wallet was ill: an operator asks for new ones. */
  #reviveWhatGaveUp(): void {
    for (const { record } of this.#world.books.rollings.values()) {
      const { rollingId } = record.facts;
      if (!stateOf(record.snapshot).endsWith('failed') || !isUndecided(record)) continue;
      const asked = this.#callers.all.some(
        ({ command, reply }) =>
          reply === null && command.operation === 'retry-completion' && command.rollingId === rollingId,
      );
      if (!asked) this.#commands.revive(rollingId, record.facts);
    }
  }
}

function isUndecided(record: Parameters<typeof contextOf>[0]): boolean {
  const { release, forfeit, ending } = contextOf(record);
  return (ending === null ? release : forfeit)?.outcome !== 'refused';
}

export async function simulate(options: SimulationOptions): Promise<SimulationResult> {
  const simulation = new Simulation(options);
  await simulation.run();
  return {
    seed: options.seed,
    violation: simulation.violations.first,
    traceHash: simulation.trace.hash,
    recent: simulation.trace.recent,
    virtualMs: simulation.virtualMs,
  };
}
