import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createHttpWalletClient } from '../../src/adapters/wallet/http-wallet-client.ts';
import type { HttpWalletClientOptions } from '../../src/adapters/wallet/http-wallet-client.ts';
import { startWalletSimulator } from '../../src/dev/wallet-simulator/start.ts';
import type { WalletSimulator } from '../../src/dev/wallet-simulator/start.ts';
import type { WalletOutcome } from '../../src/domain/command.ts';
import type { WalletCall, WalletClient } from '../../src/ports/wallet-client.ts';
import { bodyText, walletAnswerRows } from '../unit/wallet-answer-rows.ts';

// The client the service ships against a wallet in a process of its own, over real connections.

const credentials = { serviceToken: 'token-of-rolling', signingKey: 'key-of-the-brands' };
/** A whole second, for the rows with an HTTP date; standing still, so that "in a minute" stays a minute. */
const nowMs = Math.floor(Date.now() / 1000) * 1000;

let simulator: WalletSimulator;
let client: WalletClient;
const clients: WalletClient[] = [];
let rollingNumber = 0;

beforeAll(async () => {
  simulator = await startWalletSimulator({ token: credentials.serviceToken, signingKey: credentials.signingKey });
});
afterAll(async () => simulator.stop());

beforeEach(async () => {
  await simulator.behave({});
  client = connect({});
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map(async (open) => open.close()));
});

function connect(change: Partial<HttpWalletClientOptions>): WalletClient {
  const connected = createHttpWalletClient({ baseUrl: simulator.url, ...credentials, nowMs: () => nowMs, ...change });
  clients.push(connected);
  return connected;
}

/** A call for a rolling nobody has called for before, unless told otherwise. */
function newCall(change: Partial<WalletCall> = {}): WalletCall {
  rollingNumber += 1;
  const rollingId = `rolling-${rollingNumber}`;
  const fixed = {
    operation: 'release',
    brandId: 'brand-a',
    playerId: 'player-1',
    currency: 'EUR',
    amountMinor: 5000n,
  } as const;
  return {
    ...fixed,
    rollingId,
    attempt: 1,
    startBy: Number.MAX_SAFE_INTEGER,
    requestId: `request-${rollingNumber}`,
    ...change,
  };
}

function again(call: WalletCall): WalletCall {
  return { ...call, attempt: call.attempt + 1, requestId: `${call.requestId}-again` };
}

async function booked(call: WalletCall): Promise<{ transaction_id: string; calls: number; amount_minor: string }[]> {
  const { operations } = await simulator.ledger();
  return operations.filter(({ key }) => key === `rolling:${call.rollingId}:${call.operation}`);
}

/** Repeats the call as the service would: it must end in the one operation the wallet has booked. */
async function repeat(call: WalletCall): Promise<{ kind: string; operations: number; theirTransaction: boolean }> {
  const outcome = await client.call(again(call));
  const operations = await booked(call);
  const theirTransaction = outcome.kind === 'done' && outcome.transactionId === operations[0]?.transaction_id;
  return { kind: outcome.kind, operations: operations.length, theirTransaction };
}
const doneOnce = { kind: 'done', operations: 1, theirTransaction: true };

const unknown = (code: string): Partial<WalletOutcome> => ({ kind: 'retry', code });

describe('every answer the wallet gives or gave', () => {
  const rows = walletAnswerRows(nowMs).map((row) => [`${row.status} ${row.name}`, row] as const);

  test.each(rows)('%s', async (_, row) => {
    await simulator.behave({
      next_answers: [{ status: row.status, headers: { ...row.headers }, body: bodyText(row) }],
    });
    expect(await client.call(newCall())).toMatchObject(row.expected);
  });
});

