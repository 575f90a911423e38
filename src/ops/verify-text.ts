// The result of `ops verify`, as a table for people and as a document for scripts.
import { textTable } from './text-table.ts';
import type { VerifyResult } from './verify-result.ts';

const count = (value: number, unit: string): string =>
  `${value.toLocaleString('en-US')} ${unit}${value === 1 ? '' : 's'}`;

export function progressLine(result: VerifyResult): string {
  const { rollings, entries, settlements, differencesInAll } = result;
  const seen = [count(rollings, 'rolling'), count(entries, 'journal row'), count(settlements, 'settlement')];
  return `verified ${seen.join(', ')}; ${count(differencesInAll, 'difference')}`;
}

export function verifyText(result: VerifyResult, seconds: number): string {
  const { rollings, entries, settlements, shards, differencesInAll, differences } = result;
  const seen = [
    count(rollings, 'rolling'),
    count(entries, 'journal row'),
    count(settlements, 'settlement'),
    count(shards, 'shard'),
  ].join(', ');
  const leftOut = differencesInAll - differences.length;
  const verdict = result.isConsistent ? 'consistent' : `NOT consistent: ${count(differencesInAll, 'difference')}`;
  return [
    ...(differences.length === 0 ? [] : [...table(result), '']),
    ...(leftOut === 0 ? [] : [`and ${count(leftOut, 'difference')} more`, '']),
    `${verdict} (${seen}; ${seconds.toFixed(1)} s)`,
    '',
  ].join('\n');
}

function table({ differences }: VerifyResult): string[] {
  const rows = differences.map(({ rollingId, brandId, playerId, check, message }) => {
    return [rollingId ?? '-', brandId, playerId ?? '-', check, message];
  });
  return textTable(['ROLLING', 'BRAND', 'PLAYER', 'CHECK', 'WHAT DIFFERS'], rows);
}

export function verifyJson(result: VerifyResult, seconds: number): string {
  const { rollings, entries, settlements, shards, differencesInAll, differences } = result;
  const document = {
    consistent: result.isConsistent,
    rollings,
    journal_rows: entries,
    settlements,
    shards,
    seconds: Math.round(seconds * 1_000) / 1_000,
    differences_in_all: differencesInAll,
    differences: differences.map(({ check, brandId, rollingId, playerId, message }) => ({
      check,
      brand_id: brandId,
      rolling_id: rollingId,
      player_id: playerId,
      message,
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
