// Every way a small rolling can go: target 100, at most two bets of 60, two attempts. States are told apart by all that any guard
// or amount depends on; when the wallet is asked next and what it said last is left out.
import { type AdjacencyMap, adjacencyMapToArray, getAdjacencyMap } from 'xstate/graph';
import type { RollingContext, WalletCallState } from '../../machines/rolling.context.ts';
import type { RollingEvent } from '../../machines/rolling.events.ts';
import type { RollingSnapshot } from '../../machines/rolling.codec.ts';
import { rollingMachine } from '../../machines/rolling.machine.ts';
import { AT, type TermsOverrides, event, leafOf, machineTerms } from './machine-fixtures.ts';

const TARGET = 100n;
const BET = 60n;

export interface Edge {
  readonly from: RollingSnapshot;
  readonly event: RollingEvent;
  readonly to: RollingSnapshot;
}

function betsOn({ progress, betsCounted, waitingBets, waiting, reversed }: RollingContext): RollingEvent[] {
  const maySettle = betsCounted < 2;
  const mayRollBack = betsCounted > waitingBets && progress - waiting - reversed >= BET;
  return [
    ...(maySettle ? walletOpenOrShut('BET_SETTLED', { credited: BET }) : []),
    ...(mayRollBack ? [event('BET_ROLLED_BACK', { reversed: BET, whole: true })] : []),
  ];
}

type MayCallWallet =
  | 'ADJUST'
  | 'ATTEMPT_DUE'
  | 'BET_SETTLED'
  | 'CANCEL'
  | 'COMPLETE'
  | 'EXPIRE'
  | 'RESUME'
  | 'RETRY_COMPLETION';

function walletOpenOrShut(
  type: MayCallWallet,
  overrides: Parameters<typeof event<MayCallWallet>>[1] = {},
): RollingEvent[] {
  return [true, false].map((walletOpen) => event(type, { ...overrides, walletOpen }));
}

/** Everything that could happen next, also what should mean nothing. */
function eventsAt({ context }: RollingSnapshot): RollingEvent[] {
  return [
    ...betsOn(context),
    ...(context.progress === 0n ? walletOpenOrShut('ADJUST', { credited: TARGET }) : []),
    ...(context.progress > 0n ? [event('ADJUST', { credited: -TARGET })] : []),
    event('ACTIVATE'),
    event('REVIEW'),
    event('SUSPEND'),
    ...walletOpenOrShut('RESUME'),
    ...walletOpenOrShut('COMPLETE'),
    ...walletOpenOrShut('CANCEL'),
    ...walletOpenOrShut('EXPIRE'),
    ...walletOpenOrShut('RETRY_COMPLETION'),
    ...walletOpenOrShut('ATTEMPT_DUE'),
    event('WALLET_DONE'),
    event('WALLET_REFUSED'),
    event('WALLET_RETRY'),
    event('WALLET_MISCONFIGURED'),
  ];
}

const asJson = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? each.toString() : each));

const callKey = (call: WalletCallState | null): unknown => (call === null ? null : [call.attempts, call.outcome]);

export function stateKey(snapshot: RollingSnapshot): string {
  const { progress, betsCounted, waiting, waitingBets, reversed, forced, release, forfeit, ending, review } =
    snapshot.context;
  const amounts = [progress, betsCounted, waiting, waitingBets, reversed];
  return asJson([leafOf(snapshot), amounts, forced, callKey(release), callKey(forfeit), ending?.kind, review]);
}

export function walk(overrides: TermsOverrides): readonly Edge[] {
  const terms = machineTerms({ ...overrides, target: TARGET, retry: { maxAttempts: 2, baseMs: 500, maxMs: 60_000 } });
  const map: AdjacencyMap<RollingSnapshot, RollingEvent> = getAdjacencyMap(rollingMachine, {
    input: { terms, activeFrom: AT, expiresAt: AT + 1_000 },
    events: eventsAt,
    serializeState: stateKey,
    serializeEvent: asJson,
    limit: 100_000,
  });
  return adjacencyMapToArray(map).map(({ state, event: taken, nextState }) => ({
    from: state,
    event: taken,
    to: nextState,
  }));
}
