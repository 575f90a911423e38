// The games that recorded bets name by key.
import type { BrandId } from '../../../domain/ids.ts';
import type { RecordedGame } from '../../../domain/recorded-bet.ts';
import type { Product } from '../../../domain/wallet-event.ts';
import { plainArray } from '../array-literal.ts';
import type { Sql } from '../connection.ts';

interface GameRow {
  game_key: string;
  currency: string;
  product: Product | null;
  game_category: string | null;
  game_provider: string | null;
  game_id: string | null;
}

export async function selectGames(
  sql: Sql,
  brandId: BrandId,
  keys: ReadonlySet<string>,
): Promise<Map<string, RecordedGame>> {
  if (keys.size === 0) return new Map();
  const rows = await sql<GameRow[]>`
    select game_key, currency, product, game_category, game_provider, game_id
      from unnest(${plainArray([...keys], (key) => key)}::text[]) as asked(key)
      join recorded_games on recorded_games.brand_id = ${brandId} and recorded_games.game_key = asked.key`;
  return new Map(
    rows.map((row) => [
      row.game_key,
      {
        currency: row.currency,
        product: row.product,
        gameCategory: row.game_category,
        gameProvider: row.game_provider,
        gameId: row.game_id,
      },
    ]),
  );
}
