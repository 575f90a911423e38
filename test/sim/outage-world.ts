// A whole worker with thousands of rollings, its real breaker and bulkhead, and a wallet that can be taken away, in virtual time.
import { vi } from 'vitest';
import { MemoryEventSink } from '../../src/adapters/memory/memory-event-sink.ts';
import { decodeRolling } from '../../src/adapters/memory/memory-tables.ts';
import { createGuardedWalletClient } from '../../src/adapters/wallet/guarded-wallet-client.ts';
import type { CreateCommand } from '../../src/domain/command.ts';
import { type BrandId, type PlayerId, type RollingId, playerId } from '../../src/domain/ids.ts';
import type { RollingRecord } from '../../src/domain/rolling.ts';
import { newRollingId, slotOf } from '../../src/domain/slot.ts';
import { formatTimestamp } from '../../src/domain/timestamp.ts';
import { LoopHealth } from '../../src/observe/health.ts';
import { createLogger } from '../../src/observe/logger.ts';
import { createMetrics } from '../../src/observe/metrics.ts';
import { Worker } from '../../src/worker.ts';
import { ADDRESS, MEMBER_OPTIONS, fleetOfOne } from '../fleet-of-one.ts';
import { Agenda } from './agenda.ts';
import { CountedStore } from './counted-store.ts';
import { DurableStream } from './durable-stream.ts';
import { OutageWallet } from './outage-wallet.ts';
import { Random } from './random.ts';
import { SimProcess } from './sim-process.ts';

const START_MS = 1_772_409_590_000;
const CURRENCY = 'EUR';
const REQUIRED_MINOR = 1_000n;
/** As a worker has it where nothing is configured. */
const WALLET_CONCURRENCY = 32;
const GUARD = { concurrencyPerBrand: WALLET_CONCURRENCY / 2, queuePerBrand: 200, probeEveryMs: 5_000 };
const ON = { eventConsumer: true, outboxPoller: true, expiryScheduler: true, completionRetry: true };
const DEADLINE_MS = 600_000;
const CREATES_AT_ONCE = 1_000;

export interface Owned {
  readonly brandId: BrandId;
  readonly playerId: PlayerId;
  readonly rollingId: RollingId;
}

/** Date as it is, but that now is the agenda's. */
function dateOf(agenda: Agenda): { now(): number } {
  return class extends Date {
    static override now(): number {
      return agenda.now;
    }
  };
}

export class OutageWorld {
  readonly agenda: Agenda;
  readonly counted: CountedStore;
  readonly wallet: OutageWallet;
  readonly sink = new MemoryEventSink();
  readonly #random = new Random(7);
  readonly #stream: DurableStream;
  readonly #worker: Worker;
  #numbers = 0;

