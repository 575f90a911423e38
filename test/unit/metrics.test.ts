import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createMetrics } from '../../src/observe/metrics.ts';

const page = readFileSync(join(resolve(import.meta.dirname, '../..'), 'docs/metrics.md'), 'utf8');

describe('metrics', () => {
  test('are documented with type and labels, both ways', () => {
    const documented = [...page.matchAll(/^\| `(\w+)` \| (\w+) \| (.*?) ?\| \S/gm)].map(([, name, type, labels]) => [
      name,
      type,
      [...(labels ?? '').matchAll(/`(\w+)`/g)].map(([, label]) => label),
    ]);
    // The label names are a member of every metric, though not of its published type.
    const metrics = createMetrics().registry.getMetricsAsArray() as unknown as {
      name: string;
      constructor: { name: string };
      labelNames: string[];
    }[];
    const real = metrics.map(({ name, constructor, labelNames }) => [name, constructor.name.toLowerCase(), labelNames]);
    expect(documented).toEqual(real);
  });

  test('of two workers in one process do not mix', async () => {
    const [one, other] = [createMetrics(), createMetrics()];
    one.completions.inc(3);
    expect(await one.registry.getSingleMetricAsString('rolling_completions_total')).toMatch(/ 3$/);
    expect(await other.registry.getSingleMetricAsString('rolling_completions_total')).toMatch(/ 0$/);
  });

  test('that must exist by name do', async () => {
    const metrics = createMetrics();
    metrics.multiBrandEnforcementMode.set({ service: 'rolling_service', mode: 'enforce' }, 1);
    const text = await metrics.registry.metrics();
    expect(text).toContain('multi_brand_enforcement_mode{service="rolling_service",mode="enforce"} 1');
    expect(text).toContain('rolling_cross_brand_rejected_total 0');
  });
});
