// A rolling's snapshot as JSON and back. FROZEN FORMAT (machine version 1, held by golden files): exact integers are decimal
// strings, times epoch milliseconds; what stands at its initial value is left out; terms are stored once, beside it.
import type { SnapshotFrom, StateValueFrom } from 'xstate';
import {
  type Ending,
  type MachineTerms,
  type RollingContext,
  type WalletCallState,
  initialContext,
} from './rolling.context.ts';
import { rollingMachine } from './rolling.machine.ts';
import { MACHINE_VERSION, type JsonObject, upcast } from './rolling.upcast.ts';

export type RollingSnapshot = SnapshotFrom<typeof rollingMachine>;
type RollingStateValue = StateValueFrom<typeof rollingMachine>;

interface PersistedCall {
  readonly amount: string;
  readonly attempts: number;
  readonly outcome: WalletCallState['outcome'];
  readonly next?: number;
  readonly error?: string;
  readonly tx?: string;
}

/** The persisted shape. `active_from` is always there; everything else only where it differs from a fresh rolling. */
interface PersistedSnapshot {
  readonly value: RollingStateValue;
  readonly active_from: number;
  readonly progress?: string;
  readonly bets?: number;
  readonly expires_at?: number;
  readonly reversed?: string;
  readonly waiting?: string;
  readonly waiting_bets?: number;
  readonly suspended_at?: number;
  readonly forced?: true;
  readonly release?: PersistedCall;
  readonly forfeit?: PersistedCall;
  readonly ending?: Ending;
  readonly closed_at?: number;
  readonly review?: 'open' | 'done';
}

function encodeCall(call: WalletCallState): PersistedCall {
  return {
    amount: call.amountMinor.toString(),
    attempts: call.attempts,
    outcome: call.outcome,
    ...(call.nextAttemptAt === null ? {} : { next: call.nextAttemptAt }),
    ...(call.lastError === null ? {} : { error: call.lastError }),
    ...(call.transactionId === null ? {} : { tx: call.transactionId }),
  };
}

function decodeCall(call: PersistedCall | undefined): WalletCallState | null {
  if (call === undefined) return null;
  return {
    amountMinor: BigInt(call.amount),
    attempts: call.attempts,
    outcome: call.outcome,
    nextAttemptAt: call.next ?? null,
    lastError: call.error ?? null,
    transactionId: call.tx ?? null,
  };
}

/** The snapshot as a compact JSON text, ready for the database. */
export function encodeSnapshot(snapshot: RollingSnapshot): string {
  const context = snapshot.context;
  // Undefined members vanish in JSON; the order of members is part of the golden files.
  return JSON.stringify({
    value: snapshot.value,
    active_from: context.activeFrom,
    progress: context.progress === 0n ? undefined : context.progress.toString(),
    bets: context.betsCounted === 0 ? undefined : context.betsCounted,
    expires_at: context.expiresAt ?? undefined,
    reversed: context.reversed === 0n ? undefined : context.reversed.toString(),
    waiting: context.waiting === 0n ? undefined : context.waiting.toString(),
    waiting_bets: context.waitingBets === 0 ? undefined : context.waitingBets,
    suspended_at: context.suspendedAt ?? undefined,
    forced: context.forced ? true : undefined,
    release: context.release === null ? undefined : encodeCall(context.release),
    forfeit: context.forfeit === null ? undefined : encodeCall(context.forfeit),
    ending: context.ending ?? undefined,
    closed_at: context.closedAt ?? undefined,
    review: context.review ?? undefined,
  });
}

function decodeContext(persisted: PersistedSnapshot, terms: MachineTerms): RollingContext {
  return {
    ...initialContext({ terms, activeFrom: persisted.active_from, expiresAt: persisted.expires_at ?? null }),
    progress: BigInt(persisted.progress ?? 0),
    betsCounted: persisted.bets ?? 0,
    reversed: BigInt(persisted.reversed ?? 0),
    waiting: BigInt(persisted.waiting ?? 0),
    waitingBets: persisted.waiting_bets ?? 0,
    suspendedAt: persisted.suspended_at ?? null,
    forced: persisted.forced ?? false,
    release: decodeCall(persisted.release),
    forfeit: decodeCall(persisted.forfeit),
    ending: persisted.ending ?? null,
    closedAt: persisted.closed_at ?? null,
    review: persisted.review ?? null,
  };
}

function isPersisted(value: JsonObject): value is JsonObject & PersistedSnapshot {
  return 'value' in value && typeof value['active_from'] === 'number';
}

/** How a build writes snapshots, and which it can read. Tests put two builds side by side with a codec each. */
export interface SnapshotCodec {
  readonly version: number;
  readonly encode: (snapshot: RollingSnapshot) => string;
  /** Throws `SnapshotTooNewError` for a version above its own, something else for what is no snapshot. */
  readonly decode: (json: string, terms: MachineTerms, version: number) => RollingSnapshot;
}

/**
 * Restores a snapshot written by machine version `version`. Throws `SnapshotTooNewError` for a newer one, `TypeError` where
 * the text is no snapshot. The statechart has no history states and no children, so `resolveState` restores it whole.
 */
export function decodeSnapshot(json: string, terms: MachineTerms, version: number = MACHINE_VERSION): RollingSnapshot {
  const parsed: unknown = JSON.parse(json);
  if (typeof parsed !== 'object' || parsed === null) throw new TypeError('a snapshot is a JSON object');
  const lifted = upcast(Object.fromEntries(Object.entries(parsed)), version);
  if (!isPersisted(lifted)) throw new TypeError('a snapshot has a state value and active_from');
  return rollingMachine.resolveState({ value: lifted.value, context: decodeContext(lifted, terms) });
}

/** This build's. */
export const SNAPSHOTS: SnapshotCodec = { version: MACHINE_VERSION, encode: encodeSnapshot, decode: decodeSnapshot };
