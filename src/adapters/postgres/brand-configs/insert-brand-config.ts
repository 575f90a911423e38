// The next version of a brand's config. Two at once want the same number: the key lets one have it, the other finds it taken.
import type { BrandId } from '../../../domain/ids.ts';
import type { BrandConfigChange } from '../../../ports/brand-configs.ts';
import type { Sql } from '../connection.ts';

/** The version it was stored as; null where another one was expected, or another change took the number first. */
export async function insertBrandConfig(
  sql: Sql,
  brandId: BrandId,
  { config, expectedVersion, requestedBy, note, at }: BrandConfigChange,
): Promise<number | null> {
  const rows = await sql<{ version: number }[]>`
    insert into brand_configs (brand_id, version, config, requested_by, note, at)
    select ${brandId}, newest.version + 1, ${JSON.stringify(config)}::text::json, ${requestedBy}, ${note},
           to_timestamp(${at}::float8 / 1000)
      from (select coalesce(max(version), 0) as version from brand_configs where brand_id = ${brandId}) as newest
     where newest.version = coalesce(${expectedVersion}::integer, newest.version)
    on conflict (brand_id, version) do nothing
    returning version`;
  return rows[0]?.version ?? null;
}
