// The FleetStore port of one process: every question may be refused or its answer lost, hints come late, twice or never.
import type { BrandId } from '../../src/domain/ids.ts';
import type { FleetStore } from '../../src/ports/fleet-store.ts';
import type { FaultKind } from './faults.ts';
import type { Fate, Network } from './network.ts';
import type { SimProcess } from './sim-process.ts';
import type { World } from './world.ts';

const LATE_HINT_MS_MAX = 4_000;

export class SimFleetStore implements FleetStore {
  readonly #world: World;
  readonly #network: Network;
  readonly #process: SimProcess;

  constructor(world: World, network: Network, process: SimProcess) {
    this.#world = world;
    this.#network = network;
    this.#process = process;
  }

  register: FleetStore['register'] = (registration, leaseMs, streams) =>
    this.#ask('register', this.#fate('fleet_rejected', 'fleet_answer_lost'), () =>
      this.#world.fleet.register(registration, leaseMs, streams),
    );

  renew: FleetStore['renew'] = (by, leaseMs) =>
    this.#ask('renew', this.#fate('renew_rejected', 'renew_answer_lost'), () => this.#world.fleet.renew(by, leaseMs));

  setStatus: FleetStore['setStatus'] = (by, status) =>
    this.#ask(`setStatus ${status}`, this.#fate('fleet_rejected', 'fleet_answer_lost'), () =>
      this.#world.fleet.setStatus(by, status),
    );

  leave: FleetStore['leave'] = (by) =>
    this.#ask('leave', this.#fate('fleet_rejected', 'fleet_answer_lost'), () => this.#world.fleet.leave(by));

  reportLoads: FleetStore['reportLoads'] = (loads) =>
    this.#ask('reportLoads', this.#fate('fleet_rejected'), () => this.#world.fleet.reportLoads(loads));

  claim: FleetStore['claim'] = (by, limit) =>
    this.#ask(
      'claim',
      this.#fateOfClaim(),
      () => this.#world.fleet.claim(by, limit),
      (claimed) =>
        claimed.shards
          .map(({ brandId, shardNo, epoch }) => `${brandId}/${shardNo}@${epoch}`)
          .concat(claimed.streams.map(({ stream, epoch }) => `${stream}@${epoch}`))
          .join(),
    );

  openBrand: FleetStore['openBrand'] = (brandId, by) =>
    this.#ask(`openBrand ${brandId}`, this.#fateOfClaim(), () => this.#world.fleet.openBrand(brandId, by));

  release: FleetStore['release'] = (shards, by) => {
    const released = [...shards];
    const names = released.map(({ brandId, shardNo, epoch }) => `${brandId}/${shardNo}@${epoch}`);
    return this.#ask(`release ${names.join()}`, this.#fate('release_rejected', 'release_answer_lost'), () =>
      this.#world.fleet.release(released, by),
    );
  };

  releaseStreams: FleetStore['releaseStreams'] = (streams) => {
    const names = streams.map(({ stream, epoch }) => `${stream}@${epoch}`);
    return this.#ask(`releaseStreams ${names.join()}`, this.#fate('release_rejected', 'release_answer_lost'), () =>
      this.#world.fleet.releaseStreams(streams),
    );
  };

  refuse: FleetStore['refuse'] = (shard, machineVersionMin, by) =>
    this.#ask('refuse', this.#fate('release_rejected', 'release_answer_lost'), () =>
      this.#world.fleet.refuse(shard, machineVersionMin, by),
    );

  pulse: FleetStore['pulse'] = () => this.#ask('pulse', this.#fate('fleet_rejected'), () => this.#world.fleet.pulse());

  state: FleetStore['state'] = () => this.#ask('state', this.#fate('fleet_rejected'), () => this.#world.fleet.state());

  assign: FleetStore['assign'] = (shards, streams, authority) => {
    const names = shards
      .map(({ brandId, shardNo, target }) => `${brandId}/${shardNo}->${target}`)
      .concat(streams.map(({ stream, target }) => `${stream}->${target}`));
    const fate = this.#fate('fleet_rejected', 'fleet_answer_lost');
    return this.#ask(`assign ${names.join()}`, fate, () => {
      return this.#world.fleet.assign(shards, streams, authority);
    });
  };

  routes: FleetStore['routes'] = (brands) =>
    this.#ask(`routes ${brands?.join() ?? 'all'}`, this.#fate('routes_rejected'), () =>
      this.#world.fleet.routes(brands),
    );

  streamEpochs: FleetStore['streamEpochs'] = () =>
    this.#ask('streamEpochs', this.#fate('fleet_rejected'), () => this.#world.fleet.streamEpochs());

  openOrders: FleetStore['openOrders'] = (by) =>
    this.#ask('openOrders', this.#fate('fleet_rejected'), () => this.#world.fleet.openOrders(by));

  drained: FleetStore['drained'] = (workers) =>
    this.#ask(`drained ${workers.join()}`, this.#fate('fleet_rejected', 'fleet_answer_lost'), () =>
      this.#world.fleet.drained(workers),
    );

  closeOrder: FleetStore['closeOrder'] = (id, state, outcome) =>
    this.#ask(`closeOrder ${id} ${state}`, this.#fate('fleet_rejected', 'fleet_answer_lost'), () =>
      this.#world.fleet.closeOrder(id, state, outcome),
    );

  reshape: FleetStore['reshape'] = (parents, children, orderId) => {
    const names = parents.map(({ brandId, shardNo, epoch }) => `${brandId}/${shardNo}@${epoch}`);
    const fate = this.#fate('reshape_rejected', 'reshape_answer_lost');
    if (fate === 'answer_lost') this.#world.sightings.saw('reshape_answer_lost');
    return this.#ask(`reshape ${names.join()}`, fate, () => this.#world.fleet.reshape(parents, children, orderId));
  };

  listen: FleetStore['listen'] = (onHint) =>
    this.#ask('listen', this.#fate('fleet_rejected'), async () => {
      const { close } = await this.#world.fleet.listen((brands) => this.#carryHint(brands, onHint));
      return { close: () => this.#ask('close hints', 'fine', close) };
    });

  lead: FleetStore['lead'] = () =>
    this.#ask('lead', this.#fate('fleet_rejected'), async () => {
      const led = await this.#world.leadership.lead(this.#process);
      return led === null ? null : { lost: led.lost, resign: () => this.#ask('resign', 'fine', led.resign) };
    });

  // What operators ask goes straight to the rows: it comes from no process of the fleet.
  move: FleetStore['move'] = (...given) => this.#world.fleet.move(...given);
  pin: FleetStore['pin'] = (...given) => this.#world.fleet.pin(...given);
  drain: FleetStore['drain'] = (...given) => this.#world.fleet.drain(...given);
  undrain: FleetStore['undrain'] = (...given) => this.#world.fleet.undrain(...given);
  forgetStream: FleetStore['forgetStream'] = (...given) => this.#world.fleet.forgetStream(...given);
  orderSplit: FleetStore['orderSplit'] = (...given) => this.#world.fleet.orderSplit(...given);
  orderMerge: FleetStore['orderMerge'] = (...given) => this.#world.fleet.orderMerge(...given);
  history: FleetStore['history'] = (...given) => this.#world.fleet.history(...given);
  historyEntry: FleetStore['historyEntry'] = (...given) => this.#world.fleet.historyEntry(...given);

  #carryHint(brands: readonly BrandId[] | null, onHint: (brands: readonly BrandId[] | null) => void): void {
    const { faults, agenda, random } = this.#world;
    if (this.#process.ended) return;
    if (faults.strikes('hint_lost')) return;
    const copies = faults.strikes('hint_twice') ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      const ms = faults.strikes('hint_late') ? random.between(1, LATE_HINT_MS_MAX) : this.#network.latency();
      agenda.after(ms, () =>
        this.#process.reach(() => {
          if (!this.#process.ended) onHint(brands);
        }),
      );
    }
  }

  #fateOfClaim(): Fate {
    const fate = this.#fate('claim_rejected', 'claim_answer_lost');
    if (fate === 'answer_lost') this.#world.sightings.saw('claim_answer_lost');
    return fate;
  }

  #fate(rejected: FaultKind, answerLost?: FaultKind): Fate {
    const { faults, agenda } = this.#world;
    if (faults.active && agenda.now < this.#process.cutOffUntil) return 'rejected';
    if (faults.strikes(rejected)) return 'rejected';
    return answerLost !== undefined && faults.strikes(answerLost) ? 'answer_lost' : 'fine';
  }

  #ask<Answer>(
    name: string,
    fate: Fate,
    effect: () => Promise<Answer>,
    describe?: (answer: Answer) => string,
  ): Promise<Answer> {
    return this.#network.request(this.#process, name, effect, describe === undefined ? { fate } : { fate, describe });
  }
}
