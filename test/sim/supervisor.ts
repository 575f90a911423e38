// Keeps the fleet's processes running: each has a seat of its own, dies in every way a process can, and a fresh incarnation takes its
// place, under the same name and perhaps with another build.
import type { Metrics } from '../../src/observe/metrics.ts';
import type { Network } from './network.ts';
import type { Plan } from './plan.ts';
import type { Random } from './random.ts';
import { type Running, apiProcess, workerProcess } from './running.ts';
import type { Sabotage } from './sabotage.ts';
import type { SimLinks } from './sim-links.ts';
import { SimProcess } from './sim-process.ts';
import type { Violations } from './violations.ts';
import type { World } from './world.ts';

const STOP_MS_MAX = 25_000;
const RESTART_MS_MAX = 2_000;

export interface Seat {
  readonly name: string;
  readonly kind: 'worker' | 'api';
  /** The incarnation that callers are sent to. */
  current: Running | null;
  /** Nobody sits here any more. */
  isLeft: boolean;
}

export interface SupervisorOptions {
  readonly world: World;
  readonly network: Network;
  readonly links: SimLinks;
  readonly random: Random;
  readonly violations: Violations;
  readonly metrics: Metrics;
  readonly plan: Plan;
  readonly sabotage: Sabotage | null;
}

export class Supervisor {
  readonly seats: Seat[] = [];
  readonly #all: Running[] = [];
  readonly #options: SupervisorOptions;
  #launched = 0;
  readonly #stopping = new Set<Running>();

  constructor(options: SupervisorOptions) {
    this.#options = options;
    const { plan } = options;
    for (let number = 1; number <= plan.workers; number += 1) this.#addSeat('worker', `worker-${number}`);
    for (let number = 1; number <= plan.apis; number += 1) this.#addSeat('api', `api-${number}`);
  }

  launchAll(): void {
    for (const seat of this.seats) this.launch(seat);
  }

  /** Processes that take requests now. */
  get reachable(): readonly Running[] {
    return this.seats.flatMap(({ current }) => (current?.takesRequests === true ? [current] : []));
  }

  get workers(): readonly Seat[] {
    return this.seats.filter(({ kind, isLeft }) => kind === 'worker' && !isLeft);
  }

  thawAll(): void {
    for (const { process } of this.#all) process.thaw();
  }

  setClocksRight(): void {
    for (const { process } of this.#all) process.jump(0);
  }

  addWorker(): void {
    const seat = this.#addSeat('worker', `worker-${this.seats.length + 1}`);
    this.launch(seat);
  }

  launch(seat: Seat): void {
    if (seat.isLeft) return;
    const { world, plan, random } = this.#options;
    this.#launched += 1;
    const name = `${seat.name}.${this.#launched}`;
    const token = this.#options.sabotage === 'same_token' ? `token-${seat.name}` : `token-${name}`;
    const process = new SimProcess(name, world.agenda, seat.name, token);
    const address = this.#addressFor(seat);
    const build = random.pick(plan.builds);
    const options = { ...plan.workerOptions, ...build };
    const around = this.#options;
    const running =
      seat.kind === 'worker' ? workerProcess(around, process, address, options) : apiProcess(around, process, address);
    seat.current = running;
    this.#all.push(running);
    world.note(`${process.name} launched as ${build.build} at ${address}`);
    this.#begin(seat, running);
  }

  stop(seat: Seat): void {
    const running = seat.current;
    if (running !== null) this.#stop(seat, running);
  }

  crash(seat: Seat): void {
    if (seat.current !== null) this.#bury(seat, seat.current);
  }

  /** A pause so long that others take over, or one so short that nobody noticed; and perhaps another is started in its place. */
  freeze(seat: Seat): void {
    const running = seat.current;
    if (running === null) return;
    const { world, random, plan } = this.#options;
    const { process } = running;
    process.freeze();
    world.leadership.silent(process);
    world.agenda.after(random.between(100, plan.freezeMsMax), () => {
      world.note(`${process.name} thaws`);
      process.thaw();
    });
    if (random.chance(0.5)) return;
    world.agenda.after(random.between(50, 6_000), () => {
      if (process.state === 'frozen' && seat.current === running) this.launch(seat);
    });
  }

  /** Never to come back. */
  remove(seat: Seat): void {
    seat.isLeft = true;
    if (this.#options.random.chance(0.5)) this.stop(seat);
    else this.crash(seat);
  }

  /** The world is over: nobody wakes up in it any more. */
  killAll(): void {
    for (const { current } of this.seats) current?.process.kill();
  }

  #begin(seat: Seat, running: Running): void {
    const { world, violations } = this.#options;
    const { process } = running;
    running.start().then(
      () => world.note(`${process.name} started`),
      (error: unknown) => {
        world.note(`${process.name} could not start: ${String(error)}`);
        const isFault = /: (rejected|answer_lost)$/.test(String(error));
        violations.expect(isFault, 'a start fails by a fault alone', () => String(error));
        this.#bury(seat, running);
      },
    );
    void running.failed.then((error) => {
      world.note(`${process.name} failed: ${error.message}`);
      this.#watchForBugs(seat, error, process);
      this.#stop(seat, running);
    });
  }

  #stop(seat: Seat, running: Running): void {
    const { world, violations } = this.#options;
    const { process } = running;
    if (process.state === 'gone' || this.#stopping.has(running)) return;
    this.#stopping.add(running);
    world.agenda.after(STOP_MS_MAX, () => {
      // Where nothing goes wrong any more it must have ended by itself.
      violations.expect(world.faults.active || process.state === 'gone', 'an orderly stop ends', () => process.name);
      this.#bury(seat, running);
    });
    void running.stop().then(() => {
      violations.expect(running.commandsOpen === 0, 'an orderly stop leaves nobody without answer', () => process.name);
      world.note(`${process.name} stopped`);
      this.#bury(seat, running);
    });
  }

  #bury(seat: Seat, running: Running): void {
    const { world, network, links, random } = this.#options;
    const { process, address } = running;
    this.#stopping.delete(running);
    if (process.state === 'gone') return;
    if (!process.ended) network.abandon(process);
    process.kill();
    const isWishing = [...world.tables.shards.values()].some(({ target }) => target !== null);
    if (isWishing && world.leadership.leads(process)) world.sightings.saw('leader_died_placing');
    world.leadership.silent(process, random.between(0, 6_000));
    links.leave(address, process);
    world.note(`${process.name} is gone`);
    if (seat.current !== running) return;
    seat.current = null;
    world.agenda.after(random.between(10, RESTART_MS_MAX), () => {
      if (seat.current === null) this.launch(seat);
    });
  }

  /** An address comes again once nobody has it. */
  #addressFor({ name }: Seat): string {
    const usual = `ws://${name}`;
    return this.#options.links.isTaken(usual) ? `ws://${name}-${this.#launched}` : usual;
  }

  #addSeat(kind: Seat['kind'], name: string): Seat {
    const seat: Seat = { name, kind, current: null, isLeft: false };
    this.seats.push(seat);
    return seat;
  }

  /** That another took its name is what may happen; anything else that ends a worker is a bug of ours. */
  #watchForBugs(seat: Seat, error: Error, process: SimProcess): void {
    const { violations, world } = this.#options;
    const isReplaced = error.message === `another process took the name ${seat.name}`;
    violations.expect(isReplaced, 'no loop dies', () => error.stack ?? error.message);
    const row = world.tables.workers.get(seat.name);
    const isStillItself = row?.token === process.incarnation.token;
    violations.expect(!isStillItself, 'no worker gives up the name it has', () => `${process.name}: ${error.message}`);
  }
}
