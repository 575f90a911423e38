import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { request } from 'undici';
import { afterEach, expect, test, vi } from 'vitest';
import { startWalletSimulator } from '../../src/dev/wallet-simulator/start.ts';
import type { WalletSimulator } from '../../src/dev/wallet-simulator/start.ts';

// The simulator judges the service in tests and the demo, so what it promises is held as well.

const started: WalletSimulator[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map(async (simulator) => simulator.stop()));
});

async function start(): Promise<WalletSimulator> {
  const simulator = await startWalletSimulator({ token: 't', signingKey: 'k' });
  started.push(simulator);
  return simulator;
}

async function isListening(url: string): Promise<boolean> {
  return request(`${url}/simulator/behaviour`).then(
    async ({ body }) => body.dump().then(() => true),
    () => false,
  );
}

test('it ends when the process that started it is killed', async () => {
  const module = new URL('../../src/dev/wallet-simulator/start.ts', import.meta.url).href;
  const script = `import { startWalletSimulator } from '${module}';
    const { url } = await startWalletSimulator({ token: 't', signingKey: 'k' });
    console.log(url);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
  expect(await isListening(url)).toBe(true);
  parent.kill('SIGKILL');
  await vi.waitFor(async () => expect(await isListening(url)).toBe(false), { timeout: 5_000 });
});

test('it is gone when stopped, and may be stopped twice', async () => {
  const simulator = await start();
  await Promise.all([simulator.stop(), simulator.stop()]);
  expect(await isListening(simulator.url)).toBe(false);
});

test('a behaviour it does not know is refused with its name, and the one before stays', async () => {
  const simulator = await start();
  await simulator.behave({ outage: true });
  const misspelt = { outtage: false };
  await expect(simulator.behave(misspelt as object)).rejects.toThrow(/outtage/);
  await expect(simulator.behave({ fail_rate: 2 })).rejects.toThrow(/fail_rate/);
  const { body } = await request(`${simulator.url}/simulator/behaviour`);
  expect(await body.json()).toMatchObject({ outage: true });
});

test('one seed is one sequence of fates', async () => {
  const simulator = await start();
  const fates = async (): Promise<string> => {
    const seen: string[] = [];
    for (let call = 0; call < 40; call += 1) {
      const answered = await request(simulator.url, { method: 'POST' }).then(
        async ({ body }) => body.dump().then(() => '.'),
        () => 'x',
      );
      seen.push(answered);
    }
    return seen.join('');
  };
  await simulator.behave({ reset_rate: 0.5, seed: 7 });
  const first = await fates();
  await simulator.behave({ reset_rate: 0.5, seed: 7 });
  expect(await fates()).toBe(first);
  expect(first).toMatch(/x/);
  expect(first).toMatch(/\./);
  await simulator.behave({ reset_rate: 0.5, seed: 8 });
  expect(await fates()).not.toBe(first);
});

test('calls of nobody and of no route are counted and book nothing', async () => {
  const simulator = await start();
  const path = '/internal/wallet/rollings/r-1/release';
  const statuses: number[] = [];
  for (const [url, headers] of [
    [path, {}],
    ['/other', {}],
    [path, { 'x-internal-service-token': 't' }],
  ] as const) {
    const { statusCode, body } = await request(`${simulator.url}${url}`, { method: 'POST', headers });
    await body.dump();
    statuses.push(statusCode);
  }
  expect(statuses).toEqual([401, 404, 403]);
  expect(await simulator.ledger()).toMatchObject({
    operations: [],
    calls: 3,
    rejected: { token: 1, route: 1, timestamp: 1, signature: 0 },
  });
});
