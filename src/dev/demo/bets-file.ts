// Reads bets from CSV lines, one row a bet. Streams: a file of any length passes through; a fault names its line and column.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { type BetRow, OUTCOMES, type Outcome } from './bet-row.ts';

const COLUMNS = ['bet_id', 'round_id', 'player_id', 'stake_minor', 'win_minor', 'outcome', 'placed_at'] as const;
type Column = (typeof COLUMNS)[number];
export const HEADER = COLUMNS.join(',');

const ID_CHARACTERS_MAX = 128;
const AMOUNT_DIGITS_MAX = 60;
const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

export class BetsFault extends Error {}

export async function readBetsFile(path: string): Promise<BetRow[]> {
  const input = createReadStream(path, 'utf8');
  try {
    return await readBets(path, createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }));
  } catch (cause) {
    if (cause instanceof BetsFault) throw cause;
    throw new BetsFault(`${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  } finally {
    input.destroy();
  }
}

/** @param name what messages call the source, usually its path. Every line but the header and blank ones is a row or a fault. */
export async function readBets(name: string, lines: AsyncIterable<string> | Iterable<string>): Promise<BetRow[]> {
  const rows: BetRow[] = [];
  let indexes: Map<Column, number> | undefined;
  let lineNumber = 0;
  for await (const line of lines) {
    lineNumber += 1;
    if (indexes === undefined) indexes = readHeader(name, line);
    else if (line.trim() !== '') rows.push(readRow(name, line, lineNumber, indexes));
  }
  if (indexes === undefined) throw new BetsFault(`${name} is empty: expected the header ${HEADER}`);
  if (rows.length === 0) throw new BetsFault(`${name} has a header and no bets`);
  return rows;
}

/** Columns are found by name, so their order is free and further ones are ignored. */
function readHeader(name: string, line: string): Map<Column, number> {
  const titles = line
    .replace(/^\uFEFF/, '')
    .split(',')
    .map((title) => title.trim());
  const missing = COLUMNS.filter((column) => !titles.includes(column));
  if (missing.length > 0) {
    throw new BetsFault(`${name} line 1: missing column ${missing.join(', ')}; expected the header ${HEADER}`);
  }
  return new Map(COLUMNS.map((column) => [column, titles.indexOf(column)]));
}

function readRow(name: string, line: string, lineNumber: number, indexes: Map<Column, number>): BetRow {
  const values = line.split(',');
  const refuse = (column: Column, text: string, expected: string): never => {
    throw new BetsFault(`${name} line ${lineNumber}, column ${column}: "${text}" is not ${expected}`);
  };
  const text = (column: Column): string => {
    const value = values[indexes.get(column) ?? -1]?.trim();
    if (value === undefined) throw new BetsFault(`${name} line ${lineNumber}, column ${column}: the value is missing`);
    if (value.includes('"')) refuse(column, value, 'readable: quoted values are not supported');
    return value;
  };
  const id = (column: Column): string => {
    const value = text(column);
    if (value === '' || value.length > ID_CHARACTERS_MAX)
      refuse(column, value, `an id of 1 to ${ID_CHARACTERS_MAX} characters`);
    return value;
  };
  const amount = (column: Column): bigint => {
    const value = text(column);
    if (!/^\d+$/.test(value) || value.length > AMOUNT_DIGITS_MAX)
      refuse(column, value, 'a whole number of minor units');
    return BigInt(value);
  };
  const outcome = (): Outcome => {
    const value = text('outcome');
    return OUTCOMES.find((known) => known === value) ?? refuse('outcome', value, `one of ${OUTCOMES.join(', ')}`);
  };
  const instant = (): number => {
    const value = text('placed_at');
    const instantMs = RFC_3339.test(value) ? Date.parse(value) : Number.NaN;
    return Number.isNaN(instantMs) ? refuse('placed_at', value, 'an RFC 3339 time') : instantMs;
  };
  return {
    lineNumber,
    betId: id('bet_id'),
    roundId: id('round_id'),
    playerId: id('player_id'),
    stakeMinor: amount('stake_minor'),
    winMinor: amount('win_minor'),
    outcome: outcome(),
    placedAtMs: instant(),
  };
}
