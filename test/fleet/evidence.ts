import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import postgres from 'postgres';
import { WALLET_STREAM, type World } from './world.ts';

// What is kept of a run that was not clean, as it stood before anything was stopped.

const ASK_MS_MAX = 3_000;

export async function keepEvidence({ parts }: World, directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const { postgres: server, redis, fleet } = parts;
  const sql = postgres(server.url, { max: 1, onnotice: () => undefined });
  const kept = async (file: string, ask: () => PromiseLike<unknown>): Promise<void> => {
    const answer = await Promise.resolve(ask()).catch((error: unknown) => String(error));
    const text = typeof answer === 'string' ? answer : JSON.stringify(answer, null, 1);
    await writeFile(join(directory, file), text);
  };
  await kept('shards.json', () => sql`select * from shards order by brand_id, shard_no`);
  await kept('workers.json', () => sql`select *, lease_until - now() as lease_left from workers`);
  await kept('streams.json', () => sql`select * from wallet_streams`);
  await kept('history.json', () => sql`select * from fleet_history order by id`);
  await kept(
    'activity.json',
    () => sql`
      select application_name, client_port, state, wait_event_type, wait_event, now() - state_change as since,
             left(query, 90) as query
        from pg_stat_activity
       where datname = current_database()
       order by client_port`,
  );
  await sql.end();
  await kept('group.json', () => redis.xinfo('CONSUMERS', WALLET_STREAM, 'rolling_service'));
  await kept('pending.json', () => redis.xpending(WALLET_STREAM, 'rolling_service', '-', '+', 50));
  for (const process of fleet.all()) {
    for (const path of ['ready', 'health', 'metrics']) {
      await kept(`${process.name}.${path}`, async () => {
        const answer = await fetch(`${process.url}/${path}`, { signal: AbortSignal.timeout(ASK_MS_MAX) });
        return answer.text();
      });
    }
  }
  await cp(parts.directory, join(directory, 'logs'), {
    recursive: true,
    filter: (source) => !source.includes('compile-cache'),
  });
}
