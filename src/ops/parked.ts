// `ops parked`: players in quarantine, what is parked of each, and what operators do about it. Straight on the database: a wish for a
// replay is a mark on the player's row, which the player's owner sees wherever it runs.
import { userInfo } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { openLetterPool } from '../adapters/postgres/postgres-dead-letters.ts';
import { createPostgresQuarantines } from '../adapters/postgres/postgres-quarantines.ts';
import { loadDatabaseUrl } from '../config/load-config.ts';
import type { KeptQuarantine, ParkedEvent, PlayerKey } from '../domain/quarantine.ts';
import type { BrandId } from '../domain/ids.ts';
import { parkedEventView, quarantineView } from '../domain/quarantine-view.ts';
import type { Quarantines } from '../ports/quarantines.ts';
import { PARKED_USAGE, type ParkedArguments, parseParkedArguments } from './parked-arguments.ts';
import { eventsText, quarantinesText } from './parked-text.ts';
import { UsageFault } from './usage-fault.ts';

const EXIT_DONE = 0;
const EXIT_NOT_THROUGH = 1;
const PAGE = 200;
const LOOK_EVERY_MS = 200;
const END_TIMEOUT_S = 1;

export async function parked(argv: readonly string[]): Promise<number> {
  const asked = parseParkedArguments(argv, userInfo().username);
  if (asked === 'help') {
    process.stdout.write(PARKED_USAGE);
    return EXIT_DONE;
  }
  const url = loadDatabaseUrl();
  if (url === null) throw new UsageFault('DATABASE_URL must name the database', PARKED_USAGE);
  const pool = openLetterPool(url.reveal());
  try {
    return await run(asked, createPostgresQuarantines(pool));
  } finally {
    await pool.sql.end({ timeout: END_TIMEOUT_S });
  }
}

async function run(asked: ParkedArguments, quarantines: Quarantines): Promise<number> {
  const say = (text: string, json: unknown): void => {
    process.stdout.write(asked.json ? `${JSON.stringify(json)}\n` : text);
  };
  switch (asked.action) {
    case 'list': {
      const all = await everybody(quarantines, asked.brandId);
      say(quarantinesText(all), all.map(quarantineView));
      return EXIT_DONE;
    }
    case 'show': {
      const kept = found(await quarantines.find(asked.player), asked.player);
      const events = await everyEvent(quarantines, asked.player);
      const json = { ...quarantineView(kept), events: events.map(parkedEventView) };
      say(`${quarantinesText([kept])}\n${eventsText(events)}`, json);
      return EXIT_DONE;
    }
    case 'replay': {
      const { player, by: requestedBy, reason, waitMs } = asked;
      found(await quarantines.askReplay(player, { at: Date.now(), requestedBy, reason }), player);
      const left = await ended(quarantines, player, waitMs);
      say(left === null ? 'everything went through: the quarantine has ended\n' : quarantinesText([left]), {
        ended: left === null,
        quarantine: left === null ? null : quarantineView(left),
      });
      return left === null || waitMs === 0 ? EXIT_DONE : EXIT_NOT_THROUGH;
    }
    case 'discard': {
      const { player, by: requestedBy, reason, seq } = asked;
      const outcome = await quarantines.discard(player, seq, { at: Date.now(), requestedBy, reason, note: null });
      if (outcome !== 'discarded') throw new UsageFault(SENTENCES[outcome], PARKED_USAGE);
      say(`event ${seq} is put aside among the dead letters\n`, { discarded: String(seq) });
      return EXIT_DONE;
    }
  }
}

const SENTENCES = {
  no_such_event: 'there is no parked event of that number',
  not_in_quarantine: 'the player is not in quarantine',
  replaying: 'a replay was asked for and is not over; nothing was done',
} as const;

function found(kept: KeptQuarantine | null, { playerId }: PlayerKey): KeptQuarantine {
  if (kept === null) throw new UsageFault(`player ${playerId} is not in quarantine`, PARKED_USAGE);
  return kept;
}

async function everybody(quarantines: Quarantines, brandId: BrandId | null): Promise<KeptQuarantine[]> {
  const all: KeptQuarantine[] = [];
  for (
    let page = await quarantines.page(brandId, null, PAGE);
    ;
    page = await quarantines.page(brandId, last(all), PAGE)
  ) {
    all.push(...page);
    if (page.length < PAGE) return all;
  }
}

async function everyEvent(quarantines: Quarantines, player: PlayerKey): Promise<ParkedEvent[]> {
  const all: ParkedEvent[] = [];
  for (;;) {
    const page = await quarantines.events(player, last(all)?.seq ?? 0, PAGE);
    all.push(...page);
    if (page.length < PAGE) return all;
  }
}

const last = <Item>(items: readonly Item[]): Item | null => items.at(-1) ?? null;

/** Null once the quarantine has ended; else how it stands when the replay failed, or the time was over. */
async function ended(quarantines: Quarantines, player: PlayerKey, waitMs: number): Promise<KeptQuarantine | null> {
  const until = performance.now() + waitMs;
  for (;;) {
    const kept = await quarantines.find(player);
    if (kept === null || kept.replay === null || performance.now() >= until) return kept;
    await sleep(LOOK_EVERY_MS);
  }
}
