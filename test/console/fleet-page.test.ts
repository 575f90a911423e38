import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ConsoleWorld, SIGN_IN_CODE, TOKENS, expectShown } from './console-world.ts';

// What operators do with the fleet, in a browser, with the mouse and without one.

let console: ConsoleWorld;

beforeAll(async () => {
  console = await ConsoleWorld.start(2);
  for (const brand of ['acme', 'northlight']) await console.created(brand, 'anna');
});
afterEach(() => console.closePages());
afterAll(() => console.stop());

const shardsOf = (page: Page, worker: string) => page.getByRole('list', { name: `Shards of ${worker}` });

/** Where it is now, and where it could go. */
async function placeOf(page: Page, shard: string): Promise<{ from: string; to: string }> {
  await expectShown(page.getByRole('button', { name: `Shard ${shard} on w` }));
  const isOnFirst = (await shardsOf(page, 'w1').getByRole('button', { name: shard }).count()) > 0;
  return isOnFirst ? { from: 'w1', to: 'w2' } : { from: 'w2', to: 'w1' };
}

async function confirmed(page: Page, action: string, reason: string): Promise<void> {
  await page.getByLabel('Reason').fill(reason);
  await page.getByRole('button', { name: action, exact: true }).click();
}

describe('signing in', () => {
  test('with a link works once, and the link does not stay in the address', async () => {
    const link = `${console.url}/console?brand=acme#code=${encodeURIComponent(SIGN_IN_CODE)}`;
    const page = await console.page();
    await page.goto(link);
    await expectShown(page.getByRole('heading', { name: 'Fleet' }));
    expect(page.url()).toBe(`${console.url}/console?brand=acme`);
    const second = await console.page();
    await second.goto(link);
    await expectShown(second.getByRole('alert').getByText('SIGN_IN_REFUSED'));
    await expectShown(second.getByLabel('Service token'));
  });

  test('with a token that nobody knows shows what the API says of it', async () => {
    const page = await console.signedIn('?brand=acme', 'of nobody');
    await expectShown(page.getByRole('alert').getByText('UNAUTHENTICATED'));
    await expectShown(page.getByLabel('Service token'));
  });

  test('gives the rights of the token, and the API says which is missing', async () => {
    const page = await console.signedIn('/fleet', TOKENS.promotion);
    await expectShown(page.getByText('promotion_service does not have the right ops').first());
  });

  test('is forgotten by a reload', async () => {
    const page = await console.signedIn('/fleet');
    await expectShown(page.getByRole('region', { name: 'Worker w1' }));
    await page.reload();
    await expectShown(page.getByLabel('Service token'));
  });
});

describe('a shard', () => {
  test('is dragged to a worker, with a reason that stands in the history', async () => {
    const page = await console.signedIn('/fleet?brand=acme');
    const { to } = await placeOf(page, 'acme/1');
    await page.getByRole('button', { name: 'Shard acme/1' }).dragTo(page.getByRole('region', { name: `Worker ${to}` }));
    await expectShown(page.getByRole('dialog', { name: 'Move acme/1' }));
    expect(await page.getByLabel('To worker').inputValue()).toBe(to);
    await confirmed(page, 'Move shard', 'seen with the mouse');
    await expectShown(shardsOf(page, to).getByRole('button', { name: 'Shard acme/1' }));
    await expectShown(page.getByRole('row').filter({ hasText: 'seen with the mouse' }).getByText('done'));
  });

  test('is carried to a worker with the keyboard alone', async () => {
    const page = await console.signedIn('/fleet?brand=acme');
    const { to } = await placeOf(page, 'northlight/1');
    await page.getByRole('button', { name: 'Shard northlight/1' }).focus();
    await page.keyboard.press('Space');
    await expectShown(page.getByText('northlight/1 picked up'));
    await page.keyboard.press('ArrowRight');
    await expectShown(page.getByText(`over ${to}`));
    await page.keyboard.press('Space');
    await expectShown(page.getByRole('dialog', { name: 'Move northlight/1' }));
    await page.getByLabel('Reason').focus();
    await page.keyboard.type('seen with the keyboard');
    await page.keyboard.press('Enter');
    await expectShown(shardsOf(page, to).getByRole('button', { name: 'Shard northlight/1' }));
  });

  test('that was picked up is left where it is by Escape', async () => {
    const page = await console.signedIn('/fleet?brand=acme');
    await placeOf(page, 'acme/1');
    const shard = page.getByRole('button', { name: 'Shard acme/1' });
    await shard.focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    expect(await shard.getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('Escape');
    expect(await shard.getAttribute('aria-pressed')).toBe('false');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  test('is not moved where the API refuses, and its words are shown', async () => {
    const page = await console.signedIn('/fleet?brand=acme');
    const { from, to } = await placeOf(page, 'acme/1');
    const open = async (action: string): Promise<void> => {
      await page.getByRole('button', { name: 'Shard acme/1' }).click();
      await page.getByRole('button', { name: action }).click();
    };
    await open('Pin…');
    await page.getByLabel('To worker').selectOption(from);
    await confirmed(page, 'Pin shard', 'stays here');
    await expectShown(page.getByRole('button', { name: `pinned to ${from}` }));
    await open('Move…');
    await page.getByLabel('To worker').selectOption(to);
    await confirmed(page, 'Move shard', 'all the same');
    await expectShown(page.getByRole('dialog').getByText('SHARD_PINNED'));
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expectShown(shardsOf(page, from).getByRole('button', { name: 'Shard acme/1' }));
  });
});

test('a worker is drained and comes back, by keyboard', async () => {
  const page = await console.signedIn('/fleet?brand=acme');
  const worker = page.getByRole('region', { name: 'Worker w2' });
  await worker.getByRole('button', { name: 'Drain' }).press('Enter');
  await page.getByLabel('Reason').fill('to look at it');
  await page.keyboard.press('Enter');
  await expectShown(worker.getByText('drained'));
  await shardsOf(page, 'w2').getByRole('button').first().waitFor({ state: 'detached' });
  await worker.getByRole('button', { name: 'Undrain' }).press('Enter');
  await confirmed(page, 'Undrain worker', 'it is well');
  await expectShown(worker.getByText('active'));
});

test('no page broke a rule of its policy, failed, or asked another host', () => {
  expect(console.violations).toEqual([]);
});
