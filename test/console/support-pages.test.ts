import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ConsoleWorld, expectShown } from './console-world.ts';

// What support and administrators do: find a rolling, answer a player, resolve what could not be applied, change a brand's rules.

let console: ConsoleWorld;

beforeAll(async () => {
  console = await ConsoleWorld.start(1);
});
afterEach(() => console.closePages());
afterAll(() => console.stop());

describe('a rolling', () => {
  test('is found by its player, its progress is seen, and its id leads to it', async () => {
    const id = await console.created('acme', 'berta');
    await console.created('acme', 'somebody-else');
    const page = await console.signedIn('/rollings?brand=acme');
    await page.getByLabel('Player, or id of a rolling').fill('berta');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('row').filter({ hasText: 'somebody-else' }).waitFor({ state: 'detached' });
    const row = page.getByRole('row').filter({ hasText: 'berta' });
    await expectShown(row.getByText('0.00', { exact: true }));
    await expectShown(row.getByText('10.00 EUR'));
    expect(page.url()).toContain('player_id=berta');
    await page.getByLabel('Player, or id of a rolling').fill(id);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/console/rollings/${id}?brand=acme`);
  });

  test('of another brand is not there', async () => {
    await console.created('acme', 'carla');
    const page = await console.signedIn('/rollings?brand=northlight&player_id=carla');
    await expectShown(page.getByText('No rolling of this brand is like that.'));
  });
});

test('a player may withdraw once nothing is left, which the page sees by itself', async () => {
  await console.created('acme', 'dora');
  const page = await console.signedIn('/players/dora?brand=acme');
  await expectShown(page.getByText('May not withdraw'));
  await expectShown(page.getByText('10.00 EUR').first());
  await console.settled({ brand: 'acme', player: 'dora', stakeMinor: '400' });
  await expectShown(page.getByText('6.00 EUR'));
  await console.settled({ brand: 'acme', player: 'dora', stakeMinor: '600' });
  await expectShown(page.getByText('May withdraw'));
});

describe('a dead letter', () => {
  test('is explained, replayed, and refused again as another letter that says so', async () => {
    await console.appended('BET_SETTLED_CONFIRMED', 'no JSON at all');
    const page = await console.signedIn('/dead-letters');
    const letter = page.getByRole('article', { name: 'Dead letter 1' });
    // The entry is on its way while the page loads.
    await expect
      .poll(async () => {
        await page.getByRole('button', { name: 'Look again' }).click();
        return letter.count();
      })
      .toBe(1);
    await expectShown(letter.getByText('NOT_JSON'));
    await letter.getByText('Payload', { exact: true }).click();
    await expectShown(letter.getByText('"payload": "no JSON at all"'));
    await letter.getByRole('button', { name: 'Replay' }).click();
    await page.getByRole('button', { name: 'Replay', exact: true }).click();
    await letter.waitFor({ state: 'detached' });
    await page.getByLabel('State').selectOption('all');
    await letter
      .getByText(/^replayed/)
      .first()
      .waitFor();
    await expect
      .poll(async () => {
        await page.getByRole('button', { name: 'Look again' }).click();
        return page.getByText('a replay of letter 1').count();
      })
      .toBe(1);
  });

  test('is put aside for good only with a reason', async () => {
    await console.appended('BET_SETTLED_CONFIRMED', '{}');
    const page = await console.signedIn('/dead-letters?reason=FIELD_MISSING');
    const discard = page.getByRole('button', { name: 'Discard' }).first();
    await expect
      .poll(async () => {
        await page.getByRole('button', { name: 'Look again' }).click();
        return discard.count();
      })
      .toBe(1);
    await discard.click();
    await page.getByRole('button', { name: 'Discard', exact: true }).click();
    expect(await page.locator('dialog input:invalid').count()).toBe(1);
    await page.getByRole('dialog').getByLabel('Reason').fill('of a test');
    await page.getByRole('button', { name: 'Discard', exact: true }).click();
    await expectShown(page.getByText('There is none like that.'));
  });
});

describe('the rules of a brand', () => {
  test('show each fault beside its field, and are in force once they have none', async () => {
    const page = await console.signedIn('/brand-config?brand=acme');
    const odds = page.getByLabel('min_odds');
    await odds.fill('0.5');
    await page.getByLabel('bet_cap_minor').fill('EUR 2000');
    const save = async (): Promise<void> => {
      await page.getByRole('button', { name: 'Save…' }).click();
      await page.getByLabel('Reason').fill('spring');
      await page.getByRole('button', { name: 'Save rules' }).click();
    };
    await save();
    await expectShown(page.getByText('must be above 1').first());
    expect(await odds.getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByLabel('bet_cap_minor').getAttribute('aria-invalid')).toBe('false');
    await odds.fill('1.5');
    await save();
    await expectShown(page.getByText('Version 1 is in force.'));
    expect(await page.getByLabel('bet_cap_minor').inputValue()).toBe('EUR 2000');
  });

  test('that somebody else changed meanwhile are not overwritten', async () => {
    const [mine, theirs] = await Promise.all(
      ['min_odds', 'completion_ratio'].map(async (key) => {
        const page = await console.signedIn('/brand-config?brand=northlight');
        await page.getByLabel(key).fill('1.8');
        await page.getByRole('button', { name: 'Save…' }).click();
        await page.getByLabel('Reason').fill('at the same time');
        return page;
      }),
    );
    await mine!.getByRole('button', { name: 'Save rules' }).click();
    await expectShown(mine!.getByText('Version 1 is in force.'));
    await theirs!.getByRole('button', { name: 'Save rules' }).click();
    await expectShown(theirs!.getByRole('dialog').getByText('STALE_VERSION'));
  });

  test('are tried on what was recorded before they are set', async () => {
    await console.created('vega', 'emil');
    const page = await console.signedIn('/brand-config?brand=vega');
    await page.getByLabel('completion_ratio').fill('0.5');
    await page.getByRole('button', { name: 'Run' }).click();
    await expectShown(page.getByText('1 rollings compared'));
    await expectShown(page.getByRole('row').filter({ hasText: 'emil' }).getByText('0 of 500'));
    await expectShown(page.getByText('The brand never set any rule'));
  });
});

test('a player whose rolling cannot be read is held; once it is mended, what is parked is replayed, less what was put aside', async () => {
  const { postgres: server, fleet } = console.world.parts;
  const sql = postgres(server.url, { max: 1 });
  const id = await console.created('acme', 'gerda');
  const [worker] = fleet.workers;
  await worker!.terminate();
  const [row] = await sql<{ snapshot: string }[]>`select snapshot from rolling_snapshots where rolling_id = ${id}`;
  await sql`update rolling_snapshots set snapshot = '{"value":' where rolling_id = ${id}`;
  await console.world.revive(worker!);
  for (const stakeMinor of ['200', '300', '400']) {
    await console.settled({ brand: 'acme', player: 'gerda', stakeMinor });
  }
  const page = await console.signedIn('/parked');
  const held = page.getByRole('article', { name: 'Player gerda of acme' });
  const look = page.getByRole('button', { name: 'Look again' });
  const shown = async (text: string): Promise<void> => {
    await expect
      .poll(async () => {
        await look.click();
        return held.getByText(text).count();
      })
      .toBe(1);
  };
  await shown('Show 3 parked events');
  await expectShown(held.getByText('ROLLING_UNREADABLE'));
  await held.getByText('Show 3 parked events').click();
  await held
    .getByText(/^Payload of/)
    .first()
    .click();
  await expectShown(held.getByText('"stake_minor": "200"'));

  await held
    .getByRole('button', { name: /^Discard/ })
    .first()
    .click();
  await page.getByRole('dialog').getByLabel('Reason').fill('the wallet says it never was');
  await page.getByRole('button', { name: 'Discard', exact: true }).click();
  await expectShown(held.getByText('Hide 2 parked events'));

  await sql`update rolling_snapshots set snapshot = ${row!.snapshot} where rolling_id = ${id}`;
  await sql.end();
  await held.getByRole('button', { name: /^Replay/ }).click();
  await page.getByRole('button', { name: 'Replay', exact: true }).click();
  await expectShown(page.getByText('Nobody is in quarantine. That is how it should be.'));
  const rolling = await console.signedIn(`/rollings/${id}?brand=acme`);
  await expectShown(rolling.getByText('7.00').first());
});

test('no page broke a rule of its policy, failed, or asked another host', () => {
  expect(console.violations).toEqual([]);
});
