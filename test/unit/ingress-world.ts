// A wallet stream, its reader and owners in every trouble, under virtual time; one seed decides everything. What is durable first,
// and in which order, is what the reader is judged by.
import { MemoryWalletStream } from '../../src/adapters/memory/memory-wallet-stream.ts';
import { brandId } from '../../src/domain/ids.ts';
import { Reading } from '../../src/ingress/reading.ts';
import { LoopHealth } from '../../src/observe/health.ts';
import { createLogger } from '../../src/observe/logger.ts';
import { createMetrics } from '../../src/observe/metrics.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Envelope, StreamOrigin } from '../../src/ports/occasion.ts';
import type { WalletStream } from '../../src/ports/wallet-stream.ts';
import { Agenda } from '../sim/agenda.ts';
import { DECODING } from '../bench/decoding.ts';
import { Random } from '../sim/random.ts';
import { PlayedOwners } from './ingress-owners.ts';
import { BARE_SETTLE, OCCURRED_AT, entryOf, settleEnvelope } from './wallet-entries.ts';

const STREAM = 'wallet:events';
const ROOM_MAX = 60;
const TROUBLE_MS = 3_000;
const HEALING_MS = 120_000;
const START_MS = Date.parse(OCCURRED_AT) + 1_000;
const metrics = createMetrics();
const logger = createLogger({ level: 'silent' });

export interface IngressWorldOptions {
  readonly seed: number;
  readonly sabotage?: 'rounds' | 'behind' | 'ack';
}

export interface IngressVerdict {
  readonly broken: readonly string[];
  /** So that nobody believes in a test in which nothing happened. */
  readonly seen: ReadonlySet<string>;
}

