// Part of a commit: games that no bet was recorded on before. Two owners may meet the same one at once, and then one waits for the
// other; that nobody waits in a circle, they come in one order everywhere.
import { plainArray, textArray } from '../array-literal.ts';
import type { BookedGame } from '../recorded-bets/game-book.ts';
import { type UnnestStatement, column } from './unnest-statement.ts';

export const insertGames: UnnestStatement<BookedGame> = {
  name: 'games_written',
  columns: [
    column('brand_id', 'text', (rows) => textArray(rows, (row) => row.brandId)),
    column('game_key', 'text', (rows) => plainArray(rows, (row) => row.key)),
    column('currency', 'text', (rows) => textArray(rows, (row) => row.currency)),
    column('product', 'text', (rows) => plainArray(rows, (row) => row.product)),
    column('game_category', 'text', (rows) => textArray(rows, (row) => row.gameCategory)),
    column('game_provider', 'text', (rows) => textArray(rows, (row) => row.gameProvider)),
    column('game_id', 'text', (rows) => textArray(rows, (row) => row.gameId)),
  ],
  sql: `
    insert into recorded_games (brand_id, game_key, currency, product, game_category, game_provider, game_id)
    select brand_id, game_key, currency, product, game_category, game_provider, game_id
      from fenced, $rows
     order by brand_id, game_key
    on conflict (brand_id, game_key) do nothing`,
};
