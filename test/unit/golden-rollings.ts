// One rolling in every place it can rest, as it is stored: terms, snapshot and journal, all made by real decisions. Amounts have
// 40 digits, the policy uses every field, and one rolling carries everything a snapshot can hold at once.
import { encodeSnapshot } from '../../machines/rolling.codec.ts';
import { MACHINE_VERSION } from '../../machines/rolling.upcast.ts';
import type { JournalEntry } from '../../src/domain/journal.ts';
import type { BrandPolicy } from '../../src/domain/policy.ts';
import { encodeTerms } from '../../src/domain/terms-codec.ts';
import { DAY_MS } from '../../src/domain/timestamp.ts';
import { HOUR, HUGE, MINUTE, NOON, aBet, aCancel, aCommand, aReview, aRollback } from './domain-fixtures.ts';
import { PlayerWorld } from './player-world.ts';

type Happening = (world: PlayerWorld) => void;

const POLICY: Partial<BrandPolicy> = {
  contribution: {
    defaultBp: 10_000,
    rules: [
      { gameId: 'lucky-7', weightBp: 3_333 },
      { gameProvider: 'acme', gameCategory: 'tables', weightBp: 0 },
      { product: 'sports', weightBp: 5_000 },
    ],
  },
  minStakeMinor: { EUR: 1n },
  betCapMinor: { EUR: HUGE * 9n },
  maxBetMinor: { EUR: HUGE * 10n },
  minOdds: '1.5',
  retry: { maxAttempts: 2, baseMs: 500, maxMs: 60_000 },
};

const shut: Happening = (world) => void (world.walletOpen = false);
const bet: Happening = (world) => void world.settle(aBet({ stakeMinor: HUGE + 1n }));
const reach: Happening = (world) => void world.settle(aBet({ betId: 'bet-2', stakeMinor: HUGE * 3n }));
const suspend: Happening = (world) => void world.command(aCommand('suspend'));
const cancel: Happening = (world) => void world.command(aCancel({ reason: 'WITHDRAWAL' }));
const done: Happening = (world) => void world.walletSays('done');
const retry: Happening = (world) => void world.walletSays('retry');
const due: Happening = (world) => void world.waitFor('attempt');
const expire: Happening = (world) => void world.waitFor('expire');
const rollBack: Happening = (world) => void world.rollBack(aRollback({ amountMinor: HUGE / 7n }));

/** `bet` alone stays below the target, `reach` lifts over it. */
export const PLACES: Readonly<Record<string, readonly Happening[]>> = {
  pending: [],
  active: [bet, rollBack],
  suspended: [bet, suspend],
  'completing.queued': [bet, shut, reach],
  'completing.attempting': [bet, reach, rollBack],
  'completing.backing_off': [bet, reach, retry],
  completion_failed: [bet, reach, retry, due, retry, rollBack],
  'completion_failed.refused': [bet, reach, (world) => void world.walletSays('refused')],
  completed: [bet, reach, rollBack, done, (world) => void world.rollBack(aRollback({ betId: 'bet-2' }))],
  'completed.review': [
    bet,
    reach,
    done,
    (world) => void world.rollBack(aRollback({ betId: 'bet-2', amountMinor: 5n })),
    (world) => void world.command(aReview()),
    (world) => void world.rollBack(aRollback({ betId: 'bet-2', eventId: 'later', amountMinor: 7n })),
  ],
  'completed.forced': [bet, suspend, (world) => void world.command(aCommand('complete', { reason: 'goodwill' })), done],
  'canceling.queued': [bet, shut, cancel],
  'canceling.attempting': [bet, cancel],
  'canceling.backing_off': [bet, cancel, (world) => void world.walletSays('misconfigured')],
  canceled: [bet, cancel, done, rollBack],
  'expiring.queued': [bet, shut, expire],
  'expiring.attempting': [bet, expire],
  'expiring.backing_off': [bet, expire, retry],
  cancellation_failed: [bet, cancel, retry, due, retry],
  expired: [bet, expire, done],
};

export function goldenWorld(place: string): PlayerWorld {
  const world = new PlayerWorld(
    place === 'completed.review' ? { ...POLICY, rollbackAfterCompletion: 'review' } : POLICY,
  );
  world.create({
    requiredMinor: HUGE,
    releaseMinor: HUGE * 2n,
    maxConversionMinor: HUGE + 7n,
    activatesAt: place === 'pending' ? NOON + HOUR : NOON + MINUTE,
    expiresAt: NOON + DAY_MS,
  });
  for (const happens of PLACES[place] ?? []) {
    world.now += 1_000;
    happens(world);
  }
  return world;
}

const asText = (value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);

/** Without what decisions do not read back: notes, and the record of the bet kept for dry runs, have their own tests. */
function withoutRecord({ note: _note, ...entry }: JournalEntry): unknown {
  if (entry.bet === null) return entry;
  const { betId, settlementId, leg, stakeMinor, weightBp } = entry.bet;
  return { ...entry, bet: { betId, settlementId, leg, stakeMinor, weightBp } };
}

/** The golden file of a place, byte by byte. */
export function goldenText(place: string): string {
  const world = goldenWorld(place);
  const { facts, snapshot } = world.rolling();
  return [
    `{"machine_version":${MACHINE_VERSION},"rolling_id":"${facts.rollingId}",`,
    `"terms":${encodeTerms(facts.terms)},`,
    `"snapshot":${encodeSnapshot(snapshot)},`,
    `"journal":[`,
    world.journal
      .map((entry) => JSON.stringify(withoutRecord(entry), (_key, value: unknown) => asText(value)))
      .join(',\n'),
    ']}',
    '',
  ].join('\n');
}
