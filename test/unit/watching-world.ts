// A process whose watchers, clock and database are the test's.
import { Inspection } from '../../src/inspect/inspection.ts';
import type { WatcherSocket } from '../../src/inspect/watcher.ts';
import { createLogger } from '../../src/observe/logger.ts';
import { createMetrics } from '../../src/observe/metrics.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { RollingChanges } from '../../src/ports/rolling-changes.ts';
import { NOON, aBet } from './domain-fixtures.ts';
import { PlayerWorld } from './player-world.ts';

export interface Heard {
  readonly type: string;
  readonly rolling_version: number;
  readonly event?: Readonly<Record<string, unknown>>;
  readonly snapshot?: { readonly value: unknown; readonly context: Readonly<Record<string, unknown>> };
}

export class FakeSocket implements WatcherSocket {
  bufferedAmount = 0;
  isOpen = true;
  pings = 0;
  closed: { readonly code: number; readonly reason: string } | null = null;
  isTerminated = false;
  /** As when the connection ends. */
  onGone: () => void = () => undefined;
  private readonly texts: string[] = [];

  send(texts: readonly string[]): void {
    this.texts.push(...texts);
  }

  ping(): void {
    this.pings += 1;
  }

  close(code: number, reason: string): void {
    this.closed = { code, reason };
  }

  terminate(): void {
    this.isTerminated = true;
    this.isOpen = false;
    this.onGone();
  }

  /** What came since it was last asked. */
  heard(): Heard[] {
    return this.texts.splice(0).map((text) => JSON.parse(text) as Heard);
  }
}

class SteppedClock implements Clock {
  time = NOON;
  readonly sleeps: number[] = [];
  private wake: (() => void)[] = [];

  now(): number {
    return this.time;
  }

  monotonic(): number {
    return this.time;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.sleeps.push(ms);
    return new Promise((resolve) => {
      this.wake.push(resolve);
      if (signal?.aborted === true) resolve();
      signal?.addEventListener('abort', () => resolve());
    });
  }

  async pass(ms: number): Promise<void> {
    this.time += ms;
    for (const wake of this.wake.splice(0)) wake();
    await settled();
  }
}

export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export class WatchingWorld {
  readonly clock = new SteppedClock();
  readonly player = new PlayerWorld();
  readonly metrics = createMetrics();
  readonly logged: string[] = [];
  /** How many rollings each question was about. */
  readonly asked: number[] = [];
  database: 'up' | 'down' = 'up';
  /** How long a look takes. */
  lookMs = 0;
  readonly inspection: Inspection;
  private bets = 0;

  constructor() {
    this.inspection = new Inspection({
      clock: this.clock,
      changes: this.changes,
      metrics: this.metrics,
      logger: createLogger({ level: 'info', destination: { write: (line) => void this.logged.push(line) } }),
    });
  }

  /** Rollings take bets one after the other. */
  create(number: number): void {
    this.player.create({ number, requiredMinor: 1_000_000n, activatesAt: NOON - 1 });
  }

  bet(times = 1): void {
    for (let bet = 0; bet < times; bet += 1) {
      this.bets += 1;
      this.player.settle(aBet({ betId: `bet-${this.bets}` }));
    }
  }

  watch(number = 1): FakeSocket {
    const socket = new FakeSocket();
    const { leave, watcher } = this.inspection.join(this.player.rolling(number), socket);
    socket.onGone = leave;
    this.pongs.set(socket, () => void (watcher.isAlive = true));
    return socket;
  }

  pong(socket: FakeSocket): void {
    this.pongs.get(socket)?.();
  }

  private readonly pongs = new Map<FakeSocket, () => void>();

  private get changes(): RollingChanges {
    return {
      since: async (known, entriesMax) => {
        this.asked.push(known.length);
        this.clock.time += this.lookMs;
        if (this.database === 'down') throw new Error('the database is away');
        return known.flatMap(({ facts, version }) => {
          const rolling = this.player.rollings.find((each) => each.facts.rollingId === facts.rollingId);
          if (rolling === undefined || rolling.version === version) return [];
          const entries = this.player.journal.filter(
            (entry) => entry.rollingId === facts.rollingId && entry.version > version,
          );
          return [{ rolling, entries: entries.slice(-entriesMax) }];
        });
      },
    };
  }
}
