// One rolling on the screen of whoever watches it, explains it, or does something about it.
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { until } from '../integration/service-under-test.ts';
import { ConsoleUnderTest } from './console-under-test.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let consoleOf: ConsoleUnderTest;
beforeAll(async () => {
  consoleOf = await ConsoleUnderTest.start();
});
afterAll(() => consoleOf.stop());
beforeEach(() => consoleOf.platform.wallet.behave({}));
afterEach(() => consoleOf.closePages());

const shownState = (page: Page, value: string): Locator => page.locator(`svg[data-value="${value}"]`);

const isLive = (page: Page): Promise<void> => page.locator('[data-feed="live"]').waitFor();

test('is watched as it completes: every step as it is committed, also those of a wallet that fails at first', async () => {
  const { platform } = consoleOf;
  await platform.wallet.behave({ outage: true, retry_after_s: 1 });
  const { id, player, path } = await platform.rolling();
  const { page } = await consoleOf.visit(consoleOf.rollingPath(id));
  await isLive(page);
  await shownState(page, 'active').waitFor();
  await platform.settle(player, 'watched-1', {}, { stake_minor: '400' });
  await page.getByText('40 %').waitFor();
  await page.getByText('A bet counted 4.00 EUR at 100 %').waitFor();
  await platform.settle(player, 'watched-2', {}, { stake_minor: '600' });
  await shownState(page, 'completing → backing_off').waitFor();
  await page.getByText('The wallet’s answer to the release is unknown').first().waitFor();
  await platform.wallet.behave({});
  await shownState(page, 'completed').waitFor();
  const { version } = await platform.inState(path, 'completed');
  await page.getByText(`${String(version)} steps`).waitFor();
  await page.getByRole('tab', { name: 'Wallet' }).click();
  await page.getByText('The wallet confirmed the release').waitFor();
  expect(await page.getByText('5.00 EUR').isVisible()).toBe(true);
});

test('is walked through from its creation to now, by slider, by key, by event, and stays where one looks while it goes on', async () => {
  const { platform } = consoleOf;
  const { id, player, path } = await platform.rolling();
  await platform.settle(player, 'walk-1', {}, { stake_minor: '100' });
  await platform.until(path, (body) => body['bets_counted'] === 1);
  await platform.call(`${path}/suspend`, { body: { reason: 'a walk' } });
  const { page } = await consoleOf.visit(consoleOf.rollingPath(id));
  await isLive(page);
  await shownState(page, 'suspended').waitFor();
  const travel = page.getByRole('group', { name: 'Time travel' });
  const slider = travel.getByRole('slider', { name: 'Step' });
  await slider.press('ArrowLeft');
  await shownState(page, 'active').waitFor();
  const changes = page.getByRole('region', { name: 'What the step changed' });
  expect(await changes.getByRole('row', { name: 'wagered_minor 0 100' }).isVisible()).toBe(true);
  await travel.getByRole('button', { name: 'First step' }).click();
  await page.getByText('Step 1 of 3').waitFor();
  // Somebody else goes on with it meanwhile.
  await platform.call(`${path}/resume`, { body: { reason: 'a walk' } });
  await page.getByText('Step 1 of 4').waitFor();
  await page
    .getByRole('button', { name: /SUSPEND/ })
    .first()
    .click();
  await shownState(page, 'suspended').waitFor();
  await page.getByText('What could come next then').waitFor();
  await travel.getByRole('button', { name: 'Live' }).click();
  await shownState(page, 'active').waitFor();
});

test('explains to support why a bet counted nothing', async () => {
  const { platform } = consoleOf;
  const { id, player, path } = await platform.rolling({
    contribution: { default_bp: 10_000, rules: [{ game_category: 'roulette', weight_bp: 0 }] },
  });
  await platform.settle(player, 'red-7', {}, { stake_minor: '100', product: 'casino', game_category: 'roulette' });
  await platform.settle(player, 'void-1', {}, { stake_minor: '100', outcome: 'void' });
  await platform.settle(player, 'counts-1', {}, { stake_minor: '100' });
  await platform.until(path, (body) => body['bets_counted'] === 1);
  const { page } = await consoleOf.visit(consoleOf.rollingPath(id));
  await page.getByRole('tab', { name: 'Bets' }).click();
  const bets = page.getByRole('region', { name: 'Bets of the rolling' });
  await bets.getByText('counts-1').waitFor();
  await page.getByLabel('Only those that counted nothing').check();
  await expect.poll(() => bets.getByRole('row').count()).toBe(3);
  await page.getByLabel('Bet or settlement').fill('RED');
  await expect.poll(() => bets.getByRole('row').count()).toBe(2);
  const row = bets.getByRole('row', { name: /red-7/ });
  expect(await row.innerText()).toContain('bets on this game count 0 % for this rolling');
  expect(await row.innerText()).toContain('the rule for category roulette');
});

