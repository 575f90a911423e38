import { Histogram, Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { quantileSince, readBuckets } from '../../src/console/api/histogram.ts';

const NAME = 'rolling_http_request_seconds';
const none = new Map<number, number>();

function metricOf() {
  const registry = new Registry();
  const histogram = new Histogram({
    name: NAME,
    help: 'how long',
    labelNames: ['route'],
    buckets: [0.001, 0.01, 0.1, 1],
    registers: [registry],
  });
  // Another whose name begins the same must not be taken for it.
  const other = new Histogram({ name: `${NAME}_more`, help: 'more', buckets: [1], registers: [registry] });
  other.observe(0.5);
  return { histogram, look: async () => readBuckets(await registry.metrics(), NAME) };
}

test('buckets are read as they are exposed, over all series or those that are wanted', async () => {
  const { histogram, look } = metricOf();
  histogram.observe({ route: '/a' }, 0.005);
  histogram.observe({ route: '/b' }, 0.05);
  expect([...(await look())]).toEqual([
    [0.001, 0],
    [0.01, 1],
    [0.1, 2],
    [1, 2],
    [Number.POSITIVE_INFINITY, 2],
  ]);
  const text = [`${NAME}_bucket{le="0.1",route="/a"} 3`, `${NAME}_bucket{le="0.1",route="/b"} 4`].join('\n');
  expect([...readBuckets(text, NAME, (labels) => labels.includes('route="/b"'))]).toEqual([[0.1, 4]]);
});

test('a quantile is of what came since the look before, within its bucket', async () => {
  const { histogram, look } = metricOf();
  for (let count = 0; count < 100; count++) histogram.observe({ route: '/a' }, 0.9);
  const before = await look();
  expect(quantileSince(none, before, 0.5)).toBeCloseTo(0.55);
  expect(quantileSince(before, before, 0.5)).toBeNull();
  for (let count = 0; count < 10; count++) histogram.observe({ route: '/a' }, 0.005);
  expect(quantileSince(before, await look(), 0.5)).toBeCloseTo(0.0055);
});

test('beyond the last bound nothing is invented', async () => {
  const { histogram, look } = metricOf();
  histogram.observe({ route: '/a' }, 30);
  expect(quantileSince(none, await look(), 0.99)).toBe(1);
});

test('a process that was started again counts anew', async () => {
  const old = metricOf();
  for (let count = 0; count < 5; count++) old.histogram.observe({ route: '/a' }, 0.9);
  const fresh = metricOf();
  fresh.histogram.observe({ route: '/a' }, 0.005);
  expect(quantileSince(await old.look(), await fresh.look(), 0.5)).toBeCloseTo(0.0055);
});
