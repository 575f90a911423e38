// What operators do to a fleet, and what they see of it.
import {
  createPostgresFleetStore,
  type FleetPools,
  openFleetPools,
} from '../../adapters/postgres/postgres-fleet-store.ts';
import type { Authority, FleetShard, FleetState, FleetStore, HistoryEntry } from '../../ports/fleet-store.ts';

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

  /** Throws where the fleet refuses. `force` does not wait for the present owner. */
  async move(shard: FleetShard, target: string, reason: string, force = false): Promise<void> {
    const answer = await this.store.move(shard, target, force, by(reason));
    if ('refused' in answer) throw new Error(`moving ${nameOf(shard)} to ${target} was refused: ${answer.refused}`);
  }

  /** The number of the order. */
  async split(shard: FleetShard, slotsAt: readonly number[], reason: string): Promise<number> {
    const answer = await this.store.orderSplit(shard, slotsAt, by(reason));
    if ('refused' in answer) throw new Error(`splitting ${nameOf(shard)} was refused: ${answer.refused}`);
    return answer.id;
  }

  async merge(shard: FleetShard, withShardNo: number, reason: string): Promise<number> {
    const answer = await this.store.orderMerge(shard, withShardNo, by(reason));
    if ('refused' in answer) throw new Error(`merging ${nameOf(shard)} was refused: ${answer.refused}`);
    return answer.id;
  }

  /** Others take over what it has, while it serves on. */
  async drain(worker: string): Promise<void> {
    const answer = await this.store.drain(worker, by('maintenance'));
    if ('refused' in answer) throw new Error(`draining ${worker} was refused: ${answer.refused}`);
  }

  async undrain(worker: string): Promise<void> {
    const answer = await this.store.undrain(worker, by('back from maintenance'));
    if ('refused' in answer) throw new Error(`${worker} may not come back: ${answer.refused}`);
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

const nameOf = ({ brandId, shardNo }: FleetShard): string => `shard ${shardNo} of ${brandId}`;
