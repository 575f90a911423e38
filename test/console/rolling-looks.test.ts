// The pages of one rolling for everybody: with a screen reader, in the dark, on a phone.
import { AxeBuilder } from '@axe-core/playwright';
import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Look } from './browser.ts';
import { ConsoleUnderTest } from './console-under-test.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** Where pictures go to be looked at; none are taken where it is not named. */
const PICTURES = process.env['CONSOLE_PICTURES'];

const LOOKS: readonly Required<Look>[] = [
  { scheme: 'light', width: 1280 },
  { scheme: 'dark', width: 1280 },
  { scheme: 'light', width: 390 },
  { scheme: 'dark', width: 390 },
];

let consoleOf: ConsoleUnderTest;
let rollingId = '';

/** A life with something of everything: bets that count and that do not, a rollback, a pause, a wallet that fails, an end. */
beforeAll(async () => {
  consoleOf = await ConsoleUnderTest.start();
  const { platform } = consoleOf;
  await platform.wallet.behave({ next_answers: [{ status: 503, headers: { 'retry-after': '1' }, body: '' }] });
  const { id, player, path } = await platform.rolling({ required_minor: '20000', base_minor: '10000' });
  rollingId = id;
  for (const [index, stake] of ['4000', '2500', '1250'].entries()) {
    await platform.settle(player, `slots-${index + 1}`, {}, { stake_minor: stake, product: 'casino' });
  }
  await platform.settle(player, 'voided', {}, { stake_minor: '900', outcome: 'void' });
  await platform.until(path, (body) => body['bets_counted'] === 3);
  await platform.append({
    data: JSON.stringify(
      platform.settled(player, 'slots-2', { event_id: 'back-2', event_type: 'BET_ROLLED_BACK_CONFIRMED' }),
    ),
  });
  await platform.until(path, (body) => body['bets_counted'] === 2);
  await platform.call(`${path}/suspend`, { body: { reason: 'a question of the player' } });
  await platform.settle(player, 'while-suspended', {}, { stake_minor: '700' });
  await platform.digested();
  await platform.call(`${path}/resume`, { body: { reason: 'answered' } });
  await platform.settle(player, 'the-last', {}, { stake_minor: '16000' });
  await platform.inState(path, 'completed');
});
afterAll(() => consoleOf.stop());
afterEach(() => consoleOf.closePages());

async function expectNoSeriousFault(page: Page, name: string, { scheme, width }: Required<Look>): Promise<void> {
  if (PICTURES !== undefined) {
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: `${PICTURES}/${name}-${scheme}-${width}.png`, fullPage: true });
  }
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const told = serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  expect(told, `${name}, ${scheme}, ${width} px`).toEqual([]);
  const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  expect(overflow, `${name} is wider than ${width} px`).toBe(0);
}

describe.each(LOOKS)('in $scheme at $width px', (look) => {
  test('the page of a rolling has no serious fault, whatever it shows', async () => {
    const { page } = await consoleOf.visit(consoleOf.rollingPath(rollingId), look);
    await page.locator('svg[data-value="completed"] .sc-state').first().waitFor();
    await expectNoSeriousFault(page, 'rolling-life', look);
    await page.getByRole('button', { name: 'States and events' }).click();
    await page.getByRole('button', { name: 'First step' }).click();
    await page.getByText('Step 1 of').waitFor();
    await page.locator('svg[data-value="active"] .sc-label').first().waitFor();
    await expectNoSeriousFault(page, 'rolling-past', look);
    for (const tab of ['Bets', 'Wallet', 'Terms']) {
      await page.getByRole('tab', { name: tab }).click();
      await expectNoSeriousFault(page, `rolling-${tab.toLowerCase()}`, look);
    }
  });

  test('neither has what is asked before something is done', async () => {
    const { id } = await consoleOf.platform.rolling();
    const { page } = await consoleOf.visit(consoleOf.rollingPath(id), look);
    const actions = page.getByRole('group', { name: 'Actions' });
    for (const action of ['Adjust', 'Cancel the rolling']) {
      await actions.getByRole('button', { name: action }).click();
      await expectNoSeriousFault(page, `rolling-${action.toLowerCase().replaceAll(' ', '-')}`, look);
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel', exact: true }).click();
    }
  });

  test('neither have the bridge and the viewer in it', async () => {
    const { page } = await consoleOf.visit(consoleOf.inspectPath(rollingId), look);
    const viewer = page.frameLocator('iframe');
    await viewer.locator('svg[data-value="completed"] .sc-state').first().waitFor();
    await viewer.getByText('The wallet confirmed the release').waitFor();
    await expectNoSeriousFault(page, 'inspect-viewer', look);
    await page.getByRole('button', { name: 'Stately, here' }).click();
    await expectNoSeriousFault(page, 'inspect-consent', look);
  });
});
