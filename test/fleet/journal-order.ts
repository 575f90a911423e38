import postgres from 'postgres';
import type { Plan } from '../../src/dev/demo/plan-types.ts';

// Of each rolling, the events that were applied to it stand in its journal in the order in which the wallet stream first had them.

interface Entry {
  rolling_id: string;
  player_id: string;
  event_id: string;
}

export async function auditOrder(databaseUrl: string, plan: Plan): Promise<{ faults: string[]; entries: number }> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    const entries = await sql<Entry[]>`
      select rolling_id, player_id, event_id
        from journal
       where kind in ('BET_SETTLED', 'BET_ROLLBACK')
       order by brand_id, rolling_id, version`;
    return { faults: judgeOrder(entries, plan), entries: entries.length };
  } finally {
    await sql.end();
  }
}

export function judgeOrder(entries: readonly Entry[], plan: Pick<Plan, 'feed'>): string[] {
  const places = new Map<string, number>();
  for (const [place, { eventId }] of plan.feed.entries()) if (!places.has(eventId)) places.set(eventId, place);
  const faults: string[] = [];
  for (const [rollingId, own] of Map.groupBy(entries, (entry) => entry.rolling_id)) {
    let before = -1;
    for (const { player_id: player, event_id: event } of own) {
      const place = places.get(event);
      if (place === undefined) faults.push(`${rollingId}: ${event} was never fed`);
      else if (place <= before) faults.push(`${rollingId} of ${player}: ${event} was applied out of its order`);
      before = Math.max(before, place ?? before);
    }
  }
  return faults;
}
