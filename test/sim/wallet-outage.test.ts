// The wallet is down for two virtual hours while ten thousand rollings of several brands wait to complete. Nothing is lost, nothing
// is paid twice, nobody gives up, and neither the wallet nor the database is hammered meanwhile.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BrandId, brandId } from '../../src/domain/ids.ts';
import { contextOf } from '../../src/domain/rolling.ts';
import { type Owned, OutageWorld } from './outage-world.ts';
import type { WalletHealth } from './outage-wallet.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const PER_BRAND = 2_500;
const PROBE_EVERY_MS = 5_000;
const OUTAGE_MS = 2 * HOUR_MS;

const SICK: readonly (readonly [BrandId, Exclude<WalletHealth, 'well'>])[] = [
  [brandId('unreachable'), 'refuses_connections'],
  [brandId('hanging'), 'hangs'],
  [brandId('overloaded'), 'answers_503'],
  [brandId('misconfigured'), 'refuses_credentials'],
];
const HEALTHY = brandId('healthy');

const say = (text: string): void => void process.stdout.write(`${text}\n`);

describe('a wallet that is down for two hours', () => {
  const world = new OutageWorld();
  const waiting = new Map<BrandId, readonly Owned[]>();
  let waited: readonly Owned[] = [];
  let downAt = 0;
  let upAt = 0;
  let doneAt = 0;
  let slowestHealthyMs = 0;

  /** One rolling of the brand whose wallet is well reaches its target: how long until it is completed? */
  async function completeAHealthyOne(owned: Owned): Promise<void> {
    const from = world.agenda.now;
    world.reachTargets([owned]);
    await world.until(() => world.areIn([owned], 'completed'), HOUR_MS);
    slowestHealthyMs = Math.max(slowestHealthyMs, world.agenda.now - from);
  }

  beforeAll(async () => {
    await world.start();
    for (const [brand] of SICK) waiting.set(brand, await world.create(brand, PER_BRAND));
    waited = [...waiting.values()].flat();
    const healthy = await world.create(HEALTHY, 40);
    for (const [brand, illness] of SICK) world.wallet.health.set(brand, illness);
    downAt = world.agenda.now;
    world.reachTargets(waited);
    for (const each of healthy) {
      await completeAHealthyOne(each);
      await world.passes(OUTAGE_MS / 40);
    }
    await world.until(() => false, downAt + OUTAGE_MS - world.agenda.now);
    world.wallet.health.clear();
    // It comes back weak: sixteen calls at a time of a brand are forty in a second.
    world.wallet.workMs = 400;
    upAt = world.agenda.now;
    while (!world.areIn(waited, 'completed') && world.agenda.now < upAt + HOUR_MS) await world.passes(SECOND_MS);
    doneAt = world.agenda.now;
  }, 120_000);

  afterAll(() => world.stop());

  test('leaves every rolling to complete once it is back, none given up', () => {
    expect(world.statesOf(waited)).toEqual({ completed: SICK.length * PER_BRAND });
  });

  test('has paid each of them once', () => {
    const { entries } = world.wallet.ledger;
    for (const { rollingId } of waited) expect(entries.get(`rolling:${rollingId}:release`)?.amountMinor).toBe(100n);
    expect([...entries.values()].every(({ operation }) => operation === 'release')).toBe(true);
    expect(entries.size).toBe(SICK.length * PER_BRAND + 40);
  });

  test('cost no attempt that did not reach it', () => {
    const unsent = waited.filter((each) => {
      const attempts = contextOf(world.rollingOf(each)).release?.attempts ?? 0;
      return attempts > (world.wallet.callsOfRolling.get(each.rollingId) ?? 0);
    });
    expect(unsent).toEqual([]);
  });

  test.each(SICK)('was asked by probes alone while down: %s', (brand) => {
    const settled = downAt + MINUTE_MS;
    const probes = (upAt - settled) / PROBE_EVERY_MS;
    const { all, perSecondMax } = world.wallet.callsBetween(brand, settled, upAt);
    say(`${brand}: ${all} calls in two hours down, at most ${perSecondMax} in a second`);
    expect(perSecondMax).toBeLessThanOrEqual(1);
    expect(all).toBeLessThanOrEqual(probes);
  });

  test.each(SICK)('wrote nothing but its probes while down: %s', (brand) => {
    const settled = downAt + MINUTE_MS;
    const first = world.counted.writesBetween(brand, downAt, settled);
    const rest = world.counted.writesBetween(brand, settled, upAt);
    say(
      `${brand}: ${first.entries} entries in ${first.commits} commits in the first minute, then ` +
        `${rest.entries} in ${rest.commits}`,
    );
    // The bet, and at most one attempt that was recorded and given back.
    expect(first.entries).toBeLessThanOrEqual(3 * PER_BRAND + 200);
    const probes = (upAt - settled) / PROBE_EVERY_MS;
    // A probe is a timer and an answer.
    expect(rest.entries).toBeLessThanOrEqual(2 * probes + 10);
  });

  test.each(SICK)('was not stormed when it came back: %s', (brand) => {
    const { all, perSecondMax } = world.wallet.callsBetween(brand, upAt, doneAt + 1_000);
    const { entries } = world.counted.writesBetween(brand, upAt, doneAt + 1_000);
    const seconds = (doneAt - upAt) / 1_000;
    say(`${brand}: ${all} calls in ${seconds} s, at most ${perSecondMax} in one; ${entries} entries`);
    expect(all).toBeLessThanOrEqual(PER_BRAND + 20);
    // Sixteen at a time, 400 ms each.
    expect(perSecondMax).toBeLessThanOrEqual(16 * 3);
    // An attempt and its answer.
    expect(entries).toBeLessThanOrEqual(2 * PER_BRAND + 100);
  });

  test('kept no brand waiting whose wallet was well', () => {
    say(`the slowest completion of a healthy brand took ${slowestHealthyMs} ms`);
    expect(slowestHealthyMs).toBeLessThanOrEqual(2_000);
  });
});