/** Lets every promise that can resolve do so. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

class IngressWorld {
  readonly broken: string[] = [];
  readonly seen = new Set<string>();
  readonly #random: Random;
  readonly #agenda: Agenda;
  readonly #memory = new MemoryWalletStream(STREAM);
  readonly #owners: PlayedOwners;
  readonly #clock: Clock;
  readonly #options: IngressWorldOptions;
  readonly #readCount: number;
  readonly #leftBehindMax: number;
  readonly #durable = new Set<string>();
  readonly #acknowledged = new Set<string>();
  /** Drawn by somebody who cannot hand them on: found late, and out of order. */
  readonly #hidden = new Set<string>();
  readonly #lastOf = new Map<string, number>();
  #appended = 0;
  #epoch = 0;
  #reading: { readonly reading: Reading; readonly run: Promise<void>; leaseEndsAt: number } | null = null;
  #isTrouble = true;

  constructor(options: IngressWorldOptions) {
    const random = new Random(options.seed);
    this.#options = options;
    this.#random = random;
    this.#agenda = new Agenda(START_MS, random.fork());
    this.#readCount = random.pick([2, 5, 10]);
    this.#leftBehindMax = random.pick([10, 40, 1_000]);
    this.#clock = {
      now: () => this.#agenda.now,
      monotonic: () => this.#agenda.now,
      sleep: (ms, signal) =>
        new Promise((resolve) => {
          this.#agenda.after(ms, resolve);
          signal?.addEventListener('abort', () => resolve());
        }),
    };
    this.#owners = new PlayedOwners({
      agenda: this.#agenda,
      random: random.fork(),
      roomMax: ROOM_MAX,
      onProcessed: (origin, envelope) => this.#processed(origin, envelope),
      forgetsRounds: options.sabotage === 'rounds',
    });
  }

  async play(): Promise<void> {
    await this.#memory.ensureGroup();
    this.#take();
    this.#repeat(20, () => this.#append());
    this.#repeat(4, () => this.#owners.act());
    this.#repeat(1_000, () => this.#isTrouble && this.#drawHidden());
    this.#repeat(1_500, () => this.#isTrouble && this.#handOver());
    await this.#until(() => this.#agenda.now > START_MS + TROUBLE_MS);
    this.#isTrouble = false;
    this.#owners.isHealed = true;
    await this.#until(() => this.#acknowledged.size === this.#appended || this.#agenda.now > START_MS + HEALING_MS);
    if (this.#acknowledged.size < this.#appended)
      this.broken.push(`${this.#appended - this.#acknowledged.size} entries were never acknowledged`);
    const left = this.#reading?.reading.left;
    if (left !== undefined && left.entryCount + left.slotCount > 0) this.broken.push('something is still behind');
  }

  #take(): void {
    this.#epoch += 1;
    const epoch = this.#epoch;
    const held = { leaseEndsAt: Number.POSITIVE_INFINITY };
    const reading = new Reading({
      stream: this.#port(held),
      lease: { stream: STREAM, token: `t${epoch}`, epoch, leftMs: () => held.leaseEndsAt - this.#agenda.now },
      owner: this.#owners,
      store: { writeDeadLetters: async () => undefined },
      clock: this.#clock,
      health: new LoopHealth(),
      decoding: DECODING,
      readCount: this.#readCount,
      blockMs: 500,
      retryDelayMs: 100,
      leftBehindMax: this.#leftBehindMax,
      round: 1,
      metrics,
      logger,
    });
    if (this.#options.sabotage === 'behind') reading.left.isBehind = () => false;
    this.#reading = Object.assign(held, { reading, run: reading.run() });
  }

  /** To a successor: in order, or because the lease ran out under a reader that noticed nothing. */
  #handOver(): void {
    const held = this.#reading;
    if (held === null) return;
    this.#reading = null;
    this.seen.add('handed over');
    if (this.#random.chance(0.5)) held.reading.stop();
    else held.leaseEndsAt = this.#agenda.now;
    void held.run.then(() => held.reading.end(200)).then(() => this.#take());
  }

  #port(held: { readonly leaseEndsAt: number }): WalletStream {
    const memory = this.#memory;
    const hasLease = (): boolean => this.#agenda.now < held.leaseEndsAt;
    const ask = async <Answer>(effect: () => Promise<Answer>): Promise<Answer> => {
      const fate = this.#isTrouble ? this.#random.next() : 1;
      await this.#wait(3);
      if (fate < 0.02) throw new Error('never arrived');
      const answer = await effect();
      await this.#wait(3);
      if (fate < 0.04) throw new Error('the answer was lost');
      return answer;
    };
    return {
      name: STREAM,
      ensureGroup: () => ask(() => memory.ensureGroup()),
      readPending: (after, count) => ask(() => memory.readPending(after, count)),
      readNew: (count, blockMs) =>
        ask(async () => {
          const entries = await memory.readNew(count, 0);
          if (entries.length > 0) return entries;
          await this.#wait(Math.min(blockMs, 30));
          return memory.readNew(count, 0);
        }),
      acknowledge: (ids) => {
        if (!hasLease()) this.broken.push('acknowledged after its lease');
        for (const id of ids) {
          if (!this.#durable.has(id)) this.broken.push(`acknowledged ${id}, which is not durable`);
        }
        return ask(async () => {
          await memory.acknowledge(ids);
          for (const id of ids) this.#acknowledged.add(id);
        });
      },
      lag: () => ask(() => memory.lag()),
      lastId: () => ask(() => memory.lastId()),
    };
  }

  #processed({ entryId }: StreamOrigin, { brandId: brand, playerId }: Envelope): void {
    if (this.#durable.has(entryId)) return;
    this.#durable.add(entryId);
    if (this.#hidden.has(entryId)) return;
    const player = `${brand} ${playerId}`;
    const number = Number.parseInt(entryId, 10);
    const last = this.#lastOf.get(player) ?? 0;
    if (number < last) this.broken.push(`${player}: ${number} after ${last}`);
    this.#lastOf.set(player, number);
  }

  #append(): void {
    if (!this.#isTrouble) return;
    for (let count = this.#random.between(1, 12); count > 0; count -= 1) {
      this.#appended += 1;
      const payload = { ...BARE_SETTLE, player_id: `p${this.#random.between(1, 6)}`, bet_id: `b${this.#appended}` };
      const brand = brandId(`brand-${this.#random.pick([1, 1, 1, 2, 3])}`);
      this.#memory.append(entryOf(settleEnvelope(payload, { event_id: `e${this.#appended}`, brand_id: brand })));
    }
  }

  async #drawHidden(): Promise<void> {
    const drawn = await this.#memory.readNew(this.#random.between(1, 4), 0);
    if (drawn.length > 0) this.seen.add('hidden entries');
    for (const { id } of drawn) this.#hidden.add(id);
  }

  #watch(): void {
    const left = this.#reading?.reading.left;
    if (left === undefined) return;
    if (left.slotCount > 1) this.seen.add('several slots behind');
    if (left.entryCount >= this.#leftBehindMax) this.seen.add('reading paused');
    if (left.round > 5) this.seen.add('many rounds');
    const bound = this.#leftBehindMax + this.#readCount + ROOM_MAX + this.#readCount;
    if (left.entryCount > bound) this.broken.push(`${left.entryCount} entries left behind, bound ${bound}`);
  }

  #repeat(everyMs: number, act: () => unknown): void {
    this.#agenda.after(this.#random.between(1, everyMs * 2), () => {
      act();
      this.#repeat(everyMs, act);
    });
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.#agenda.after(this.#random.between(0, ms), resolve));
  }

  async #until(done: () => boolean): Promise<void> {
    while (!done() && this.broken.length === 0) {
      this.#agenda.step();
      await settled();
      this.#watch();
    }
  }
}

export async function playIngress(options: IngressWorldOptions): Promise<IngressVerdict> {
  const world = new IngressWorld(options);
  await world.play();
  return world;
}
