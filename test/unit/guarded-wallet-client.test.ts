import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createGuardedWalletClient } from '../../src/adapters/wallet/guarded-wallet-client.ts';
import type { WalletOutcome } from '../../src/domain/command.ts';
import { brandId } from '../../src/domain/ids.ts';
import type { WalletCall } from '../../src/ports/wallet-client.ts';

const PROBE_EVERY_MS = 5_000;
const DOWN: WalletOutcome = { kind: 'retry', code: 'HTTP_503', detail: 'down', retryAfterMs: null };
const DONE: WalletOutcome = { kind: 'done', transactionId: 'tx' };
const REFUSED: WalletOutcome = { kind: 'refused', code: 'NO', detail: 'no' };

const callOf = (brand: string, rollingId = 'r'): WalletCall => ({
  operation: 'release',
  brandId: brand,
  playerId: 'p',
  rollingId,
  currency: 'EUR',
  amountMinor: 1n,
  attempt: 1,
  startBy: Number.MAX_SAFE_INTEGER,
  requestId: 'q',
});

/** A wallet that answers what `says` holds, or, where that is null, leaves the call open until `release`. */
function aWallet() {
  const state = { says: DONE as WalletOutcome | null, sent: 0, open: [] as ((outcome: WalletOutcome) => void)[] };
  const client = createGuardedWalletClient(
    {
      call: async () => {
        state.sent += 1;
        return state.says ?? new Promise<WalletOutcome>((resolve) => state.open.push(resolve));
      },
      close: async () => undefined,
    },
    { nowMs: () => Date.now(), concurrencyPerBrand: 2, queuePerBrand: 1, probeEveryMs: PROBE_EVERY_MS },
  );
  return { state, client };
}

describe('a wallet that fails', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] });
    return () => vi.useRealTimers();
  });

  async function broken(fails: WalletOutcome = DOWN) {
    const wallet = aWallet();
    for (let call = 0; call < 10; call += 1) await wallet.client.call(callOf('a'));
    wallet.state.says = fails;
    for (let call = 0; call < 9; call += 1) await wallet.client.call(callOf('a'));
    expect(wallet.client.room(brandId('a'))).toBeGreaterThan(0);
    await wallet.client.call(callOf('a'));
    return wallet;
  }

  test('is left alone once ten of twenty calls failed, and what is held back was never sent', async () => {
    const { client, state } = await broken();
    expect(client.room(brandId('a'))).toBe(0);
    expect(client.closedBrands()).toEqual(['a']);
    expect(client.openBreakers()).toEqual(['a']);
    const { sent } = state;
    expect(await client.call(callOf('a'))).toMatchObject({ kind: 'held_back', code: 'WALLET_CLOSED' });
    expect(state.sent).toBe(sent);
  });

  test('is left alone for that brand only', async () => {
    const { client, state } = await broken();
    state.says = DONE;
    expect(client.room(brandId('b'))).toBeGreaterThan(0);
    expect(await client.call(callOf('b'))).toEqual(DONE);
  });

  test('is left alone as well when it refuses our credentials', async () => {
    const { client } = await broken({ kind: 'misconfigured', code: 'HTTP_401', detail: 'who?' });
    expect(client.room(brandId('a'))).toBe(0);
  });

  test('is asked by one probe after five seconds, and by all again once the probe is answered', async () => {
    const { client, state } = await broken();
    vi.setSystemTime(Date.now() + PROBE_EVERY_MS - 1);
    expect(client.room(brandId('a'))).toBe(0);
    vi.setSystemTime(Date.now() + 1);
    expect(client.room(brandId('a'))).toBe(1);
    expect([client.closedBrands(), client.openBreakers()]).toEqual([[], ['a']]);
    state.says = null;
    const probe = client.call(callOf('a'));
    expect(client.room(brandId('a'))).toBe(0);
    expect(await client.call(callOf('a'))).toMatchObject({ kind: 'held_back' });
    state.open[0]?.(DONE);
    expect(await probe).toEqual(DONE);
    expect(client.room(brandId('a'))).toBe(3);
    expect(client.closedBrands()).toEqual([]);
    expect(client.openBreakers()).toEqual([]);
  });

  test('is left alone for five more seconds when the probe fails', async () => {
    const { client } = await broken();
    vi.setSystemTime(Date.now() + PROBE_EVERY_MS);
    expect(await client.call(callOf('a'))).toEqual(DOWN);
    expect(client.room(brandId('a'))).toBe(0);
    vi.setSystemTime(Date.now() + PROBE_EVERY_MS);
    expect(client.room(brandId('a'))).toBe(1);
  });
});

test("the wallet's own no shows that it works", async () => {
  const { client, state } = aWallet();
  state.says = REFUSED;
  for (let call = 0; call < 40; call += 1) await client.call(callOf('a'));
  expect(client.room(brandId('a'))).toBeGreaterThan(0);
});

test('one brand takes no more than its places, and the others keep theirs', async () => {
  const { client, state } = aWallet();
  state.says = null;
  const calls = [1, 2, 3, 4].map((id) => client.call(callOf('a', `r${id}`)));
  expect(await calls[3]).toMatchObject({ kind: 'held_back', code: 'WALLET_BUSY' });
  expect(state.sent).toBe(2);
  expect(client.room(brandId('a'))).toBe(0);
  void client.call(callOf('b'));
  await vi.waitFor(() => expect(state.sent).toBe(3));
  for (let answered = 0; answered < 4; answered += 1) {
    await vi.waitFor(() => expect(state.open.length).toBeGreaterThan(answered));
    state.open[answered]?.(DONE);
  }
  expect(await Promise.all(calls.slice(0, 3))).toEqual([DONE, DONE, DONE]);
});
