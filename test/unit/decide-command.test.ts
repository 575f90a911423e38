import { describe, expect, test } from 'vitest';
import type { RollingCommand } from '../../src/domain/command.ts';
import { stateOf } from '../../src/domain/rolling.ts';
import { DAY_MS } from '../../src/domain/timestamp.ts';
import { HOUR, NOON, aBet, aCancel, aCommand, aRollback, rollingIdOf } from './domain-fixtures.ts';
import { PlayerWorld } from './player-world.ts';
import { PLACES, worldIn } from './worlds-in-every-state.ts';

const COMMANDS: Readonly<Record<string, RollingCommand>> = {
  cancel: aCancel(),
  complete: aCommand('complete'),
  expire: aCommand('expire'),
  suspend: aCommand('suspend'),
  resume: aCommand('resume'),
  'retry-completion': aCommand('retry-completion'),
};

/** Where each command is allowed, its answer and the state after it; anywhere else it is INVALID_STATE. */
const ALLOWED: Readonly<Record<string, Readonly<Record<string, readonly [number, string]>>>> = {
  pending: { cancel: [202, 'canceling'], expire: [202, 'expiring'] },
  active: {
    cancel: [202, 'canceling'],
    complete: [202, 'completing'],
    expire: [202, 'expiring'],
    suspend: [200, 'suspended'],
  },
  suspended: {
    cancel: [202, 'canceling'],
    complete: [202, 'completing'],
    expire: [202, 'expiring'],
    resume: [200, 'active'],
  },
  'completing.queued': { cancel: [202, 'canceling'] },
  completion_failed: { 'retry-completion': [202, 'completing'] },
  'completion_failed, refused': { cancel: [202, 'canceling'], 'retry-completion': [202, 'completing'] },
  cancellation_failed: { 'retry-completion': [202, 'canceling'] },
};

const pairs = PLACES.flatMap((place) =>
  Object.entries(COMMANDS).map(([operation, command]) => ({ place, operation, command })),
);
const answerTo = ({ place, operation }: { place: string; operation: string }) => ALLOWED[place]?.[operation];

describe('every command in every state', () => {
  test.each(pairs.filter((pair) => answerTo(pair) !== undefined))('$operation in $place is allowed', (pair) => {
    const world = worldIn(pair.place);
    const { version } = world.rolling();
    const { reply } = world.command({ ...pair.command, key: 'fresh' });
    const [status, state] = answerTo(pair) ?? [];
    expect(reply).toMatchObject({ status, rollingId: rollingIdOf(1), version: version + 1 });
    expect(JSON.parse(reply?.body ?? '')).toMatchObject({ state, version: version + 1 });
    expect(world.lastEntry()).toMatchObject({ kind: 'COMMAND', stateTo: state, requestedBy: 'admin:eve' });
    expect(world.lastEntry().rule).toContain(pair.operation);
  });

  test.each(pairs.filter((pair) => answerTo(pair) === undefined))('$operation in $place is refused', (pair) => {
    const world = worldIn(pair.place);
    const before = world.rolling();
    const decision = world.command({ ...pair.command, key: 'fresh' });
    expect(decision).toMatchObject({ outcome: 'refused', steps: [], reply: { status: 409 } });
    const problem: unknown = JSON.parse(decision.reply?.body ?? '');
    expect(problem).toMatchObject({ code: 'INVALID_STATE', state: stateOf(before.snapshot) });
    expect(world.rolling()).toBe(before);
  });
});

