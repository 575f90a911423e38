// The policy of each brand that has one of its own: its newest row.
import { parseBrandConfig } from '../../../domain/brand-config.ts';
import { brandId, type BrandId } from '../../../domain/ids.ts';
import type { BrandPolicy } from '../../../domain/policy.ts';
import { textArray } from '../array-literal.ts';
import type { Sql } from '../connection.ts';

interface ConfigRow {
  brand_id: string;
  version: number;
  config: string;
}

export async function selectPolicies(sql: Sql, asked: readonly BrandId[]): Promise<Map<BrandId, BrandPolicy | null>> {
  if (asked.length === 0) return new Map();
  const rows = await sql<ConfigRow[]>`
    select asked.brand_id, newest.version, newest.config::text as config
      from unnest(${textArray(asked, (brand) => brand)}::text[]) as asked(brand_id)
     cross join lateral (
       select version, config
         from brand_configs
        where brand_configs.brand_id = asked.brand_id
        order by version desc
        limit 1
     ) as newest`;
  return new Map(rows.map((row) => [brandId(row.brand_id), policyOf(row)]));
}

/** Null for what a newer build may have stored: it stops the creates of its brand, which must not guess, and nobody else. */
function policyOf({ config, version }: ConfigRow): BrandPolicy | null {
  return parseBrandConfig(JSON.parse(config), version).policy ?? null;
}
