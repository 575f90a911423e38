import { expect, test } from 'vitest';
import { MemoryEventSink } from '../../src/adapters/memory/memory-event-sink.ts';
import { createMemoryStore } from '../../src/adapters/memory/memory-store.ts';
import { MemoryTables } from '../../src/adapters/memory/memory-tables.ts';
import { OPEN_WALLET_GATE } from '../../src/adapters/memory/open-wallet-gate.ts';
import { brandId, playerId } from '../../src/domain/ids.ts';
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

// Too rare for the seeds: a brand that is born after one worker took over everything, and before another is gone.

const BRAND = brandId('late-brand');
const PLAYER = playerId('anna');
const START_MS = Date.UTC(2026, 2, 1);
const random = new Random(1);

function workerOn(tables: MemoryTables, agenda: Agenda, name: string, sink: EventSink): Worker {
  const { incarnation, clock } = new SimProcess(name, agenda);
  return new Worker({
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

const command = (operation: 'cancel' | 'suspend', key: string) =>
  ({ ...base, operation, key, fingerprint: 2, rollingId, reason: 'REQUESTED', note: null }) as const;

test('events of a brand that another worker opened are published by whoever takes it over', async () => {
  const agenda = new Agenda(START_MS, random);
  const tables = new MemoryTables();
  const heard = new MemoryEventSink();
  const deaf: EventSink = { publish: () => new Promise(() => undefined) };
  const first = workerOn(tables, agenda, 'first', heard);
  await first.start(ADDRESS);
  const second = workerOn(tables, agenda, 'second', deaf);
  await second.start(ADDRESS);
  expect((await second.gate.submit(create, START_MS + 1_000)).status).toBe(201);
  await second.gate.submit(command('cancel', 'cancel'), START_MS + 1_000);
  const drained = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  await drained();
  expect(tables.outbox.size).toBe(1);
  // The second dies here; the first hears of the brand for the first time.
  expect((await first.gate.submit(command('suspend', 'suspend'), START_MS + 1_000)).status).toBe(409);
  await drained();
  expect(heard.events.map(({ eventId }) => eventId)).toEqual([`${rollingId}:ROLLING_CANCELED`]);
});
