import type { MatrixRow } from './rows.ts';

// What the contract says to one cell of the matrix.

export const MODES = ['off', 'observe', 'enforce'] as const;
type Mode = (typeof MODES)[number];

export const TOKENS_SENT = ['none', 'wrong', 'gateway', 'promotion', 'admin', 'legacy'] as const;
type TokenSent = (typeof TOKENS_SENT)[number];

export const BRANDS_SENT = ['right', 'wrong', 'none'] as const;
type BrandSent = (typeof BRANDS_SENT)[number];

export interface Surroundings {
  readonly mode: Mode;
  readonly perCallerRequired: boolean;
}

export interface Cell extends Surroundings {
  readonly row: MatrixRow;
  readonly token: TokenSent;
  readonly brand: BrandSent;
}

/** The status, and the code of a refusal. */
type Expected = readonly [status: number, code?: string];

/** What keeps the call from what it wants; null where nothing does. */
export function refusalOf({ row, token, brand, mode, perCallerRequired }: Cell): Expected | null {
  if (row.of === 'public') return null;
  if (token === 'none' || token === 'wrong') return [401, 'UNAUTHENTICATED'];
  if (token === 'legacy' && perCallerRequired) return [401, 'LEGACY_TOKEN_REJECTED'];
  if (brand === 'none') return [400, 'MISSING_BRAND'];
  if (!row.may.includes(token)) return [403, 'FORBIDDEN'];
  if (row.of === 'rolling' && brand === 'wrong' && mode === 'enforce') return [404, 'ROLLING_NOT_FOUND'];
  return null;
}

export function expectedOf(cell: Cell): Expected {
  const { row, brand } = cell;
  const isElsewhere = row.of === 'header' && brand === 'wrong';
  const status = isElsewhere ? (row.answersElsewhere ?? row.answers) : row.answers;
  return refusalOf(cell) ?? (row.code === undefined ? [status] : [status, row.code]);
}
