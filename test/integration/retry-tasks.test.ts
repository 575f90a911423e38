import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Json, Platform } from './platform.ts';
import { until } from './service-under-test.ts';

// What becomes of a rolling whose wallet call does not succeed at once: seen over the API, with a wallet over HTTP, and with the
// process killed in between. Every test has a brand of its own, so that no breaker stays open from the one before.

// Services and commands are processes that start, on a machine that runs other tests as well.
vi.setConfig({ testTimeout: 120_000 });

const platform = await Platform.start();
const { wallet } = platform;
let numbers = 0;

beforeAll(async () => {
  await platform.serve();
});
afterAll(() => platform.stop());
beforeEach(async () => {
  await wallet.behave({});
  platform.brand = `brand-${(numbers += 1)}`;
});

/** Waits so short that a test need not wait for them, and so long that they can be seen. */
const QUICK = { max_attempts: 30, base_ms: 50, max_ms: 100 };
const HOURS = { max_attempts: 30, base_ms: 3_600_000, max_ms: 7_200_000 };

async function retrying(retry: Json): Promise<void> {
  const answer = await platform.call('/internal/rolling/brand-config', { method: 'PUT', body: { config: { retry } } });
  expect(answer.status).toBe(200);
}

interface Made {
  readonly id: string;
  readonly player: string;
  readonly path: string;
}

/** A rolling whose target was reached by a bet. */
async function reached(): Promise<Made> {
  const rolling = await platform.rolling();
  await platform.settle(rolling.player, `bet-of-${rolling.player}`);
  return rolling;
}

const post = (path: string, operation: string, body: Json = {}) => platform.call(`${path}/${operation}`, { body });
const callOf = (body: Json, which: 'completion' | 'cancellation' = 'completion'): Json => body[which] as Json;

/** Resolves when so many attempts were answered, none of them with a yes; while one is under way its answer is still awaited. */
const answered = (path: string, attempts: number): Promise<Json> =>
  until(async () => {
    const { body } = await platform.call(path);
    const answers = (await platform.journal(path)).filter((entry) => entry['kind'] === 'WALLET_RESULT');
    if (answers.length !== attempts || answers.at(-1)?.['version'] !== body['version']) throw new Error('not answered');
    expect(callOf(body)['attempts']).toBe(attempts);
    return body;
  });

async function booked(id: string) {
  const { operations } = await wallet.ledger();
  return operations.filter((operation) => operation.rolling_id === id);
}

const FAILING = { status: 503, headers: {}, body: '{"error":{"code":"BUSY"}}' };

describe('a release that fails', () => {
  test('is tried again after a back-off that grows, and the API says when and why', async () => {
    await retrying({ max_attempts: 30, base_ms: 2_000, max_ms: 3_600_000 });
    await wallet.behave({ fail_rate: 1 });
    const { path } = await reached();
    const waits: number[] = [];
    for (const attempts of [1, 2]) {
      const body = await answered(path, attempts);
      expect(body).toMatchObject({ state: 'completing', completion: { last_error: 'FAILED', released_minor: null } });
      waits.push(Date.parse(String(callOf(body)['next_attempt_at'])) - Date.parse(String(body['updated_at'])));
    }
    // Half of the step, and a jittered half.
    expect(waits[0]).toBeGreaterThanOrEqual(1_000);
    expect(waits[0]).toBeLessThanOrEqual(2_000);
    expect(waits[1]).toBeGreaterThanOrEqual(2_000);
    expect(waits[1]).toBeLessThanOrEqual(4_000);
    await wallet.behave({});
    expect(await platform.inState(path, 'completed')).toMatchObject({
      completion: { attempts: 3, next_attempt_at: null, released_minor: '500' },
    });
  });

  test('waits as long as the wallet asks for', async () => {
    await retrying(QUICK);
    await wallet.behave({ outage: true, retry_after_s: 600 });
    const { path } = await reached();
    const body = await answered(path, 1);
    const wait = Date.parse(String(callOf(body)['next_attempt_at'])) - Date.parse(String(body['updated_at']));
    expect(wait).toBeGreaterThan(598_000);
    expect(wait).toBeLessThanOrEqual(601_000);
    expect(callOf(body)['last_error']).toBe('OUTAGE');
  });

  test('is made once, though its answer was lost', async () => {
    await retrying(QUICK);
    await wallet.behave({ lose_answer_rate: 1 });
    const { id, path } = await reached();
    await answered(path, 1);
    await wallet.behave({});
    const body = await platform.inState(path, 'completed');
    const operations = await booked(id);
    expect(operations).toMatchObject([{ operation: 'release', amount_minor: '500' }]);
    expect(operations[0]!.calls).toBeGreaterThan(1);
    expect(callOf(body)['wallet_transaction_id']).toBe(operations[0]!.transaction_id);
    await until(async () => expect(await platform.eventsOf(id)).toHaveLength(1));
  });

  test('cannot be canceled while it may have happened: release or forfeit, never both', async () => {
    await retrying(HOURS);
    await wallet.behave({ lose_answer_rate: 1 });
    const { id, path } = await reached();
    await answered(path, 1);
    for (const operation of ['cancel', 'expire']) {
      const refused = await post(path, operation, operation === 'cancel' ? { reason: 'REQUESTED' } : {});
      expect([refused.status, refused.body['code'], refused.body['state']]).toEqual([
        409,
        'INVALID_STATE',
        'completing',
      ]);
    }
    expect(await booked(id)).toMatchObject([{ operation: 'release' }]);
  });
});

