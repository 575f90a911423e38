import { expect, test } from 'vitest';
import { createMemoryStore } from '../../src/adapters/memory/memory-store.ts';
import { MemoryTables } from '../../src/adapters/memory/memory-tables.ts';
import { systemClock } from '../../src/adapters/system/system-clock.ts';
import { LoopHealth } from '../../src/observe/health.ts';
import { createLogger } from '../../src/observe/logger.ts';
import { createMetrics } from '../../src/observe/metrics.ts';
import { ShardStage } from '../../src/shard/shard-stage.ts';
import { aCreate } from './domain-fixtures.ts';

test('a command that was not started by its deadline never is, and its key is free to ask again', async () => {
  const tables = new MemoryTables();
  let now = systemClock.now();
  const store = createMemoryStore(tables);
  const stage = new ShardStage({
    store,
    clock: { ...systemClock, now: () => now, sleep: (ms, signal) => systemClock.sleep(ms, signal) },
    outlets: { walletCalls: () => undefined, outboxRows: () => undefined },
    metrics: createMetrics(),
    health: new LoopHealth(),
    logger: createLogger({ level: 'silent' }),
    batchEventsMax: 100,
    mailboxMax: 100,
    residentRollingsMax: 100,
    walletOpen: () => true,
    switches: { completionRetry: true },
    onAdmitted: () => undefined,
    onLost: () => undefined,
    machineVersion: 1,
    onTooNew: () => undefined,
    decoding: { exponentOf: () => 2, retentionMs: Infinity, futureMs: Infinity },
    onDied: () => undefined,
  });
  stage.start();
  const command = aCreate({ expiresAt: now + 3_600_000 });
  await stage.admit(await store.claimBrand(command.brandId, { worker: 'w', token: 'token' }));
  const late = stage.command(command, now + 1_000);
  now += 2_000;
  const passed = { status: 503, body: expect.stringContaining('DEADLINE_PASSED') as string };
  expect(await late).toMatchObject({ reply: passed });
  // The one behind it is decided after it.
  const inTime = now + 60_000;
  const missing = { ...command, operation: 'suspend', key: 'next', reason: null, note: null } as const;
  expect(await stage.command(missing, inTime)).toMatchObject({ reply: { status: 404 } });
  expect([tables.rollings.size, tables.answers.size]).toEqual([0, 0]);
  expect(await stage.command(command, inTime)).toMatchObject({ reply: { status: 201 } });
  await stage.drain();
});
