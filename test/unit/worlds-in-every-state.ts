// A player whose one rolling stands in a given state, brought there by decisions only: bets, commands, timers and wallet answers.
import type { BrandPolicy } from '../../src/domain/policy.ts';
import { NOON, aBet, aCancel, aCommand } from './domain-fixtures.ts';
import { PlayerWorld } from './player-world.ts';

const shut = (world: PlayerWorld): void => void (world.walletOpen = false);
const reach = (world: PlayerWorld): void => void world.settle(aBet({ stakeMinor: 1_000n }));
const cancel = (world: PlayerWorld): void => void world.command(aCancel());
const expire = (world: PlayerWorld): void => void world.command(aCommand('expire'));
const done = (world: PlayerWorld): void => void world.walletSays('done');
const retry = (world: PlayerWorld): void => void world.walletSays('retry');
const due = (world: PlayerWorld): void => void world.waitFor('attempt');

const WAYS: Readonly<Record<string, readonly ((world: PlayerWorld) => void)[]>> = {
  active: [],
  suspended: [(world) => void world.command(aCommand('suspend'))],
  'completing.queued': [shut, reach],
  'completing.attempting': [reach],
  'completing.backing_off': [reach, retry],
  completion_failed: [reach, retry, due, retry],
  'completion_failed, refused': [reach, (world) => void world.walletSays('refused')],
  completed: [reach, done],
  'canceling.queued': [shut, cancel],
  'canceling.attempting': [cancel],
  'canceling.backing_off': [cancel, retry],
  canceled: [cancel, done],
  'expiring.queued': [shut, expire],
  'expiring.attempting': [expire],
  'expiring.backing_off': [expire, retry],
  cancellation_failed: [cancel, retry, due, retry],
  expired: [expire, done],
};

export const PLACES = ['pending', ...Object.keys(WAYS)];

/** The retry policy allows two attempts; the target is 1,000; the wallet is open again once the rolling is there. */
export function worldIn(place: string, policy: Partial<BrandPolicy> = {}): PlayerWorld {
  const world = new PlayerWorld({ retry: { maxAttempts: 2, baseMs: 500, maxMs: 60_000 }, ...policy });
  world.create({ activatesAt: place === 'pending' ? NOON + 86_400_000 : NOON, releaseMinor: 500n });
  if (place === 'pending') return world;
  const way = WAYS[place];
  if (way === undefined) throw new RangeError(`no way to ${place}`);
  for (const happens of way) happens(world);
  world.walletOpen = true;
  return world;
}