test('an operator does what the state allows, with a reason, and sees what came of it', async () => {
  const { platform } = consoleOf;
  const { id, path } = await platform.rolling();
  const { page } = await consoleOf.visit(consoleOf.rollingPath(id));
  const actions = page.getByRole('group', { name: 'Actions' });
  await actions.getByRole('button', { name: 'Suspend' }).click();
  const dialog = page.getByRole('dialog', { name: 'Suspend' });
  await dialog.getByLabel('Reason').fill('odd bets');
  await dialog.getByRole('button', { name: 'Suspend' }).click();
  await page.getByText('It is suspended.').waitFor();
  await shownState(page, 'suspended').waitFor();
  await page.getByText('Suspended: odd bets, by admin_service').waitFor();
  await actions.getByRole('button', { name: 'Resume' }).waitFor();
  await actions.getByRole('button', { name: 'Adjust' }).click();
  const adjust = page.getByRole('dialog', { name: 'Adjust' });
  const given = adjust.getByLabel('Progress given, EUR');
  await given.fill('2.505');
  await adjust.getByLabel('Reason').fill('goodwill');
  await adjust.getByRole('button', { name: 'Adjust' }).click();
  await adjust.getByText('is no amount in EUR, which has 2 decimals').waitFor();
  expect((await platform.call(path)).body).toMatchObject({ wagered_minor: '0' });
  await given.fill('2.5');
  await adjust.getByRole('button', { name: 'Adjust' }).click();
  await page.getByText('It is adjusted.').waitFor();
  expect(await platform.until(path, (body) => body['wagered_minor'] === '250')).toMatchObject({ state: 'suspended' });
});

test('what the API refuses is told in its own words, and nothing is closed', async () => {
  const { platform } = consoleOf;
  const { id, path } = await platform.rolling();
  const { page, complaints } = await consoleOf.visit(consoleOf.rollingPath(id));
  await page.getByRole('group', { name: 'Actions' }).getByRole('button', { name: 'Cancel the rolling' }).click();
  const dialog = page.getByRole('dialog', { name: 'Cancel the rolling' });
  await dialog.getByLabel('Reason').selectOption('REQUESTED');
  // Somebody else was quicker.
  await platform.call(`${path}/cancel`, { body: { reason: 'OTHER' } });
  await platform.inState(path, 'canceled');
  await dialog.getByRole('button', { name: 'Cancel the rolling' }).click();
  await dialog.getByText('INVALID_STATE').waitFor();
  expect(await dialog.getByRole('alert').innerText()).toContain('cancel is not allowed in state canceled');
  // The browser tells of a 409 by itself.
  expect(complaints.splice(0)).toHaveLength(1);
});

test('a caller sees what its token may see, and is offered what it may do', async () => {
  const { id } = await consoleOf.platform.rolling();
  const { page, complaints } = await consoleOf.visit(consoleOf.rollingPath(id), { token: 'gateway-token' });
  await page.getByText('rolling.explain').first().waitFor();
  await page.getByText('0 %').first().waitFor();
  const suspend = { name: 'Suspend', exact: true };
  expect(await page.getByRole('button', suspend).count()).toBe(0);
  const promotion = await consoleOf.visit(consoleOf.rollingPath(id), { token: 'promotion-token' });
  await promotion.page.getByRole('button', { name: 'Cancel the rolling' }).waitFor();
  await promotion.page.getByText('rolling.operate').waitFor();
  expect(await promotion.page.getByRole('button', suspend).count()).toBe(0);
  // The browser tells of each 403 by itself.
  expect([...complaints.splice(0), ...promotion.complaints.splice(0)].every((said) => said.includes('403'))).toBe(true);
});

test('the statechart is moved, scaled and read with the keyboard', async () => {
  const { id } = await consoleOf.platform.rolling();
  const { page } = await consoleOf.visit(consoleOf.rollingPath(id));
  const chart = page.getByRole('group', { name: /Statechart, now in active/ });
  await shownState(page, 'active').waitFor();
  const drawing = chart.locator('svg > g');
  const transform = async (): Promise<string> => (await drawing.getAttribute('transform')) ?? '';
  const before = await transform();
  await chart.press('ArrowRight');
  await expect.poll(transform).not.toBe(before);
  const moved = await transform();
  await chart.press('+');
  await expect.poll(transform).not.toBe(moved);
  await page.getByRole('button', { name: 'Fit' }).press('Enter');
  await expect.poll(transform).toBe(before);
  await page.getByRole('button', { name: 'States and events' }).press('Enter');
  await chart.locator('tspan', { hasText: 'BET_SETTLED [reachesTarget]' }).waitFor();
  // What may come next is pointed at from the list.
  await page
    .getByRole('button', { name: /^SUSPEND/ })
    .last()
    .focus();
  await expect.poll(() => chart.locator('.sc-arrow.sc-pointed').count()).toBe(1);
  await page.getByRole('tab', { name: 'Life' }).press('ArrowRight');
  await until(async () =>
    expect(await page.getByRole('tab', { name: 'Bets' }).getAttribute('aria-selected')).toBe('true'),
  );
});

test('goes on by asking where the live feed cannot be had', async () => {
  const { platform } = consoleOf;
  const { id, player } = await platform.rolling();
  const { page, complaints } = await consoleOf.open('/console');
  await page.route('**/inspect-ticket', (route) => route.abort());
  await page.goto(`${consoleOf.address}${consoleOf.rollingPath(id)}`);
  await page.getByLabel('Service token').fill('admin-token');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await shownState(page, 'active').waitFor();
  await page.locator('[data-feed="lost"]').waitFor();
  await platform.settle(player, 'unheard-1', {}, { stake_minor: '1000' });
  await shownState(page, 'completed').waitFor();
  await page.getByText('The wallet confirmed the release').waitFor();
  expect(await page.locator('[data-feed="live"]').count()).toBe(0);
  complaints.splice(0);
});
