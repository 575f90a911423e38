import { expect, test } from 'vitest';
import { systemClock } from '../../src/adapters/system/system-clock.ts';
import type { DueTimer } from '../../src/domain/command.ts';
import { type BrandId, brandId, playerId } from '../../src/domain/ids.ts';
import { LoopHealth } from '../../src/observe/health.ts';
import { createLogger } from '../../src/observe/logger.ts';
import { createMetrics } from '../../src/observe/metrics.ts';
import type { Envelope } from '../../src/ports/occasion.ts';
import { TimerLoop } from '../../src/schedule/timer-loop.ts';
import { rollingIdOf } from './domain-fixtures.ts';

const BROKEN = brandId('broken');
const HEALTHY = brandId('healthy');
const BATCH = 5;

const due = (brand: BrandId, number: number): DueTimer => ({
  brandId: brand,
  playerId: playerId('p'),
  slot: 1,
  rollingId: rollingIdOf(number),
  kind: 'attempt',
  dueAt: number,
});

test('a brand with room for a single probe does not hide the timers of others behind its own', async () => {
  const rows = [...Array.from({ length: BATCH * 3 }, (_, number) => due(BROKEN, number)), due(HEALTHY, 100)];
  const delivered: Envelope[] = [];
  const loop: TimerLoop = new TimerLoop({
    loop: 'completion_retry',
    kinds: ['attempt'],
    store: {
      dueTimers: async (_token, _kinds, _dueBy, limit, except) =>
        rows.filter((timer) => !except.includes(timer.brandId)).slice(0, limit),
    },
    owner: {
      knows: () => true,
      ready: () => true,
      openBrand: async () => undefined,
      deliver: (envelope) => {
        delivered.push(envelope);
        loop.stop();
      },
      room: async () => undefined,
      acceptsCommands: () => true,
    },
    walletGate: { room: (brand) => (brand === BROKEN ? 1 : 10), closedBrands: () => [] },
    token: 'token',
    clock: systemClock,
    metrics: createMetrics(),
    health: new LoopHealth(),
    logger: createLogger({ level: 'silent' }),
    pollMs: 10,
    batchMax: BATCH,
  });
  await loop.run();
  expect(delivered.map((envelope) => envelope.brandId)).toEqual([BROKEN, HEALTHY]);
});
