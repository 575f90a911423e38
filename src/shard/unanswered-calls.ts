// Wallet calls whose attempt an earlier owner recorded and whose answer can reach nobody any more: its process is gone, or it is
// fenced. They are made again at once, as the same attempt under the same key; without this a player whose release was on its
// way when a process died would wait for the attempt's deadline, half a minute, although the wallet is there.
import type { BrandId } from '../domain/ids.ts';
import type { RollingRecord } from '../domain/rolling.ts';
import { callUnderWay } from '../domain/step.ts';
import type { Logger } from '../observe/logger.ts';
import type { Clock } from '../ports/clock.ts';
import type { WalletCallOrder } from '../ports/committed.ts';
import type { ShardOwnership, Store } from '../ports/store.ts';

/** At the bound the rest is left to its timers: a hand-off must not wait for thousands of rollings to be read. */
const CALLS_MAX = 500;

/**
 * Call after the shards were claimed and before they are admitted: no rolling may move between the look and the call, or a
 * release could be asked for that the rolling has given up meanwhile.
 */
async function unansweredCalls(
  store: Pick<Store, 'attemptsUnderWay' | 'load'>,
  shards: readonly ShardOwnership[],
  now: number,
): Promise<WalletCallOrder[]> {
  // Every attempt has a timer for its repeat, so the timers name them all.
  const rollings = await store.attemptsUnderWay(shards, CALLS_MAX);
  if (rollings.length === 0) return [];
  const none = { players: [], events: [], bets: [], sources: [], answers: [], policies: [] };
  const loaded = await store.load({ ...none, rollings, closedSince: now });
  const traces = new Map(rollings.map(({ rollingId, trace }) => [rollingId, trace]));
  return loaded.rollings.flatMap((rolling) => {
    const order = orderOrNothing(rolling);
    if (order === null) return [];
    const trace = traces.get(rolling.facts.rollingId);
    return [trace === undefined ? order : { ...order, trace }];
  });
}

/** One rolling that cannot be looked at must not cost the others their calls; whoever decides about it finds out. */
function orderOrNothing(rolling: RollingRecord): WalletCallOrder | null {
  try {
    return orderOf(rolling);
  } catch {
    return null;
  }
}

export interface RepeatOptions {
  readonly store: Pick<Store, 'attemptsUnderWay' | 'load'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** With it off nothing is asked of the wallet again, not even what nobody heard the answer of. */
  readonly switches: { readonly completionRetry: boolean };
  /** Whether a wallet call of this brand may start now. */
  readonly walletOpen: (brandId: BrandId) => boolean;
}

/** Only a short cut: where it fails, the attempts' own timers repeat them. */
export async function callsToRepeat(
  { store, clock, logger, switches, walletOpen }: RepeatOptions,
  shards: readonly ShardOwnership[],
): Promise<readonly WalletCallOrder[]> {
  if (!switches.completionRetry) return [];
  try {
    const recorded = await unansweredCalls(store, shards, clock.now());
    const orders = recorded.filter(({ brandId }) => walletOpen(brandId));
    if (orders.length > 0)
      logger.info({ calls: orders.length }, 'asks the wallet again what nobody heard the answer of');
    return orders;
  } catch (error) {
    logger.warn({ err: error }, 'cannot look for unanswered wallet calls; their timers repeat them');
    return [];
  }
}

/** Null for an attempt that is still queued, or that was answered and backs off: its time has not come. */
function orderOf(rolling: RollingRecord): WalletCallOrder | null {
  const due = callUnderWay(rolling);
  if (due === null) return null;
  const { brandId, playerId, slot, rollingId, currency } = rolling.facts;
  return { brandId, playerId, slot, rollingId, currency, ...due };
}
