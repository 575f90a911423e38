// `ops dead-letters`: what could not be applied, and its way out, for whoever is awake at 3 a.m.
import type { Sql } from '../adapters/postgres/connection.ts';
import { createPostgresDeadLetters } from '../adapters/postgres/postgres-dead-letters.ts';
import { selectDeadLetter, selectDeadLetterPage } from '../adapters/postgres/read/select-dead-letters.ts';
import { RedisWalletAppender } from '../adapters/redis/redis-wallet-appender.ts';
import { deadLetterView } from '../domain/dead-letter-view.ts';
import type { DeadLetterFilter } from '../ports/read-store.ts';
import type { WalletAppender } from '../ports/wallet-appender.ts';
import { DEAD_LETTERS_USAGE, type DeadLettersAsked, parseDeadLetters } from './dead-letters-arguments.ts';
import { type Tried, letterText, lettersText, triedJson, triedText } from './dead-letters-text.ts';
import { type Database, withDatabase, withStreams } from './servers.ts';

const EXIT_DONE = 0;
const EXIT_NOT_ALL = 1;
const PAGE_LETTERS = 1_000;
/** Of one command line at a time: more are asked for again. */
const REPLAYED_MAX = 100_000;

type Action = Extract<DeadLettersAsked, { what: 'replay' | 'discard' }>;

const say = (text: string): void => void process.stdout.write(text);
const sayJson = (document: unknown): void => say(`${JSON.stringify(document, null, 2)}\n`);

/** A discard appends nothing, and needs no Redis. */
const NOWHERE: WalletAppender = { streams: [], append: () => Promise.reject(new Error('a discard appends nothing')) };

export async function deadLetters(argv: readonly string[]): Promise<number> {
  const asked = parseDeadLetters(argv);
  if (asked.what === 'help') {
    say(DEAD_LETTERS_USAGE);
    return EXIT_DONE;
  }
  return withDatabase(DEAD_LETTERS_USAGE, async (database) => {
    const { sql } = database;
    switch (asked.what) {
      case 'list':
        return list(sql, asked);
      case 'show':
        return show(sql, asked);
      case 'discard':
        return act(database, asked, asked.ids ?? [], NOWHERE);
      case 'replay':
        return replay(database, asked);
    }
  });
}

async function list(sql: Sql, { filter, limit, json }: Extract<DeadLettersAsked, { what: 'list' }>): Promise<number> {
  const letters = await selectDeadLetterPage(sql, filter, null, limit);
  if (json) sayJson({ items: letters.map(deadLetterView) });
  else say(lettersText(letters));
  return EXIT_DONE;
}

async function show(sql: Sql, { id, json }: Extract<DeadLettersAsked, { what: 'show' }>): Promise<number> {
  const letter = await selectDeadLetter(sql, id);
  if (letter === null) {
    process.stderr.write(`no dead letter ${id}\n`);
    return EXIT_NOT_ALL;
  }
  if (json) sayJson(deadLetterView(letter));
  else say(letterText(letter));
  return EXIT_DONE;
}

async function replay(database: Database, asked: Action): Promise<number> {
  const ids = asked.ids ?? (await idsOf(database.sql, asked.filter));
  if (asked.ids === null && !asked.yes) {
    if (asked.json) sayJson({ would_replay: ids.length });
    else say(`${ids.length} dead letter${ids.length === 1 ? '' : 's'} would be replayed; nothing was: add --yes\n`);
    return EXIT_DONE;
  }
  return withStreams(DEAD_LETTERS_USAGE, ({ redis, wallet }) =>
    act(database, asked, ids, new RedisWalletAppender(wallet, redis)),
  );
}

/**
 * Oldest first, so that a player's events come in the order they came in at first. Read before the first of them is replayed:
 * what is refused again is a new letter, and not this command's.
 */
async function idsOf(sql: Sql, filter: DeadLetterFilter): Promise<readonly number[]> {
  const ids: number[] = [];
  for (;;) {
    const page = await selectDeadLetterPage(sql, filter, ids.at(-1) ?? null, PAGE_LETTERS);
    ids.push(...page.map(({ id }) => id));
    if (page.length < PAGE_LETTERS) return ids.toReversed().slice(0, REPLAYED_MAX);
  }
}

/** One after the other; the first that fails because a server is away is the last that is tried. */
async function act(
  database: Database,
  asked: Action,
  ids: readonly number[],
  appender: WalletAppender,
): Promise<number> {
  const letters = createPostgresDeadLetters(database);
  const tried: Tried[] = [];
  for (const id of ids) {
    const { by: requestedBy, reason, note } = asked;
    const as = asked.what === 'replay' ? 'replayed' : 'discarded';
    const said = { as, at: Date.now(), requestedBy, reason, note, key: null, fingerprint: 0 } as const;
    try {
      tried.push({ id, outcome: await letters.resolve(id, said, appender) });
    } catch (error) {
      tried.push({ id, outcome: { kind: 'failed', message: error instanceof Error ? error.message : String(error) } });
      break;
    }
  }
  if (asked.json) sayJson(triedJson(tried));
  else say(triedText(tried));
  const untried = ids.length - tried.length;
  if (untried > 0) process.stderr.write(`${untried} more were not tried\n`);
  return untried === 0 && tried.every(({ outcome }) => outcome.kind === 'resolved') ? EXIT_DONE : EXIT_NOT_ALL;
}
