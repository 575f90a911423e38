// Where the fleet agrees on who owns what. Two adapters keep one contract suite: Postgres, and memory for simulation. All times are
// judged by the store's own clock; nothing here is needed for safety, which is the fence's.
import type { FleetRefusal } from '../domain/fleet-refusals.ts';
import type { BrandId } from '../domain/ids.ts';
import type { Incarnation, ShardKey, ShardOwnership } from './store.ts';

/** `joining`: registered, not serving yet. `draining`: keeps what it has until others have taken it over. */
export type WorkerStatus = 'joining' | 'active' | 'draining';

export interface WorkerRegistration extends Incarnation {
  /** Where its link listens, as ws://host:port. */
  readonly address: string;
  readonly build: string;
  /** The newest snapshots it can read. */
  readonly machineVersion: number;
  /** Its share of the load, relative to the others' capacities. */
  readonly capacity: number;
}

export interface FleetWorker extends WorkerRegistration {
  readonly status: WorkerStatus;
  /** Its lease has not ended, by the store's clock. */
  readonly alive: boolean;
  readonly startedAt: number;
  /** The wallet streams it is configured to read. */
  readonly streams: readonly string[];
  /** An operator's drain, which outlives the incarnation; null where it drains by itself, because it is about to end. */
  readonly drain: {
    readonly order: number;
    /** It still holds something, or did when the leader last looked. */
    readonly isOpen: boolean;
  } | null;
}

export interface FleetShard extends ShardKey {
  readonly slotFrom: number;
  readonly slotTo: number;
  /** Null: nobody's, as after a hand-off's first half. */
  readonly owner: string | null;
  readonly epoch: number;
  /** Its owner's incarnation is the registered one and its lease has not ended. */
  readonly ownerAlive: boolean;
  readonly target: string | null;
  readonly pinnedTo: string | null;
  readonly machineVersionMin: number;
  readonly eventsPerS: number;
  /**
   * It was moved to its owner within the last `ORDERED_STAY_MS` by an operator, or `BALANCED_STAY_MS` for balance (placement-state.ts),
   * or an order to split or merge it is open.
   */
  readonly resting: boolean;
}

export interface FleetStream {
  readonly stream: string;
  readonly owner: string | null;
  readonly epoch: number;
  readonly ownerAlive: boolean;
  readonly target: string | null;
  /** Everything that was on it at this moment is processed, entries of `exceptBrands` apart; null: not known yet. */
  readonly processedThrough: number | null;
  readonly exceptBrands: readonly BrandId[];
}

/** All that a placement is decided on, as of one moment. */
export interface FleetState {
  readonly workers: readonly FleetWorker[];
  readonly shards: readonly FleetShard[];
  readonly streams: readonly FleetStream[];
}

/** Who wanted it and why: kept in the history. */
export interface Authority {
  readonly requestedBy: string;
  readonly reason: string;
}

export interface ShardTarget extends ShardKey {
  /** Null takes a wish back. */
  readonly target: string | null;
}

export interface StreamTarget {
  readonly stream: string;
  readonly target: string | null;
}

/** A shard and where its owner is to be reached; what a router needs. */
export interface Route extends ShardKey {
  readonly slotFrom: number;
  readonly slotTo: number;
  readonly epoch: number;
  /** Null while nobody owns it, or its owner's lease has ended. */
  readonly owner: { readonly worker: string; readonly token: string; readonly address: string } | null;
}

/** The right to read a wallet stream. */
export interface StreamLease {
  readonly stream: string;
  readonly token: string;
  readonly epoch: number;
}

export interface HeldShard extends ShardKey {
  readonly epoch: number;
  readonly target: string | null;
}

/** An incarnation's own view, told with every renewal. */
export interface Assignments {
  readonly status: WorkerStatus;
  /** Its shards by the rows; one that it holds in memory and that is not here has another owner or epoch. */
  readonly shards: readonly HeldShard[];
  readonly streams: readonly { readonly stream: string; readonly epoch: number; readonly target: string | null }[];
  /** How many shards and streams wait for it to claim them now. */
  readonly claimable: number;
}

/** Asked of one shard's owner. */
export type ShardOrder =
  | { readonly kind: 'split'; readonly id: number; readonly shard: ShardKey; readonly slotsAt: readonly number[] }
  | { readonly kind: 'merge'; readonly id: number; readonly shard: ShardKey; readonly withShardNo: number };

export interface HistoryEntry extends Authority {
  readonly id: number;
  readonly at: number;
  readonly kind: string;
  readonly brandId: BrandId | null;
  readonly shardNo: number | null;
  readonly subject: string | null;
  /** JSON. */
  readonly detail: string;
  readonly state: 'open' | 'done' | 'failed';
  readonly outcome: string | null;
  readonly doneAt: number | null;
}

/** Refused, and nothing changed; or the id of its entry in the history. */
export type OrderAnswer = { readonly refused: FleetRefusal } | { readonly id: number };

