import { describe, expect, test } from 'vitest';
import { MemoryWalletStream } from '../../src/adapters/memory/memory-wallet-stream.ts';
import { systemClock } from '../../src/adapters/system/system-clock.ts';
import { type BrandId, brandId } from '../../src/domain/ids.ts';
import { Ingress } from '../../src/ingress/ingress.ts';
import { LoopHealth } from '../../src/observe/health.ts';
import { createLogger } from '../../src/observe/logger.ts';
import { createMetrics } from '../../src/observe/metrics.ts';
import type { Ending, Envelope, Owner } from '../../src/ports/occasion.ts';
import type { ReadingLease } from '../../src/ports/wallet-stream.ts';
import { DECODING } from '../bench/decoding.ts';
import { BARE_SETTLE, entryOf, settleEnvelope } from './wallet-entries.ts';

const DURABLE: Ending = { kind: 'durable', reply: null };

interface Mark {
  readonly epoch: number;
  readonly at: number;
  readonly exceptBrands: readonly BrandId[];
}

/** The memory stream has no clock of its own. */
class WaitingStream extends MemoryWalletStream {
  override async readNew(count: number, blockMs: number) {
    const entries = await super.readNew(count, blockMs);
    if (entries.length === 0) await systemClock.sleep(blockMs);
    return entries;
  }
}

/** Everything that ingress touches; entries wait until the test ends them. */
function aWorld() {
  const stream = new WaitingStream('wallet:events');
  const handedOn: Envelope[] = [];
  const marks: Mark[] = [];
  let leftMs = Number.POSITIVE_INFINITY;
  let letters = 0;
  let time = 1_000;
  const owner: Owner = {
    knows: () => true,
    ready: () => true,
    openBrand: async () => undefined,
    deliver: (envelope) => void handedOn.push(envelope),
    room: async () => undefined,
  };
  const ingress = new Ingress({
    stream,
    owner,
    store: {
      writeDeadLetters: async (written) => {
        letters += written.length;
      },
    },
    clock: systemClock,
    metrics: createMetrics(),
    health: new LoopHealth(),
    logger: createLogger({ level: 'silent' }),
    decoding: { ...DECODING, retentionMs: Number.MAX_SAFE_INTEGER, futureMs: Number.MAX_SAFE_INTEGER },
    readCount: 10,
    blockMs: 5,
    retryDelayMs: 10,
    watermarks: {
      begin: async () => (time += 1),
      note: async ({ epoch }, at, exceptBrands) => void marks.push({ epoch, at, exceptBrands }),
    },
  });
  return {
    stream,
    ingress,
    owner,
    handedOn,
    marks,
    letters: () => letters,
    endLease: () => (leftMs = 0),
    lease: (epoch: number): ReadingLease => {
      leftMs = Number.POSITIVE_INFINITY;
      return { stream: stream.name, token: `t${epoch}`, epoch, leftMs: () => leftMs };
    },
    append: (player: string, brand = 'acme') => {
      const envelope = settleEnvelope({ ...BARE_SETTLE, player_id: player }, { brand_id: brand });
      return stream.append(entryOf(envelope));
    },
    stop: async (run: Promise<void>) => {
      ingress.stop();
      await run;
      await ingress.drain();
    },
  };
}

const idsOf = (envelopes: readonly Envelope[]) => envelopes.map(({ origin }) => origin?.entryId);

describe('a hand-over', () => {
  test('acknowledges what became durable in time, and leaves the rest to the next reader', async () => {
    const { append, ingress, lease, handedOn, stream } = aWorld();
    const [first, second] = [append('anna'), append('bert')];
    const run = ingress.run(lease(1));
    await expect.poll(() => handedOn.length).toBe(2);
    ingress.stop();
    await run;
    const drained = ingress.drain();
    handedOn[0]?.end(DURABLE);
    await drained;
    expect(await stream.lag()).toMatchObject({ pending: 1, oldestPending: second });
    // Too late: whoever reads now decides.
    handedOn[1]?.end(DURABLE);
    expect(await stream.lag()).toMatchObject({ pending: 1 });
    const again = ingress.run(lease(2));
    await expect.poll(() => idsOf(handedOn)).toEqual([first, second, second]);
    expect(handedOn[2]?.origin).toMatchObject({ stream: stream.name, streamEpoch: 2 });
    handedOn[2]?.end(DURABLE);
    await expect.poll(async () => (await stream.lag()).pending).toBe(0);
    ingress.stop();
    await again;
    await ingress.drain();
  });

  test('reads nothing more once it is told to stop', async () => {
    const { append, ingress, lease, handedOn, stream, stop } = aWorld();
    const run = ingress.run(lease(1));
    append('anna');
    await expect.poll(() => handedOn.length).toBe(1);
    handedOn[0]?.end(DURABLE);
    await stop(run);
    append('anna');
    expect(await stream.lag()).toMatchObject({ undelivered: 1, pending: 0 });
  });
});

