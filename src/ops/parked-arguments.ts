// The command line of `ops parked`. A fault is a sentence for a human and ends with code 2.
import { parseArgs } from 'node:util';
import { type BrandId, isBrandId, isPlayerId } from '../domain/ids.ts';
import type { PlayerKey } from '../domain/quarantine.ts';
import { UsageFault } from './usage-fault.ts';

export const PARKED_USAGE = `npm run ops -- parked <list|show|replay|discard> [options]

Players in quarantine and their parked events.

  list [--brand B]                                     who is in quarantine, why and since when
  show --brand B --player P                            what is parked of one player, in order
  replay --brand B --player P [--reason R]             asks the player's owner to replay it, and waits for the end
  discard --brand B --player P --seq N --reason R      puts one event aside: a dead letter that is discarded already

  --by NAME                who asks (default: the user of this shell)
  --wait SECONDS           how long a replay is waited for (default 30; 0: not at all)
  --json                   the result as one JSON document on stdout
  --help                   this text

Exit code: 0 done, 1 the replay failed again or is not over, 2 the command line is wrong, 3 it could not be found out.
`;

export type ParkedArguments = { readonly json: boolean; readonly by: string } & (
  | { readonly action: 'list'; readonly brandId: BrandId | null }
  | { readonly action: 'show'; readonly player: PlayerKey }
  | {
      readonly action: 'replay';
      readonly player: PlayerKey;
      readonly reason: string | null;
      readonly waitMs: number;
    }
  | { readonly action: 'discard'; readonly player: PlayerKey; readonly seq: number; readonly reason: string }
);

const fault = (message: string): UsageFault => new UsageFault(message, PARKED_USAGE);
const WAIT_S_DEFAULT = '30';

export function parseParkedArguments(argv: readonly string[], user: string): ParkedArguments | 'help' {
  const { values, positionals } = parse(argv);
  if (values.help === true) return 'help';
  const [action, ...more] = positionals;
  if (more.length > 0) throw fault(`'${more.join(' ')}' is one word too many`);
  const common = { json: values.json ?? false, by: values.by ?? user };
  switch (action) {
    case 'list':
      return { ...common, action, brandId: values.brand === undefined ? null : brandOf(values.brand) };
    case 'show':
      return { ...common, action, player: playerOf(values) };
    case 'replay':
      return {
        ...common,
        action,
        player: playerOf(values),
        reason: values.reason ?? null,
        waitMs: waitOf(values.wait),
      };
    case 'discard':
      if (values.reason === undefined) throw fault('discard needs --reason: it is kept with the event');
      return { ...common, action, player: playerOf(values), seq: seqOf(values.seq), reason: values.reason };
    case undefined:
      throw fault('parked needs an action');
    default:
      throw fault(`'${action}' is not an action of parked`);
  }
}

function brandOf(text: string): BrandId {
  if (!isBrandId(text)) throw fault('--brand is no brand id');
  return text;
}

function playerOf({ brand, player }: { brand?: string; player?: string }): PlayerKey {
  if (brand === undefined || player === undefined) throw fault('name the player with --brand and --player');
  if (!isPlayerId(player)) throw fault('--player is no player id');
  return { brandId: brandOf(brand), playerId: player };
}

function seqOf(text: string | undefined): number {
  if (text === undefined || !/^[1-9]\d{0,14}$/.test(text)) throw fault('--seq must be the number of a parked event');
  return Number(text);
}

function waitOf(text: string = WAIT_S_DEFAULT): number {
  if (!/^\d{1,5}$/.test(text)) throw fault('--wait must be a number of seconds');
  return Number(text) * 1_000;
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      strict: true,
      allowPositionals: true,
      options: {
        brand: { type: 'string' },
        player: { type: 'string' },
        seq: { type: 'string' },
        reason: { type: 'string' },
        by: { type: 'string' },
        wait: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  } catch (cause) {
    throw new UsageFault(cause instanceof Error ? cause.message : String(cause), PARKED_USAGE, { cause });
  }
}
