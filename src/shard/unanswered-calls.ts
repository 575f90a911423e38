// Wallet calls whose attempt an earlier owner recorded and whose answer can reach nobody any more: its process is gone, or it is
// fenced. They are made again at once, as the same attempt under the same key; without this a player whose release was on its
// way when a process died would wait for the attempt's deadline, half a minute, although the wallet is there.
import type { RollingRecord } from '../domain/rolling.ts';
import { callUnderWay } from '../domain/step.ts';
import { DAY_MS } from '../domain/timestamp.ts';
import type { WalletCallOrder } from '../ports/committed.ts';
import type { Store } from '../ports/store.ts';

/** At the bound the rest is left to its timers. */
const CALLS_MAX = 5_000;
const PAGE_ROLLINGS = 500;

/**
 * Call after the shards were claimed and before anything is decided: no rolling may move between the look and the call, or a
 * release could be asked for that the rolling has given up meanwhile.
 */
export async function unansweredCalls(
  store: Pick<Store, 'dueTimers' | 'load'>,
  token: string,
  now: number,
): Promise<WalletCallOrder[]> {
  // Every attempt has a timer for its repeat, so the timers name them all.
  const timers = await store.dueTimers(token, ['attempt'], now + DAY_MS, CALLS_MAX, []);
  const orders: WalletCallOrder[] = [];
  for (let start = 0; start < timers.length; start += PAGE_ROLLINGS) {
    const rollings = timers.slice(start, start + PAGE_ROLLINGS);
    const none = { players: [], events: [], bets: [], sources: [], answers: [], policies: [] };
    const loaded = await store.load({ ...none, rollings, closedSince: now });
    const traces = new Map(rollings.map(({ rollingId, trace }) => [rollingId, trace]));
    for (const rolling of loaded.rollings) {
      const order = orderOf(rolling);
      const trace = traces.get(rolling.facts.rollingId);
      if (order !== null) orders.push(trace === undefined ? order : { ...order, trace });
    }
  }
  return orders;
}

/** Null for an attempt that is still queued, or that was answered and backs off: its time has not come. */
function orderOf(rolling: RollingRecord): WalletCallOrder | null {
  const due = callUnderWay(rolling);
  if (due === null) return null;
  const { brandId, playerId, slot, rollingId, currency } = rolling.facts;
  return { brandId, playerId, slot, rollingId, currency, ...due };
}
