// Links between processes of one simulation. What is offered in one turn travels as one batch; every batch, and every batch of
// answers, goes through `carry`, which may take its time or never arrive. Order holds within a connection and nowhere else.
import type { Command, CommandOrigin } from '../../domain/command.ts';
import { problemReply } from '../../domain/problem.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ForwardedEnding, ForwardedEntry, ForwardedReply, Link, LinkHandlers, Peer } from '../../ports/link.ts';
import { MemoryLane } from './memory-lane.ts';

export interface Hop {
  readonly from: string;
  readonly to: string;
  /** `break`: the news that the other side died. */
  readonly what: 'requests' | 'answers' | 'break';
  readonly count: number;
}

/** Calls `arrive` whenever the simulator likes, in any order; a batch that overtook another waits for it. */
type Carry = (hop: Hop, arrive: () => void) => void;

export interface MemoryNetworkOptions {
  readonly clock: Clock;
  readonly carry?: Carry;
  readonly entriesMax?: number;
  readonly commandsMax?: number;
}

const ENTRIES_MAX = 10_000;
const COMMANDS_MAX = 2_000;
const MOVED = { kind: 'moved' } as const;

export class MemoryNetwork {
  readonly options: Required<MemoryNetworkOptions>;
  readonly #members = new Map<string, MemoryLink>();

  constructor(options: MemoryNetworkOptions) {
    const carry: Carry = (_hop, arrive) => queueMicrotask(arrive);
    this.options = { carry, entriesMax: ENTRIES_MAX, commandsMax: COMMANDS_MAX, ...options };
  }

  /**
   * A process that links from, and unless `handlers` is null also listens at, this address; it replaces a dead one. Its deadlines go by
   * its own clock, or the network's.
   */
  join(address: string, handlers: LinkHandlers | null, clock: Clock = this.options.clock): MemoryLink {
    const member = new MemoryLink(this, address, handlers, clock);
    this.#members.set(address, member);
    return member;
  }

  at(address: string): MemoryLink | undefined {
    return this.#members.get(address);
  }

  /** Breaks the connection from one process to another, as the sender notices it: whatever is unanswered on it is `moved`. */
  cut(from: string, to: string): void {
    this.at(from)?.breakTo(to);
  }

  /** The process at this address is no more: nothing of it is called again; the others hear of it through `carry`. */
  crash(address: string): void {
    this.at(address)?.die();
    this.#members.delete(address);
    for (const member of this.#members.values()) member.hearOfDeath(address);
  }
}

export class MemoryLink implements Link {
  readonly address: string;
  readonly handlers: LinkHandlers | null;
  readonly #clock: Clock;
  readonly #network: MemoryNetwork;
  readonly #connections = new Map<string, MemoryConnection>();
  #state: 'open' | 'closing' | 'dead' = 'open';

  constructor(network: MemoryNetwork, address: string, handlers: LinkHandlers | null, clock: Clock) {
    this.#clock = clock;
    this.#network = network;
    this.address = address;
    this.handlers = handlers;
  }

  get takes(): boolean {
    return this.#state === 'open' && this.handlers !== null;
  }

