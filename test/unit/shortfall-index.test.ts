import { beforeEach, describe, expect, test } from 'vitest';
import { createMemoryReadStore, createMemoryStore } from '../../src/adapters/memory/memory-store.ts';
import { MemoryTables } from '../../src/adapters/memory/memory-tables.ts';
import { systemClock } from '../../src/adapters/system/system-clock.ts';
import { brandId, playerId } from '../../src/domain/ids.ts';
import { GLOBAL_DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { contextOf } from '../../src/domain/rolling.ts';
import { slotOf } from '../../src/domain/slot.ts';
import { LoopHealth } from '../../src/observe/health.ts';
import { createLogger } from '../../src/observe/logger.ts';
import { createMetrics } from '../../src/observe/metrics.ts';
import type { Occasion } from '../../src/ports/occasion.ts';
import { OwnedShards } from '../../src/shard/owned-shards.ts';
import { ShardStage } from '../../src/shard/shard-stage.ts';
import { DAY, DecidedWorld } from '../contract/decided-world.ts';
import { aBet, aRollback } from './domain-fixtures.ts';

// A player whose last rolling closed long ago is nobody to the index: a bet of theirs is judged without a look at the database.
// A rollback may give them a rolling again.

const BRAND = brandId('brand');
const ANNA = playerId('anna');

let tables: MemoryTables;
let stage: ShardStage;
let owner: OwnedShards;

/** Completed months ago, by one bet of 1,000, under the policy `shortfall`; the next owner has read its index of players. */
beforeEach(async () => {
  tables = new MemoryTables();
  const store = createMemoryStore(tables);
  await store.maintainInbox(DAY, Math.floor(Date.now() / 86_400_000) + 1);
  const world = new DecidedWorld(BRAND);
  world.policy = { ...GLOBAL_DEFAULT_POLICY, rollbackAfterCompletion: 'shortfall' };
  const [shard] = await store.claimBrand(BRAND, { worker: 'w', token: 'earlier' });
  const rolling = world.create(ANNA, { requiredMinor: 1_000n });
  world.settle(ANNA, { betId: 'bet', settlementId: 'bet', stakeMinor: 1_000n });
  world.confirm(rolling);
  const result = await store.commit(world.batch(shard!));
  if (result.kind !== 'committed') throw new Error(`the past was not stored: ${result.kind}`);
  stage = new ShardStage({
    store,
    clock: systemClock,
    outlets: { walletCalls: () => undefined, outboxRows: () => undefined },
    metrics: createMetrics(),
    health: new LoopHealth(),
    logger: createLogger({ level: 'silent' }),
    batchEventsMax: 100,
    mailboxMax: 100,
    // Nobody stays in memory for longer than a commit needs.
    residentRollingsMax: 0,
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
  await stage.admit(await store.claimAllShards({ worker: 'w', token: 'later' }));
  // What it knows of players is nobody's business outside, but it is what this file is about.
  const shards: unknown = Reflect.get(stage, 'shards');
  if (!(shards instanceof OwnedShards)) throw new TypeError('a stage holds shards');
  owner = shards;
  while (!shardOfBrand().index.complete) await systemClock.sleep(1);
  if (shardOfBrand().index.mayHave(BRAND, ANNA)) throw new Error('the index should have forgotten anna');
});

function shardOfBrand() {
  const shard = owner.byKey({ brandId: BRAND, shardNo: 1 });
  if (shard === null) throw new TypeError('the shard is owned');
  return shard;
}

function deliver(occasion: Occasion, who = ANNA): Promise<string> {
  return new Promise((resolve) =>
    owner.deliver({
      occasion,
      brandId: BRAND,
      playerId: who,
      slot: slotOf(BRAND, who),
      receivedAt: Date.now(),
      end: ({ kind }) => resolve(kind),
    }),
  );
}

const rollback = (): Occasion => ({
  kind: 'rollback',
  event: aRollback({ brandId: BRAND, betId: 'bet', amountMinor: 400n, occurredAt: Date.now() }),
});

/** Placed after the rolling begins, whatever the millisecond it is made in. */
function bet(who = ANNA): Occasion {
  const at = Date.now() + 60_000;
  const times = { occurredAt: Date.now(), placedAt: at, settledAt: at };
  return { kind: 'settle', event: aBet({ brandId: BRAND, playerId: who, betId: 'later', stakeMinor: 70n, ...times }) };
}

async function shortfalls(): Promise<unknown[]> {
  const filter = { brandId: BRAND, playerId: ANNA, states: null, sourceType: 'shortfall', sourceId: null } as const;
  const found = await createMemoryReadStore(tables).listRollings(filter, null, 10);
  return found.map((rolling) => [rolling.facts.requiredMinor, contextOf(rolling).progress]);
}

describe('a player who gets a shortfall rolling', () => {
  test('is somebody to a bet that was drawn in the very same wave', async () => {
    const ends = await Promise.all([deliver(rollback()), deliver(bet())]);
    expect(ends).toEqual(['durable', 'durable']);
    expect(await shortfalls()).toEqual([[400n, 700_000n]]);
    await stage.drain();
  });

  test('is somebody to every later bet, though nothing of them is in memory', async () => {
    await deliver(rollback());
    const other = playerId('somebody else');
    await deliver(bet(other), other);
    expect(shardOfBrand().residents.size).toBe(0);
    expect(shardOfBrand().index.mayHave(BRAND, ANNA)).toBe(true);
    await deliver(bet());
    expect(await shortfalls()).toEqual([[400n, 700_000n]]);
    await stage.drain();
  });
});
