// The command line of `ops verify`. A fault is a sentence for a human and ends with code 2.
import { parseArgs } from 'node:util';
import { isBrandId, isPlayerId, isRollingId } from '../domain/ids.ts';
import type { AuditScope } from '../adapters/postgres/verify/audit-scope.ts';
import { UsageFault } from './usage-fault.ts';

export interface VerifyArguments {
  readonly scope: AuditScope;
  readonly json: boolean;
}

export const VERIFY_USAGE = `npm run ops -- verify [options]

Folds journals and compares them with snapshots, timers and outbox. Reads only, page by page, beside a running service.

  --brand B                one brand
  --player P --brand B     one player
  --rolling ID             one rolling (with its player's settlements)
  --json                   the result as one JSON document on stdout
  --help                   this text

Exit code: 0 consistent, 1 not, 2 the command line is wrong, 3 it could not be found out.
`;

export function parseVerifyArguments(argv: readonly string[]): VerifyArguments | 'help' {
  const { brand, player, rolling, json, help } = parseOptions(argv);
  if (help === true) return 'help';
  if (brand !== undefined && !isBrandId(brand)) throw new UsageFault('--brand is no brand id', VERIFY_USAGE);
  if (player !== undefined && !isPlayerId(player)) throw new UsageFault('--player is no player id', VERIFY_USAGE);
  if (rolling !== undefined && !isRollingId(rolling)) {
    throw new UsageFault(`--rolling must be a lower-case UUID, not "${rolling}"`, VERIFY_USAGE);
  }
  if (player !== undefined && brand === undefined) {
    throw new UsageFault('--player needs --brand: the same player id may live on several brands', VERIFY_USAGE);
  }
  const scope = { brandId: brand ?? null, playerId: player ?? null, rollingId: rolling ?? null };
  return { scope, json: json ?? false };
}

function parseOptions(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      strict: true,
      allowPositionals: false,
      options: {
        brand: { type: 'string' },
        player: { type: 'string' },
        rolling: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (cause) {
    throw new UsageFault(cause instanceof Error ? cause.message : String(cause), VERIFY_USAGE, { cause });
  }
}
