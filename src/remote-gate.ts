// Composition root of a process that owns nothing: commands go to whichever worker owns what they are about.
import { RouteBook } from './fleet/route-book.ts';
import { Router } from './fleet/router.ts';
import { StreamEpochs } from './fleet/stream-epochs.ts';
import type { Logger } from './observe/logger.ts';
import type { Metrics } from './observe/metrics.ts';
import type { Clock } from './ports/clock.ts';
import type { CommandGate } from './ports/command-gate.ts';
import type { FleetStore } from './ports/fleet-store.ts';
import type { Link } from './ports/link.ts';

export interface RemoteGateDependencies {
  readonly fleet: FleetStore;
  readonly link: Link;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

const RETRY_DELAY_MS = 250;
const COMMANDS_MAX = 1_000;

export class RemoteGate {
  readonly gate: CommandGate;
  private readonly routes: RouteBook;
  private readonly dependencies: RemoteGateDependencies;
  private reading: Promise<void> = Promise.resolve();
  private hints: { readonly close: () => Promise<void> } | null = null;

  constructor(dependencies: RemoteGateDependencies) {
    this.dependencies = dependencies;
    const { fleet: store } = dependencies;
    this.routes = new RouteBook({
      ...dependencies,
      store,
      token: null,
      retryDelayMs: RETRY_DELAY_MS,
      // Nobody's, until the leader wishes it somewhere.
      openBrand: async (brandId) => {
        await store.openBrand(brandId, null);
      },
    });
    const routing = { routes: this.routes, streamEpochs: new StreamEpochs(), commandsMax: COMMANDS_MAX };
    this.gate = new Router({ ...dependencies, ...routing, host: null });
  }

  /** Rejects where the database cannot be reached. */
  async start(): Promise<void> {
    this.hints = await this.dependencies.fleet.listen((brands) => this.routes.hint(brands));
    await this.routes.start();
    this.reading = this.routes.run();
  }

  async stop(): Promise<void> {
    this.routes.stop();
    await this.reading;
    await this.hints?.close();
  }
}