export interface FleetStore {
  /** Joins, or comes again: an older incarnation of the same name is replaced, and what it held is claimable at once. */
  register(registration: WorkerRegistration, leaseMs: number, streams: readonly string[]): Promise<void>;
  /**
   * Renews by the store's clock and tells what is wanted of this incarnation. Null: the name belongs to another incarnation now.
   * The lease counts from the moment the request was sent: the caller reckons from then.
   */
  renew(by: Incarnation, leaseMs: number): Promise<Assignments | null>;
  /**
   * What a worker says it is; false, and nothing set, where another incarnation has its name. One that an operator drained stays
   * `draining` however active it calls itself.
   */
  setStatus(by: Incarnation, status: WorkerStatus): Promise<boolean>;
  /** Ends the lease and gives everything back; the row goes, unless an operator drained it. */
  leave(by: Incarnation): Promise<void>;
  reportLoads(loads: readonly (ShardKey & { readonly eventsPerS: number })[]): Promise<void>;

  /**
   * Takes over what waits for this worker: shards and streams targeted at it (or held by an older incarnation of its name) whose
   * owner let go or whose owner's lease has ended. A new epoch under this token, the target cleared.
   */
  claim(
    by: Incarnation,
    limit: number,
  ): Promise<{
    readonly shards: readonly ShardOwnership[];
    readonly streams: readonly StreamLease[];
  }>;
  /**
   * Those of the brand's shards that this incarnation owns, after its first shard of all slots was made for it where nobody had
   * heard of the brand. Takes nothing that is there already: what nobody owns is the leader's to place.
   * Null makes the first shard nobody's, for a process that owns nothing.
   */
  openBrand(brandId: BrandId, by: Incarnation | null): Promise<readonly ShardOwnership[]>;
  /** Lets go of shards whose memory is flushed and gone. Those not held under this epoch any more are left alone. */
  release(shards: readonly (ShardKey & { readonly epoch: number })[], by: Incarnation): Promise<void>;
  releaseStreams(streams: readonly StreamLease[]): Promise<void>;
  /** This worker cannot read the shard's snapshots: lets go, and whoever takes it must read at least `machineVersionMin`. */
  refuse(shard: ShardKey & { readonly epoch: number }, machineVersionMin: number, by: Incarnation): Promise<void>;

  /** The whole state; for the leader and for operators. */
  state(): Promise<FleetState>;
  /** Equal to an earlier one while no worker came, went, died, or changed its status: what no hint tells, at the price of a few rows. */
  pulse(): Promise<string>;
  /** Sets wishes and writes the history; wishes equal to what is there are ignored. */
  assign(shards: readonly ShardTarget[], streams: readonly StreamTarget[], authority: Authority): Promise<void>;
  /** Routes of these brands, or of all. */
  routes(brands: readonly BrandId[] | null): Promise<readonly Route[]>;
  /** The present epoch of each wallet stream. */
  streamEpochs(): Promise<ReadonlyMap<string, number>>;

  /**
   * An operator's move; `force` lets the target claim from a living owner at once. Open in the history until a claim ends it, as
   * done, or failed where somebody else has the shard; failed as well where another wish takes its place.
   */
  move(shard: ShardKey, target: string, force: boolean, authority: Authority): Promise<OrderAnswer>;
  pin(shard: ShardKey, worker: string | null, authority: Authority): Promise<OrderAnswer>;
  /** Others take over what it holds; open in the history until it holds nothing. Drained already: the same order. */
  drain(worker: string, authority: Authority): Promise<OrderAnswer>;
  undrain(worker: string, authority: Authority): Promise<OrderAnswer>;
  /** These hold nothing any more: open orders to drain them are done. */
  drained(workers: readonly string[]): Promise<void>;
  /** Nobody is configured to read it: nothing waits for it any more. A worker that registers with it brings it back. */
  forgetStream(stream: string, authority: Authority): Promise<OrderAnswer>;
  orderSplit(shard: ShardKey, slotsAt: readonly number[], authority: Authority): Promise<OrderAnswer>;
  orderMerge(shard: ShardKey, withShardNo: number, authority: Authority): Promise<OrderAnswer>;
  /** Open orders about shards that this incarnation owns. */
  openOrders(by: Incarnation): Promise<readonly ShardOrder[]>;
  closeOrder(id: number, state: 'done' | 'failed', outcome: string): Promise<void>;
  /**
   * One fenced transaction by the owner of all `parents`: they retire, children of these slot ranges start at epoch 1,
   * sequence 1, owned by the same incarnation, and the order is done. Null: nothing happened, as the parents are held otherwise by
   * now or the order is not open. Asked again after it happened (the answer was lost) it gives the children that are still this
   * incarnation's under epoch 1. Shard numbers are never used again. Throws `RangeError` where the children do not cover exactly
   * the parents' slots.
   */
  reshape(
    parents: readonly ShardOwnership[],
    children: readonly { readonly slotFrom: number; readonly slotTo: number }[],
    orderId: number,
  ): Promise<readonly ShardOwnership[] | null>;

  /** Newest first, below `beforeId`; of one brand, or all. */
  history(brandId: BrandId | null, beforeId: number | null, limit: number): Promise<readonly HistoryEntry[]>;
  historyEntry(id: number): Promise<HistoryEntry | null>;
  /**
   * Calls back whenever something of the fleet changed somewhere (routes of these brands; null: anything), and once after every
   * reconnection. Only a hint: everybody also looks by themselves now and then.
   */
  listen(onHint: (brands: readonly BrandId[] | null) => void): Promise<{ readonly close: () => Promise<void> }>;
  /**
   * At most one process holds the leadership, for as long as its session lives. Null: somebody else has it.
   * `lost` resolves when the session ended.
   */
  lead(): Promise<{ readonly lost: Promise<void>; readonly resign: () => Promise<void> } | null>;
}
