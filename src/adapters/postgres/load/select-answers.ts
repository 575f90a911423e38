// Answers that commands were given before.
import type { StoredAnswer } from '../../../domain/command.ts';
import { brandId, playerId, rollingId } from '../../../domain/ids.ts';
import type { LoadRequest } from '../../../ports/store.ts';
import { textArray } from '../array-literal.ts';
import type { Sql } from '../connection.ts';

interface AnswerRow {
  brand_id: string;
  player_id: string;
  slot: number;
  operation: string;
  key: string;
  fingerprint: number;
  at: number;
  status: number;
  body: string;
  rolling_id: string | null;
  version: number | null;
}

export async function selectAnswers(sql: Sql, asked: LoadRequest['answers']): Promise<StoredAnswer[]> {
  if (asked.length === 0) return [];
  const rows = await sql<AnswerRow[]>`
    select answers.brand_id, answers.player_id, answers.slot, answers.operation, answers.key, answers.fingerprint, answers.at,
           answers.status, answers.body, answers.rolling_id, answers.version
      from unnest(
             ${textArray(asked, (key) => key.brandId)}::text[],
             ${textArray(asked, (key) => key.playerId)}::text[],
             ${textArray(asked, (key) => key.operation)}::text[],
             ${textArray(asked, (key) => key.key)}::text[]
           ) as asked(brand_id, player_id, operation, key)
     cross join lateral (
       select brand_id, player_id, slot, operation, key, fingerprint, at, status, body, rolling_id, version
         from command_answers
        where brand_id = asked.brand_id
          and player_id = asked.player_id
          and operation = asked.operation
          and key = asked.key
       offset 0
     ) as answers`;
  return rows.map((row) => ({
    brandId: brandId(row.brand_id),
    playerId: playerId(row.player_id),
    slot: row.slot,
    operation: row.operation,
    key: row.key,
    fingerprint: row.fingerprint,
    at: row.at,
    reply: {
      status: row.status,
      body: row.body,
      rollingId: row.rolling_id === null ? null : rollingId(row.rolling_id),
      version: row.version,
    },
  }));
}
