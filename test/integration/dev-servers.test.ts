import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { startPostgres } from '../../src/dev/servers/embedded-postgres.ts';
import { startOnFreePort } from '../../src/dev/servers/free-port.ts';
import { startRedis } from '../../src/dev/servers/private-redis.ts';
import { freshDatabase } from '../servers/fresh-database.ts';
import { freshRedis } from '../servers/fresh-redis.ts';

interface Started {
  postgresUrl: string;
  postgresPid: number;
  redisUrl: string;
  redisPid: number;
}

const SCRIPT = join(import.meta.dirname, 'dev-servers/start-and-say.process.ts');
let scratch = '';

beforeAll(() => {
  scratch = openDirectory(mkdtempSync(join(tmpdir(), 'dev-servers-')));
});

// the guard of a killed child may still be at work in there
afterAll(() => rmSync(scratch, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));

/** Postgres runs as another user when we are root. */
function openDirectory(path: string): string {
  mkdirSync(path, { recursive: true });
  chmodSync(path, 0o755);
  return path;
}

/** A zombie has ended, though nobody has asked for its exit code yet. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

async function startInChild(then: 'wait' | 'return', temporaryDirectory: string): Promise<[ChildProcess, Started]> {
  const child = spawn(process.execPath, [SCRIPT, then], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: temporaryDirectory },
    detached: true,
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const line = await new Promise<string>((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('\n')) resolve(output);
    });
    child.once('exit', () => reject(new Error(`ended before it spoke: ${output}`)));
  });
  return [child, JSON.parse(line) as Started];
}

async function expectNothingLeft(started: Started, temporaryDirectory: string): Promise<void> {
  await vi.waitFor(
    () => {
      expect(isRunning(started.postgresPid)).toBe(false);
      expect(isRunning(started.redisPid)).toBe(false);
      expect(readdirSync(temporaryDirectory)).toEqual([]);
    },
    { timeout: 15_000, interval: 50 },
  );
}

async function query(url: string, statement: string): Promise<unknown> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  const rows = await sql.unsafe(statement).values();
  await sql.end();
  return rows[0]?.[0];
}

async function redisCommand(url: string, command: string, ...args: string[]): Promise<unknown> {
  const redis = new Redis(url);
  const reply = await redis.call(command, ...args);
  redis.disconnect();
  return reply;
}

describe('the end of the process that started them', () => {
  test('SIGKILL leaves neither server nor directory behind', async () => {
    const directory = openDirectory(join(scratch, 'killed'));
    const [child, started] = await startInChild('wait', directory);
    expect(readdirSync(directory)).toHaveLength(2);
    child.kill('SIGKILL');
    await expectNothingLeft(started, directory);
  });

  test('returning without a stop leaves neither server nor directory behind', async () => {
    const directory = openDirectory(join(scratch, 'returned'));
    const [, started] = await startInChild('return', directory);
    await expectNothingLeft(started, directory);
  });

  test('Ctrl-C reaches the process group, but the servers stay until they are stopped', async () => {
    const directory = openDirectory(join(scratch, 'interrupted'));
    const [child, started] = await startInChild('wait', directory);
    process.kill(-(child.pid ?? 0), 'SIGINT');
    await vi.waitFor(() => expect(readdirSync(directory)).toContain('interrupted'), { timeout: 10_000, interval: 20 });
    expect(await query(started.postgresUrl, 'SELECT 1')).toBe(1);
    expect(await redisCommand(started.redisUrl, 'PING')).toBe('PONG');
  });
});

describe('embedded Postgres', () => {
  test('keeps its data in a given directory, and its durability settings, across a restart', async () => {
    const directory = openDirectory(join(scratch, 'kept-postgres'));
    const first = await startPostgres({ durability: 'real', directory });
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    await first.stop();

    const second = await startPostgres({ durability: 'real', directory });
    onTestFinished(second.stop);
    expect(await query(second.url, 'SELECT answer FROM kept')).toBe(42);
    for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
      expect(await query(second.url, `SHOW ${setting}`), setting).toBe('on');
    }
  });

  test('listens on the loopback interface only', async () => {
    const { url } = await freshServer();
    expect(await query(url, 'SHOW listen_addresses')).toBe('127.0.0.1');
    expect(await query(url, 'SHOW fsync')).toBe('off');
  });
});

async function freshServer(): Promise<{ url: string }> {
  const database = await freshDatabase();
  onTestFinished(database.drop);
  return database;
}

describe('private Redis', () => {
  test('writes nothing to disk unless asked to', async () => {
    const redis = await startRedis();
    onTestFinished(redis.stop);
    expect(await redisCommand(redis.url, 'CONFIG', 'GET', 'appendonly')).toEqual(['appendonly', 'no']);
    expect(await redisCommand(redis.url, 'CONFIG', 'GET', 'save')).toEqual(['save', '']);
  });

  test('keeps its data in a given directory across a restart when appendonly is on', async () => {
    const directory = openDirectory(join(scratch, 'kept-redis'));
    const first = await startRedis({ appendonly: true, directory });
    await redisCommand(first.url, 'SET', 'kept', '42');
    await first.stop();

    const second = await startRedis({ appendonly: true, directory });
    onTestFinished(second.stop);
    expect(await redisCommand(second.url, 'GET', 'kept')).toBe('42');
  });

  test('without a server to be found or installed, says what to install', async () => {
    vi.stubEnv('PATH', join(scratch, 'no-such-folder'));
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    await expect(startRedis()).rejects.toThrow(/install redis-server or valkey-server/);
  });
});

describe('a free port', () => {
  test('is asked for again when somebody took it in between', async () => {
    const ports: number[] = [];
    const server = await startOnFreePort(async (port) => {
      ports.push(port);
      if (ports.length === 1) throw new Error('bind: Address already in use');
      return createServer().listen(port, '127.0.0.1');
    });
    server.close();
    expect(ports).toHaveLength(2);
  });

  test('is not asked for again when the server fails for another reason', async () => {
    const start = vi.fn(async () => {
      throw new Error('no such binary');
    });
    await expect(startOnFreePort(start)).rejects.toThrow('no such binary');
    expect(start).toHaveBeenCalledTimes(1);
  });
});

describe('what a test file gets', () => {
  test('two databases share nothing', async () => {
    const [one, two] = await Promise.all([freshDatabase(), freshDatabase()]);
    onTestFinished(one.drop);
    onTestFinished(two.drop);
    await query(one.url, 'CREATE TABLE mine AS SELECT 1');
    expect(await query(one.url, "SELECT to_regclass('mine')::text")).toBe('mine');
    expect(await query(two.url, "SELECT to_regclass('mine')::text")).toBeNull();
  });

  test('a dropped database is gone, open connections and all', async () => {
    const database = await freshDatabase();
    const open = postgres(database.url, { max: 1, onnotice: () => undefined });
    await open`SELECT 1`;
    await database.drop();
    await expect(query(database.url, 'SELECT 1')).rejects.toThrow(/does not exist/);
    await open.end({ timeout: 0 });
  });

  test('two Redis databases share no key, and are empty when they are given back', async () => {
    const [one, two] = await Promise.all([freshRedis(), freshRedis()]);
    await redisCommand(one.url, 'SET', 'mine', '1');
    expect(await redisCommand(two.url, 'DBSIZE')).toBe(0);
    await Promise.all([one.release(), two.release()]);
    expect(await redisCommand(one.url, 'DBSIZE')).toBe(0);
  });
});
