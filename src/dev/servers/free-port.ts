// A TCP port nobody listens on, for the private servers of demo, bench and tests.

import { createServer } from 'node:net';

const ATTEMPTS_MAX = 3;

/** The kernel may pick again what nobody listens on yet. */
const given = new Set<number>();

/** The kernel's pick on the loopback interface, another one each time; it is ours only until somebody else asks. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = await pickedPort();
    if (given.has(port)) continue;
    given.add(port);
    return port;
  }
}

async function pickedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  if (address === null || typeof address === 'string') throw new Error('the kernel gave no TCP port');
  return address.port;
}

/** Calls `start` with a free port, and again with another when somebody took the first in between. */
export async function startOnFreePort<Server>(start: (port: number) => Promise<Server>): Promise<Server> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start(await freePort());
    } catch (error) {
      const taken = error instanceof Error && /in use/i.test(error.message);
      if (!taken || attempt === ATTEMPTS_MAX) throw error;
    }
  }
}
