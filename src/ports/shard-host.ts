// The shards of one process as the fleet sees them: what comes into its hands, what leaves them, and what is inside.
import type { Command, CommandOrigin } from '../domain/command.ts';
import type { BrandId } from '../domain/ids.ts';
import type { ForwardedReply } from './link.ts';
import type { Envelope } from './occasion.ts';
import type { ShardKey, ShardOwnership } from './store.ts';

export interface ShardHost {
  /** The epoch under which the slot is owned here and envelopes are taken; null where it is not. */
  epochAt(brandId: BrandId, slot: number): number | null;
  /** Queues the envelope behind everything that came before it for the same shard. False, and nothing happened, where the slot is not taken here. */
  tryDeliver(envelope: Envelope): boolean;
  /** Whether stream entries of the slot would be taken now. */
  ready(brandId: BrandId, slot: number): boolean;
  /** Resolves when there is room for more stream entries. */
  room(): Promise<void>;
  /** Whether stream entries from elsewhere are still taken. */
  readonly hasRoom: boolean;
  /** Decides the command here, or says that its shard is elsewhere. */
  command(command: Command, deadlineAt: number, origin?: CommandOrigin): Promise<ForwardedReply>;
  /** Begins to own what was claimed. */
  admit(shards: readonly ShardOwnership[]): Promise<void>;
  /**
   * From now on the shard takes nothing more. Resolves once everything it took is durable and told, and it is gone from memory,
   * with its last sequences; null where it was lost meanwhile, or is not here.
   */
  handOff(shard: ShardKey): Promise<ShardOwnership | null>;
  /** Gone at once: another owner has it, or nobody may rely on us any more. What waited is handed back to its senders. */
  lose(shard: ShardKey): void;
  held(): readonly ShardOwnership[];
  /** Events decided per shard since the last call; shards without any are left out. */
  takeLoads(): readonly (ShardKey & { readonly events: number })[];
}
