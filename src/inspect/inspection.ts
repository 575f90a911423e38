// Everybody who watches a rolling through this process. While anybody does, one loop asks the database how their rollings moved on;
// owners are never asked and never know, so a watched rolling costs its worker nothing and a move of its shard changes nothing here.
// While nobody does, nothing is asked and nothing computed (docs/adr/0016).
import type { RollingId } from '../domain/ids.ts';
import type { RollingRecord } from '../domain/rolling.ts';
import type { Logger } from '../observe/logger.ts';
import type { Metrics } from '../observe/metrics.ts';
import { Outage } from '../observe/outage.ts';
import type { Clock } from '../ports/clock.ts';
import type { RollingChanges } from '../ports/rolling-changes.ts';
import { WatchedRolling } from './watched-rolling.ts';
import { Watcher, type WatcherSocket } from './watcher.ts';

export interface InspectionDependencies {
  readonly clock: Clock;
  readonly changes: RollingChanges;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

/** Of one process. */
export const WATCHERS_MAX = 1_000;
const LOOK_EVERY_MS = 250;
/** Looking takes at most a fifth of the time, most of it waiting for answers, however much there is to see. */
const REST_PER_LOOK = 4;
/** Of one rolling between two looks; whoever plays faster is shown where he stands, not each step. */
const ENTRIES_MAX = 100;
const PING_EVERY_MS = 30_000;
/** Then a watcher comes again with a new ticket, and so under rights as they are by then. */
export const WATCH_MS_MAX = 3_600_000;

const GOODBYE_MS = 1_000;

/** RFC 6455, 7.4.1 and 7.4.2. */
const GOING_AWAY = 1_001;
export const COME_AGAIN = 4_000;

export class Inspection {
  private readonly watched = new Map<RollingId, WatchedRolling>();
  private readonly given: InspectionDependencies;
  private readonly outage: Outage;
  private count = 0;
  private pingedAt = 0;
  private looking: Promise<void> | null = null;
  private readonly ending = new AbortController();
  /** Everybody has left since the end began. */
  private readonly left = new AbortController();

  constructor(given: InspectionDependencies) {
    this.given = given;
    this.outage = new Outage(given, {
      away: 'cannot see how watched rollings move on: watchers wait',
      back: 'watched rollings are followed again',
    });
  }

  get isFull(): boolean {
    return this.count >= WATCHERS_MAX || this.ending.signal.aborted;
  }

  /** `rolling`: as it stands. Call `leave` when the connection has ended. */
  join(rolling: RollingRecord, socket: WatcherSocket): { readonly watcher: Watcher; readonly leave: () => void } {
    const { rollingId } = rolling.facts;
    const watched = this.watched.get(rollingId) ?? new WatchedRolling(rolling);
    this.watched.set(rollingId, watched);
    const watcher = new Watcher(socket, this.given.clock.monotonic());
    watched.admit(watcher, this.given.clock.now());
    this.counted(+1);
    this.looking ??= this.look();
    const leave = (): void => {
      if (!watched.watchers.delete(watcher)) return;
      if (watched.watchers.size === 0) this.watched.delete(rollingId);
      this.counted(-1);
    };
    return { watcher, leave };
  }

  /** Resolves when every connection is closed; one whose other end does not answer is not waited for. */
  async stop(): Promise<void> {
    this.ending.abort();
    for (const { socket } of this.watchers()) socket.close(GOING_AWAY, 'this process ends: come again');
    if (this.count > 0) await this.given.clock.sleep(GOODBYE_MS, this.left.signal);
    for (const { socket } of this.watchers()) socket.terminate();
    await this.looking;
  }

  private counted(change: 1 | -1): void {
    this.count += change;
    this.given.metrics.watchers.set(this.count);
    if (this.count === 0 && this.ending.signal.aborted) this.left.abort();
  }

  private *watchers(): Generator<Watcher> {
    for (const { watchers } of this.watched.values()) yield* watchers;
  }

  private async look(): Promise<void> {
    const { clock } = this.given;
    let restMs = LOOK_EVERY_MS;
    for (;;) {
      await clock.sleep(restMs, this.ending.signal);
      if (this.isIdle()) break;
      const startedAt = clock.monotonic();
      await this.lookOnce();
      const tookMs = clock.monotonic() - startedAt;
      this.given.metrics.watchLookSeconds.observe(tookMs / 1_000);
      restMs = Math.max(LOOK_EVERY_MS - tookMs, tookMs * REST_PER_LOOK);
      this.tend();
    }
    this.looking = null;
  }

  private isIdle(): boolean {
    return this.count === 0 || this.ending.signal.aborted;
  }

  private async lookOnce(): Promise<void> {
    const { changes, metrics } = this.given;
    try {
      const known = [...this.watched.values()].map(({ rolling }) => rolling);
      for (const change of await changes.since(known, ENTRIES_MAX)) {
        const { steps, unseen } = this.watched.get(change.rolling.facts.rollingId)?.advance(change) ?? NOTHING;
        metrics.watchedSteps.inc(steps);
        metrics.watchStepsUnseen.inc(unseen);
      }
      this.outage.worked();
    } catch (error) {
      this.outage.failed(error, { watchers: this.count });
    }
  }

  /** Who fell behind and can hear again, who is gone without a word, who has watched long enough. */
  private tend(): void {
    for (const watched of this.watched.values()) watched.catchUp();
    const now = this.given.clock.monotonic();
    if (now - this.pingedAt < PING_EVERY_MS) return;
    this.pingedAt = now;
    for (const watcher of this.watchers()) {
      const { socket, isAlive, since } = watcher;
      if (!isAlive) socket.terminate();
      else if (now - since >= WATCH_MS_MAX) socket.close(COME_AGAIN, 'come again with a new ticket');
      else {
        watcher.isAlive = false;
        socket.ping();
      }
    }
  }
}

const NOTHING = { steps: 0, unseen: 0 };
