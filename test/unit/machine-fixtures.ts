// The statechart's events with the values that tests do not care about, and the shortest way by real steps into each of its states.
import fc from 'fast-check';
import type { MachineTerms } from '../../machines/rolling.context.ts';
import type { RollingEvent } from '../../machines/rolling.events.ts';
import type { RollingSnapshot } from '../../machines/rolling.codec.ts';
import { initialSnapshot, transition } from '../../machines/rolling.transition.ts';

export const AT = Date.UTC(2026, 10, 2, 12);
export const TARGET = 1_000_000n;

export type TermsOverrides = Partial<Omit<MachineTerms, 'policy'>> & Partial<MachineTerms['policy']>;

export function machineTerms(overrides: TermsOverrides = {}): MachineTerms {
  const { retry, forfeit, suspensionFreezesExpiry, rollbackAfterCompletion, ...terms } = overrides;
  return {
    rollingId: '019a4b2c-0000-7abc-8000-000000000001',
    target: TARGET,
    releaseMinor: 500n,
    maxConversionMinor: null,
    policy: {
      retry: retry ?? { maxAttempts: 2, baseMs: 500, maxMs: 60_000 },
      forfeit: forfeit ?? 'bonus_only',
      suspensionFreezesExpiry: suspensionFreezesExpiry ?? false,
      rollbackAfterCompletion: rollbackAfterCompletion ?? 'record',
    },
    ...terms,
  };
}

export function pendingSnapshot(terms: MachineTerms = machineTerms()): RollingSnapshot {
  return initialSnapshot({ terms, activeFrom: AT, expiresAt: AT + 86_400_000 });
}

/** `completing.queued`, or the state itself where it has no states inside. */
export function leafOf(snapshot: RollingSnapshot): string {
  const { value } = snapshot;
  return typeof value === 'string' ? value : Object.entries(value).flat().join('.');
}

type EventType = RollingEvent['type'];
type EventOf<Type extends EventType> = Extract<RollingEvent, { type: Type }>;

const DEFAULTS: { readonly [Type in EventType]: EventOf<Type> } = {
  ACTIVATE: { type: 'ACTIVATE', at: AT },
  ADJUST: { type: 'ADJUST', at: AT, walletOpen: true, credited: 0n, expiresAt: null },
  ATTEMPT_DUE: { type: 'ATTEMPT_DUE', at: AT, walletOpen: true },
  BET_ROLLED_BACK: { type: 'BET_ROLLED_BACK', at: AT, reversed: TARGET, whole: true },
  BET_SETTLED: { type: 'BET_SETTLED', at: AT, walletOpen: true, credited: TARGET },
  CANCEL: { type: 'CANCEL', at: AT, walletOpen: true, reason: 'REQUESTED', requestedBy: 'anna' },
  COMPLETE: { type: 'COMPLETE', at: AT, walletOpen: true },
  EXPIRE: { type: 'EXPIRE', at: AT, walletOpen: true, reason: 'EXPIRED', requestedBy: null },
  RESUME: { type: 'RESUME', at: AT, walletOpen: true },
  RETRY_COMPLETION: { type: 'RETRY_COMPLETION', at: AT, walletOpen: true },
  REVIEW: { type: 'REVIEW', at: AT },
  SUSPEND: { type: 'SUSPEND', at: AT },
  WALLET_DONE: { type: 'WALLET_DONE', at: AT, transactionId: 'tx-1' },
  WALLET_MISCONFIGURED: { type: 'WALLET_MISCONFIGURED', at: AT, error: 'UNAUTHORIZED' },
  WALLET_REFUSED: { type: 'WALLET_REFUSED', at: AT, error: 'NOT_ALLOWED' },
  WALLET_RETRY: { type: 'WALLET_RETRY', at: AT, error: 'TIMEOUT', retryAfterMs: null },
};

export const EVENT_TYPES = Object.values(DEFAULTS).map((event) => event.type);

/** An event of this type; what is not given stands at a value that most tests need. */
export function event<Type extends EventType>(type: Type, overrides: Partial<EventOf<Type>> = {}): EventOf<Type> {
  return { ...DEFAULTS[type], ...overrides };
}

export function play(events: readonly RollingEvent[], terms: MachineTerms = machineTerms()): RollingSnapshot {
  return events.reduce(transition, pendingSnapshot(terms));
}

const shut = { walletOpen: false };
const active = [event('ACTIVATE')];
const canceled = [...active, event('CANCEL')];
const expired = [...active, event('EXPIRE')];
const released = [...active, event('BET_SETTLED')];
const retry = event('WALLET_RETRY');
const due = event('ATTEMPT_DUE');

