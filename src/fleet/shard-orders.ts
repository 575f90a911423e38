// Splits and merges, carried out by the owner of the shards: they become quiet, one fenced transaction retires them and starts
// their children here, and the children go on. Placement may move a child afterwards like any other shard.
import type { Logger } from '../observe/logger.ts';
import type { FleetStore, ShardOrder } from '../ports/fleet-store.ts';
import type { ShardHost } from '../ports/shard-host.ts';
import type { Incarnation, ShardKey, ShardOwnership } from '../ports/store.ts';

export interface ShardOrdersOptions {
  readonly store: Pick<FleetStore, 'reshape' | 'closeOrder' | 'assign'>;
  readonly host: Pick<ShardHost, 'handOff' | 'held'>;
  readonly registration: Incarnation;
  readonly logger: Logger;
}

interface SlotRange {
  readonly slotFrom: number;
  readonly slotTo: number;
}

const sameShard = (left: ShardKey, right: ShardKey): boolean =>
  left.brandId === right.brandId && left.shardNo === right.shardNo;

/** Open orders that cannot be carried out now stay open. `admit` takes the children in. */
export async function executeOrder(
  options: ShardOrdersOptions,
  order: ShardOrder,
  admit: (children: readonly ShardOwnership[]) => Promise<void>,
): Promise<void> {
  const { store, logger } = options;
  const parents = parentsOf(options, order);
  if (parents === null) return;
  if (parents === 'elsewhere') {
    await fetchOther(options, order);
    return;
  }
  const children = childrenOf(order, parents);
  if (children === null) {
    await store.closeOrder(order.id, 'failed', 'the slots do not fit the shards as they are now');
    return;
  }
  const quiet = await quieten(options, parents);
  if (quiet === null) return;
  const born = await store.reshape(quiet, children, order.id);
  if (born === null) return;
  await admit(born);
  const numbers = born.map(({ shardNo }) => shardNo);
  logger.info(
    { brandId: order.shard.brandId, kind: order.kind, order: order.id, children: numbers },
    'reshaped shards',
  );
}

/** The shards the order is about as they are held here; null where even the first is not. */
function parentsOf({ host }: ShardOrdersOptions, order: ShardOrder): readonly ShardOwnership[] | 'elsewhere' | null {
  const held = host.held();
  const first = held.find((shard) => sameShard(shard, order.shard));
  if (first === undefined) return null;
  if (order.kind === 'split') return [first];
  const other = { brandId: order.shard.brandId, shardNo: order.withShardNo };
  const second = held.find((shard) => sameShard(shard, other));
  return second === undefined ? 'elsewhere' : [first, second];
}

/** Only shards of one owner can be merged: the other one is asked to come. */
async function fetchOther({ store, registration }: ShardOrdersOptions, order: ShardOrder): Promise<void> {
  if (order.kind !== 'merge') return;
  const other = { brandId: order.shard.brandId, shardNo: order.withShardNo, target: registration.worker };
  await store.assign([other], [], { requestedBy: registration.worker, reason: `merge ordered as ${order.id}` });
}

function childrenOf(order: ShardOrder, parents: readonly ShardOwnership[]): readonly SlotRange[] | null {
  const [first, second] = parents;
  if (first === undefined) return null;
  if (order.kind === 'merge') {
    if (second === undefined) return null;
    const [left, right] = first.slotFrom < second.slotFrom ? [first, second] : [second, first];
    return left.slotTo === right.slotFrom ? [{ slotFrom: left.slotFrom, slotTo: right.slotTo }] : null;
  }
  const cuts = [...new Set(order.slotsAt)].toSorted((left, right) => left - right);
  if (cuts.length === 0 || cuts.some((slot) => slot <= first.slotFrom || slot >= first.slotTo)) return null;
  const edges = [first.slotFrom, ...cuts, first.slotTo];
  return cuts.concat(first.slotTo).map((slotTo, place) => ({ slotFrom: edges[place] ?? first.slotFrom, slotTo }));
}

/** Null where one of them was lost meanwhile: the others' rows name us without memory, and the next round gives them back. */
async function quieten(
  { host }: ShardOrdersOptions,
  parents: readonly ShardOwnership[],
): Promise<readonly ShardOwnership[] | null> {
  const quiet: ShardOwnership[] = [];
  for (const parent of parents) {
    const handed = await host.handOff(parent);
    if (handed === null) return null;
    quiet.push(handed);
  }
  return quiet;
}
