// Random but possible lives of a player with up to three rollings: wallet events, commands, timers and wallet answers in any order,
// repeated and late ones included.
import fc from 'fast-check';
import type { BrandPolicy } from '../../src/domain/policy.ts';
import { HOUR, MINUTE, NOON, WALLET_SAYS, aBet, aCancel, aCommand, aRollback } from './domain-fixtures.ts';
import type { PlayerWorld } from './player-world.ts';

type Happening = (world: PlayerWorld) => void;

const number = fc.integer({ min: 1, max: 3 });
const betId = fc.constantFrom('bet-1', 'bet-2', 'bet-3', 'bet-4', 'bet-5');
const settlementId = fc.constantFrom('first', 'again');
const minor = fc.bigInt({ min: 1n, max: 900n });

const exists = (world: PlayerWorld, which: number): boolean => which <= world.rollings.length;

const create = fc
  .record({
    requiredMinor: fc.bigInt({ min: 100n, max: 2_000n }),
    startsIn: fc.constantFrom(-HOUR, 0, 10 * MINUTE),
    lasts: fc.constantFrom(HOUR, 48 * HOUR),
    priority: fc.nat(1),
  })
  .map(({ requiredMinor, startsIn, lasts, priority }): Happening => (world) => {
    const next = world.rollings.length + 1;
    if (next > 3) return;
    const activatesAt = world.now + startsIn;
    world.create({
      number: next,
      requiredMinor,
      activatesAt,
      expiresAt: world.now + lasts,
      priority,
      releaseMinor: 50n,
    });
  });

const settle = fc
  .record({
    betId,
    settlementId,
    stakeMinor: minor,
    outcome: fc.constantFrom('win', 'loss', 'loss', 'push', 'void'),
    eventNumber: fc.nat(2),
    agoMs: fc.constantFrom(0, MINUTE, 2 * HOUR),
  })
  .map(({ eventNumber, agoMs, ...bet }): Happening => (world) => {
    const eventId = `settle:${bet.betId}:${bet.settlementId}:${eventNumber}`;
    world.settle(
      aBet({ ...bet, eventId, placedAt: world.now - agoMs, settledAt: world.now, fingerprint: Number(bet.stakeMinor) }),
    );
  });

const rollBack = fc
  .record({ betId, settlementId: fc.option(settlementId), amountMinor: fc.option(minor), eventNumber: fc.nat(3) })
  .map(({ eventNumber, ...rollback }): Happening => (world) => {
    world.rollBack(aRollback({ ...rollback, eventId: `rollback:${rollback.betId}:${eventNumber}` }));
  });

const command = fc
  .record({
    operation: fc.constantFrom('cancel', 'complete', 'expire', 'retry-completion', 'suspend', 'resume'),
    number,
    key: fc.nat(1_000),
  })
  .map(({ operation, number: which, key }): Happening => (world) => {
    const options = { number: which, key: `${operation}-${key}` };
    world.command(operation === 'cancel' ? aCancel(options) : aCommand(operation, options));
  });

const timer = fc
  .record({ kind: fc.constantFrom('activate', 'expire', 'attempt', 'attempt'), number, waits: fc.boolean() })
  .map(({ kind, number: which, waits }): Happening => (world) => {
    if (waits && world.timerOf(kind, which) !== null) world.waitFor(kind, which);
    else world.timer(kind, which, NOON);
  });

const walletAnswer = fc
  .record({
    kind: fc.constantFrom('done', 'done', 'refused', 'retry', 'retry', 'misconfigured'),
    number,
    attempt: fc.option(fc.integer({ min: 1, max: 3 }), { freq: 4 }),
    retryAfterMs: fc.option(fc.constantFrom(1, HOUR)),
  })
  .map(({ kind, number: which, attempt, retryAfterMs }): Happening => (world) => {
    if (!exists(world, which) || !world.hasCalled(which)) return;
    const outcome = kind === 'retry' ? { ...WALLET_SAYS.retry, retryAfterMs } : WALLET_SAYS[kind];
    world.walletSays(outcome, which, attempt ?? undefined);
  });

const time = fc.constantFrom(1_000, 10 * MINUTE, 3 * HOUR).map(
  (passes): Happening =>
    (world) =>
      void (world.now += passes),
);

const walletDoor = fc.boolean().map(
  (open): Happening =>
    (world) =>
      void (world.walletOpen = open),
);

export const happenings: fc.Arbitrary<readonly Happening[]> = fc
  .tuple(
    create,
    fc.array(
      fc.oneof(
        { weight: 8, arbitrary: settle },
        { weight: 5, arbitrary: rollBack },
        { weight: 2, arbitrary: create },
        { weight: 3, arbitrary: command },
        { weight: 4, arbitrary: timer },
        { weight: 6, arbitrary: walletAnswer },
        { weight: 1, arbitrary: time },
        { weight: 1, arbitrary: walletDoor },
      ),
      { maxLength: 60, size: 'max' },
    ),
  )
  .map(([first, rest]) => [first, ...rest]);

export const anyPolicy: fc.Arbitrary<Partial<BrandPolicy>> = fc.record({
  allocation: fc.constantFrom('single', 'waterfall'),
  contribution: fc.record({ defaultBp: fc.constantFrom(10_000, 3_333, 1), rules: fc.constant([]) }),
  betCapMinor: fc.constantFrom({}, { EUR: 300n }),
  maxBetMinor: fc.constantFrom({}, { EUR: 800n }),
  maxBetOnBreach: fc.constantFrom('zero', 'cap', 'cancel'),
  forfeit: fc.constantFrom('bonus_only', 'none'),
  suspensionFreezesExpiry: fc.boolean(),
  retry: fc.constant({ maxAttempts: 2, baseMs: 500, maxMs: 60_000 }),
});
