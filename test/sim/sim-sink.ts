// The EventSink port of one process: it may append all, some or none of what it is given and fail in each case.
import type { EventSink, PublishableEvent } from '../../src/ports/event-sink.ts';
import type { Network } from './network.ts';
import type { SimProcess } from './sim-process.ts';
import type { World } from './world.ts';

export class SimSink implements EventSink {
  readonly #world: World;
  readonly #network: Network;
  readonly #process: SimProcess;

  constructor(world: World, network: Network, process: SimProcess) {
    this.#world = world;
    this.#network = network;
    this.#process = process;
  }

  publish(given: readonly PublishableEvent[]): Promise<void> {
    const { faults, random } = this.#world;
    const events = [...given];
    this.#world.checkPublished(events);
    const name = `publish ${events.map(({ eventId }) => eventId).join()}`;
    if (faults.strikes('publish_rejected')) {
      return this.#network.request(this.#process, name, async () => undefined, { fate: 'rejected' });
    }
    if (faults.strikes('publish_in_part')) {
      const some = events.slice(0, random.between(0, events.length - 1));
      return this.#network.request(this.#process, `${name} in part`, () => this.#world.append(some), {
        fate: 'answer_lost',
      });
    }
    const fate = faults.strikes('publish_answer_lost') ? 'answer_lost' : 'fine';
    return this.#network.request(this.#process, name, () => this.#world.append(events), { fate });
  }
}
