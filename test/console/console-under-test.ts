// The console as an operator meets it: a browser, and the service with its platform behind the address.
import type { Browser } from 'playwright-core';
import { Platform } from '../integration/platform.ts';
import { type Look, type OpenPage, openPage, signIn } from './browser.ts';
import { startChromium } from './chromium.ts';

const TOKENS = {
  INTERNAL_SERVICE_TOKEN_ADMIN_SERVICE: 'admin-token',
  INTERNAL_SERVICE_TOKEN_PROMOTION_SERVICE: 'promotion-token',
  INTERNAL_SERVICE_TOKEN_GATEWAY: 'gateway-token',
};

export class ConsoleUnderTest {
  readonly platform: Platform;
  readonly browser: Browser;
  readonly address: string;
  private readonly opened: OpenPage[] = [];

  private constructor(platform: Platform, browser: Browser, address: string) {
    this.platform = platform;
    this.browser = browser;
    this.address = address;
  }

  static async start(changes: Readonly<Record<string, string>> = {}): Promise<ConsoleUnderTest> {
    const [platform, browser] = await Promise.all([Platform.start(), startChromium()]);
    const service = await platform.serve({ ...TOKENS, WORKER_NAME: 'one', ...changes });
    return new ConsoleUnderTest(platform, browser, await service.ready());
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.platform.stop();
  }

  /** Call after each test: closes its pages, and throws what they complained about. */
  async closePages(): Promise<void> {
    const pages = this.opened.splice(0);
    await Promise.all(pages.map(({ context }) => context.close()));
    const complaints = pages.flatMap(({ complaints: of }) => of);
    if (complaints.length > 0) throw new Error(`a page complained: ${complaints.join('\n')}`);
  }

  async open(path: string, look: Look = {}): Promise<OpenPage> {
    const open = await openPage(this.browser, look);
    this.opened.push(open);
    await open.page.goto(`${this.address}${path}`);
    return open;
  }

  /** Signed in, with the token typed. */
  async visit(
    path: string,
    { token = 'admin-token', ...look }: Look & { readonly token?: string } = {},
  ): Promise<OpenPage> {
    const open = await this.open(path, look);
    await signIn(open.page, token);
    return open;
  }

  rollingPath(id: string): string {
    return `/console/rollings/${id}?brand=${this.platform.brand}`;
  }

  inspectPath(id: string): string {
    return `/inspect/rollings/${id}?brand=${this.platform.brand}`;
  }
}
