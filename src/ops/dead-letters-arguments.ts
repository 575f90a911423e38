// The command line of `ops dead-letters`.
import { LETTER_STATES, type LetterState } from '../domain/dead-letter.ts';
import type { DeadLetterFilter } from '../ports/read-store.ts';
import { operatorName, parseOptions } from './options.ts';
import { UsageFault } from './usage-fault.ts';

export const DEAD_LETTERS_USAGE = `npm run ops -- dead-letters <what> [options]

What the wallet streams held and could not be applied. Speaks to Postgres and Redis (DATABASE_URL, REDIS_URL, WALLET_STREAMS), so
it works while the API is down.

  list                     newest first
  show ID                  everything that is kept of one
  replay ID...             append the entries to their streams again
  replay --all --yes       every open one that the filters let through, oldest first; without --yes only counted
  discard ID...            put them aside for good; --reason is required

  --state S                list: open (default), replayed, discarded, all
  --code C                 list, replay --all: refused with this code, such as NOT_JSON
  --brand B  --source S    list, replay --all: of this brand, from this stream
  --limit N                list: at most N (50)
  --reason TEXT            why; kept with the letter
  --by NAME                who; default: ops:<name of the user>
  --note TEXT              anything else; kept with the letter
  --json                   one JSON document on stdout
  --help                   this text

Exit code: 0 done, 1 not for every letter (the table says why), 2 the command line is wrong, 3 it could not be done.
`;

const ID = /^[1-9]\d{0,14}$/;
const LIMIT_MAX = 10_000;
const TEXT_LENGTH_MAX = { by: 128, reason: 200, note: 1_000 } as const;

export type DeadLettersAsked =
  | { readonly what: 'help' }
  | { readonly what: 'list'; readonly filter: DeadLetterFilter; readonly limit: number; readonly json: boolean }
  | { readonly what: 'show'; readonly id: number; readonly json: boolean }
  | {
      readonly what: 'replay' | 'discard';
      /** Null: every open one that `filter` lets through. */
      readonly ids: readonly number[] | null;
      readonly filter: DeadLetterFilter;
      readonly yes: boolean;
      readonly by: string;
      readonly reason: string | null;
      readonly note: string | null;
      readonly json: boolean;
    };

const OPTIONS = {
  state: { type: 'string' },
  code: { type: 'string' },
  brand: { type: 'string' },
  source: { type: 'string' },
  limit: { type: 'string' },
  all: { type: 'boolean' },
  yes: { type: 'boolean' },
  reason: { type: 'string' },
  by: { type: 'string' },
  note: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

type Options = ReturnType<typeof parseOptions<typeof OPTIONS>>['values'];

/** Which options mean something where; any other is a mistake and never silently nothing. */
const MEANT: Readonly<Record<string, readonly string[]>> = {
  list: ['state', 'code', 'brand', 'source', 'limit', 'json'],
  show: ['json'],
  replay: ['all', 'yes', 'code', 'brand', 'source', 'reason', 'by', 'note', 'json'],
  discard: ['reason', 'by', 'note', 'json'],
};

const fault = (message: string): UsageFault => new UsageFault(message, DEAD_LETTERS_USAGE);

export function parseDeadLetters(argv: readonly string[]): DeadLettersAsked {
  const { values, positionals } = parseOptions(argv, OPTIONS, DEAD_LETTERS_USAGE);
  if (values.help === true) return { what: 'help' };
  const [what = '', ...rest] = positionals;
  const meant = MEANT[what];
  if (meant === undefined) throw fault(what === '' ? 'say what to do' : `'${what}' is not known`);
  const stray = Object.keys(values).find((name) => !meant.includes(name));
  if (stray !== undefined) throw fault(`--${stray} means nothing to ${what}`);
  const json = values.json ?? false;
  if (what === 'list') {
    if (rest.length > 0) throw fault('list takes no ids');
    return { what, filter: filterOf(values), limit: limitOf(values.limit), json };
  }
  const ids = rest.map(idOf);
  if (what === 'show') {
    const [id] = ids;
    if (id === undefined || ids.length > 1) throw fault('show takes one id');
    return { what, id, json };
  }
  return actionOf(what === 'replay' ? 'replay' : 'discard', ids, values, json);
}

function actionOf(what: 'replay' | 'discard', ids: readonly number[], values: Options, json: boolean) {
  const all = values.all ?? false;
  const filtered = [values.code, values.brand, values.source].some((given) => given !== undefined);
  if (all === ids.length > 0) throw fault(all ? '--all takes no ids' : `name the ids to ${what}`);
  if (!all && (filtered || values.yes === true)) throw fault('filters and --yes go with --all');
  if (what === 'discard' && values.reason === undefined) throw fault('discard needs --reason');
  for (const name of ['by', 'reason', 'note'] as const) {
    const given = values[name];
    if (given !== undefined && (given === '' || given.length > TEXT_LENGTH_MAX[name])) {
      throw fault(`--${name} has 1 to ${TEXT_LENGTH_MAX[name]} characters`);
    }
  }
  return {
    what,
    ids: all ? null : ids,
    filter: { ...filterOf(values), state: 'open' },
    yes: values.yes ?? false,
    by: values.by ?? operatorName(),
    reason: values.reason ?? null,
    note: values.note ?? null,
    json,
  } as const;
}

function idOf(text: string): number {
  if (!ID.test(text)) throw fault(`'${text}' is no id of a dead letter`);
  return Number(text);
}

function limitOf(text = '50'): number {
  const limit = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > LIMIT_MAX) throw fault(`--limit is 1 to ${LIMIT_MAX}`);
  return limit;
}

function filterOf({ state = 'open', code, brand, source }: Options): DeadLetterFilter {
  return { state: stateOf(state), reason: code ?? null, brandId: brand ?? null, stream: source ?? null };
}

function stateOf(text: string): LetterState | null {
  if (text === 'all') return null;
  const state = LETTER_STATES.find((each) => each === text);
  if (state === undefined) throw fault(`--state is one of ${LETTER_STATES.join(', ')}, all`);
  return state;
}
