// Keeps the routing table true: read as a whole at the start and now and then, brand by brand when somebody says that something
// changed. One read at a time, so that an older picture never replaces a newer one.
import type { BrandId } from '../domain/ids.ts';
import { Wakeup } from '../domain/wakeup.ts';
import type { Logger } from '../observe/logger.ts';
import { Outage } from '../observe/outage.ts';
import type { Clock } from '../ports/clock.ts';
import type { FleetStore, Route } from '../ports/fleet-store.ts';
import { RoutingTable } from './routing-table.ts';

export interface RouteBookOptions {
  readonly store: Pick<FleetStore, 'routes'>;
  /** Gives a brand that nobody heard of its first shard. */
  readonly openBrand: (brandId: BrandId) => Promise<void>;
  /** Of this process's incarnation; null where it owns nothing. */
  readonly token: string | null;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly retryDelayMs: number;
}

/** Hints may be lost: so often everything is read without one. */
const READ_ALL_EVERY_MS = 5_000;

export class RouteBook {
  readonly table = new RoutingTable();
  private readonly stale = new Set<BrandId>();
  private allStale = true;
  private readAllAt = Number.NEGATIVE_INFINITY;
  private readonly work = new Wakeup();
  private readonly listeners: (() => void)[] = [];
  private readonly waiting = new Set<() => void>();
  private readonly opening = new Map<BrandId, Promise<void>>();
  private stopping = false;
  private readonly stopped = new AbortController();
  private readonly outage: Outage;
  private readonly options: RouteBookOptions;

  constructor(options: RouteBookOptions) {
    this.options = options;
    const [away, back] = ['cannot read the routes; the last picture is used', 'reads the routes again'];
    this.outage = new Outage(options, { away, back });
  }

  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Resolves at the next change of any route, or of what this process owns; forget it when it is not waited for any more. */
  nextChange(): { readonly happened: Promise<void>; readonly forget: () => void } {
    let wake: () => void = () => undefined;
    const happened = new Promise<void>((resolve) => {
      wake = resolve;
    });
    this.waiting.add(wake);
    return { happened, forget: () => this.waiting.delete(wake) };
  }

  isOurs({ owner }: Route): boolean {
    return owner !== null && owner.token === this.options.token;
  }

  /** Something may have changed: of these brands, or anywhere. */
  hint(brands: readonly BrandId[] | null): void {
    if (brands === null) this.allStale = true;
    else for (const brandId of brands) this.stale.add(brandId);
    this.work.ring();
  }

  lookAgain(brandId: BrandId): void {
    this.hint([brandId]);
  }

  /** What this process owns changed: whoever waits for an owner looks again. */
  ownershipChanged(): void {
    this.announce();
  }

  /** Looks the brand up, and gives it its first shard where it has none. Resolves when the table knows it; rejects where it cannot be told. */
  open(brandId: BrandId): Promise<void> {
    const known = this.opening.get(brandId);
    if (known !== undefined) return known;
    const opened = this.openNow(brandId).finally(() => this.opening.delete(brandId));
    this.opening.set(brandId, opened);
    return opened;
  }

  private async openNow(brandId: BrandId): Promise<void> {
    const { store, openBrand } = this.options;
    if (this.table.knows(brandId)) return;
    let routes = await store.routes([brandId]);
    if (routes.length === 0) {
      await openBrand(brandId);
      routes = await store.routes([brandId]);
    }
    // A reading of the loop that began before this one may still replace it, and is followed by another.
    this.table.replace([brandId], routes);
    this.hint([brandId]);
    this.announce();
  }

  stop(): void {
    this.stopping = true;
    this.stopped.abort();
    this.work.ring();
  }

  /** Reads everything once, so that the table is there; rejects where the database does not answer. */
  async start(): Promise<void> {
    await this.readAll();
  }

  async run(): Promise<void> {
    const { clock, retryDelayMs } = this.options;
    while (!this.stopping) {
      try {
        await this.readStale();
        this.outage.worked();
      } catch (error) {
        this.outage.failed(error);
        this.allStale = true;
        await clock.sleep(retryDelayMs, this.stopped.signal);
        continue;
      }
      if (!this.allStale && this.stale.size === 0) await this.idle();
    }
  }

  private async readStale(): Promise<void> {
    const { store, clock } = this.options;
    if (this.allStale || clock.monotonic() - this.readAllAt >= READ_ALL_EVERY_MS) {
      await this.readAll();
      return;
    }
    const brands = [...this.stale];
    if (brands.length === 0) return;
    this.stale.clear();
    this.table.replace(brands, await store.routes(brands));
    this.announce();
  }

  private async readAll(): Promise<void> {
    const { store, clock } = this.options;
    this.allStale = false;
    this.stale.clear();
    this.readAllAt = clock.monotonic();
    this.table.replaceAll(await store.routes(null));
    this.announce();
  }

  private async idle(): Promise<void> {
    const { clock } = this.options;
    const woken = new AbortController();
    const due = clock.sleep(READ_ALL_EVERY_MS, AbortSignal.any([woken.signal, this.stopped.signal]));
    await Promise.race([this.work.wait(), due.then(() => woken.signal.aborted || this.work.ring())]);
    woken.abort();
  }

  private announce(): void {
    for (const listener of this.listeners) listener();
    const woken = [...this.waiting];
    this.waiting.clear();
    for (const wake of woken) wake();
  }
}
