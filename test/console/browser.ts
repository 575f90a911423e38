// A page of a browser that reports whatever went wrong on it: an error in its console fails the test that opened it.
import type { Browser, BrowserContext, Page } from 'playwright-core';

export interface Look {
  readonly scheme?: 'light' | 'dark';
  readonly width?: 1280 | 390;
}

export interface OpenPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the page's console called an error; what a test expects there it takes out. */
  readonly complaints: string[];
}

export async function signIn(page: Page, token = 'admin-token'): Promise<void> {
  await page.getByLabel('Service token').fill(token);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

export async function openPage(browser: Browser, { scheme = 'light', width = 1280 }: Look = {}): Promise<OpenPage> {
  const context = await browser.newContext({
    viewport: { width, height: width === 1280 ? 900 : 844 },
    colorScheme: scheme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { page, context, complaints };
}
