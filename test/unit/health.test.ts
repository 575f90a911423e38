import { describe, expect, test } from 'vitest';
import { LoopHealth, isReady } from '../../src/observe/health.ts';

const STARTED = 1_000_000;

function watchedLoops(): LoopHealth {
  const health = new LoopHealth();
  health.register('event_consumer', { thresholdMs: 1_000, enabled: true }, STARTED);
  health.register('outbox_publisher', { thresholdMs: 5_000, enabled: true }, STARTED);
  health.register('expiry_scheduler', { thresholdMs: 1_000, enabled: false }, STARTED);
  return health;
}

describe('the health of loops', () => {
  test('a loop that has just started is fresh', () => {
    expect(watchedLoops().report(STARTED + 1_000)).toMatchObject({
      event_consumer: { status: 'fresh', age_ms: 1_000, threshold_ms: 1_000 },
      outbox_publisher: { status: 'fresh', age_ms: 1_000, threshold_ms: 5_000 },
    });
  });

  test('each loop is stale by its own threshold', () => {
    const report = watchedLoops().report(STARTED + 1_001);
    expect(report.event_consumer?.status).toBe('stale');
    expect(report.outbox_publisher?.status).toBe('fresh');
    expect(isReady(report)).toBe(false);
  });

  test('a beat makes it fresh again', () => {
    const health = watchedLoops();
    health.beat('event_consumer', STARTED + 3_000);
    const report = health.report(STARTED + 3_500);
    expect(report.event_consumer).toEqual({ status: 'fresh', age_ms: 500, threshold_ms: 1_000 });
    expect(isReady(report)).toBe(true);
  });

  test('a loop switched off says so and is never stale', () => {
    const health = watchedLoops();
    health.beat('event_consumer', STARTED + 4_000);
    const report = health.report(STARTED + 4_000);
    expect(report.expiry_scheduler).toEqual({ status: 'disabled', age_ms: null, threshold_ms: 1_000 });
    expect(isReady(report)).toBe(true);
  });

  test('a clock set back makes no negative age', () => {
    expect(watchedLoops().report(STARTED - 10).event_consumer?.age_ms).toBe(0);
  });

  test('a loop that nobody registered is not reported', () => {
    const health = watchedLoops();
    health.beat('completion_retry', STARTED);
    expect(Object.keys(health.report(STARTED))).not.toContain('completion_retry');
  });
});