describe('our credentials refused', () => {
  test.each([401, 403])('with %i use up no attempt, are said, and are tried again', async (status) => {
    await retrying({ ...QUICK, max_attempts: 1 });
    const rejected = { status, headers: {}, body: '{"error":{"code":"TOKEN_REJECTED"}}' };
    await wallet.behave({ next_answers: [rejected, rejected, rejected] });
    const { path } = await reached();
    const body = await platform.until(
      path,
      (each) => (each['completion'] as Json | null)?.['last_error'] === 'TOKEN_REJECTED',
    );
    expect(body).toMatchObject({ state: 'completing', completion: { attempts: 0 } });
    await platform.latest.says('the wallet refuses our credentials');
    expect(await platform.inState(path, 'completed')).toMatchObject({ completion: { attempts: 1 } });
    const refusals = (await platform.journal(path)).filter((entry) => entry['rule'] === 'release:misconfigured');
    expect(refusals).toHaveLength(3);
  });
});

describe('a release that never succeeds', () => {
  test('rests as completion_failed when its attempts are used up; a retry revives it and releases once', async () => {
    await retrying({ ...QUICK, max_attempts: 3 });
    await wallet.behave({ next_answers: [FAILING, FAILING, FAILING] });
    const { id, path } = await reached();
    const failed = await platform.inState(path, 'completion_failed');
    expect(failed).toMatchObject({ completion: { attempts: 3, next_attempt_at: null, last_error: 'BUSY' } });
    expect(await booked(id)).toEqual([]);
    expect(await platform.eventsOf(id)).toEqual([]);
    // The last answer left open whether it was done.
    expect((await post(path, 'cancel', { reason: 'REQUESTED' })).status).toBe(409);
    const revived = await post(path, 'retry-completion', { reason: 'wallet is back', note: 'ticket 9' });
    expect([200, 202]).toContain(revived.status);
    await platform.inState(path, 'completed');
    expect(await booked(id)).toMatchObject([{ operation: 'release', calls: 1 }]);
    const command = (await platform.journal(path)).find((entry) => entry['kind'] === 'COMMAND');
    expect(command).toMatchObject({
      rule: 'retry-completion: wallet is back',
      note: 'ticket 9',
      requested_by: 'admin_service',
    });
    await until(async () => expect(await platform.eventsOf(id)).toHaveLength(1));
  });

  test('rests at once where the wallet refuses it for good', async () => {
    await retrying(QUICK);
    await wallet.behave({ refuse_rate: 1 });
    const { path } = await reached();
    expect(await platform.inState(path, 'completion_failed')).toMatchObject({
      completion: { attempts: 1, last_error: 'REFUSED', next_attempt_at: null },
    });
    expect((await post(path, 'suspend')).body['code']).toBe('INVALID_STATE');
    await wallet.behave({});
    await post(path, 'retry-completion');
    await platform.inState(path, 'completed');
  });
});

