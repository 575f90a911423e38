// What befalls the fleet, as long as faults are on: processes die, stand still, come twice; clocks jump; operators move, split, merge,
// pin, drain, and change their minds.
import { splitShardInMemory } from '../../src/adapters/memory/memory-store.ts';
import type { ShardRow } from '../../src/adapters/memory/memory-tables.ts';
import type { FaultKind } from './faults.ts';
import type { Random } from './random.ts';
import type { SimLinks } from './sim-links.ts';
import type { Seat, Supervisor } from './supervisor.ts';
import type { World } from './world.ts';

const AUTHORITY = { requestedBy: 'operator', reason: 'because' };
const JUMP_MS_MAX = 2_000;
const CUT_OFF_MS_MAX = 15_000;
const WORKERS_MAX = 5;

const OF_PROCESSES = ['crash', 'freeze', 'overlap', 'graceful_restart', 'clock_jump', 'lead_lost', 'cut_off'] as const;
const OF_OPERATORS = [
  'split',
  'move',
  'move_forced',
  'pin',
  'unpin',
  'drain',
  'undrain',
  'split_ordered',
  'merge_ordered',
  'worker_added',
  'worker_removed',
] as const;

type Trouble = (typeof OF_PROCESSES)[number] | (typeof OF_OPERATORS)[number];

export interface TroublesOptions {
  readonly world: World;
  readonly supervisor: Supervisor;
  readonly links: SimLinks;
  readonly random: Random;
  /** Mean virtual milliseconds between two troubles of each sort. */
  readonly everyMs: number;
  readonly operateEveryMs: number;
}

export class Troubles {
  readonly #options: TroublesOptions;

  constructor(options: TroublesOptions) {
    this.#options = options;
  }

  /** Until the faults are switched off. */
  begin(): void {
    const { everyMs, operateEveryMs } = this.#options;
    this.#schedule(everyMs, OF_PROCESSES);
    this.#schedule(operateEveryMs, OF_OPERATORS);
  }

  /** Operators take back what keeps the fleet from resting. */
  async end(): Promise<void> {
    const { world } = this.#options;
    for (const worker of world.tables.workers.keys()) await world.fleet.undrain(worker, AUTHORITY);
    for (const shard of this.#shards()) await world.fleet.pin(shard, null, AUTHORITY);
  }

  #schedule(everyMs: number, kinds: readonly Trouble[]): void {
    const { world, random } = this.#options;
    world.agenda.after(random.between(1, everyMs * 2), () => {
      const { faults } = world;
      if (!faults.active) return;
      const kind = random.pickFrom(kinds.filter((trouble) => faults.allows(trouble)));
      if (kind !== undefined) this.#befall(kind);
      this.#schedule(everyMs, kinds);
    });
  }

  #befall(kind: Trouble): void {
    const { supervisor, random } = this.#options;
    const seat = random.pickFrom(supervisor.seats.filter(({ current }) => current?.process.state === 'running'));
    const shard = random.pickFrom(this.#shards());
    switch (kind) {
      case 'crash':
      case 'freeze':
      case 'overlap':
      case 'graceful_restart':
      case 'clock_jump':
      case 'lead_lost':
      case 'cut_off':
        if (seat !== undefined) this.#process(kind, seat);
        return;
      case 'drain':
      case 'undrain':
        this.#status(kind);
        return;
      case 'worker_added':
      case 'worker_removed':
        this.#size(kind);
        return;
      case 'split':
      case 'move':
      case 'move_forced':
      case 'pin':
      case 'unpin':
      case 'split_ordered':
      case 'merge_ordered':
        if (shard !== undefined) this.#shard(kind, shard);
    }
  }

