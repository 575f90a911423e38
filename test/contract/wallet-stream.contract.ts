import { beforeEach, describe, expect, test } from 'vitest';
import type { WalletStream } from '../../src/ports/wallet-stream.ts';

/** A stream of its own for every test, and what others do to it. */
export interface StreamUnderTest {
  readonly stream: WalletStream;
  /** Another reader of the same stream, as after a take-over. */
  readonly successor: WalletStream;
  append(fields: Record<string, string>): Promise<string>;
  /** Drops the oldest entries until so many are left. */
  trim(kept: number): Promise<void>;
}

const BLOCK_MS = 20;

/** What every adapter of the wallet stream must do. */
export function walletStreamContract(name: string, make: () => Promise<StreamUnderTest>): void {
  describe(`a wallet stream in ${name}`, () => {
    let stream: WalletStream;
    let other: StreamUnderTest;

    beforeEach(async () => {
      other = await make();
      stream = other.stream;
    });

    const appendNumbered = async (count: number): Promise<string[]> => {
      const ids: string[] = [];
      for (let n = 1; n <= count; n += 1) ids.push(await other.append({ event_type: 'BET', payload: String(n) }));
      return ids;
    };

    test('has no group until it is made, and making it twice is harmless', async () => {
      await expect(stream.readNew(10, BLOCK_MS)).rejects.toThrow(/NOGROUP/);
      await stream.ensureGroup();
      await stream.ensureGroup();
      expect(await stream.readNew(10, BLOCK_MS)).toEqual([]);
    });

    test('delivers in stream order, also what came before the group', async () => {
      const ids = await appendNumbered(3);
      await stream.ensureGroup();
      expect(await stream.readNew(2, BLOCK_MS)).toEqual([
        { id: ids[0], fields: { event_type: 'BET', payload: '1' } },
        { id: ids[1], fields: { event_type: 'BET', payload: '2' } },
      ]);
      expect((await stream.readNew(2, BLOCK_MS)).map(({ id }) => id)).toEqual([ids[2]]);
      expect(await stream.readNew(2, BLOCK_MS)).toEqual([]);
    });

    test('keeps what was delivered until it is acknowledged', async () => {
      const ids = await appendNumbered(4);
      await stream.ensureGroup();
      await stream.readNew(3, BLOCK_MS);
      await stream.acknowledge([ids[1]!]);
      expect((await stream.readPending('0', 10)).map(({ id }) => id)).toEqual([ids[0], ids[2]]);
      expect((await stream.readPending(ids[0]!, 10)).map(({ id }) => id)).toEqual([ids[2]]);
      expect((await stream.readPending('0', 1)).map(({ id }) => id)).toEqual([ids[0]]);
      await stream.acknowledge(ids.slice(0, 3));
      expect(await stream.readPending('0', 10)).toEqual([]);
      expect((await stream.readNew(10, BLOCK_MS)).map(({ id }) => id)).toEqual([ids[3]]);
    });

    test('acknowledging twice, or nothing, is harmless', async () => {
      const [id] = await appendNumbered(1);
      await stream.ensureGroup();
      await stream.readNew(1, BLOCK_MS);
      await stream.acknowledge([id!]);
      await stream.acknowledge([id!]);
      await stream.acknowledge([]);
      expect(await stream.lag()).toMatchObject({ undelivered: 0, pending: 0, oldestPending: null });
    });

    test('hands what one reader left pending to the next', async () => {
      const ids = await appendNumbered(2);
      await stream.ensureGroup();
      await stream.readNew(1, BLOCK_MS);
      expect(await other.successor.readPending('0', 10)).toEqual([
        { id: ids[0], fields: { event_type: 'BET', payload: '1' } },
      ]);
      expect((await other.successor.readNew(10, BLOCK_MS)).map(({ id }) => id)).toEqual([ids[1]]);
    });

    test('gives a pending entry that others trimmed away without fields', async () => {
      const ids = await appendNumbered(3);
      await stream.ensureGroup();
      await stream.readNew(3, BLOCK_MS);
      await other.trim(1);
      expect(await stream.readPending('0', 10)).toEqual([
        { id: ids[0], fields: null },
        { id: ids[1], fields: null },
        { id: ids[2], fields: { event_type: 'BET', payload: '3' } },
      ]);
      await stream.acknowledge(ids);
      expect(await stream.readPending('0', 10)).toEqual([]);
    });

    test('says how far it is behind, and what it has waited for longest', async () => {
      const ids = await appendNumbered(5);
      await stream.ensureGroup();
      expect(await stream.lag()).toMatchObject({ undelivered: 5, pending: 0, oldestPending: null });
      await stream.readNew(3, BLOCK_MS);
      expect(await stream.lag()).toMatchObject({ undelivered: 2, pending: 3, oldestPending: ids[0] });
      await stream.acknowledge([ids[0]!]);
      expect(await stream.lag()).toMatchObject({ undelivered: 2, pending: 2, oldestPending: ids[1] });
    });

    test('knows the last id ever appended, read or not, kept or trimmed away', async () => {
      await stream.ensureGroup();
      expect(await stream.lastId()).toBe('0-0');
      const ids = await appendNumbered(3);
      expect(await stream.lastId()).toBe(ids[2]);
      await other.trim(0);
      expect(await stream.lastId()).toBe(ids[2]);
      const [later] = await appendNumbered(1);
      expect(await stream.lastId()).toBe(later);
    });

    test('keeps fields as they were written', async () => {
      const fields = { event_type: 'Ω', payload: '{"a":"\u2028\\u0000 ✓"}', 'other field': '' };
      await other.append(fields);
      await stream.ensureGroup();
      expect((await stream.readNew(1, BLOCK_MS))[0]?.fields).toEqual(fields);
    });
  });
}