/** The shortest way into every state in which a rolling can rest; the retry policy allows two attempts. */
export const WAYS: Readonly<Record<string, readonly RollingEvent[]>> = {
  pending: [],
  active,
  suspended: [...active, event('SUSPEND')],
  'completing.queued': [...active, event('BET_SETTLED', shut)],
  'completing.attempting': released,
  'completing.backing_off': [...released, retry],
  completion_failed: [...released, retry, due, retry],
  completed: [...released, event('WALLET_DONE')],
  'canceling.queued': [...active, event('CANCEL', shut)],
  'canceling.attempting': canceled,
  'canceling.backing_off': [...canceled, retry],
  canceled: [...canceled, event('WALLET_DONE')],
  'expiring.queued': [...active, event('EXPIRE', shut)],
  'expiring.attempting': expired,
  'expiring.backing_off': [...expired, retry],
  cancellation_failed: [...canceled, retry, due, retry],
  expired: [...expired, event('WALLET_DONE')],
};

export const LEAVES = Object.keys(WAYS);

export function snapshotIn(leaf: string, terms: MachineTerms = machineTerms()): RollingSnapshot {
  const way = WAYS[leaf];
  if (way === undefined) throw new RangeError(`no way into ${leaf}`);
  return play(way, terms);
}

const at = fc.integer({ min: AT, max: AT + 86_400_000 });
const walletOpen = fc.boolean();
const credited = fc.bigInt({ min: 0n, max: TARGET });
const text = fc.string({ maxLength: 12 });

const ARBITRARIES: { readonly [Type in EventType]: fc.Arbitrary<EventOf<Type>> } = {
  ACTIVATE: fc.record({ type: fc.constant('ACTIVATE'), at }),
  ADJUST: fc.record({
    type: fc.constant('ADJUST'),
    at,
    walletOpen,
    credited: fc.bigInt({ min: -TARGET, max: TARGET }),
    expiresAt: fc.option(at),
  }),
  ATTEMPT_DUE: fc.record({ type: fc.constant('ATTEMPT_DUE'), at, walletOpen }),
  BET_ROLLED_BACK: fc.record({ type: fc.constant('BET_ROLLED_BACK'), at, reversed: credited, whole: fc.boolean() }),
  BET_SETTLED: fc.record({ type: fc.constant('BET_SETTLED'), at, walletOpen, credited }),
  CANCEL: fc.record({ type: fc.constant('CANCEL'), at, walletOpen, reason: text, requestedBy: fc.option(text) }),
  COMPLETE: fc.record({ type: fc.constant('COMPLETE'), at, walletOpen }),
  EXPIRE: fc.record({ type: fc.constant('EXPIRE'), at, walletOpen, reason: text, requestedBy: fc.option(text) }),
  RESUME: fc.record({ type: fc.constant('RESUME'), at, walletOpen }),
  RETRY_COMPLETION: fc.record({ type: fc.constant('RETRY_COMPLETION'), at, walletOpen }),
  REVIEW: fc.record({ type: fc.constant('REVIEW'), at }),
  SUSPEND: fc.record({ type: fc.constant('SUSPEND'), at }),
  WALLET_DONE: fc.record({ type: fc.constant('WALLET_DONE'), at, transactionId: fc.option(text) }),
  WALLET_MISCONFIGURED: fc.record({ type: fc.constant('WALLET_MISCONFIGURED'), at, error: text }),
  WALLET_REFUSED: fc.record({ type: fc.constant('WALLET_REFUSED'), at, error: text }),
  WALLET_RETRY: fc.record({
    type: fc.constant('WALLET_RETRY'),
    at,
    error: text,
    retryAfterMs: fc.option(fc.nat(3_600_000)),
  }),
};

export const anyEvent: fc.Arbitrary<RollingEvent> = fc.oneof(...Object.values(ARBITRARIES));

export const anyTerms: fc.Arbitrary<MachineTerms> = fc
  .record({
    target: fc.bigInt({ min: 1n, max: TARGET }),
    releaseMinor: fc.bigInt({ min: 0n, max: 10n ** 40n }),
    maxConversionMinor: fc.option(fc.bigInt({ min: 1n, max: 10n ** 40n })),
    retry: fc.record({ maxAttempts: fc.integer({ min: 1, max: 4 }), baseMs: fc.nat(1_000), maxMs: fc.nat(60_000) }),
    forfeit: fc.constantFrom('bonus_only', 'bonus_and_winnings', 'none'),
    suspensionFreezesExpiry: fc.boolean(),
    rollbackAfterCompletion: fc.constantFrom('record', 'review', 'shortfall'),
  })
  .map(machineTerms);
