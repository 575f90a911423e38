import { describe, expect, test } from 'vitest';
import { getStateNodes } from 'xstate/graph';
import { currentCall } from '../../machines/rolling.context.ts';
import { encodeSnapshot } from '../../machines/rolling.codec.ts';
import { rollingMachine } from '../../machines/rolling.machine.ts';
import { isOpen } from '../../src/domain/rolling.ts';
import { type Step, step } from '../../src/domain/step.ts';
import { aRolling } from './domain-fixtures.ts';
import { AT, EVENT_TYPES, LEAVES, leafOf } from './machine-fixtures.ts';
import { type Edge, stateKey, walk } from './machine-walk.ts';

/** Every state, what it hears, and where that leads. What is not listed means nothing there. */
const TABLE = `
pending
  ACTIVATE: active | completing.queued
  ADJUST: stay
  CANCEL: canceled | canceling.attempting | canceling.queued
  EXPIRE: expired | expiring.attempting | expiring.queued
active
  ADJUST: completing.attempting | completing.queued | stay
  BET_ROLLED_BACK: stay
  BET_SETTLED: completing.attempting | completing.queued | stay
  CANCEL: canceled | canceling.attempting | canceling.queued
  COMPLETE: completing.attempting | completing.queued
  EXPIRE: expired | expiring.attempting | expiring.queued
  SUSPEND: suspended
suspended
  ADJUST: stay
  BET_ROLLED_BACK: stay
  CANCEL: canceled | canceling.attempting | canceling.queued
  COMPLETE: completing.attempting | completing.queued
  EXPIRE: expired | expiring.attempting | expiring.queued
  RESUME: active | completing.attempting | completing.queued
completing.queued
  ATTEMPT_DUE: completing.attempting | stay
  BET_ROLLED_BACK: active | stay
  BET_SETTLED: stay
  CANCEL: canceled | canceling.attempting | canceling.queued
completing.attempting
  ATTEMPT_DUE: completing.backing_off | completion_failed | stay
  BET_ROLLED_BACK: stay
  BET_SETTLED: stay
  WALLET_DONE: completed
  WALLET_MISCONFIGURED: completing.backing_off
  WALLET_REFUSED: active | completion_failed
  WALLET_RETRY: completing.backing_off | completion_failed
completing.backing_off
  ATTEMPT_DUE: completing.attempting | stay
  BET_ROLLED_BACK: stay
  BET_SETTLED: stay
  WALLET_DONE: completed
  WALLET_MISCONFIGURED: stay
  WALLET_REFUSED: active | completion_failed
  WALLET_RETRY: stay
completion_failed
  BET_ROLLED_BACK: active | stay
  BET_SETTLED: stay
  CANCEL: canceled | canceling.attempting | canceling.queued
  RETRY_COMPLETION: completing.attempting | completing.backing_off | completing.queued
  WALLET_DONE: completed
  WALLET_REFUSED: active | stay
completed
  BET_ROLLED_BACK: stay
  REVIEW: stay
canceling.queued
  ATTEMPT_DUE: canceling.attempting | stay
  BET_ROLLED_BACK: stay
canceling.attempting
  ATTEMPT_DUE: canceling.backing_off | cancellation_failed | stay
  BET_ROLLED_BACK: stay
  WALLET_DONE: canceled
  WALLET_MISCONFIGURED: canceling.backing_off
  WALLET_REFUSED: cancellation_failed
  WALLET_RETRY: canceling.backing_off | cancellation_failed
canceling.backing_off
  ATTEMPT_DUE: canceling.attempting | stay
  BET_ROLLED_BACK: stay
  WALLET_DONE: canceled
  WALLET_MISCONFIGURED: stay
  WALLET_REFUSED: cancellation_failed
  WALLET_RETRY: stay
canceled
  BET_ROLLED_BACK: stay
expiring.queued
  ATTEMPT_DUE: expiring.attempting | stay
  BET_ROLLED_BACK: stay
expiring.attempting
  ATTEMPT_DUE: cancellation_failed | expiring.backing_off | stay
  BET_ROLLED_BACK: stay
  WALLET_DONE: expired
  WALLET_MISCONFIGURED: expiring.backing_off
  WALLET_REFUSED: cancellation_failed
  WALLET_RETRY: cancellation_failed | expiring.backing_off
expiring.backing_off
  ATTEMPT_DUE: expiring.attempting | stay
  BET_ROLLED_BACK: stay
  WALLET_DONE: expired
  WALLET_MISCONFIGURED: stay
  WALLET_REFUSED: cancellation_failed
  WALLET_RETRY: stay
cancellation_failed
  BET_ROLLED_BACK: stay
  RETRY_COMPLETION: canceling.attempting | canceling.backing_off | canceling.queued | expiring.attempting | expiring.backing_off | expiring.queued
  WALLET_DONE: canceled | expired
  WALLET_REFUSED: stay
expired
  BET_ROLLED_BACK: stay
`;

