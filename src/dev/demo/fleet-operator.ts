// What operators do to a fleet, and what they see of it.
import {
  createPostgresFleetStore,
  type FleetPools,
  openFleetPools,
} from '../../adapters/postgres/postgres-fleet-store.ts';
import type {
  Authority,
  FleetShard,
  FleetState,
  FleetStore,
  HistoryEntry,
  OrderAnswer,
} from '../../ports/fleet-store.ts';

export class FleetOperator {
  private readonly pools: FleetPools;
  private readonly store: FleetStore;

  constructor(databaseUrl: string) {
    this.pools = openFleetPools(databaseUrl, databaseUrl);
    this.store = createPostgresFleetStore(this.pools);
  }

  async state(): Promise<FleetState> {
    return this.store.state();
  }

  /** Throws where the fleet refuses, as the others do. `force` does not wait for the present owner. */
  async move(shard: FleetShard, target: string, reason: string, force = false): Promise<void> {
    accepted(await this.store.move(shard, target, force, by(reason)), `moving ${nameOf(shard)} to ${target}`);
  }

  async split(shard: FleetShard, slotsAt: readonly number[], reason: string): Promise<void> {
    accepted(await this.store.orderSplit(shard, slotsAt, by(reason)), `splitting ${nameOf(shard)}`);
  }

  async merge(shard: FleetShard, withShardNo: number, reason: string): Promise<void> {
    accepted(await this.store.orderMerge(shard, withShardNo, by(reason)), `merging ${nameOf(shard)}`);
  }

  /** Others take over what it has, while it serves on. */
  async drain(worker: string, reason: string): Promise<void> {
    accepted(await this.store.drain(worker, by(reason)), `draining ${worker}`);
  }

  async undrain(worker: string, reason: string): Promise<void> {
    accepted(await this.store.undrain(worker, by(reason)), `undraining ${worker}`);
  }

  /** Newest first. */
  async history(limit: number): Promise<readonly HistoryEntry[]> {
    return this.store.history(null, null, limit);
  }

  async close(): Promise<void> {
    await this.pools.end();
  }
}

const by = (reason: string): Authority => ({ requestedBy: 'operator', reason });

function accepted(answer: OrderAnswer, what: string): void {
  if ('refused' in answer) throw new Error(`${what} was refused: ${answer.refused}`);
}

const nameOf = ({ brandId, shardNo }: FleetShard): string => `shard ${shardNo} of ${brandId}`;
