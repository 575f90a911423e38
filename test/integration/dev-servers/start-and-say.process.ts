import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../../src/dev/servers/embedded-postgres.ts';
import { startRedis } from '../../../src/dev/servers/private-redis.ts';

// Run by dev-servers.test.ts as a process of its own: starts both servers, says where they are, then waits or returns.

// Like a service that drains: it notes the signal and goes on using its servers.
process.on('SIGINT', () => mkdirSync(join(tmpdir(), 'interrupted')));

const [database, redis] = await Promise.all([startPostgres({ durability: 'fast' }), startRedis()]);
process.stdout.write(
  `${JSON.stringify({ postgresUrl: database.url, postgresPid: database.pid, redisUrl: redis.url, redisPid: redis.pid })}\n`,
);
if (process.argv[2] === 'wait') setInterval(() => undefined, 60_000);
