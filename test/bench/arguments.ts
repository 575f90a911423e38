// The bench's command line. Parsed here and nowhere else; a fault is a sentence for a human, not a stack.
import { parseArgs } from 'node:util';

/** What can be measured; the naive baseline is measured at several numbers of connections. */
const SUBJECTS = [
  'naive',
  'service',
  'postgres_limit',
  'service_nobody_80',
  'service_cold',
  'service_10k',
  'service_500k',
  'service_5000_brands',
  'breakdown',
  'memory',
] as const;

export type Subject = (typeof SUBJECTS)[number];

/** Take long to prepare, so they are measured when asked for. */
export const SCALE_SUBJECTS: ReadonlySet<Subject> = new Set<Subject>([
  'service_10k',
  'service_500k',
  'service_5000_brands',
]);

export interface BenchArguments {
  /** How long each run is measured. */
  readonly seconds: number;
  readonly runs: number;
  readonly rollings: number;
  /** Open rollings of `service_500k`. */
  readonly manyRollings: number;
  /** Residents of the memory measurement. */
  readonly residents: number;
  readonly brands: number;
  readonly seed: number;
  readonly subjects: ReadonlySet<Subject>;
  readonly reportFile: string | undefined;
  /** Where the CPU profile of the breakdown goes, for a look by hand. */
  readonly profileFile: string | undefined;
}

export class ArgumentFault extends Error {}

export const USAGE = `npm run bench -- [options]
  --seconds N          how long each run is measured (default 4)
  --runs N             runs of each row, interleaved; medians are reported (default 3)
  --report FILE.json   write the report there
  --only ROW[,ROW]     ${SUBJECTS.join(', ')}
  --scale              also the cost of an event at 10,000 and 500,000 open rollings, and of 5,000 brands
  --rollings N         open rollings (default 10,000)
  --many-rollings N    open rollings of service_500k (default 500,000)
  --residents N        players in memory when memory is measured (default 100,000)
  --brands N           brands the players are spread over (default 1)
  --seed N             seed of players and bets (default 1)
  --profile FILE       keep the CPU profile behind the breakdown
  --help               this text
`;

export function parseBenchArguments(argv: readonly string[]): BenchArguments | 'help' {
  const values = parseOptions(argv);
  if (values.help === true) return 'help';
  return {
    seconds: duration('--seconds', values.seconds ?? '4'),
    runs: integer('--runs', values.runs ?? '3', 1, 99),
    rollings: integer('--rollings', values.rollings ?? '10000', 10, 5_000_000),
    manyRollings: integer('--many-rollings', values['many-rollings'] ?? '500000', 10, 5_000_000),
    residents: integer('--residents', values.residents ?? '100000', 10, 5_000_000),
    brands: integer('--brands', values.brands ?? '1', 1, 10_000),
    seed: integer('--seed', values.seed ?? '1', 0, 2 ** 32 - 1),
    subjects: subjects(values.only, values.scale ?? false),
    reportFile: values.report,
    profileFile: values.profile,
  };
}

function parseOptions(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      strict: true,
      allowPositionals: false,
      options: {
        seconds: { type: 'string' },
        runs: { type: 'string' },
        report: { type: 'string' },
        only: { type: 'string' },
        scale: { type: 'boolean' },
        rollings: { type: 'string' },
        'many-rollings': { type: 'string' },
        residents: { type: 'string' },
        brands: { type: 'string' },
        seed: { type: 'string' },
        profile: { type: 'string' },
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

function duration(name: string, text: string): number {
  const value = /^\d{1,4}(\.\d)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(value > 0)) throw new ArgumentFault(`${name} must be seconds, like 4 or 0.5, not "${text}"`);
  return value;
}

const isSubject = (name: string): name is Subject => SUBJECTS.some((subject) => subject === name);

function subjects(only: string | undefined, scale: boolean): ReadonlySet<Subject> {
  if (only === undefined) return new Set(SUBJECTS.filter((subject) => scale || !SCALE_SUBJECTS.has(subject)));
  const named = only.split(',').map((name) => name.trim());
  const unknown = named.filter((name) => !isSubject(name));
  if (unknown.length > 0) throw new ArgumentFault(`--only knows no ${unknown.join(', ')}: ${SUBJECTS.join(', ')}`);
  return new Set(named.filter(isSubject));
}