  peer(address: string): Peer {
    return {
      sendEntry: (entry, end) => {
        const connection = this.#connectionTo(address);
        if (connection === null) queueMicrotask(() => end(MOVED));
        else connection.sendEntry(entry, end);
      },
      sendCommand: async (command, deadlineMs, origin) =>
        (await this.#connectionTo(address)?.sendCommand(command, deadlineMs, origin)) ?? MOVED,
    };
  }

  keepOnly(addresses: readonly string[]): void {
    for (const address of this.#connections.keys()) if (!addresses.includes(address)) this.breakTo(address);
  }

  /** Takes nothing more, from its own process or from others; resolves once everything it sent is answered. */
  async close(): Promise<void> {
    this.#state = 'closing';
    await Promise.all([...this.#connections.values()].map((connection) => connection.emptied()));
  }

  breakTo(address: string): void {
    const connection = this.#connections.get(address);
    this.#connections.delete(address);
    connection?.break();
  }

  die(): void {
    this.#state = 'dead';
    for (const connection of this.#connections.values()) connection.forget();
    this.#connections.clear();
  }

  hearOfDeath(address: string): void {
    const connection = this.#connections.get(address);
    connection?.hearOfDeath(() => {
      if (this.#connections.get(address) === connection) this.breakTo(address);
    });
  }

  #connectionTo(address: string): MemoryConnection | null {
    if (this.#state !== 'open') return null;
    const known = this.#connections.get(address);
    if (known !== undefined) return known;
    const target = this.#network.at(address);
    if (target === undefined || !target.takes) return null;
    const connection = new MemoryConnection({ ...this.#network.options, clock: this.#clock }, this.address, target);
    this.#connections.set(address, connection);
    return connection;
  }
}

class MemoryConnection {
  readonly #options: Required<MemoryNetworkOptions>;
  readonly #from: string;
  readonly #target: MemoryLink;
  readonly #requests: MemoryLane;
  readonly #answers: MemoryLane;
  /** What is unanswered, by the function that ends it. */
  readonly #entries = new Set<(ending: ForwardedEnding) => void>();
  readonly #commands = new Set<(reply: ForwardedReply) => void>();
  readonly #onEmpty: (() => void)[] = [];

  constructor(options: Required<MemoryNetworkOptions>, from: string, target: MemoryLink) {
    this.#options = options;
    this.#from = from;
    this.#target = target;
    const { carry } = options;
    const to = target.address;
    this.#requests = new MemoryLane((count, arrive) => carry({ from, to, what: 'requests', count }, arrive));
    this.#answers = new MemoryLane((count, arrive) => carry({ from: to, to: from, what: 'answers', count }, arrive));
  }

  sendEntry(entry: ForwardedEntry, end: (ending: ForwardedEnding) => void): void {
    if (this.#entries.size >= this.#options.entriesMax) {
      queueMicrotask(() => end({ kind: 'busy' }));
      return;
    }
    const settle = (ending: ForwardedEnding): void => {
      if (!this.#entries.delete(settle)) return;
      end(ending);
      this.#tellEmpty();
    };
    this.#entries.add(settle);
    this.#requests.send(() => {
      let ended = false;
      const answer = (ending: ForwardedEnding): void => {
        if (ended) return;
        ended = true;
        this.#answers.send(() => settle(ending));
      };
      if (this.#target.takes) this.#target.handlers?.entry(entry, answer);
      else answer(MOVED);
    });
  }

  async sendCommand(command: Command, deadlineMs: number, origin?: CommandOrigin): Promise<ForwardedReply> {
    if (this.#commands.size >= this.#options.commandsMax) {
      const detail = `${this.#commands.size} commands wait for the owner's process already`;
      return { kind: 'reply', reply: problemReply('OWNER_UNAVAILABLE', detail) };
    }
    const answered = new AbortController();
    return new Promise((resolve) => {
      const settle = (reply: ForwardedReply): void => {
        if (!this.#commands.delete(settle)) return;
        answered.abort();
        resolve(reply);
        this.#tellEmpty();
      };
      this.#commands.add(settle);
      void this.#options.clock.sleep(deadlineMs, answered.signal).then(() => settle(MOVED));
      this.#requests.send(() => {
        const reply = this.#target.takes ? this.#target.handlers?.command(command, deadlineMs, origin) : undefined;
        void (reply ?? Promise.resolve(MOVED)).then((given) => this.#answers.send(() => settle(given)));
      });
    });
  }

  /** What the other side had said is still heard, then that it died. */
  hearOfDeath(hear: () => void): void {
    this.#requests.stop();
    const { carry } = this.#options;
    const hop = { from: this.#target.address, to: this.#from, what: 'break', count: 0 } as const;
    this.#answers.last((arrive) => carry(hop, arrive), hear);
  }

  /** The sender knows and hears nothing more; what it had sent may still arrive, also behind what comes over the next connection. */
  break(): void {
    this.#answers.stop();
    for (const settle of this.#entries) settle(MOVED);
    for (const settle of this.#commands) settle(MOVED);
  }

  /** Both ways fall silent, and nobody is left to know. */
  forget(): void {
    this.#entries.clear();
    this.#commands.clear();
    this.#requests.stop();
    this.#answers.stop();
  }

  async emptied(): Promise<void> {
    if (this.#isEmpty()) return;
    await new Promise<void>((resolve) => void this.#onEmpty.push(resolve));
  }

  #isEmpty(): boolean {
    return this.#entries.size === 0 && this.#commands.size === 0;
  }

  #tellEmpty(): void {
    if (this.#isEmpty()) for (const tell of this.#onEmpty.splice(0)) tell();
  }
}