  constructor() {
    this.agenda = new Agenda(START_MS, this.#random.fork());
    // The library of the breaker reads the system's clock; it is given back when the world stops.
    vi.stubGlobal('Date', dateOf(this.agenda));
    const { agenda } = this;
    this.counted = new CountedStore(agenda);
    this.wallet = new OutageWallet(agenda);
    this.#stream = new DurableStream('wallet:events', agenda);
    const { memory } = this.#stream;
    const guarded = createGuardedWalletClient(this.wallet, { ...GUARD, nowMs: () => agenda.now });
    const process = new SimProcess('w1', agenda);
    this.#worker = new Worker({
      incarnation: process.incarnation,
      clock: process.clock,
      store: this.counted.store,
      ...fleetOfOne(this.counted.tables, process.clock),
      streams: [
        {
          name: memory.name,
          ensureGroup: () => memory.ensureGroup(),
          readPending: (afterId, count) => memory.readPending(afterId, count),
          readNew: (count, blockMs) => this.#stream.readNew(count, blockMs, { dropped: false }),
          acknowledge: (ids) => this.#stream.acknowledge(ids),
          lag: () => memory.lag(),
          lastId: () => memory.lastId(),
        },
      ],
      sink: this.sink,
      wallet: guarded,
      walletGate: guarded,
      metrics: createMetrics(),
      health: new LoopHealth(),
      logger: createLogger({ level: 'silent' }),
      options: {
        switches: ON,
        batchEventsMax: 1_000,
        mailboxMax: 5_000,
        residentRollingsMax: 200_000,
        readCount: 500,
        walletConcurrency: WALLET_CONCURRENCY,
        ...MEMBER_OPTIONS,
        decoding: { brandEnforcement: 'enforce', defaultBrandId: null, exponentOf: () => 2 },
      },
    });
  }

  async start(): Promise<void> {
    await this.happens(this.#worker.start(ADDRESS));
  }

  async stop(): Promise<void> {
    await this.happens(this.#worker.stop());
    vi.unstubAllGlobals();
  }

  /** Time goes on until `done`, or until so many virtual milliseconds have passed; whether it was done. */
  async until(done: () => boolean, withinMs: number): Promise<boolean> {
    const deadline = this.agenda.now + withinMs;
    for (;;) {
      // Whatever can go on without time passing does so first.
      await new Promise((resolve) => setImmediate(resolve));
      if (done()) return true;
      if (this.agenda.now >= deadline || !this.agenda.step()) return false;
    }
  }

  async passes(ms: number): Promise<void> {
    // Time stops at happenings alone: this is one.
    this.agenda.after(ms, () => undefined);
    await this.until(() => false, ms);
  }

  /** Time goes on until the promise is settled. */
  async happens<T>(promise: Promise<T>): Promise<T> {
    let settled = false;
    const end = (): void => void (settled = true);
    promise.then(end, end);
    await this.until(() => settled, DEADLINE_MS);
    return promise;
  }

  /** Active rollings that one bet completes, each of a player of its own. */
  async create(brandId: BrandId, count: number): Promise<readonly Owned[]> {
    const made: Owned[] = [];
    while (made.length < count) {
      const some = Array.from({ length: Math.min(CREATES_AT_ONCE, count - made.length) }, () => this.#aCreate(brandId));
      const replies = some.map((command) => this.#worker.gate.submit(command, this.agenda.now + DEADLINE_MS));
      for (const { status } of await this.happens(Promise.all(replies)))
        if (status !== 201) throw new Error(`a create was answered ${status}`);
      made.push(...some);
    }
    return made;
  }

  /** Each of them gets the bet that completes it. */
  reachTargets(owned: readonly Owned[]): void {
    for (const { brandId, playerId: player } of owned) {
      this.#numbers += 1;
      const now = formatTimestamp(this.agenda.now);
      const payload = {
        player_id: player,
        bet_id: `bet-${this.#numbers}`,
        currency: CURRENCY,
        stake_minor: REQUIRED_MINOR.toString(),
        placed_at: now,
      };
      const envelope = { event_id: `event-${this.#numbers}`, occurred_at: now, brand_id: brandId, payload };
      const type = { event_type: 'BET_SETTLED_CONFIRMED' };
      this.#stream.append({ ...type, payload: JSON.stringify({ ...type, ...envelope }) });
    }
  }

  rollingOf({ rollingId }: Owned): RollingRecord {
    const row = this.counted.tables.rollings.get(rollingId);
    if (row === undefined) throw new Error(`no rolling ${rollingId}`);
    return decodeRolling(row);
  }

  statesOf(owned: readonly Owned[]): Readonly<Record<string, number>> {
    const states: Record<string, number> = {};
    for (const { rollingId } of owned) {
      const state = this.counted.tables.rollings.get(rollingId)?.state ?? 'missing';
      states[state] = (states[state] ?? 0) + 1;
    }
    return states;
  }

  areIn(owned: readonly Owned[], state: string): boolean {
    return owned.every(({ rollingId }) => this.counted.tables.rollings.get(rollingId)?.state === state);
  }

  #aCreate(brandId: BrandId): CreateCommand {
    this.#numbers += 1;
    const number = this.#numbers;
    const player = playerId(`player-${number}`);
    return {
      operation: 'create',
      brandId,
      playerId: player,
      key: `key-${number}`,
      fingerprint: number,
      requestedBy: 'promotion',
      rollingId: newRollingId(this.agenda.now, slotOf(brandId, player), this.#random.bits()),
      currency: CURRENCY,
      exponent: 2,
      source: { type: 'bonus', id: `bonus-${number}` },
      requiredMinor: REQUIRED_MINOR,
      baseMinor: null,
      multiplier: null,
      releaseMinor: 100n,
      maxConversionMinor: null,
      activatesAt: null,
      expiresAt: null,
      priority: 0,
      contribution: null,
      minOdds: null,
      maxBetMinor: null,
      betCapMinor: null,
      metadata: null,
    };
  }
}
