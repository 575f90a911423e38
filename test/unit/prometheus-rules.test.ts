import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createMetrics } from '../../src/observe/metrics.ts';
import { findPromtool } from '../servers/promtool.ts';

// The alert rules and the dashboard: valid, tested, documented, and about metrics that exist.

const PROJECT = resolve(import.meta.dirname, '../..');
const RULES = join(PROJECT, 'deploy/prometheus');
const PROMTOOL_MS = 120_000;

const read = (path: string): string => readFileSync(join(PROJECT, path), 'utf8');

interface Rule {
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

interface RuleTest {
  readonly name: string;
  readonly promql_expr_test?: readonly { readonly exp_samples: readonly { readonly labels: string }[] }[];
}

const groups = parse(read('deploy/prometheus/rolling-service.rules.yml')) as {
  groups: readonly { rules: readonly Rule[] }[];
};
const rules = groups.groups.flatMap((group) => group.rules);
const alerts = rules.filter((rule) => rule.alert !== undefined);
const { tests } = parse(read('deploy/prometheus/rolling-service.test.yml')) as { tests: readonly RuleTest[] };

interface KnownMetric {
  readonly labels: readonly string[];
  readonly isHistogram: boolean;
}

/** The label names are a member of every metric, though not of its published type. */
type Declared = readonly {
  readonly name: string;
  readonly constructor: { readonly name: string };
  readonly labelNames: readonly string[];
}[];

/** What Prometheus adds to every series of ours. */
const TARGET_LABELS = ['job', 'instance'];

function knownMetrics(): ReadonlyMap<string, KnownMetric> {
  const ours = createMetrics().registry.getMetricsAsArray() as unknown as Declared;
  const known = new Map<string, KnownMetric>([['up', { labels: [], isHistogram: false }]]);
  for (const { name, labelNames, constructor } of ours) {
    known.set(name, { labels: labelNames, isHistogram: constructor.name === 'Histogram' });
  }
  for (const name of documentedProcessMetrics()) {
    known.set(name, { labels: ['kind'], isHistogram: name.startsWith('nodejs_gc_') });
  }
  for (const { record } of rules) if (record !== undefined) known.set(record, { labels: [], isHistogram: false });
  return known;
}

/** The second table of docs/metrics.md. */
function documentedProcessMetrics(): readonly string[] {
  const [, section = ''] = read('docs/metrics.md').split('## Of the process');
  return [...section.matchAll(/^\| `(\w+)` \| [^|]+ \|$/gm)].map(([, name]) => name ?? '');
}

/** Function names, keywords and durations of PromQL stand where metrics stand; ours are told by their beginnings. */
const SELECTOR = /\b((?:rolling|multi_brand|process|nodejs)_\w+|job:[\w:]+|up)\b(?:\{([^}]*)\})?/g;
const LABEL_LISTS = /\b(?:by|on|without|ignoring|group_left)\s*\(([^)]*)\)/g;

/** What is wrong with the names in an expression. */
function faultsOf(expression: string, known: ReadonlyMap<string, KnownMetric>): readonly string[] {
  const faults: string[] = [];
  const usable = new Set(TARGET_LABELS);
  // Legends and label lists are looked at apart: a label may be called as a metric begins.
  const bare = expression.replaceAll(LABEL_LISTS, '');
  const found = [...bare.matchAll(SELECTOR)];
  if (found.length === 0) faults.push(`no metric in ${expression}`);
  for (const [, name = '', matchers = ''] of found) {
    const [, base = name, suffix] = /^(.*)_(bucket|sum|count)$/.exec(name) ?? [];
    const metric = known.get(name) ?? known.get(base);
    if (metric === undefined || metric.isHistogram !== (known.has(name) ? false : suffix !== undefined)) {
      faults.push(`no metric ${name}`);
      continue;
    }
    const labels = [...metric.labels, ...TARGET_LABELS, ...(suffix === 'bucket' ? ['le'] : [])];
    for (const label of labels) usable.add(label);
    for (const [, label = ''] of matchers.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)) {
      if (!labels.includes(label)) faults.push(`${name} has no label ${label}`);
    }
  }
  for (const [, list = ''] of expression.matchAll(LABEL_LISTS)) {
    for (const label of list.split(',').map((each) => each.trim())) {
      if (label !== '' && !usable.has(label)) faults.push(`nothing in ${expression} has the label ${label}`);
    }
  }
  return faults;
}

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly type: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly fieldConfig?: { readonly defaults: { readonly unit?: string } };
  readonly targets?: readonly { readonly expr: string; readonly legendFormat?: string }[];
}

const dashboard = JSON.parse(read('deploy/grafana/rolling-service.json')) as {
  panels: readonly Panel[];
  templating: { list: readonly { name: string; query: string | { query: string } }[] };
  annotations: { list: readonly { expr?: string }[] };
};

/** Everything the dashboard asks of Prometheus. */
function questions(): readonly string[] {
  const ofPanels = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
  const ofNotes = dashboard.annotations.list.flatMap(({ expr }) => (expr === undefined ? [] : [expr]));
  return [...ofPanels, ...ofNotes];
}