  #process(kind: (typeof OF_PROCESSES)[number], seat: Seat): void {
    const { supervisor, world, random } = this.#options;
    const process = seat.current?.process;
    if (process === undefined) return;
    if (kind === 'lead_lost' && !world.leadership.leads(process)) return;
    this.#note(kind, process.name);
    switch (kind) {
      case 'crash':
        supervisor.crash(seat);
        return;
      case 'freeze':
        supervisor.freeze(seat);
        return;
      case 'overlap':
        supervisor.launch(seat);
        return;
      case 'graceful_restart':
        supervisor.stop(seat);
        return;
      case 'clock_jump':
        process.jump(random.between(-JUMP_MS_MAX, JUMP_MS_MAX));
        return;
      case 'cut_off':
        process.cutOffUntil = world.agenda.now + random.between(1, CUT_OFF_MS_MAX);
        return;
      case 'lead_lost':
        void world.leadership.end(process);
    }
  }

  #status(kind: 'drain' | 'undrain'): void {
    const { world, random } = this.#options;
    const wanted = kind === 'drain' ? 'active' : 'draining';
    const worker = random.pickFrom([...world.tables.workers.values()].filter(({ status }) => status === wanted));
    if (worker === undefined) return;
    this.#note(kind, worker.worker);
    void (kind === 'drain'
      ? world.fleet.drain(worker.worker, AUTHORITY)
      : world.fleet.undrain(worker.worker, AUTHORITY));
  }

  #size(kind: 'worker_added' | 'worker_removed'): void {
    const { supervisor, random } = this.#options;
    const { workers } = supervisor;
    if (kind === 'worker_added') {
      if (workers.length >= WORKERS_MAX) return;
      this.#note(kind, 'one more');
      supervisor.addWorker();
      return;
    }
    const seat = workers.length > 1 ? random.pickFrom(workers) : undefined;
    if (seat === undefined) return;
    this.#note(kind, seat.name);
    supervisor.remove(seat);
  }

  #shard(kind: (typeof OF_OPERATORS)[number], shard: ShardRow): void {
    const { world, random } = this.#options;
    const { fleet, tables } = world;
    const worker = random.pickFrom([...tables.workers.keys()]) ?? 'nobody';
    const width = shard.slotTo - shard.slotFrom;
    const name = `${shard.brandId}/${shard.shardNo}`;
    switch (kind) {
      case 'drain':
      case 'undrain':
      case 'worker_added':
      case 'worker_removed':
        return;
      case 'split':
        // Under its owner's feet: the owner is fenced, and whoever is wished for takes over both.
        if (width < 2) return;
        this.#note(kind, name);
        splitShardInMemory(tables, shard, random.between(shard.slotFrom + 1, shard.slotTo - 1));
        return;
      case 'move':
      case 'move_forced':
        this.#note(kind, `${name} to ${worker}`);
        void fleet.move(shard, worker, kind === 'move_forced', AUTHORITY);
        return;
      case 'pin':
      case 'unpin':
        this.#note(kind, `${name} ${worker}`);
        void fleet.pin(shard, kind === 'pin' ? worker : null, AUTHORITY);
        return;
      case 'split_ordered': {
        const cuts = new Set(
          Array.from({ length: random.between(1, 3) }, () => random.between(shard.slotFrom, shard.slotTo)),
        );
        this.#note(kind, `${name} at ${[...cuts].join()}`);
        void fleet.orderSplit(
          shard,
          [...cuts].toSorted((left, right) => left - right),
          AUTHORITY,
        );
        return;
      }
      case 'merge_ordered': {
        const others = this.#shards().filter(
          ({ brandId, slotFrom }) => brandId === shard.brandId && slotFrom === shard.slotTo,
        );
        const other = others[0];
        if (other === undefined) return;
        this.#note(kind, `${name} with ${other.shardNo}`);
        void fleet.orderMerge(shard, other.shardNo, AUTHORITY);
      }
    }
  }

  #note(kind: FaultKind, what: string): void {
    const { world } = this.#options;
    world.faults.count(kind);
    world.note(`${kind} ${what}`);
  }

  #shards(): readonly ShardRow[] {
    return [...this.#options.world.tables.shards.values()].filter(({ retired }) => !retired);
  }
}
