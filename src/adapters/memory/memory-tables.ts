// The tables of the memory store: plain maps that keep the order of insertion, so that the same calls always give the same
// answers. Rollings are kept encoded, as in the database: nothing that is handed out is shared with what is kept.
import { SNAPSHOTS, type SnapshotCodec } from '../../../machines/rolling.codec.ts';
import type { DueTimer, StoredAnswer } from '../../domain/command.ts';
import type { DeadLetter, Resolution } from '../../domain/dead-letter.ts';
import type { InboxEntry } from '../../domain/decide/decision.ts';
import type { BrandId, PlayerId, RollingId } from '../../domain/ids.ts';
import type { JournalEntry, RollbackMark } from '../../domain/journal.ts';
import type { RollingFacts, RollingRecord, RollingSource, RollingState } from '../../domain/rolling.ts';
import { stateOf } from '../../domain/rolling.ts';
import { decodeTerms, encodeTerms } from '../../domain/terms-codec.ts';
import type { HistoryEntry, WorkerRegistration, WorkerStatus } from '../../ports/fleet-store.ts';
import type { ParkedEvent, Quarantine, ReplayAsked } from '../../domain/quarantine.ts';
import type { OutboxRow } from '../../ports/store.ts';

export interface ShardRow {
  readonly brandId: BrandId;
  readonly shardNo: number;
  readonly slotFrom: number;
  readonly slotTo: number;
  owner: string | null;
  token: string | null;
  epoch: number;
  commitSeq: number;
  outboxSeq: number;
  retired: boolean;
  target: string | null;
  pinnedTo: string | null;
  machineVersionMin: number;
  eventsPerS: number;
  /** The order that split or merged others into it. */
  readonly madeBy: number | null;
}

export interface WorkerRow extends WorkerRegistration {
  status: WorkerStatus;
  leaseUntil: number;
  readonly startedAt: number;
  readonly streams: readonly string[];
  drainOrder: number | null;
}

export interface WalletStreamRow {
  readonly stream: string;
  owner: string | null;
  token: string | null;
  epoch: number;
  target: string | null;
  processedThrough: number | null;
  exceptBrands: readonly BrandId[];
  forgotten: boolean;
}

export interface RollingRow {
  readonly facts: Omit<RollingFacts, 'terms'>;
  readonly terms: string;
  state: RollingState;
  version: number;
  machineVersion: number;
  snapshot: string;
  updatedAt: number;
  closedAt: number | null;
  reviewOpen: boolean;
}

export interface OutboxTableRow {
  readonly row: OutboxRow;
  publishedAt: number | null;
}

export interface ConfigRow {
  readonly version: number;
  /** JSON text. */
  readonly config: string;
  readonly requestedBy?: string | null;
  readonly note?: string | null;
  readonly at?: number;
}

export interface QuarantineRow extends Quarantine {
  readonly replay: ReplayAsked | null;
}

export class MemoryTables {
  readonly shards = new Map<string, ShardRow>();
  readonly rollings = new Map<RollingId, RollingRow>();
  readonly rollingsByPlayer = new Map<string, RollingId[]>();
  readonly rollingsBySource = new Map<string, RollingId>();
  readonly journal = new Map<RollingId, JournalEntry[]>();
  readonly legs = new Map<string, JournalEntry[]>();
  readonly inbox = new Map<string, InboxEntry>();
  readonly inboxDays = new Set<number>();
  readonly marks = new Map<string, Map<string, RollbackMark>>();
  readonly timers = new Map<string, DueTimer>();
  readonly outbox = new Map<string, OutboxTableRow>();
  readonly answers = new Map<string, StoredAnswer>();
  readonly deadLetters = new Map<string, DeadLetter>();
  readonly letterResolutions = new Map<string, Resolution>();
  readonly quarantines = new Map<string, QuarantineRow>();
  /** Of each player in the order of their numbers. */
  readonly parked = new Map<string, ParkedEvent[]>();
  /** The newest of each brand. */
  readonly configs = new Map<BrandId, ConfigRow>();
  readonly olderConfigs = new Map<string, ConfigRow>();
  readonly workers = new Map<string, WorkerRow>();
  readonly walletStreams = new Map<string, WalletStreamRow>();
  /** In the order of their ids, from 1. */
  readonly history: HistoryEntry[] = [];
  /** Who asked for hints of what changes in the fleet. */
  readonly listeners = new Set<(brands: readonly BrandId[] | null) => void>();
  isLed = false;
}

/** A shard that nobody owns yet. */
export function newShard(
  place: Pick<ShardRow, 'brandId' | 'shardNo' | 'slotFrom' | 'slotTo'>,
  over: Partial<ShardRow> = {},
): ShardRow {
  const unowned = { owner: null, token: null, epoch: 0, commitSeq: 0, outboxSeq: 0, retired: false };
  const unplaced = { target: null, pinnedTo: null, machineVersionMin: 0, eventsPerS: 0, madeBy: null };
  return { ...place, ...unowned, ...unplaced, ...over };
}

export const lastShardNo = (tables: MemoryTables, brand: BrandId): number =>
  Math.max(0, ...[...tables.shards.values()].filter((row) => row.brandId === brand).map((row) => row.shardNo));

/** Parts of a key as one text that no other parts give. */
const key = (...parts: readonly (string | number)[]): string => JSON.stringify(parts);

export const shardKey = (brand: BrandId, shardNo: number): string => key(brand, shardNo);
export const playerKey = (brand: BrandId, player: PlayerId): string => key(brand, player);
export const betKey = (brand: BrandId, player: PlayerId, betId: string): string => key(brand, player, betId);
export const eventKey = (brand: BrandId, day: number, eventId: string): string => key(brand, day, eventId);
export const timerKey = (rollingId: RollingId, kind: string): string => key(rollingId, kind);
export const outboxKey = (brand: BrandId, shardNo: number, seq: number): string => key(brand, shardNo, seq);
export const configKey = (brand: BrandId, version: number): string => key(brand, version);
export const letterKey = (stream: string, entryId: string): string => key(stream, entryId);
export const answerKey = (brand: BrandId, player: PlayerId, operation: string, name: string): string =>
  key(brand, player, operation, name);
export const sourceKey = (brand: BrandId, player: PlayerId, source: RollingSource): string =>
  key(brand, player, source.type, source.id);

/** Code units, as good as any order that never changes. */
export const byText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

export function encodeRolling(
  { facts, version, updatedAt, snapshot }: RollingRecord,
  codec: SnapshotCodec = SNAPSHOTS,
): RollingRow {
  const { terms, ...rest } = facts;
  return {
    facts: { ...rest, source: { ...rest.source } },
    terms: encodeTerms(terms),
    state: stateOf(snapshot),
    version,
    machineVersion: codec.version,
    snapshot: codec.encode(snapshot),
    updatedAt,
    closedAt: snapshot.context.closedAt,
    reviewOpen: snapshot.context.review === 'open',
  };
}

export function decodeRolling(row: RollingRow, codec: SnapshotCodec = SNAPSHOTS): RollingRecord {
  const terms = decodeTerms(row.terms, row.facts.rollingId);
  return {
    facts: { ...row.facts, source: { ...row.facts.source }, terms },
    version: row.version,
    updatedAt: row.updatedAt,
    snapshot: codec.decode(row.snapshot, terms, row.machineVersion),
  };
}