test('after its lease nothing is handed on and nothing acknowledged', async () => {
  const { append, ingress, lease, handedOn, stream, endLease } = aWorld();
  append('anna');
  const run = ingress.run(lease(1));
  await expect.poll(() => handedOn.length).toBe(1);
  endLease();
  handedOn[0]?.end(DURABLE);
  append('bert');
  await run;
  await ingress.drain();
  expect(handedOn).toHaveLength(1);
  expect(await stream.lag()).toMatchObject({ pending: 1 });
});

describe('what comes back', () => {
  test('is handed on again before anything newer of its player, under a round that proves it was noticed', async () => {
    const { append, ingress, lease, handedOn, owner, stop } = aWorld();
    let takes = false;
    owner.ready = () => takes;
    const ids = [append('anna'), append('anna'), append('bert')];
    const run = ingress.run(lease(1));
    await expect.poll(() => handedOn.length).toBe(3);
    handedOn[1]?.end({ kind: 'lost' });
    handedOn[0]?.end({ kind: 'lost' });
    ids.push(append('anna'), append('bert'));
    await expect.poll(() => idsOf(handedOn)).toEqual([ids[0], ids[1], ids[2], ids[4]]);
    takes = true;
    await expect.poll(() => idsOf(handedOn).slice(4)).toEqual([ids[0], ids[1], ids[3]]);
    expect(handedOn.map(({ origin }) => origin?.round)).toEqual([0, 0, 0, 0, 2, 2, 2]);
    for (const envelope of handedOn.slice(2)) envelope.end(DURABLE);
    await stop(run);
  });

  test('does not stop the others', async () => {
    const { append, ingress, lease, handedOn, owner, stop } = aWorld();
    owner.ready = (brand) => brand !== brandId('flooded');
    const run = ingress.run(lease(1));
    append('anna', 'flooded');
    await expect.poll(() => handedOn.length).toBe(1);
    handedOn[0]?.end({ kind: 'busy' });
    for (let n = 0; n < 100; n += 1) append('anna', 'flooded');
    append('bert', 'quiet');
    await expect.poll(() => handedOn.length).toBe(2);
    expect(handedOn[1]?.brandId).toBe('quiet');
    handedOn[1]?.end(DURABLE);
    await stop(run);
  });
});

describe('marks', () => {
  const patience = { timeout: 15_000, interval: 20 };

  test('say that everything is processed, as soon as it is', async () => {
    const { append, ingress, lease, handedOn, marks, stop } = aWorld();
    append('anna');
    const run = ingress.run(lease(7));
    await expect.poll(() => handedOn.length).toBe(1);
    handedOn[0]?.end(DURABLE);
    await expect.poll(() => marks[0], patience).toEqual({ epoch: 7, at: 1_001, exceptBrands: [] });
    await expect.poll(() => marks[1], patience).toEqual({ epoch: 7, at: 1_002, exceptBrands: [] });
    await stop(run);
  });

  test('name the brands that still wait, in the hands of owners or left behind', { timeout: 20_000 }, async () => {
    const { append, ingress, lease, handedOn, marks, owner, stop } = aWorld();
    owner.ready = () => false;
    for (const brand of ['slow', 'stuck', 'well']) append('anna', brand);
    const run = ingress.run(lease(1));
    await expect.poll(() => handedOn.length).toBe(3);
    handedOn[1]?.end({ kind: 'lost' });
    handedOn[2]?.end(DURABLE);
    await expect.poll(() => marks[0], patience).toMatchObject({ exceptBrands: ['stuck', 'slow'] });
    handedOn[0]?.end(DURABLE);
    await stop(run);
  });

  test('wait for an entry of no brand until it is among the dead letters', { timeout: 20_000 }, async () => {
    const { stream, ingress, lease, marks, letters, stop } = aWorld();
    stream.append({ payload: 'no JSON' });
    const run = ingress.run(lease(1));
    await expect.poll(() => marks.length, patience).toBeGreaterThan(0);
    expect(letters()).toBe(1);
    expect(marks[0]?.exceptBrands).toEqual([]);
    await stop(run);
  });

  test('are not written while a zombie holds entries that nobody here knows of', { timeout: 20_000 }, async () => {
    const { append, stream, ingress, lease, handedOn, marks, stop } = aWorld();
    const run = ingress.run(lease(1));
    await expect.poll(() => marks.length, patience).toBe(1);
    append('anna');
    expect(await stream.readNew(1, 0)).toHaveLength(1);
    // Found by the count of what is pending, and handed on.
    await expect.poll(() => handedOn.length, patience).toBe(1);
    expect(marks).toHaveLength(1);
    handedOn[0]?.end(DURABLE);
    await expect.poll(() => marks.length, patience).toBe(2);
    await stop(run);
  });
});
