import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ConsoleWorld, expectShown } from './console-world.ts';

// Every page in both schemes and at both widths, with something on it.

interface Seen {
  readonly path: string;
  /** What has to be there before it is judged. */
  readonly shows: (page: Page) => Promise<void>;
}

const PAGES: readonly Seen[] = [
  { path: '/fleet', shows: (page) => page.getByRole('button', { name: 'Shard acme/1' }).waitFor() },
  { path: '/rollings', shows: (page) => page.getByRole('row').nth(1).waitFor() },
  { path: '/players/anna', shows: (page) => page.getByText('May not withdraw').waitFor() },
  { path: '/dead-letters', shows: (page) => page.getByRole('article').first().waitFor() },
  { path: '/parked', shows: (page) => page.getByText('Nobody is in quarantine.').waitFor() },
  { path: '/brand-config', shows: (page) => page.getByLabel('min_odds').waitFor() },
];
const WIDTHS = [1_280, 390];
const SCHEMES = ['light', 'dark'] as const;
/** minor and moderate are advice; these two keep somebody out. */
const FATAL = ['serious', 'critical'];

let console: ConsoleWorld;

beforeAll(async () => {
  console = await ConsoleWorld.start(1);
  await console.created('acme', 'anna');
  await console.appended('BET_SETTLED_CONFIRMED', 'no JSON at all');
});
afterEach(() => console.closePages());
afterAll(() => console.stop());

async function faultsOf(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => FATAL.includes(impact ?? ''))
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

const isTooWide = (page: Page): Promise<boolean> => page.evaluate('document.documentElement.scrollWidth > innerWidth');

describe.for(SCHEMES)('in %s', (colorScheme) => {
  describe.for(WIDTHS)('at %i px', (width) => {
    const options = { colorScheme, viewport: { width, height: 900 } };

    test('nobody is kept out of the entrance', async () => {
      const page = await console.page(options);
      await page.goto(`${console.url}/console`);
      await expectShown(page.getByLabel('Service token'));
      expect([await faultsOf(page), await isTooWide(page)]).toEqual([[], false]);
    });

    test.for(PAGES)('nobody is kept out of $path', async ({ path, shows }) => {
      const page = await console.signedIn(`${path}?brand=acme`, undefined, options);
      await shows(page);
      expect([await faultsOf(page), await isTooWide(page)]).toEqual([[], false]);
    });
  });
});

test('what asks before something is done keeps nobody out either, and holds the focus', async () => {
  const page = await console.signedIn('/fleet?brand=acme');
  await page.getByRole('button', { name: 'Drain' }).click();
  await expectShown(page.getByRole('dialog'));
  expect(await faultsOf(page)).toEqual([]);
  for (let press = 0; press < 6; press += 1) await page.keyboard.press('Tab');
  expect(
    await page.evaluate(
      'document.activeElement.closest("dialog") !== null || document.activeElement === document.body',
    ),
  ).toBe(true);
  await page.keyboard.press('Escape');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Drain w1');
});