describe('the wallet of today and its older versions', () => {
  test.each(['current', 'legacy_success', 'legacy_ok'] as const)(
    'release and forfeit, answered in shape %s',
    async (shape) => {
      await simulator.behave({ shape });
      for (const operation of ['release', 'forfeit'] as const) {
        const call = newCall({ operation, amountMinor: 10n ** 59n });
        const outcome = await client.call(call);
        const [operationBooked] = await booked(call);
        expect(operationBooked).toMatchObject({ operation, amount_minor: call.amountMinor.toString(), calls: 1 });
        expect(outcome).toEqual({ kind: 'done', transactionId: operationBooked!.transaction_id });
      }
    },
  );

  test.each(['conflict', 'conflict_under_error', 'conflict_under_data', 'success'] as const)(
    'a repeated call, answered as %s, is done with the first transaction',
    async (repeated) => {
      await simulator.behave({ repeated });
      const call = newCall({ details: { source_id: '1', source_type: 'bonus' } });
      await client.call(call);
      expect(await repeat({ ...call, details: { source_type: 'bonus', source_id: '1' } })).toEqual(doneOnce);
    },
  );

  test('the same key with another body is refused for good and books nothing more', async () => {
    const call = newCall();
    await client.call(call);
    const outcome = await client.call({ ...again(call), amountMinor: 1n });
    expect(outcome).toMatchObject({ kind: 'refused', code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(await booked(call)).toMatchObject([{ amount_minor: '5000', calls: 1 }]);
  });

  test('a failing wallet, an outage and a refusal', async () => {
    await simulator.behave({ fail_rate: 1, fail_status: 502, retry_after_s: 3 });
    expect(await client.call(newCall())).toMatchObject({ ...unknown('FAILED'), retryAfterMs: 3_000 });
    await simulator.behave({ outage: true });
    expect(await client.call(newCall())).toMatchObject({ ...unknown('OUTAGE'), retryAfterMs: null });
    await simulator.behave({ refuse_rate: 1 });
    expect(await client.call(newCall())).toMatchObject({ kind: 'refused', code: 'REFUSED' });
  });
});

describe('our credentials', () => {
  test.each<[string, Partial<HttpWalletClientOptions>, string]>([
    ['token', { serviceToken: 'another' }, 'TOKEN_REJECTED'],
    ['signing key', { signingKey: 'another' }, 'SIGNATURE_REJECTED'],
    ['clock', { nowMs: () => nowMs - 302_000 }, 'TIMESTAMP_REJECTED'],
  ])('a wrong %s is our misconfiguration, and nothing is booked', async (_, change, code) => {
    const call = newCall();
    expect(await connect(change).call(call)).toMatchObject({ kind: 'misconfigured', code });
    expect(await booked(call)).toEqual([]);
    expect(await client.call(again(call))).toMatchObject({ kind: 'done' });
  });

  test('a secret the wallet echoes is not kept', async () => {
    const body = JSON.stringify({ message: `${credentials.serviceToken} ${credentials.signingKey}` });
    await simulator.behave({ next_answers: [{ status: 401, headers: {}, body }] });
    expect(await client.call(newCall())).toMatchObject({ detail: 'HTTP 401: [redacted] [redacted]' });
  });
});

describe('a connection that fails', () => {
  test('reset before the work: unknown; the repeat is done', async () => {
    await simulator.behave({ reset_rate: 1 });
    const call = newCall();
    expect(await client.call(call)).toMatchObject(unknown('CONNECTION_LOST'));
    expect(await booked(call)).toEqual([]);
    await simulator.behave({});
    expect(await repeat(call)).toEqual(doneOnce);
  });

  test.each(['lose_answer_rate', 'half_answer_rate'] as const)(
    'work done but %s: unknown; the repeat is done with the same transaction',
    async (rate) => {
      await simulator.behave({ [rate]: 1 });
      const call = newCall();
      expect(await client.call(call)).toMatchObject(unknown('CONNECTION_LOST'));
      expect(await booked(call)).toHaveLength(1);
      await simulator.behave({});
      expect(await repeat(call)).toEqual(doneOnce);
    },
  );

  test('killed while kept alive: a later call is done, or unknown and done when repeated', async () => {
    await simulator.behave({ drop_after_answer_rate: 1 });
    const narrow = connect({ connectionsMax: 1 });
    for (let round = 0; round < 10; round += 1) {
      const call = newCall();
      const outcome = await narrow.call(call);
      expect(['done', 'CONNECTION_LOST']).toContain(outcome.kind === 'done' ? outcome.kind : outcome.code);
      expect(await repeat(call)).toEqual(doneOnce);
    }
  });

  test('reset while kept alive: unknown, never sent a second time behind our back', async () => {
    const narrow = connect({ connectionsMax: 1 });
    await narrow.call(newCall());
    await simulator.behave({ reset_rate: 1 });
    const { calls } = await simulator.ledger();
    expect(await narrow.call(newCall())).toMatchObject(unknown('CONNECTION_LOST'));
    expect((await simulator.ledger()).calls).toBe(calls + 1);
  });

  test('nobody listens: unknown', async () => {
    const gone = await startWalletSimulator({ token: 't', signingKey: 'k' });
    await gone.stop();
    expect(await connect({ baseUrl: gone.url }).call(newCall())).toMatchObject(unknown('WALLET_UNREACHABLE'));
  });
});

describe('deadlines and bounds', () => {
  // undici looks at its own deadlines about once a second; the deadline of the whole call is exact
  test.each<[string, Partial<HttpWalletClientOptions>, number]>([
    ['the headers', { headersTimeoutMs: 50 }, 2_500],
    ['the whole call', { callTimeoutMs: 50 }, 300],
  ])(
    'a wallet slower than the deadline of %s: unknown; the work it did all the same counts once',
    async (_, change, ms) => {
      await simulator.behave({ latency_ms: [ms, ms] });
      const call = newCall();
      expect(await connect(change).call(call)).toMatchObject(unknown('WALLET_TIMEOUT'));
      await simulator.behave({});
      await vi.waitFor(async () => expect(await booked(call)).toHaveLength(1), { timeout: 5_000 });
      expect(await repeat(call)).toEqual(doneOnce);
    },
  );

  test.each<[string, Partial<HttpWalletClientOptions>, string]>([
    ['the body', { bodyTimeoutMs: 50 }, 'UND_ERR_BODY_TIMEOUT'],
    ['the whole call', { callTimeoutMs: 50 }, 'deadline of the call'],
  ])(
    'an answer that stalls half-way beyond the deadline of %s: unknown; the repeat is done',
    async (_, change, which) => {
      await simulator.behave({ stall_answer_rate: 1 });
      const call = newCall();
      const outcome = await connect(change).call(call);
      expect(outcome).toMatchObject(unknown('WALLET_TIMEOUT'));
      expect(outcome.kind === 'retry' ? outcome.detail : '').toContain(which);
      await simulator.behave({});
      expect(await repeat(call)).toEqual(doneOnce);
    },
  );

  test('waiting for a free connection is part of the deadline', async () => {
    await simulator.behave({ latency_ms: [700, 700] });
    const narrow = connect({ connectionsMax: 1, callTimeoutMs: 1_200 });
    const [first, second] = [newCall(), newCall()];
    const outcomes = await Promise.all([narrow.call(first), narrow.call(second)]);
    expect(outcomes).toMatchObject([{ kind: 'done' }, unknown('WALLET_TIMEOUT')]);
  });

  test('20 calls at once over 4 connections are 20 transactions', async () => {
    const fresh = await startWalletSimulator({ token: credentials.serviceToken, signingKey: credentials.signingKey });
    const bounded = connect({ baseUrl: fresh.url, connectionsMax: 4 });
    await fresh.behave({ latency_ms: [5, 20] });
    const calls = Array.from({ length: 20 }, () => newCall());
    const outcomes = await Promise.all(calls.map(async (call) => bounded.call(call)));
    const { operations, connections_open_max: connections } = await fresh.ledger();
    await fresh.stop();
    expect(new Set(operations.map(({ transaction_id: id }) => id)).size).toBe(20);
    const answered = outcomes.map((outcome) => (outcome.kind === 'done' ? outcome.transactionId : outcome.kind));
    expect(new Set(answered)).toEqual(new Set(operations.map(({ transaction_id: id }) => id)));
    // one more is the connection that steers the simulator
    expect(connections).toBeLessThanOrEqual(5);
  });

  test('20 calls at once for one rolling are one transaction', async () => {
    const call = newCall();
    const outcomes = await Promise.all(Array.from({ length: 20 }, async () => client.call(call)));
    const [operation, ...others] = await booked(call);
    expect(others).toEqual([]);
    expect(operation!.calls).toBe(20);
    for (const outcome of outcomes) expect(outcome).toEqual({ kind: 'done', transactionId: operation!.transaction_id });
  });

  test('an answer beyond the bound is unknown; many small ones on one connection are not', async () => {
    const narrow = connect({ connectionsMax: 1, answerBytesMax: 100 });
    const body = JSON.stringify({ status: 'ok', transaction_id: 't', padding: 'x'.repeat(100) });
    await simulator.behave({ next_answers: [{ status: 200, headers: {}, body }] });
    expect(await narrow.call(newCall())).toMatchObject(unknown('ANSWER_TOO_LARGE'));
    for (let round = 0; round < 5; round += 1) expect(await narrow.call(newCall())).toMatchObject({ kind: 'done' });
  });
});

describe('giving up and closing', () => {
  test('an aborted call is unknown, for it may have arrived', async () => {
    await simulator.behave({ latency_ms: [300, 300] });
    const abort = new AbortController();
    const { calls } = await simulator.ledger();
    const pending = client.call(newCall(), abort.signal);
    await vi.waitFor(async () => expect((await simulator.ledger()).calls).toBe(calls + 1));
    abort.abort();
    expect(await pending).toMatchObject(unknown('CALL_ABORTED'));
    expect(await client.call(newCall(), abort.signal)).toMatchObject(unknown('CALL_ABORTED'));
  });

  test('closing waits for the calls in flight; later ones are not sent', async () => {
    await simulator.behave({ latency_ms: [100, 100] });
    const pending = client.call(newCall());
    await Promise.all([client.close(), client.close()]);
    expect(await pending).toMatchObject({ kind: 'done' });
    const { calls } = await simulator.ledger();
    expect(await client.call(newCall())).toMatchObject(unknown('CLIENT_CLOSED'));
    expect((await simulator.ledger()).calls).toBe(calls);
  });

  test('a call that no header can hold is refused and not sent', async () => {
    const { calls } = await simulator.ledger();
    expect(await client.call(newCall({ brandId: 'a\nb' }))).toMatchObject({ kind: 'refused', code: 'UNSENDABLE_CALL' });
    expect((await simulator.ledger()).calls).toBe(calls);
  });

  test.each(['ftp://wallet', 'wallet', 'http://user:pass@wallet', 'http://wallet/?a=b'])(
    '%s is no base URL',
    (baseUrl) => {
      expect(() => connect({ baseUrl })).toThrow(/base URL/);
      expect(() => connect({ baseUrl })).not.toThrow(/pass/);
    },
  );
});