describe('promtool', () => {
  let promtool = '';

  beforeAll(async () => {
    promtool = await findPromtool();
  }, PROMTOOL_MS);

  const ask = async (...argv: string[]): Promise<string> => {
    const { stdout, stderr } = await promisify(execFile)(promtool, argv, { cwd: RULES });
    return stdout + stderr;
  };

  test('finds the rules valid', { timeout: PROMTOOL_MS }, async () => {
    expect(await ask('check', 'rules', 'rolling-service.rules.yml')).toContain(`${rules.length} rules found`);
  });

  test('sees every alert fire when it should and keep silent when not', { timeout: PROMTOOL_MS }, async () => {
    expect(await ask('test', 'rules', 'rolling-service.test.yml')).toContain('SUCCESS');
  });
});

describe('alert rules', () => {
  test('have each a case in which they fire and one near it in which nothing does', () => {
    const firing = (name: string): string[] =>
      (tests.find((each) => each.name === name)?.promql_expr_test ?? []).flatMap(({ exp_samples: samples }) =>
        samples.map(({ labels }) => labels),
      );
    for (const { alert = '' } of alerts) {
      expect(firing(`${alert} fires`), alert).toContain(`{alertname="${alert}"}`);
      expect(tests.map(({ name }) => name)).toContain(`${alert} keeps silent`);
      expect(firing(`${alert} keeps silent`), alert).toEqual([]);
    }
  });

  test('say how bad it is, what it is, and where to read on', () => {
    for (const { alert = '', labels, annotations } of alerts) {
      expect(['critical', 'warning', 'info'], alert).toContain(labels?.['severity']);
      expect(annotations?.['summary'], alert).toMatch(/\S/);
      expect(annotations?.['description'], alert).toMatch(/\S/);
      expect(annotations?.['runbook_url']).toBe(`docs/alerts.md#${alert.toLowerCase()}`);
    }
  });

  test('are explained in docs/alerts.md with their severity, both ways and in the same order', () => {
    const sections = read('docs/alerts.md').split(/^## /m).slice(1);
    const documented = sections.map((section) => {
      const [, name, severity] = /^(\w+)\n\n`(\w+)`\. /.exec(section) ?? [];
      expect(section, name).toMatch(/\n- \*\*Look at:\*\* \S[\s\S]*\n- \*\*Do:\*\* \S/);
      return [name, severity];
    });
    expect(documented).toEqual(alerts.map(({ alert, labels }) => [alert, labels?.['severity']]));
  });

  test('ask for metrics and labels that exist', () => {
    const known = knownMetrics();
    expect(rules.flatMap(({ expr }) => faultsOf(expr, known))).toEqual([]);
  });

  test('and their descriptions name metrics that exist', () => {
    // Prose calls a histogram by its name, and a series of it by its ending.
    const plain = [...knownMetrics()].map(([name, metric]) => [name, { ...metric, isHistogram: false }] as const);
    const named = read('docs/alerts.md').match(/`(rolling|process|nodejs)_\w+(\{[^`]*\})?`/g) ?? [];
    expect(named.length).toBeGreaterThan(20);
    const bare = named.map((name) => name.slice(1, -1).replace(/_(bucket|sum|count)$/, ''));
    expect(bare.flatMap((name) => faultsOf(name, new Map(plain)))).toEqual([]);
  });
});

describe('the dashboard', () => {
  test('asks for metrics and labels that exist', () => {
    const known = knownMetrics();
    expect(questions().length).toBeGreaterThan(60);
    expect(questions().flatMap((expression) => faultsOf(expression, known))).toEqual([]);
  });

  test('uses its variables in every question, so that one job or process can be looked at', () => {
    const names = dashboard.templating.list.map(({ name }) => name);
    expect(names).toEqual(['datasource', 'job', 'instance']);
    for (const expression of questions()) {
      // Every selector, not only the first.
      const selectors = [...expression.replaceAll(LABEL_LISTS, '').matchAll(SELECTOR)];
      for (const [selector] of selectors) expect(selector).toContain('job=~"$job",instance=~"$instance"');
    }
  });

  test('has a unit for every axis, and panels that do not overlap', () => {
    const panels = dashboard.panels.filter(({ type }) => type !== 'row' && type !== 'table');
    for (const { title, fieldConfig } of panels) expect(fieldConfig?.defaults.unit, title).toMatch(/\S/);
    const cells = new Set<string>();
    for (const { id, gridPos } of dashboard.panels) {
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
          expect(x).toBeLessThan(24);
          expect(cells.has(`${x} ${y}`), `panel ${id} lies on another`).toBe(false);
          cells.add(`${x} ${y}`);
        }
      }
    }
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
  });

  test('has the rows that people look for', () => {
    const rows = dashboard.panels.filter(({ type }) => type === 'row').map(({ title }) => title);
    expect(rows).toEqual(['Traffic', 'Latency', 'Money', 'Backlog', 'Dependencies', 'Process']);
  });
});

describe('metrics of the process', () => {
  test('that docs/metrics.md names are those of prom-client', () => {
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    const real = registry.getMetricsAsArray().map(({ name }) => name);
    expect(documentedProcessMetrics().length).toBeGreaterThan(4);
    for (const name of documentedProcessMetrics()) expect(real).toContain(name);
  });
});

test('nothing in deploy/prometheus is left unchecked', () => {
  expect(readdirSync(RULES).toSorted()).toEqual(['rolling-service.rules.yml', 'rolling-service.test.yml']);
});
