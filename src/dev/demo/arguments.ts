// The demo's command line. Parsed here and nowhere else; a fault is a sentence for a human, not a stack.
import { parseArgs } from 'node:util';

export interface DemoArguments {
  /** CSV of bets; undefined = the sample that ships with the project. */
  readonly betsFile: string | undefined;
  /** Budget for the traffic; the whole run ends within 60 s more. */
  readonly seconds: number;
  readonly brands: number;
  readonly reportFile: string | undefined;
  readonly seed: number;
  readonly workers: number;
  readonly kills: number;
  /** Share of the events that are delivered twice, 0 to 1. */
  readonly duplicates: number;
  readonly reorder: boolean;
  /** Share of the wallet's calls that fail, and share of its answers that get lost, 0 to 0.9. */
  readonly walletFaults: number;
  /** The bets take so long at least, spread evenly; undefined: as long as the changes of the fleet take, or as fast as they go. */
  readonly paceSeconds: number | undefined;
  /** Whether everything goes on after the verdict, until Ctrl-C, to be looked at. */
  readonly stay: boolean;
}

const SECONDS_DEFAULT = 60;

export class ArgumentFault extends Error {}

export const USAGE = `npm run demo -- [options]
  --bets FILE.csv      bets to play (default: a generated sample of 20,000 bets)
  --seconds N          time budget for the traffic (default 60, and what --pace says)
  --brands N           brands the players are spread over (default 3)
  --workers N          worker processes beside the API process (default 2); with two or more, shards are moved and split
                       and workers drained and killed while bets flow
  --report FILE.json   write the report there
  --seed N             seed of the sample, the plan and the kills (default 1)
  --kill N             instead: kill -9 any of the processes N times at random points, start it again (default 0)
  --duplicates RATIO   share of the events delivered twice, 0 to 1 (default 0)
  --reorder            swap neighbouring entries of the wallet stream before it is fed
  --wallet-faults RATIO
                       share of wallet calls that fail and of answers that get lost, 0 to 0.9 (default 0.02)
  --pace N             spread the bets over N seconds, to watch them in the console (default: 8 with two workers or
                       more, else as fast as they go)
  --stay               after the verdict keep everything running until Ctrl-C, to look around in the console
  --help               this text
`;

export function parseDemoArguments(argv: readonly string[]): DemoArguments | 'help' {
  const values = parseOptions(argv);
  if (values.help === true) return 'help';
  const paceSeconds = values.pace === undefined ? undefined : integer('--pace', values.pace, 1, 3_600);
  return {
    betsFile: values.bets,
    seconds: integer('--seconds', values.seconds ?? String(SECONDS_DEFAULT + (paceSeconds ?? 0)), 1, 86_400),
    brands: integer('--brands', values.brands ?? '3', 1, 1_000),
    reportFile: values.report,
    seed: integer('--seed', values.seed ?? '1', 0, 2 ** 32 - 1),
    workers: integer('--workers', values.workers ?? '2', 1, 16),
    kills: integer('--kill', values.kill ?? '0', 0, 1_000),
    duplicates: ratio('--duplicates', values.duplicates ?? '0', 1),
    reorder: values.reorder ?? false,
    paceSeconds,
    stay: values.stay ?? false,
    walletFaults: ratio('--wallet-faults', values['wallet-faults'] ?? '0.02', 0.9),
  };
}

function parseOptions(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      strict: true,
      allowPositionals: false,
      options: {
        bets: { type: 'string' },
        seconds: { type: 'string' },
        brands: { type: 'string' },
        workers: { type: 'string' },
        report: { type: 'string' },
        seed: { type: 'string' },
        kill: { type: 'string' },
        duplicates: { type: 'string' },
        reorder: { type: 'boolean' },
        'wallet-faults': { type: 'string' },
        pace: { type: 'string' },
        stay: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (cause) {
    throw new ArgumentFault(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function integer(name: string, text: string, least: number, most: number): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) {
    throw new ArgumentFault(`${name} must be a whole number from ${least} to ${most}, not "${text}"`);
  }
  return value;
}

function ratio(name: string, text: string, most: number): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= 0 && value <= most))
    throw new ArgumentFault(`${name} must be a number from 0 to ${most}, not "${text}"`);
  return value;
}
