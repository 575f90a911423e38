// `ops workers`, `shards`, `streams`, `history` and `rebalance --dry-run`: the fleet as it is now, once or every second.
import { setTimeout as sleep } from 'node:timers/promises';
import { historyView, shardView, streamViews, workerViews } from '../domain/fleet-view.ts';
import { rebalanceView } from '../domain/rebalance-view.ts';
import type { FleetStore } from '../ports/fleet-store.ts';
import { FleetArguments, type LookAsked } from './fleet-arguments.ts';
import { forgetStream } from './fleet-orders.ts';
import { historyText, rebalanceText, shardsText, streamsText, workersText } from './fleet-text.ts';
import { type FleetCommand, fleetUsage } from './fleet-usage.ts';
import { withFleet } from './with-fleet.ts';

const EXIT_TOLD = 0;
const WATCH_MS = 1_000;
const CLEAR_SCREEN = '\u001b[2J\u001b[H';

interface Seen {
  readonly text: string;
  readonly document: unknown;
}

type Look = (fleet: FleetStore) => Promise<Seen>;

const say = (text: string): void => void process.stdout.write(text);

/** `read` takes what the command needs from its arguments, so that a mistake in them is told before anybody is spoken to. */
async function show(command: FleetCommand, asked: FleetArguments, read: () => Look): Promise<number> {
  if (asked.help) {
    say(fleetUsage(command));
    return EXIT_TOLD;
  }
  const how = asked.look;
  const look = read();
  return withFleet(fleetUsage(command), async (fleet) => {
    if (how.watch) return watch(how, () => look(fleet));
    const { text, document } = await look(fleet);
    say(how.json ? `${JSON.stringify(document, null, 2)}\n` : text);
    return EXIT_TOLD;
  });
}

/** Until interrupted. What fails once is said, and looked at again: the moment of a failover is when one watches. */
async function watch({ json }: LookAsked, look: () => Promise<Seen>): Promise<number> {
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());
  while (!interrupted.signal.aborted) {
    try {
      const { text, document } = await look();
      const screen = process.stdout.isTTY ? CLEAR_SCREEN : '';
      say(json ? `${JSON.stringify(document)}\n` : `${screen}${new Date().toISOString()}\n\n${text}\n`);
    } catch (error) {
      process.stderr.write(`cannot look now: ${error instanceof Error ? error.message : String(error)}\n`);
    }
    await sleep(WATCH_MS, undefined, { signal: interrupted.signal }).catch(() => undefined);
  }
  return EXIT_TOLD;
}

export async function workers(argv: readonly string[]): Promise<number> {
  return show('workers', new FleetArguments('workers', argv, 0), () => async (fleet) => {
    const items = workerViews(await fleet.state());
    return { text: workersText(items), document: { items } };
  });
}

export async function shards(argv: readonly string[]): Promise<number> {
  const asked = new FleetArguments('shards', argv, 0);
  return show('shards', asked, () => {
    const { brand, worker } = asked;
    return async (fleet) => {
      const items = (await fleet.state()).shards
        .filter(({ brandId }) => brand === null || brandId === brand)
        .filter(({ owner, target }) => worker === null || owner === worker || target === worker)
        .map(shardView);
      return { text: shardsText(items), document: { items } };
    };
  });
}

export async function streams([what, ...rest]: readonly string[]): Promise<number> {
  if (what === 'forget') return forgetStream(rest);
  const argv = what === undefined ? [] : [what, ...rest];
  return show('streams', new FleetArguments('streams', argv, 0), () => async (fleet) => {
    const items = streamViews(await fleet.state());
    return { text: streamsText(items, Date.now()), document: { items } };
  });
}

export async function history(argv: readonly string[]): Promise<number> {
  const asked = new FleetArguments('history', argv, 0);
  return show('history', asked, () => {
    const { brand, limit } = asked;
    return async (fleet) => {
      const items = (await fleet.history(brand, null, limit)).map(historyView);
      return { text: historyText(items), document: { items } };
    };
  });
}

export async function rebalance(argv: readonly string[]): Promise<number> {
  const asked = new FleetArguments('rebalance', argv, 0);
  return show('rebalance', asked, () => {
    if (!asked.isDryRun) throw asked.fault('placement balances by itself: ask what it would do with --dry-run');
    return async (fleet) => {
      const view = rebalanceView(await fleet.state());
      return { text: rebalanceText(view), document: view };
    };
  });
}