describe('a command', () => {
  test('on a rolling nobody knows is 404', () => {
    expect(new PlayerWorld().command(aCancel()).reply?.status).toBe(404);
  });

  test('repeated under its key gives the first answer verbatim, and another body is a conflict', () => {
    const world = worldIn('active');
    const first = world.command(aCancel({ key: 'k' }));
    world.walletSays('done');
    expect(world.command(aCancel({ key: 'k' }))).toMatchObject({ outcome: 'replayed', steps: [], reply: first.reply });
    const other = world.command(aCancel({ key: 'k', fingerprint: 2 }));
    expect(other.reply?.status).toBe(409);
    expect(other.reply?.body).toContain('IDEMPOTENCY_KEY_REUSED');
  });

  test('of another operation under the same key is its own', () => {
    const world = worldIn('active');
    world.command(aCommand('suspend', { key: 'k' }));
    expect(world.command(aCommand('resume', { key: 'k' })).reply?.status).toBe(200);
    expect(world.state()).toBe('active');
  });

  test('on another rolling under the same key is its own', () => {
    const world = worldIn('active');
    world.create({ number: 2 });
    world.command(aCancel({ key: 'k', number: 1 }));
    world.command(aCancel({ key: 'k', number: 2 }));
    expect([world.state(1), world.state(2)]).toEqual(['canceling', 'canceling']);
  });

  test('refused once is refused the same way under its key, though it would be allowed now', () => {
    const world = worldIn('active');
    const refused = world.command(aCommand('resume', { key: 'k' }));
    world.command(aCommand('suspend'));
    expect(world.command(aCommand('resume', { key: 'k' })).reply).toEqual(refused.reply);
    expect(world.state()).toBe('suspended');
  });

  test('activates a rolling whose time has come before it is judged', () => {
    const world = worldIn('pending');
    world.now = NOON + DAY_MS;
    expect(world.command(aCommand('suspend')).reply?.status).toBe(200);
    expect(world.journalOf().map((entry) => entry.kind)).toEqual(['CREATED', 'ACTIVATED', 'COMMAND']);
    const refused = worldIn('pending');
    refused.now = NOON + DAY_MS;
    expect(refused.command(aCommand('resume')).reply?.body).toContain('"state":"active"');
    expect(refused.state()).toBe('active');
  });

  test('is journalled with who and why', () => {
    const world = worldIn('active');
    world.command(aCommand('complete', { reason: 'goodwill after the outage' }));
    expect(world.lastEntry()).toMatchObject({
      rule: 'complete: goodwill after the outage',
      requestedBy: 'admin:eve',
      note: 'ticket 9',
    });
  });
});

describe('a forced completion', () => {
  test.each(['active', 'suspended'])('releases from %s whatever the progress', (place) => {
    const world = worldIn(place);
    world.command(aCommand('complete'));
    expect(world.walletCalls).toMatchObject([{ operation: 'release', amountMinor: 500n, attempt: 1 }]);
    world.walletSays('done');
    expect(world.outbox).toMatchObject([{ eventType: 'ROLLING_COMPLETED' }]);
    expect(JSON.parse(world.outbox[0]?.payload ?? '')).toMatchObject({
      progress: '0',
      wagered_minor: '0',
      released_minor: '500',
      forfeited_minor: '0',
      wallet_transaction_id: 'tx-1',
    });
  });
});

describe('what is released above the conversion limit', () => {
  test('is reported as forfeited', () => {
    const world = new PlayerWorld();
    world.create({ activatesAt: NOON, releaseMinor: 900n, maxConversionMinor: 700n });
    world.command(aCommand('complete'));
    expect(world.walletCalls).toMatchObject([{ amountMinor: 700n }]);
    world.walletSays('done');
    expect(JSON.parse(world.outbox[0]?.payload ?? '')).toMatchObject({ released_minor: '700', forfeited_minor: '200' });
  });
});

describe('a cancel', () => {
  test('forfeits the bonus and then says so, with who asked and why', () => {
    const world = worldIn('active');
    world.command(aCancel({ reason: 'WITHDRAWAL' }));
    expect(world.walletCalls).toMatchObject([{ operation: 'forfeit', amountMinor: 500n, attempt: 1 }]);
    expect(world.outbox).toEqual([]);
    world.walletSays('done');
    expect(world.outbox).toMatchObject([
      { eventId: `${rollingIdOf(1)}:ROLLING_CANCELED`, eventType: 'ROLLING_CANCELED' },
    ]);
    expect(JSON.parse(world.outbox[0]?.payload ?? '')).toMatchObject({
      reason: 'WITHDRAWAL',
      requested_by: 'admin:eve',
      forfeited_minor: '500',
      wallet_transaction_id: 'tx-1',
    });
  });

  test('that forfeits nothing needs no wallet', () => {
    const world = worldIn('active', { forfeit: 'none' });
    expect(world.command(aCancel()).reply?.status).toBe(200);
    expect(world.state()).toBe('canceled');
    expect(world.walletCalls).toEqual([]);
    expect(JSON.parse(world.outbox[0]?.payload ?? '')).toMatchObject({
      forfeited_minor: '0',
      wallet_transaction_id: null,
    });
  });

  test('of a release still queued takes it back and forfeits', () => {
    const world = worldIn('completing.queued');
    world.command(aCancel());
    expect(world.walletCalls).toMatchObject([{ operation: 'forfeit' }]);
    expect(world.context().release).toBeNull();
  });

  test('of a refused release forfeits, of an unanswered one never', () => {
    const refused = worldIn('completion_failed, refused');
    refused.command(aCancel());
    expect(refused.walletCalls.map((call) => call.operation)).toEqual(['release', 'forfeit']);
    const unknown = worldIn('completion_failed');
    expect(unknown.command(aCancel()).reply?.status).toBe(409);
  });
});

