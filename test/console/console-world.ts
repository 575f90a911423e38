import { randomUUID } from 'node:crypto';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { TOKENS, WALLET_STREAM, World } from '../fleet/world.ts';
import { signIn } from './browser.ts';
import { startChromium } from './chromium.ts';

// A fleet of real processes with its console, and a browser to look at it with.

export { TOKENS };
export const SIGN_IN_CODE = 'printed by whoever started this fleet, used once';
const TARGET_MINOR = '1000';

/** There, and to be seen, before Playwright's patience ends. */
export const expectShown = (locator: Locator): Promise<void> => locator.waitFor();

export interface Bet {
  readonly brand: string;
  readonly player: string;
  readonly stakeMinor: string;
}

export class ConsoleWorld {
  readonly world: World;
  readonly url: string;
  private readonly browser: Browser;
  /** What a page may never do. */
  readonly violations: string[] = [];

  private constructor(world: World, browser: Browser) {
    this.world = world;
    this.browser = browser;
    this.url = world.parts.fleet.apis[0]!.url;
  }

  static async start(workers: number): Promise<ConsoleWorld> {
    // Leases far longer than any pause of a busy machine: no shard moves unless somebody says so.
    const environment = { NODE_ENV: 'development', CONSOLE_SIGN_IN_CODE: SIGN_IN_CODE };
    const starting = { workers, apis: 1, leaseMs: 60_000, seed: 1, walletFaults: 0, audited: false, environment };
    const world = await World.start(starting);
    return new ConsoleWorld(
      world,
      await startChromium().catch(async (error: unknown) => {
        await world.stop();
        throw error;
      }),
    );
  }

  /** Pages are live: one that nobody looks at any more would go on asking. */
  async closePages(): Promise<void> {
    await Promise.all(this.browser.contexts().map((context) => context.close()));
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.world.stop();
  }

  async page(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({ viewport: { width: 1_280, height: 900 }, ...options });
    const page = await context.newPage();
    page.on('pageerror', (error) => this.violations.push(error.message));
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) this.violations.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(this.url)) this.violations.push(`asks ${request.url()}`);
    });
    return page;
  }

  /** A page at an address of the console, behind the entrance. */
  async signedIn(path: string, token = TOKENS.admin, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await this.page(options);
    await page.goto(`${this.url}/console${path}`);
    await signIn(page, token);
    return page;
  }

  /** A rolling with a target of 10.00 EUR; resolves with its id. */
  async created(brand: string, player: string): Promise<string> {
    const source = { type: 'bonus', id: randomUUID() };
    const body = { player_id: player, currency: 'EUR', source, required_minor: TARGET_MINOR, release_minor: '500' };
    const answer = await fetch(`${this.url}/internal/rolling`, {
      method: 'POST',
      headers: {
        'x-internal-service-token': TOKENS.promotion,
        'x-brand-id': brand,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    });
    if (answer.status !== 201) throw new Error(`create was answered ${answer.status}: ${await answer.text()}`);
    return ((await answer.json()) as { rolling_id: string }).rolling_id;
  }

  /** As the wallet says it. */
  async settled({ brand, player, stakeMinor }: Bet): Promise<void> {
    const at = new Date().toISOString();
    const bet = { player_id: player, bet_id: randomUUID(), currency: 'EUR', stake_minor: stakeMinor, placed_at: at };
    const envelope = {
      event_id: randomUUID(),
      event_type: 'BET_SETTLED_CONFIRMED',
      occurred_at: at,
      brand_id: brand,
      payload: { ...bet, win_minor: '0', outcome: 'loss', product: 'casino' },
    };
    await this.appended('BET_SETTLED_CONFIRMED', JSON.stringify(envelope));
  }

  async appended(eventType: string, payload: string): Promise<void> {
    await this.world.parts.redis.xadd(WALLET_STREAM, '*', 'event_type', eventType, 'payload', payload);
  }
}