describe('a forfeit that fails', () => {
  test('is tried again until the cancel is done', async () => {
    await retrying(QUICK);
    await wallet.behave({ next_answers: [FAILING, FAILING] });
    const { id, path } = await platform.rolling();
    const canceling = await post(path, 'cancel', { reason: 'SELF_EXCLUSION', requested_by: 'agent-7' });
    expect([canceling.status, canceling.body['state']]).toEqual([202, 'canceling']);
    expect(await platform.inState(path, 'canceled')).toMatchObject({
      cancellation: { attempts: 3, forfeited_minor: '500', reason: 'SELF_EXCLUSION', requested_by: 'agent-7' },
    });
    expect(await booked(id)).toMatchObject([{ operation: 'forfeit', calls: 1, key: `rolling:${id}:forfeit` }]);
  });

  test.each([
    ['cancel', { reason: 'REQUESTED' }, 'canceled'],
    ['expire', {}, 'expired'],
  ])(
    'rests as cancellation_failed after an %s when its attempts are used up, until it is revived',
    async (operation, body, end) => {
      await retrying({ ...QUICK, max_attempts: 2 });
      await wallet.behave({ next_answers: [FAILING, FAILING] });
      const { id, path } = await platform.rolling();
      await post(path, operation, body);
      expect(await platform.inState(path, 'cancellation_failed')).toMatchObject({
        cancellation: { attempts: 2, next_attempt_at: null, last_error: 'BUSY', forfeited_minor: null },
      });
      await post(path, 'retry-completion');
      await platform.inState(path, end);
      expect(await booked(id)).toMatchObject([{ operation: 'forfeit' }]);
      await until(async () => {
        const events = await platform.eventsOf(id);
        expect(events.map(({ fields }) => fields['event_type'])).toEqual(['ROLLING_CANCELED']);
      });
    },
  );
});

describe('retries that are switched off', () => {
  test('are said to be; what was due is tried by the next process that has them on', async () => {
    await platform.latest.end('SIGTERM');
    await platform.serve({ ENABLE_COMPLETION_RETRY: 'off' });
    expect((await platform.loops())['completion_retry']).toMatchObject({ status: 'disabled' });
    await retrying(QUICK);
    await wallet.behave({ next_answers: [FAILING] });
    const { id, path } = await reached();
    const body = await answered(path, 1);
    // Several polls of the loop later than it was due, nobody has tried: a timer of another kind has fired meanwhile.
    const marker = await platform.rolling({ activates_at: new Date(Date.now() + 2_000).toISOString() });
    await platform.inState(marker.path, 'active');
    expect(Date.parse(String(callOf(body)['next_attempt_at']))).toBeLessThan(Date.now() - 1_000);
    expect((await platform.call(path)).body).toMatchObject({ state: 'completing', completion: { attempts: 1 } });
    expect(await booked(id)).toEqual([]);

    await platform.latest.end('SIGTERM');
    await platform.serve();
    await platform.inState(path, 'completed');
    expect(await booked(id)).toMatchObject([{ operation: 'release', calls: 1 }]);
  });
});

describe('a process that is killed', () => {
  test('between two attempts: the next one makes the next attempt, when it is due', async () => {
    await retrying({ ...QUICK, base_ms: 1_000, max_ms: 2_000 });
    await wallet.behave({ next_answers: [FAILING] });
    const { id, path } = await reached();
    const before = await answered(path, 1);
    await platform.latest.end('SIGKILL');
    await platform.serve();
    const body = await platform.inState(path, 'completed');
    expect(callOf(body)['attempts']).toBe(2);
    expect(Date.parse(String(body['completed_at']))).toBeGreaterThanOrEqual(
      Date.parse(String(callOf(before)['next_attempt_at'])),
    );
    expect(await booked(id)).toMatchObject([{ operation: 'release', calls: 1 }]);
  });

  test('while a call is under way: the same attempt is made again under the same key, and released once', async () => {
    await retrying(QUICK);
    await wallet.behave({ latency_ms: [1_000, 1_000] });
    const { calls } = await wallet.ledger();
    const { id, path } = await reached();
    await until(async () => expect((await wallet.ledger()).calls).toBe(calls + 1));
    await platform.latest.end('SIGKILL');
    // The wallet does the work although nobody waits for the answer.
    await until(async () => expect(await booked(id)).toHaveLength(1));
    await wallet.behave({});
    await platform.serve();
    const body = await platform.inState(path, 'completed');
    expect(callOf(body)).toMatchObject({ attempts: 1, released_minor: '500' });
    expect(await booked(id)).toMatchObject([{ operation: 'release', calls: 2 }]);
    await until(async () => expect(await platform.eventsOf(id)).toHaveLength(1));
  });
});
