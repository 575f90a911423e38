// One version of a brand's config, or its newest.
import type { BrandId } from '../../../domain/ids.ts';
import type { StoredBrandConfig } from '../../../ports/brand-configs.ts';
import type { Sql } from '../connection.ts';

interface ConfigRow {
  version: number;
  config: string;
  requested_by: string | null;
  note: string | null;
  at: number;
}

export async function selectBrandConfig(
  sql: Sql,
  brandId: BrandId,
  version: number | null,
): Promise<StoredBrandConfig | null> {
  const rows = await sql<ConfigRow[]>`
    select version, config::text as config, requested_by, note, at
      from brand_configs
     where brand_id = ${brandId}
       ${version === null ? sql`` : sql`and version = ${version}`}
     order by version desc
     limit 1`;
  const row = rows[0];
  if (row === undefined) return null;
  const config: unknown = JSON.parse(row.config);
  return { version: row.version, config, requestedBy: row.requested_by, note: row.note, at: row.at };
}
