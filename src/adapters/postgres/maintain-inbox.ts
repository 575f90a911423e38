// A partition of the inbox per UTC day: made ahead of the first event, dropped whole after retention.
import { DAY_MS, formatTimestamp } from '../../domain/timestamp.ts';
import type { Sql } from './connection.ts';

/** Any constant of its own: "inbox" in ASCII. */
const LOCK_KEY = 0x696e626f78;
const dateOf = (day: number): string => formatTimestamp(day * DAY_MS).slice(0, 10);

/**
 * Any number of processes may do this at once: one does it, the others find it done. Partitions are attached, not created as such:
 * commits go on meanwhile. Their names sort like the days.
 */
export async function maintainInbox(sql: Sql, firstDay: number, lastDay: number): Promise<void> {
  await sql.unsafe(`
    do $$
    declare
      day date;
      partition text;
    begin
      perform pg_advisory_xact_lock(${LOCK_KEY});
      for day in select generate_series(date '${dateOf(firstDay)}', date '${dateOf(lastDay)}', interval '1 day')::date loop
        partition := to_char(day, '"inbox_y"YYYY"m"MM"d"DD');
        continue when to_regclass(partition) is not null;
        execute format('create table %I (like inbox including all)', partition);
        execute format('alter table inbox attach partition %I for values from (%L) to (%L)', partition, day, day + 1);
      end loop;
      for partition in
        select child.relname
          from pg_inherits
          join pg_class as child on child.oid = pg_inherits.inhrelid
         where pg_inherits.inhparent = 'inbox'::regclass
           and child.relname ~ '^inbox_y\\d{4}m\\d{2}d\\d{2}$'
           and child.relname < to_char(date '${dateOf(firstDay)}', '"inbox_y"YYYY"m"MM"d"DD')
      loop
        execute format('drop table %I', partition);
      end loop;
    end $$`);
}