describe('retry-completion', () => {
  test('revives a refused release as a fresh call', () => {
    const world = worldIn('completion_failed, refused');
    world.command(aCommand('retry-completion'));
    expect(world.walletCalls.at(-1)).toMatchObject({ operation: 'release', attempt: 1 });
    expect(world.context().release).toMatchObject({ attempts: 1, outcome: 'unknown', lastError: null });
    world.walletSays('done');
    expect(world.state()).toBe('completed');
  });

  test('never forgets that an unanswered release may have been sent', () => {
    const world = worldIn('completion_failed');
    world.walletOpen = false;
    world.command(aCommand('retry-completion'));
    expect(world.rolling().snapshot.value).toEqual({ completing: 'backing_off' });
    expect(world.command(aCancel()).reply?.status).toBe(409);
    world.walletOpen = true;
    world.waitFor('attempt');
    expect(world.walletCalls.at(-1)).toMatchObject({ operation: 'release', attempt: 1 });
  });

  test.each([
    ['cancel', 'canceling', 'canceled'],
    ['expire', 'expiring', 'expired'],
  ] as const)('goes on with a failed %s', (operation, between, end) => {
    const world = worldIn('active');
    world.command(operation === 'cancel' ? aCancel() : aCommand('expire'));
    world.walletSays('refused');
    expect(world.state()).toBe('cancellation_failed');
    world.walletOpen = false;
    world.command(aCommand('retry-completion'));
    // the refusal is known, so nothing is on its way: queued, not backing off
    expect(world.rolling().snapshot.value).toEqual({ [between]: 'queued' });
    world.walletOpen = true;
    world.waitFor('attempt');
    world.walletSays('done');
    expect(world.state()).toBe(end);
    expect(world.outbox).toHaveLength(1);
  });
});

describe('suspension', () => {
  const suspendedFor = (hours: number, freezes: boolean): PlayerWorld => {
    const world = new PlayerWorld({ suspensionFreezesExpiry: freezes });
    world.create({ activatesAt: NOON, expiresAt: NOON + DAY_MS });
    world.command(aCommand('suspend'));
    expect(world.timerOf('expire')).toBe(freezes ? null : NOON + DAY_MS + 60_000);
    world.now += hours * HOUR;
    world.command(aCommand('resume'));
    return world;
  };

  test('lets the clock run by default', () => {
    expect(suspendedFor(5, false).context().expiresAt).toBe(NOON + DAY_MS);
  });

  test('stops the clock where the policy freezes it', () => {
    const world = suspendedFor(5, true);
    expect(world.context()).toMatchObject({ expiresAt: NOON + DAY_MS + 5 * HOUR, suspendedAt: null });
    expect(world.timerOf('expire')).toBe(NOON + DAY_MS + 5 * HOUR + 60_000);
  });

  test('twice adds up', () => {
    const world = suspendedFor(5, true);
    world.command(aCommand('suspend', { key: 's2' }));
    world.now += HOUR;
    world.command(aCommand('resume', { key: 'r2' }));
    expect(world.context().expiresAt).toBe(NOON + DAY_MS + 6 * HOUR);
  });

  test('does not keep a rollback from lowering progress', () => {
    const world = worldIn('active');
    world.settle(aBet());
    world.command(aCommand('suspend'));
    world.rollBack(aRollback());
    world.command(aCommand('resume'));
    expect(world.context()).toMatchObject({ progress: 0n, betsCounted: 0 });
  });
});
