import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';

const PROCESS = join(import.meta.dirname, '../bench/link.process.ts');
const ENTRIES = 100_000;
/** Some 6 on a quiet machine, both sides together; others share this one. */
const CPU_US_PER_ENTRY_MAX = 60;

interface Told {
  readonly address: string;
  readonly cpuUsPerEntry: number;
  readonly received: number;
  readonly total: number;
}

function start(...given: readonly string[]): { readonly child: ChildProcess; readonly tells: () => Promise<Told> } {
  const child = spawn(process.execPath, [PROCESS, ...given], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return { child, tells: async () => JSON.parse(String((await lines.next()).value)) as Told };
}

test('a hundred thousand entries go from process to process and end durable, for a few microseconds each', async () => {
  const receiver = start('receive');
  const sender = start('send', (await receiver.tells()).address, String(ENTRIES));
  const sent = await sender.tells();
  receiver.child.kill('SIGTERM');
  const received = await receiver.tells();
  for (const { child } of [receiver, sender]) if (child.exitCode === null) await once(child, 'exit');
  expect([sent.total, received.received]).toEqual([ENTRIES, ENTRIES]);
  expect(sent.cpuUsPerEntry + received.cpuUsPerEntry).toBeLessThan(CPU_US_PER_ENTRY_MAX);
}, 60_000);