const forfeiting = walk({ forfeit: 'bonus_only', rollbackAfterCompletion: 'review' });
const edges = [...forfeiting, ...walk({ forfeit: 'none' })];

const parentOf = (leaf: string): string => leaf.split('.')[0] ?? leaf;

const rolling = aRolling();
const cause = { eventId: 'walked', kind: 'COMMAND', at: AT } as const;

function taken(edge: Edge): Step | null {
  return step({ ...rolling, snapshot: edge.from }, edge.event, cause);
}

describe('the statechart', () => {
  test('reaches every state, also those inside others', () => {
    const reached = new Set(edges.flatMap(({ from, to }) => [leafOf(from), leafOf(to)]));
    expect([...reached].toSorted()).toEqual(LEAVES.toSorted());
    // the states that are only passed through
    const resting = new Set(LEAVES.flatMap((leaf) => [leaf, parentOf(leaf)]));
    const passing = getStateNodes(rollingMachine)
      .map((node) => node.path.join('.'))
      .filter((path) => !resting.has(path));
    expect(passing).toEqual(['completing.starting', 'canceling.starting', 'expiring.starting']);
  });

  test('is walked by the service’s own step, edge by edge', { timeout: 30_000 }, () => {
    const otherwise = edges.filter((edge) => {
      const snapshot = taken(edge)?.after.snapshot ?? edge.from;
      return encodeSnapshot(snapshot) !== encodeSnapshot(edge.to);
    });
    expect(otherwise).toEqual([]);
  });

  test('has no transition that is never taken', () => {
    const used = new Set<unknown>(edges.flatMap(({ from, event }) => rollingMachine.getTransitionData(from, event)));
    const declared = getStateNodes(rollingMachine).flatMap((node) => [...node.transitions.values()].flat());
    const unused = declared.filter((transition) => !used.has(transition));
    expect(unused.map(({ source, eventType }) => `${source.path.join('.')} ${eventType}`)).toEqual([]);
    expect(declared.length).toBe(used.size);
  });

  test('decides on entry whether the wallet is called, waits, or may have been called before', () => {
    const entered = new Set(
      edges.filter(({ from, to }) => parentOf(leafOf(from)) !== parentOf(leafOf(to))).map(({ to }) => leafOf(to)),
    );
    const choices = ['completing', 'canceling', 'expiring'].flatMap((parent) =>
      ['attempting', 'backing_off', 'queued'].map((choice) => `${parent}.${choice}`),
    );
    expect([...entered].filter((leaf) => leaf.includes('.')).toSorted()).toEqual(choices.toSorted());
  });

  test('never leaves completed, canceled or expired', () => {
    const final = edges.filter(({ from }) => !isOpen(from));
    expect(new Set(final.map(({ from }) => leafOf(from)))).toEqual(new Set(['completed', 'canceled', 'expired']));
    for (const { from, to } of final) expect(leafOf(to)).toBe(leafOf(from));
  });

  test('hears only what this table says', () => {
    expect(`\n${table()}\n`).toBe(TABLE);
  });
});

/** What is not listed means nothing; `stay` is heard without leaving; otherwise every state it may lead to. */
function table(): string {
  const cells = new Map<string, Set<string>>();
  for (const { from, event, to } of edges) {
    const cell = `${leafOf(from)} ${event.type}`;
    const goes = cells.get(cell) ?? new Set();
    cells.set(cell, goes);
    if (rollingMachine.getTransitionData(from, event).length === 0) continue;
    goes.add(leafOf(to) === leafOf(from) ? 'stay' : leafOf(to));
  }
  const rows = LEAVES.map((leaf) => {
    const heard = EVENT_TYPES.map((type) => [type, [...(cells.get(`${leaf} ${type}`) ?? [])].toSorted()] as const);
    const lines = heard.filter(([, goes]) => goes.length > 0).map(([type, goes]) => `  ${type}: ${goes.join(' | ')}`);
    return [leaf, ...lines].join('\n');
  });
  return rows.join('\n');
}

