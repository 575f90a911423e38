// The WalletStream port of one process.
import type { WalletStream } from '../../src/ports/wallet-stream.ts';
import type { DurableStream } from './durable-stream.ts';
import type { FaultKind } from './faults.ts';
import type { Fate, Network } from './network.ts';
import type { SimProcess } from './sim-process.ts';
import type { World } from './world.ts';

export class SimStream implements WalletStream {
  readonly name: string;
  readonly #stream: DurableStream;
  readonly #world: World;
  readonly #network: Network;
  readonly #process: SimProcess;

  constructor(stream: DurableStream, world: World, network: Network, process: SimProcess) {
    this.name = stream.memory.name;
    this.#stream = stream;
    this.#world = world;
    this.#network = network;
    this.#process = process;
  }

  ensureGroup: WalletStream['ensureGroup'] = () =>
    this.#network.request(this.#process, `ensureGroup ${this.name}`, () => this.#stream.memory.ensureGroup(), {
      fate: this.#fate('ensure_group_rejected'),
    });

  readPending: WalletStream['readPending'] = (afterId, count) =>
    this.#network.request(
      this.#process,
      `readPending ${this.name} after ${afterId}`,
      () => this.#stream.memory.readPending(afterId, count),
      { fate: this.#fate('read_pending_rejected'), describe: idsOf },
    );

  readNew: WalletStream['readNew'] = (count, blockMs) =>
    this.#network.request(
      this.#process,
      `readNew ${this.name}`,
      async (request) => {
        const entries = await this.#stream.readNew(count, blockMs, request);
        this.#world.drawn(this.name, entries, this.#process.incarnation.token);
        return entries;
      },
      { fate: this.#fate('read_new_rejected', 'read_new_answer_lost'), describe: idsOf },
    );

  acknowledge: WalletStream['acknowledge'] = (ids) => {
    const acknowledged = [...ids];
    this.#world.checkAcknowledged(this.name, acknowledged);
    return this.#network.request(
      this.#process,
      `acknowledge ${this.name} ${acknowledged.join()}`,
      () => this.#stream.acknowledge(acknowledged),
      { fate: this.#fate('ack_rejected', 'ack_answer_lost') },
    );
  };

  lag: WalletStream['lag'] = () =>
    this.#network.request(this.#process, `lag ${this.name}`, () => this.#stream.memory.lag(), {
      fate: this.#fate('lag_rejected'),
    });

  lastId: WalletStream['lastId'] = () =>
    this.#network.request(this.#process, `lastId ${this.name}`, () => this.#stream.memory.lastId(), {
      fate: this.#fate('lag_rejected'),
    });

  #fate(rejected: FaultKind, answerLost?: FaultKind): Fate {
    const { faults } = this.#world;
    if (faults.strikes(rejected)) return 'rejected';
    return answerLost !== undefined && faults.strikes(answerLost) ? 'answer_lost' : 'fine';
  }
}

const idsOf = (entries: readonly { readonly id: string }[]): string => entries.map(({ id }) => id).join();
