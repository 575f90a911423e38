import { describe, expect, test } from 'vitest';
import { LagReader } from '../../src/ingress/lag-reader.ts';
import { createLogger } from '../../src/observe/logger.ts';
import { type Metrics, createMetrics } from '../../src/observe/metrics.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Backlog } from '../../src/ports/read-store.ts';
import type { StreamLag, WalletStream } from '../../src/ports/wallet-stream.ts';
import { Survey } from '../../src/schedule/survey.ts';

// What is looked at now and then, and what its gauges say between two looks and when looks fail.

const START = 1_800_000_000_000;

/** Each sleep lasts until the test lets it end. */
class SteppedClock implements Clock {
  time = START;
  readonly sleeps: number[] = [];
  #wake: (() => void)[] = [];

  now(): number {
    return this.time;
  }

  monotonic(): number {
    return this.time;
  }

  sleep(ms: number): Promise<void> {
    this.sleeps.push(ms);
    return new Promise((resolve) => this.#wake.push(resolve));
  }

  /** Ends all sleeps after `ms` and lets what follows run. */
  async pass(ms: number): Promise<void> {
    this.time += ms;
    for (const wake of this.#wake.splice(0)) wake();
    await settled();
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function valueOf(metrics: Metrics, name: string, label = ''): Promise<number> {
  const text = await metrics.registry.getSingleMetricAsString(name);
  const line = text.split('\n').find((each) => !each.startsWith('#') && each.includes(label));
  return Number(line?.split(' ').at(-1));
}

describe('the lag of a stream', () => {
  function reader() {
    const clock = new SteppedClock();
    const metrics = createMetrics();
    const state: { lag: StreamLag | null } = { lag: null };
    const stream = {
      name: 'wallet:events',
      lag: async () => {
        if (state.lag === null) throw new Error('Redis is away');
        return state.lag;
      },
    };
    const lagReader = new LagReader({
      stream: stream as WalletStream,
      clock,
      metrics,
      logger: createLogger({ level: 'silent' }),
    });
    const seconds = (): Promise<number> => {
      lagReader.report();
      return valueOf(metrics, 'rolling_stream_lag_seconds', 'wallet:events');
    };
    return { clock, metrics, state, lagReader, seconds };
  }

  test('is what was seen last, by the clock of the server', async () => {
    const { clock, metrics, state, lagReader, seconds } = reader();
    const ahead = START + 60_000;
    state.lag = { undelivered: 7, pending: 3, oldestPending: null, oldestAt: ahead - 2_000, serverNow: ahead };
    void lagReader.run();
    await settled();
    expect(await seconds()).toBe(2);
    expect(await valueOf(metrics, 'rolling_stream_undelivered', 'wallet:events')).toBe(7);
    expect(await valueOf(metrics, 'rolling_stream_pending', 'wallet:events')).toBe(3);
    expect(await valueOf(metrics, 'rolling_clock_skew_seconds', 'redis')).toBe(60);
    // An entry seen in passing does not grow old with the time until the next look.
    clock.time += 4_000;
    expect(await seconds()).toBe(2);
    state.lag = { undelivered: 0, pending: 0, oldestPending: null, oldestAt: null, serverNow: ahead };
    await clock.pass(1_000);
    expect(await seconds()).toBe(0);
  });

  test('goes on growing while nobody can look', async () => {
    const { clock, state, lagReader, seconds } = reader();
    state.lag = { undelivered: 7, pending: 3, oldestPending: null, oldestAt: START - 2_000, serverNow: START };
    void lagReader.run();
    await settled();
    state.lag = null;
    await clock.pass(5_000);
    await clock.pass(25_000);
    expect(await seconds()).toBe(32);
  });
});

describe('the survey of the tables', () => {
  const BACKLOG: Backlog = {
    serverNow: START - 1_000,
    unpublished: { count: 4, oldestAt: START - 31_000 },
    deadLetters: { count: 2, oldestAt: START - 3_601_000 },
    quarantined: 5,
    parked: { count: 7, oldestAt: START - 61_000 },
    waitingForPeople: { completion_failed: 3, cancellation_failed: 0, review_open: 1 },
  };

  function surveyor() {
    const clock = new SteppedClock();
    const metrics = createMetrics();
    const state: { backlog: Backlog | null; tookMs: number } = { backlog: BACKLOG, tookMs: 0 };
    const reads = {
      backlog: async () => {
        clock.time += state.tookMs;
        if (state.backlog === null) throw new Error('Postgres is away');
        return state.backlog;
      },
    };
    const logger = createLogger({ level: 'silent' });
    const survey = new Survey({ reads, token: 'token', clock, metrics, logger });
    const value = (name: string, label?: string): Promise<number> => {
      survey.report();
      return valueOf(metrics, name, label);
    };
    return { clock, state, survey, value };
  }

  test('tells how much waits and since when, by the clock of the database', async () => {
    const { survey, value } = surveyor();
    survey.start();
    await settled();
    expect(await value('rolling_outbox_backlog')).toBe(4);
    expect(await value('rolling_outbox_oldest_seconds')).toBe(30);
    expect(await value('rolling_dead_letters_open')).toBe(2);
    expect(await value('rolling_dead_letters_oldest_seconds')).toBe(3_600);
    expect(await value('rolling_quarantined_players')).toBe(5);
    expect(await value('rolling_parked_events')).toBe(7);
    expect(await value('rolling_parked_oldest_seconds')).toBe(60);
    expect(await value('rolling_waiting_for_people', 'completion_failed')).toBe(3);
    expect(await value('rolling_waiting_for_people', 'review_open')).toBe(1);
    expect(await value('rolling_clock_skew_seconds', 'postgres')).toBe(-1);
  });

  test('keeps what it saw while the database is away, says how old that is, and lets ages grow', async () => {
    const { clock, state, survey, value } = surveyor();
    survey.start();
    await settled();
    state.backlog = null;
    await clock.pass(15_000);
    await clock.pass(45_000);
    expect(await value('rolling_outbox_backlog')).toBe(4);
    expect(await value('rolling_outbox_oldest_seconds')).toBe(90);
    expect(await value('rolling_survey_age_seconds')).toBe(60);
    state.backlog = { ...BACKLOG, unpublished: { count: 0, oldestAt: null } };
    await clock.pass(15_000);
    expect(await value('rolling_outbox_backlog')).toBe(0);
    expect(await value('rolling_outbox_oldest_seconds')).toBe(0);
    expect(await value('rolling_survey_age_seconds')).toBe(0);
  });

  test('rests the longer, the longer it had to count', async () => {
    const { clock, state, survey } = surveyor();
    state.tookMs = 4_000;
    survey.start();
    await settled();
    expect(clock.sleeps).toEqual([80_000]);
    state.tookMs = 10;
    await clock.pass(80_000);
    expect(clock.sleeps).toEqual([80_000, 15_000]);
  });
});
