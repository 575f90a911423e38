// `ops move`, `pin`, `drain`, `undrain`, `split`, `merge` and `streams forget`: an order is a row, and whoever it is about does it.
// Nothing here waits for anybody unless told to: the history says what became of it.
import { setTimeout as sleep } from 'node:timers/promises';
import { refusalCode, refusalSentence } from '../domain/fleet-refusals.ts';
import { historyView } from '../domain/fleet-view.ts';
import { cutsInto } from '../domain/split-evenly.ts';
import type { Authority, FleetStore, HistoryEntry, OrderAnswer } from '../ports/fleet-store.ts';
import { FleetArguments } from './fleet-arguments.ts';
import { duration } from './fleet-text.ts';
import { type FleetCommand, fleetUsage } from './fleet-usage.ts';
import { withFleet } from './with-fleet.ts';

const EXIT_DONE = 0;
const EXIT_NOT_DONE = 1;
const LOOK_MS = 100;

const say = (text: string): void => void process.stdout.write(text);
const sayJson = (document: unknown): void => say(`${JSON.stringify(document, null, 2)}\n`);

type Give = (fleet: FleetStore, authority: Authority) => Promise<OrderAnswer>;

/** `read` takes what the command needs from its arguments, so that a mistake in them is told before anybody is spoken to. */
async function giveOrder(command: FleetCommand, asked: FleetArguments, read: () => Give): Promise<number> {
  if (asked.help) {
    say(fleetUsage(command));
    return EXIT_DONE;
  }
  const { order } = asked;
  const give = read();
  return withFleet(fleetUsage(command), async (fleet) => {
    const answer = await give(fleet, order.authority);
    if ('refused' in answer) {
      const [code, detail] = [refusalCode(answer.refused), refusalSentence(answer.refused)];
      if (order.json) sayJson({ refused: code, detail });
      else process.stderr.write(`refused (${code}): ${detail}\n`);
      return EXIT_NOT_DONE;
    }
    const entry = await endOf(fleet, answer.id, order.waitMs ?? 0);
    if (order.json) sayJson(historyView(entry));
    else say(`${outcomeText(entry)}\n`);
    return entry.state === 'done' || (entry.state === 'open' && order.waitMs === null) ? EXIT_DONE : EXIT_NOT_DONE;
  });
}

/** The entry once it is no longer open, or as it is when the time is over. */
async function endOf(fleet: FleetStore, id: number, waitMs: number): Promise<HistoryEntry> {
  const until = performance.now() + waitMs;
  for (;;) {
    const entry = await fleet.historyEntry(id);
    if (entry === null) throw new Error(`order ${id} is not in the history`);
    if (entry.state !== 'open' || performance.now() >= until) return entry;
    await sleep(LOOK_MS);
  }
}

function outcomeText({ id, kind, brandId, shardNo, subject, state, outcome, at, doneAt }: HistoryEntry): string {
  const of = brandId === null ? subject : `${brandId}/${shardNo}`;
  const order = `order ${id}, ${kind} ${of}`;
  if (state === 'open') return `${order}: open; 'ops history' tells what becomes of it`;
  const took = doneAt === null || doneAt === at ? '' : ` after ${duration(doneAt - at)}`;
  return `${order}: ${state}${took}${outcome === null ? '' : `: ${outcome}`}`;
}

export async function move(argv: readonly string[]): Promise<number> {
  const asked = new FleetArguments('move', argv, 2);
  return giveOrder('move', asked, () => {
    const { shard, isForced, positionals } = asked;
    return (fleet, authority) => fleet.move(shard, positionals[1] ?? '', isForced, authority);
  });
}

export async function pin(argv: readonly string[]): Promise<number> {
  const asked = new FleetArguments('pin', argv, argv.includes('--none') ? 1 : 2);
  return giveOrder('pin', asked, () => {
    const { shard, pinnedTo } = asked;
    return (fleet, authority) => fleet.pin(shard, pinnedTo, authority);
  });
}

export async function drain(argv: readonly string[]): Promise<number> {
  const asked = new FleetArguments('drain', argv, 1);
  return giveOrder('drain', asked, () => (fleet, authority) => fleet.drain(asked.positionals[0] ?? '', authority));
}

export async function undrain(argv: readonly string[]): Promise<number> {
  const asked = new FleetArguments('undrain', argv, 1);
  return giveOrder('undrain', asked, () => (fleet, authority) => fleet.undrain(asked.positionals[0] ?? '', authority));
}

export async function split(argv: readonly string[]): Promise<number> {
  const asked = new FleetArguments('split', argv, 1);
  return giveOrder('split', asked, () => {
    const { shard, cut } = asked;
    if ('at' in cut) return (fleet, authority) => fleet.orderSplit(shard, cut.at, authority);
    return async (fleet, authority) => {
      const routes = await fleet.routes([shard.brandId]);
      const route = routes.find(({ shardNo }) => shardNo === shard.shardNo);
      if (route === undefined) return { refused: 'no_such_shard' };
      const slotsAt = cutsInto(route.slotFrom, route.slotTo, cut.into);
      return slotsAt === null ? { refused: 'bad_slot' } : fleet.orderSplit(shard, slotsAt, authority);
    };
  });
}

export async function merge(argv: readonly string[]): Promise<number> {
  const asked = new FleetArguments('merge', argv, 2);
  return giveOrder('merge', asked, () => {
    const { shard, otherShardNo } = asked;
    return (fleet, authority) => fleet.orderMerge(shard, otherShardNo, authority);
  });
}

export async function forgetStream(argv: readonly string[]): Promise<number> {
  const asked = new FleetArguments('streams forget', argv, 1);
  return giveOrder(
    'streams forget',
    asked,
    () => (fleet, authority) => fleet.forgetStream(asked.positionals[0] ?? '', authority),
  );
}
