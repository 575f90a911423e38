// The present epoch of each wallet stream: an owner refuses what a reader of an older one hands it.
import type { Sql } from '../connection.ts';

export async function selectStreamEpochs(sql: Sql): Promise<ReadonlyMap<string, number>> {
  const rows = await sql<{ stream: string; epoch: number }[]>`select stream, epoch from wallet_streams`;
  return new Map(rows.map(({ stream, epoch }) => [stream, epoch]));
}
