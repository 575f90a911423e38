import { expect, test } from 'vitest';
import { systemClock } from '../../src/adapters/system/system-clock.ts';
import type { DueTimer } from '../../src/domain/command.ts';
import { type BrandId, brandId, playerId } from '../../src/domain/ids.ts';
import { EXPIRY_WAIT_MS_MAX } from '../../src/domain/retention.ts';
import type { TimerKind } from '../../src/domain/timers.ts';
import { LoopHealth } from '../../src/observe/health.ts';
import { createLogger } from '../../src/observe/logger.ts';
import { createMetrics } from '../../src/observe/metrics.ts';
import type { Envelope } from '../../src/ports/occasion.ts';
import type { WalletGate } from '../../src/ports/wallet-gate.ts';
import { TimerLoop } from '../../src/schedule/timer-loop.ts';
import { rollingIdOf } from './domain-fixtures.ts';

const BROKEN = brandId('broken');
const HEALTHY = brandId('healthy');
const BATCH = 5;
const NOW = 1_800_000_000_000;

const due = (brand: BrandId, number: number): DueTimer => ({
  brandId: brand,
  playerId: playerId('p'),
  slot: 1,
  rollingId: rollingIdOf(number),
  kind: 'attempt',
  dueAt: number,
});

const ALL_ROOM: WalletGate = { room: () => 10, closedBrands: () => [], openBreakers: () => [] };

/** Runs one round over `rows` and gives what was handed on. */
async function firstRound(rows: readonly DueTimer[], kind: TimerKind, walletGate: WalletGate) {
  const delivered: Envelope[] = [];
  const metrics = createMetrics();
  const loop: TimerLoop = new TimerLoop({
    loop: kind === 'expire' ? 'expiry_scheduler' : 'completion_retry',
    kinds: [kind],
    store: {
      dueTimers: async (_token, _kinds, _dueBy, limit, except) =>
        rows.filter((timer) => !except.includes(timer.brandId)).slice(0, limit),
    },
    owner: {
      deliver: (envelope) => {
        delivered.push(envelope);
        loop.stop();
      },
    },
    walletGate,
    token: 'token',
    clock: { ...systemClock, now: () => NOW },
    metrics,
    health: new LoopHealth(),
    logger: createLogger({ level: 'silent' }),
    pollMs: 10,
    batchMax: BATCH,
  });
  await loop.run();
  return { delivered, metrics };
}

test('a brand with room for a single probe does not hide the timers of others behind its own', async () => {
  const rows = [...Array.from({ length: BATCH * 3 }, (_, number) => due(BROKEN, number)), due(HEALTHY, 100)];
  const gate: WalletGate = {
    room: (brand) => (brand === BROKEN ? 1 : 10),
    closedBrands: () => [],
    openBreakers: () => [],
  };
  const { delivered } = await firstRound(rows, 'attempt', gate);
  expect(delivered.map((envelope) => envelope.brandId)).toEqual([BROKEN, HEALTHY]);
});

test('expiries that waited as long as they may for the wallet streams are counted, and no others', async () => {
  const rows = [0, 1, 2].map((number) => ({
    ...due(HEALTHY, number),
    kind: 'expire' as const,
    dueAt: NOW - EXPIRY_WAIT_MS_MAX + number - 1,
  }));
  const { delivered, metrics } = await firstRound(rows, 'expire', ALL_ROOM);
  expect(delivered).toHaveLength(3);
  expect((await metrics.expiriesOverdue.get()).values).toMatchObject([{ value: 2 }]);
});
