import { expect, test } from 'vitest';
import { MemoryEventSink } from '../../src/adapters/memory/memory-event-sink.ts';
import { createMemoryStore } from '../../src/adapters/memory/memory-store.ts';
import { MemoryTables } from '../../src/adapters/memory/memory-tables.ts';
import { OPEN_WALLET_GATE } from '../../src/adapters/memory/open-wallet-gate.ts';
import { brandId, playerId } from '../../src/domain/ids.ts';
import type { Command } from '../../src/domain/command.ts';
import { newRollingId, slotOf } from '../../src/domain/slot.ts';
import { LoopHealth } from '../../src/observe/health.ts';
import { createLogger } from '../../src/observe/logger.ts';
import { createMetrics } from '../../src/observe/metrics.ts';
import type { EventSink } from '../../src/ports/event-sink.ts';
import { Worker } from '../../src/worker.ts';
import { ADDRESS, fleetOfOne } from '../fleet-of-one.ts';
import { Agenda } from './agenda.ts';
import { makePlan } from './plan.ts';
import { Random } from './random.ts';
import { SimProcess } from './sim-process.ts';

// Too rare for the seeds: a brand that is born on one worker, which dies before it has published anything of it.

const BRAND = brandId('late-brand');
const PLAYER = playerId('anna');
const START_MS = Date.UTC(2026, 2, 1);
/** The longest lease there is, a look of the leader, and a renewal. */
const TAKEN_OVER_MS_MAX = 20_000;
const random = new Random(1);

interface Started {
  readonly process: SimProcess;
  readonly worker: Worker;
}

function workerOn(tables: MemoryTables, agenda: Agenda, name: string, sink: EventSink): Started {
  const process = new SimProcess(name, agenda, name);
  const { incarnation, clock } = process;
  const worker = new Worker({
    incarnation,
    clock,
    store: createMemoryStore(tables),
    ...fleetOfOne(tables, clock),
    streams: [],
    sink,
    wallet: { call: async () => ({ kind: 'done', transactionId: 'tx-1' }), close: async () => undefined },
    walletGate: OPEN_WALLET_GATE,
    metrics: createMetrics(),
    health: new LoopHealth(),
    logger: createLogger({ level: 'silent' }),
    options: makePlan(random).workerOptions,
  });
  return { process, worker };
}

const base = { brandId: BRAND, playerId: PLAYER, requestedBy: null };
const rollingId = newRollingId(START_MS, slotOf(BRAND, PLAYER), 1n);

const create = {
  ...base,
  operation: 'create',
  key: 'create',
  fingerprint: 1,
  rollingId,
  currency: 'EUR',
  exponent: 2,
  source: { type: 'bonus', id: 'bonus-1' },
  requiredMinor: 100n,
  baseMinor: null,
  multiplier: null,
  releaseMinor: 10n,
  maxConversionMinor: null,
  activatesAt: null,
  expiresAt: null,
  priority: 0,
  contribution: null,
  minOdds: null,
  maxBetMinor: null,
  betCapMinor: null,
  metadata: null,
} as const;

const cancel = {
  ...base,
  operation: 'cancel',
  key: 'cancel',
  fingerprint: 2,
  rollingId,
  reason: 'REQUESTED',
  note: null,
} as const;

test('events of a brand that another worker opened are published by whoever takes it over', async () => {
  const agenda = new Agenda(START_MS, random);
  const tables = new MemoryTables();
  const heard = new MemoryEventSink();
  const deaf: EventSink = { publish: () => new Promise(() => undefined) };
  const until = async (isTrue: () => boolean): Promise<void> => {
    do await new Promise((resolve) => setImmediate(resolve));
    while (!isTrue() && agenda.now < START_MS + TAKEN_OVER_MS_MAX && agenda.step());
  };
  const ask = async ({ worker }: Started, asked: Command): Promise<number | null> => {
    let status: number | null = null;
    void worker.gate.submit(asked, START_MS + 1_000).then((reply) => (status = reply.status));
    await until(() => status !== null);
    return status;
  };
  const first = workerOn(tables, agenda, 'first', heard);
  await first.worker.start(ADDRESS);
  // The first leads, so that it notices the other's death.
  await until(() => tables.isLed);
  const second = workerOn(tables, agenda, 'second', deaf);
  await second.worker.start(ADDRESS);
  expect(await ask(second, create)).toBe(201);
  await ask(second, cancel);
  expect(tables.outbox.size).toBe(1);
  second.process.kill();
  await until(() => heard.events.length > 0);
  expect(heard.events.map(({ eventId }) => eventId)).toEqual([`${rollingId}:ROLLING_CANCELED`]);
});