interface Record {
  /** A release was recorded as sent, and the wallet has not refused it since. */
  readonly release: boolean;
  readonly forfeit: boolean;
  /** Recorded since the round of attempts began, without those that were given back. */
  readonly attempts: number;
}

/** What a path has recorded after this edge. */
function recordAfter(before: Record, edge: Edge): Record {
  const made = taken(edge);
  if (made === null) return before;
  const [from, to] = [parentOf(leafOf(edge.from)), parentOf(leafOf(edge.to))];
  const begins = from !== to && (to === 'completing' || to === 'canceling' || to === 'expiring');
  let { release, forfeit, attempts } = begins ? { ...before, attempts: 0 } : before;
  if (edge.event.type === 'WALLET_MISCONFIGURED') attempts = Math.max(0, attempts - 1);
  if (edge.event.type === 'WALLET_REFUSED' && edge.from.context.ending === null) release = false;
  if (made.walletCall !== null) {
    attempts += 1;
    if (made.walletCall.operation === 'release') release = true;
    else forfeit = true;
  }
  return { release, forfeit, attempts };
}

/** Every pair of a state and what some path to it has recorded. */
function paths(): readonly { readonly edge: Edge; readonly record: Record }[] {
  const outgoing = Map.groupBy(forfeiting, ({ from }) => stateKey(from));
  const start = forfeiting.find(({ from }) => leafOf(from) === 'pending');
  if (start === undefined) throw new Error('no beginning');
  const seen = new Map<string, { readonly edge: Edge; readonly record: Record }>();
  const queue = [{ key: stateKey(start.from), record: { release: false, forfeit: false, attempts: 0 } }];
  for (const { key, record } of queue) {
    for (const edge of outgoing.get(key) ?? []) {
      const after = recordAfter(record, edge);
      const place = `${stateKey(edge.to)} ${JSON.stringify(after)}`;
      if (seen.has(place)) continue;
      seen.set(place, { edge, record: after });
      queue.push({ key: stateKey(edge.to), record: after });
    }
  }
  return [...seen.values()];
}

describe('on every path', () => {
  const all = paths();

  test('there is enough to look at', () => {
    expect(all.length).toBeGreaterThan(2_000);
  });

  test('a release that may have been sent and a forfeit never meet', () => {
    expect(all.filter(({ record }) => record.release && record.forfeit)).toEqual([]);
  });

  test('a completed rolling was released and never forfeited, an ended one the other way round', () => {
    const recordsOf = (...leaves: string[]) =>
      all
        .filter(({ edge }) => leaves.includes(leafOf(edge.to)))
        .map(({ record: { release, forfeit } }) => ({ release, forfeit }));
    expect(new Set(recordsOf('completed').map((record) => JSON.stringify(record)))).toEqual(
      new Set(['{"release":true,"forfeit":false}']),
    );
    expect(new Set(recordsOf('canceled', 'expired').map((record) => JSON.stringify(record)))).toEqual(
      new Set(['{"release":false,"forfeit":true}']),
    );
  });

  test('attempts never exceed the maximum without an operator’s revival', () => {
    for (const { edge, record } of all) {
      expect(record.attempts).toBeLessThanOrEqual(2);
      expect(record.attempts).toBe(currentCall(edge.to.context)?.attempts ?? 0);
    }
  });

  test('a queued call was never recorded as sent', () => {
    for (const { edge, record } of all) {
      if (!leafOf(edge.to).endsWith('.queued')) continue;
      expect(currentCall(edge.to.context)).toMatchObject({ attempts: 0, outcome: 'none' });
      expect(record.release).toBe(false);
    }
  });

  test('nothing waits for a wallet that was not asked', () => {
    for (const { edge } of all) {
      const { waiting, release } = edge.to.context;
      expect(waiting === 0n || release?.outcome === 'unknown').toBe(true);
    }
  });
});
