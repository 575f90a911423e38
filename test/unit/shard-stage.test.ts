import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../src/adapters/memory/memory-store.ts';
import { MemoryTables } from '../../src/adapters/memory/memory-tables.ts';
import { systemClock } from '../../src/adapters/system/system-clock.ts';
import { decideWalletResult } from '../../src/domain/decide/wallet-result.ts';
import type { RollingRecord } from '../../src/domain/rolling.ts';
import { LoopHealth } from '../../src/observe/health.ts';
import { createLogger } from '../../src/observe/logger.ts';
import { createMetrics } from '../../src/observe/metrics.ts';
import type { WalletCallOrder } from '../../src/ports/committed.ts';
import type { CommitBatch, Incarnation, ShardOwnership, Store } from '../../src/ports/store.ts';
import { ShardStage } from '../../src/shard/shard-stage.ts';
import { DAY, DecidedWorld, NOON, afterCommit } from '../contract/decided-world.ts';
import { aCreate } from './domain-fixtures.ts';

// What a stage does at its edges: towards callers who cannot wait, and towards what an earlier owner left behind.

const EARLIER: Incarnation = { worker: 'w', token: 'earlier' };
const LATER: Incarnation = { worker: 'w', token: 'later' };

interface StageUnderTest {
  readonly stage: ShardStage;
  readonly walletCalls: WalletCallOrder[];
  readonly deaths: unknown[];
}

function aStage(store: Store, changes: { completionRetry?: boolean; walletOpen?: boolean } = {}): StageUnderTest {
  const { completionRetry = true, walletOpen = true } = changes;
  const walletCalls: WalletCallOrder[] = [];
  const deaths: unknown[] = [];
  const stage = new ShardStage({
    store,
    clock: systemClock,
    outlets: { walletCalls: (orders) => void walletCalls.push(...orders), outboxRows: () => undefined },
    metrics: createMetrics(),
    health: new LoopHealth(),
    logger: createLogger({ level: 'silent' }),
    batchEventsMax: 100,
    mailboxMax: 100,
    residentRollingsMax: 100,
    walletOpen: () => walletOpen,
    switches: { completionRetry },
    onAdmitted: () => undefined,
    onLost: () => undefined,
    machineVersion: 1,
    onTooNew: () => undefined,
    decoding: { exponentOf: () => 2, retentionMs: Infinity, futureMs: Infinity },
    onDied: (error) => deaths.push(error),
  });
  return { stage, walletCalls, deaths };
}

describe('a command', () => {
  test('is answered by its deadline though the database is silent', async () => {
    const store: Store = { ...createMemoryStore(new MemoryTables()), load: () => new Promise(() => undefined) };
    const { stage } = aStage(store);
    stage.start();
    const create = aCreate();
    await stage.admit(await store.claimBrand(create.brandId, LATER));
    const unavailable = { status: 503, body: expect.stringContaining('OWNER_UNAVAILABLE') as string };
    expect(await stage.command(create, Date.now() + 30)).toMatchObject({ kind: 'reply', reply: unavailable });
  });

  test('of a brand that is not here has moved', async () => {
    const { stage } = aStage(createMemoryStore(new MemoryTables()));
    stage.start();
    expect(await stage.command(aCreate(), Date.now() + 1_000)).toEqual({ kind: 'moved' });
  });
});

test('a loop that dies of a bug is reported, for a worker must not go on half alive', async () => {
  const bug = new Error('a store breaks its promise never to reject');
  const store: Store = { ...createMemoryStore(new MemoryTables()), commit: () => Promise.reject(bug) };
  await store.maintainInbox(DAY, DAY);
  const { stage, deaths } = aStage(store);
  stage.start();
  const create = aCreate();
  await stage.admit(await store.claimBrand(create.brandId, LATER));
  await stage.command(create, Date.now() + 30);
  await expect.poll(() => deaths).toEqual([bug]);
});

/** The commit of a wallet answer that asks for another try. */
function answeredLater(rolling: RollingRecord, shard: ShardOwnership): CommitBatch {
  const { brandId, playerId, slot, rollingId } = rolling.facts;
  const { steps } = decideWalletResult(
    { brandId, playerId, slot, rollings: [rolling] },
    {
      brandId,
      playerId,
      rollingId,
      operation: 'release',
      attempt: 1,
      outcome: { kind: 'retry', code: 'HTTP_503', detail: '', retryAfterMs: null },
    },
    { now: NOON, walletOpen: true },
  );
  return {
    fences: [{ ...shard, expectedSeq: shard.commitSeq }],
    created: [],
    snapshots: steps.map(({ after }) => after),
    journal: steps.map(({ entry }) => entry),
    inbox: [],
    marks: [],
    timers: steps.flatMap(({ timers }) => timers.map((timer) => ({ brandId, playerId, slot, rollingId, ...timer }))),
    outbox: [],
    answers: [],
  };
}

async function takesOver(stage: ShardStage, store: Store): Promise<void> {
  stage.start();
  await stage.admit(await store.claimAllShards(LATER));
}

describe('wallet calls that nobody heard the answer of', () => {
  /** One release is out, one was answered "later" and backs off, one is done; the owner of all three is gone. */
  async function leftBehind(): Promise<{ store: Store; out: string }> {
    const store = createMemoryStore(new MemoryTables());
    const world = new DecidedWorld('brand');
    const [shard] = await store.claimBrand(world.brand, EARLIER);
    const completed = ['anna', 'bert', 'carl'].map((player) => {
      const rolling = world.create(player, { requiredMinor: 1_000n, releaseMinor: 70n });
      world.settle(player, { stakeMinor: 1_000n });
      return rolling;
    });
    world.confirm(completed[2]!);
    await store.maintainInbox(DAY, DAY);
    const batch = world.batch(shard!);
    const later = answeredLater(world.current(completed[1]!), afterCommit(shard!, batch));
    for (const each of [batch, later]) expect(await store.commit(each)).toEqual({ kind: 'committed' });
    return { store, out: completed[0]!.facts.rollingId };
  }

  test('are made again by the next owner at once: the same attempt, the same amount', async () => {
    const { store, out } = await leftBehind();
    const { stage, walletCalls } = aStage(store);
    await takesOver(stage, store);
    expect(walletCalls).toMatchObject([{ rollingId: out, operation: 'release', attempt: 1, amountMinor: 70n }]);
    expect(walletCalls).toHaveLength(1);
    await stage.drain();
  });

  test.each([{ completionRetry: false }, { walletOpen: false }])(
    'are left to their timers with %j',
    async (changes) => {
      const { store } = await leftBehind();
      const { stage, walletCalls } = aStage(store, changes);
      await takesOver(stage, store);
      expect(walletCalls).toEqual([]);
      await stage.drain();
    },
  );

  test('are no reason not to start', async () => {
    const { store } = await leftBehind();
    const failing: Store = { ...store, attemptsUnderWay: () => Promise.reject(new Error('the database is away')) };
    const { stage, walletCalls } = aStage(failing);
    await takesOver(stage, store);
    expect(walletCalls).toEqual([]);
    await stage.drain();
  });
});
