// Each shard's last outbox number beside the rows that stand in the table.
import { brandId, type BrandId } from '../../../domain/ids.ts';
import type { OutboxNumbers } from '../../../domain/verify-outbox-numbers.ts';
import type { Transaction } from '../connection.ts';

interface NumbersRow {
  brand_id: string;
  shard_no: number;
  outbox_seq: number | null;
  rows: number;
  lowest: number | null;
  highest: number | null;
}

export async function selectOutboxNumbers(sql: Transaction, brand: BrandId | null): Promise<OutboxNumbers[]> {
  const ofBrand = brand === null ? sql`` : sql`where brand_id = ${brand}`;
  const rows = await sql<NumbersRow[]>`
    select brand_id, shard_no, given_out.outbox_seq, coalesce(standing.rows, 0) as rows, standing.lowest, standing.highest
      from (select brand_id, shard_no, outbox_seq from shards ${ofBrand}) as given_out
      full join (
        select brand_id, shard_no, count(*) as rows, min(seq) as lowest, max(seq) as highest
          from outbox ${ofBrand}
         group by brand_id, shard_no
      ) as standing using (brand_id, shard_no)
     order by brand_id, shard_no`;
  return rows.map((row) => ({
    brandId: brandId(row.brand_id),
    shardNo: row.shard_no,
    outboxSeq: row.outbox_seq,
    rows: row.rows,
    lowest: row.lowest,
    highest: row.highest,
  }));
}
