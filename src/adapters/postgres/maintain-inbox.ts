// A partition of the inbox per UTC day: made ahead of the first event, dropped whole after retention.
import { DAY_MS, formatTimestamp } from '../../domain/timestamp.ts';
import type { Sql } from './connection.ts';

/** Any constant of its own: "inbox" in ASCII. */
const LOCK_KEY = 0x696e626f78;
const PARTITION = /^inbox_y(\d{4})m(\d{2})d(\d{2})$/;

const dateOf = (day: number): string => formatTimestamp(day * DAY_MS).slice(0, 10);
const partitionOf = (day: number): string => `inbox_y${dateOf(day).replace('-', 'm').replace('-', 'd')}`;

/** Any number of processes may do this at once: one does it, the others find it done. */
export async function maintainInbox(sql: Sql, firstDay: number, lastDay: number): Promise<void> {
  await sql.begin(async (transaction) => {
    await transaction`select pg_advisory_xact_lock(${LOCK_KEY})`;
    const rows = await transaction<{ name: string }[]>`
      select child.relname as name
        from pg_inherits
        join pg_class as child on child.oid = pg_inherits.inhrelid
       where pg_inherits.inhparent = 'inbox'::regclass`;
    const existing = new Set(rows.map((row) => row.name));
    for (let day = firstDay; day <= lastDay; day += 1) {
      const name = partitionOf(day);
      if (existing.has(name)) continue;
      // Attached, not created as a partition: commits go on meanwhile.
      await transaction.unsafe(`
        create table ${name} (like inbox including all);
        alter table inbox attach partition ${name} for values from ('${dateOf(day)}') to ('${dateOf(day + 1)}')`);
    }
    // The names sort like the days, so what sorts before the first is older.
    for (const name of existing) {
      if (PARTITION.test(name) && name < partitionOf(firstDay)) await transaction.unsafe(`drop table ${name}`);
    }
  });
}
