// What reaches the owner of a player's rollings, and how the sender hears that it is done. Everything that happens to a rolling
// comes through here, in order per player.
import type { Command, CommandReply, DueTimer, WalletResult } from '../domain/command.ts';
import type { BrandId, PlayerId, RollingId } from '../domain/ids.ts';
import type { Trace } from '../domain/trace.ts';
import type { BetRolledBack, BetSettled } from '../domain/wallet-event.ts';

export type Occasion =
  | { readonly kind: 'settle'; readonly event: BetSettled }
  | { readonly kind: 'rollback'; readonly event: BetRolledBack }
  | { readonly kind: 'command'; readonly command: Command; readonly deadlineAt: number }
  | { readonly kind: 'timer'; readonly timer: DueTimer }
  | { readonly kind: 'wallet'; readonly result: WalletResult }
  /** The rolling's snapshot is of an older machine version: to be written as this build writes it, and nothing else. */
  | { readonly kind: 'rewrite'; readonly rollingId: RollingId }
  /** A parked event that is among the dead letters by now: it waits no longer. */
  | { readonly kind: 'unpark' }
  /** Everything parked up to this number went through: the player's quarantine ends. */
  | { readonly kind: 'release'; readonly through: number };

/** A parked event on its way through again, given by the owner to itself. */
export interface Replay {
  readonly seq: number;
  /** Shared by all that were sent together: after one that fails, or is to become a dead letter, the others know. */
  readonly run: { hasFailed: boolean; hasRefused: boolean };
}

/** A stream entry as it was read, so that it can be handed to whichever process owns its shard. */
export interface StreamOrigin {
  readonly stream: string;
  /** Of the lease under which it was read. */
  readonly streamEpoch: number;
  /** 0 for what is handed on for the first time, else higher than ever before; see `Owner.deliver`. */
  readonly round: number;
  readonly entryId: string;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * How an occasion ended. `durable`: whatever effect it had is committed, or it rightly had none, verified by a fence. `refused`:
 * it may not be applied and belongs among the dead letters. `lost`: this worker does not own the player any more; nothing was
 * done here, and the sender must take it to the new owner. `busy`: no room for it now; come again.
 */
export type Ending =
  | { readonly kind: 'durable'; readonly reply: CommandReply | null }
  | { readonly kind: 'refused'; readonly refusal: { readonly code: string; readonly detail: string } }
  | { readonly kind: 'lost' }
  | { readonly kind: 'busy' };

export interface Envelope {
  readonly occasion: Occasion;
  readonly brandId: BrandId;
  readonly playerId: PlayerId;
  readonly slot: number;
  readonly receivedAt: number;
  /** Given for stream entries. */
  readonly origin?: StreamOrigin;
  /** The trace that what caused this came with. */
  readonly trace?: Trace | null;
  /** Of the request that a command came with, for the log. */
  readonly requestId?: string;
  /** Given where it is a replay. */
  readonly replay?: Replay;
  /** Given once the database refused for good what was decided about it, even alone. */
  readonly refusedBy?: string;
  /** Called exactly once, after the commit. Must not throw and must not wait. */
  readonly end: (ending: Ending) => void;
}

/** The worker's own shards, as the stages before them see them. */
export interface Owner {
  /** Whether `brandId` has a shard here; if not, `openBrand` must come first. */
  knows(brandId: BrandId): boolean;
  /** Looks the brand's shards up in the database, makes its first one where there is none, and takes them over. */
  openBrand(brandId: BrandId): Promise<void>;
  /**
   * Queues the envelope behind everything that came before it for the same shard. Where a stream entry is sent back (`lost`, `busy`)
   * and its reader hears of it only later, whatever else of its slot is on the way must be sent back as well, or it would overtake:
   * until one comes under a higher round, which proves that its reader knew (src/domain/refused-slots.ts).
   */
  deliver(envelope: Envelope): void;
  /** Whether stream entries of this slot would be taken now, as far as is known. Cheap: asked for whatever is left behind. */
  ready(brandId: BrandId, slot: number): boolean;
  /** Resolves when there is room for more stream entries. */
  room(): Promise<void>;
}
