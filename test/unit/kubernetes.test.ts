import { readFile, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { loadConfig, loadDatabaseUrl } from '../../src/config/load-config.ts';
import { VARIABLES } from '../../src/config/variables.ts';

// The manifests of deploy/kubernetes against the code they run: what they set exists, what must be set is, and times and ports agree.

const ROOT = resolve(import.meta.dirname, '../..');
const FOLDER = join(ROOT, 'deploy/kubernetes');

type Json = Record<string, unknown>;

interface EnvVariable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: {
    readonly secretKeyRef?: { readonly name: string; readonly key: string; readonly optional?: boolean };
    readonly fieldRef?: { readonly fieldPath: string };
  };
}

interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
}

interface Container {
  readonly image: string;
  readonly args: readonly string[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly env: readonly EnvVariable[];
  readonly envFrom?: readonly { readonly configMapRef: { readonly name: string } }[];
  readonly lifecycle?: { readonly preStop: { readonly exec: { readonly command: readonly string[] } } };
  readonly startupProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly resources: { readonly requests: Json; readonly limits: Json };
  readonly securityContext: Json;
}

interface PodSpec {
  readonly containers: readonly Container[];
  readonly securityContext: Json;
  readonly terminationGracePeriodSeconds?: number;
  readonly automountServiceAccountToken: boolean;
  readonly topologySpreadConstraints?: readonly { readonly labelSelector: unknown }[];
}

interface Manifest extends Json {
  readonly file: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec: Json;
}

let manifests: Manifest[];

beforeAll(async () => {
  const files = (await readdir(FOLDER, { recursive: true })).filter((name) => name.endsWith('.yaml'));
  const read = async (file: string): Promise<Manifest[]> =>
    parseAllDocuments(await readFile(join(FOLDER, file), 'utf8')).map((document) => {
      expect(document.errors).toEqual([]);
      return { ...(document.toJS() as Manifest), file };
    });
  manifests = (await Promise.all(files.map(read))).flat();
});

function find(kind: string, name: string): Manifest {
  const found = manifests.find((manifest) => manifest.kind === kind && manifest.metadata.name === name);
  if (found === undefined) throw new Error(`no ${kind} ${name}`);
  return found;
}

const ROLES = [
  ['api', 'Deployment', 'rolling-api'],
  ['worker', 'StatefulSet', 'rolling-worker'],
  ['migrate', 'Job', 'rolling-migrate'],
] as const;
type Role = readonly [command: string, kind: string, name: string];
const SERVING = ROLES.slice(0, 2);

interface PodTemplate {
  readonly metadata: { readonly labels: Readonly<Record<string, string>> };
  readonly spec: PodSpec;
}

function templateOf([, kind, name]: Role): PodTemplate {
  return find(kind, name).spec['template'] as PodTemplate;
}

function containerOf(role: Role): Container {
  const [container, ...others] = templateOf(role).spec.containers;
  if (container === undefined || others.length > 0) throw new Error(`${role[0]} is one container`);
  return container;
}

const SECRETS: Readonly<Record<string, string>> = {
  DATABASE_URL: 'postgres://rolling:secret@postgres/rolling',
  REDIS_URL: 'redis://:secret@redis:6379',
};

/** What a process of this role is told, with the Secrets' keys (the optional ones left out) and the pod's own facts put in. */
function environmentOf(role: Role): Record<string, string> {
  const { env, envFrom = [] } = containerOf(role);
  const environment: Record<string, string> = {};
  for (const { configMapRef } of envFrom) Object.assign(environment, find('ConfigMap', configMapRef.name).data);
  for (const { name, value, valueFrom } of env) {
    const { secretKeyRef, fieldRef } = valueFrom ?? {};
    if (value !== undefined)
      environment[name] = value.replaceAll(/\$\((\w+)\)/g, (_, other: string) => environment[other] ?? '');
    else if (fieldRef !== undefined) environment[name] = fieldRef.fieldPath === 'status.podIP' ? '10.1.2.3' : 'pod-0';
    else if (secretKeyRef?.optional !== true) environment[name] = SECRETS[name] ?? `the secret of ${name}`;
  }
  return environment;
}

const IS_KUBERNETES = ['POD_IP', 'NODE_OPTIONS'];

describe.each(ROLES)('the %s process', (...role) => {
  test('is a command of the image', async () => {
    const main = await readFile(join(ROOT, 'src/main.ts'), 'utf8');
    expect(main).toMatch(new RegExp(`^  ${role[0]}: `, 'm'));
    expect(containerOf(role)).toMatchObject({ image: 'rolling-service', args: [role[0]] });
  });

  test('is told nothing that the code does not read', () => {
    const unknown = Object.keys(environmentOf(role)).filter((name) => !(name in VARIABLES.properties));
    expect(unknown.filter((name) => !IS_KUBERNETES.includes(name))).toEqual([]);
  });

  test('takes secrets by reference, under their own names', () => {
    const { env } = containerOf(role);
    const isSecret = /^DATABASE_URL$|^DATABASE_DIRECT_URL$|^REDIS_URL$|TOKEN_|SECRET|KEY/;
    expect(env.filter(({ name, value }) => isSecret.test(name) && value !== undefined)).toEqual([]);
    const referred = env.flatMap(({ name, valueFrom }) =>
      valueFrom?.secretKeyRef === undefined ? [] : [[name, valueFrom.secretKeyRef.key]],
    );
    expect(referred.length).toBeGreaterThan(0);
    expect(referred.filter(([name, key]) => name !== key)).toEqual([]);
  });

  test('can do no more than it must', () => {
    const { spec } = templateOf(role);
    expect(spec).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
    });
    expect(containerOf(role).securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(containerOf(role).resources).toMatchObject({
      requests: { cpu: expect.any(String) as string, memory: expect.any(String) as string },
      limits: { memory: expect.any(String) as string },
    });
  });
});

test('the migration is told where the database is', () => {
  expect(loadDatabaseUrl(environmentOf(ROLES[2]))?.reveal()).toBe(SECRETS['DATABASE_URL']);
});

describe.each(SERVING)('the serving %s process', (...role) => {
  test('has everything that production requires, without a fault', () => {
    const config = loadConfig(environmentOf(role));
    expect(config).toMatchObject({ environment: 'production', workerName: 'pod-0' });
  });

  test('needs each of its secrets', () => {
    const environment = environmentOf(role);
    for (const name of ['DATABASE_URL', 'REDIS_URL', 'FLEET_LINK_SECRET', 'BRAND_SIGNING_KEY']) {
      expect(() => loadConfig({ ...environment, [name]: '' })).toThrow(name);
    }
  });

  test('is probed where it listens, and killed for no outage of others', async () => {
    const config = loadConfig(environmentOf(role));
    const { startupProbe, livenessProbe, readinessProbe, ports = [] } = containerOf(role);
    expect(startupProbe?.httpGet).toEqual({ path: '/live', port: 'http' });
    expect(livenessProbe?.httpGet).toEqual({ path: '/live', port: 'http' });
    expect(readinessProbe?.httpGet).toEqual({ path: '/ready', port: 'http' });
    const routes = await readFile(join(ROOT, 'docs/health.md'), 'utf8');
    for (const path of ['/live', '/ready']) expect(routes).toContain(`| \`${path}\` |`);
    const http = role[0] === 'api' ? config.http : config.workerHttp;
    expect(http.host).toBe('0.0.0.0');
    expect(ports).toContainEqual({ name: 'http', containerPort: http.port });
    expect(find('Service', role[2]).spec['ports']).toEqual([{ name: 'http', port: http.port, targetPort: 'http' }]);
  });

  test('has the time to end in order before it is killed', () => {
    const { drainMs, shutdownMs } = loadConfig(environmentOf(role)).limits;
    const { lifecycle } = containerOf(role);
    const waitS = Number(lifecycle?.preStop.exec.command[1] ?? 0);
    expect(drainMs).toBeLessThan(shutdownMs);
    expect((templateOf(role).spec.terminationGracePeriodSeconds ?? 30) * 1_000).toBeGreaterThanOrEqual(
      waitS * 1_000 + shutdownMs + 10_000,
    );
    // What is asked for is what is given: the code cuts a drain that is too long.
    expect(drainMs).toBe(Number(environmentOf(role)['DRAIN_TIMEOUT_MS'] ?? drainMs));
  });

  test('is spread, kept in number, and found by its labels', () => {
    const { metadata, spec } = templateOf(role);
    const selector = { matchLabels: { 'app.kubernetes.io/name': role[2] } };
    expect(metadata.labels).toMatchObject(selector.matchLabels);
    expect(find(role[1], role[2]).spec['selector']).toEqual(selector);
    expect(find('PodDisruptionBudget', role[2]).spec).toEqual({ maxUnavailable: 1, selector });
    expect(spec.topologySpreadConstraints?.map(({ labelSelector }) => labelSelector)).toEqual([selector, selector]);
    const autoscaler = find('HorizontalPodAutoscaler', role[2]).spec;
    expect(autoscaler['scaleTargetRef']).toMatchObject({ kind: role[1], name: role[2] });
    // Or an apply would undo what the autoscaler did.
    expect(find(role[1], role[2]).spec['replicas']).toBeUndefined();
  });
});

describe('a worker', () => {
  test('listens for others where it tells them to come, and only they are let in', () => {
    const { link } = loadConfig(environmentOf(ROLES[1]));
    expect(link).toMatchObject({ host: '0.0.0.0', advertisedUrl: `ws://10.1.2.3:${link.port}` });
    expect(containerOf(ROLES[1]).ports).toContainEqual({ name: 'link', containerPort: link.port });
    const policy = find('NetworkPolicy', 'rolling-worker').spec as {
      ingress: { from: unknown[]; ports: { port: string }[] }[];
    };
    const fleet = { 'app.kubernetes.io/part-of': 'rolling-service' };
    const toLink = policy.ingress.filter(({ ports }) => ports.some(({ port }) => port === 'link'));
    expect(toLink.map(({ from }) => from)).toEqual([[{ podSelector: { matchLabels: fleet } }]]);
    for (const role of SERVING) expect(templateOf(role).metadata.labels).toMatchObject(fleet);
    expect(templateOf(ROLES[2]).metadata.labels).not.toMatchObject(fleet);
  });

  test('has the name of its pod, and a heap within its memory', () => {
    const { env, resources } = containerOf(ROLES[1]);
    const name = env.find((variable) => variable.name === 'WORKER_NAME')?.valueFrom?.fieldRef?.fieldPath;
    expect(name).toBe('metadata.name');
    const heapMi = Number(/--max-old-space-size=(\d+)/.exec(environmentOf(ROLES[1])['NODE_OPTIONS'] ?? '')?.[1]);
    expect(heapMi).toBeLessThan(Number(/^(\d+)Mi$/.exec(String(resources.limits['memory']))?.[1]) * 0.8);
  });

  test('is scaled by a metric that the adapter makes of one that exists', async () => {
    const adapter = manifests.find(({ file }) => file.endsWith('prometheus-adapter-rules.yaml')) as unknown as {
      rules: { external: { name: { as: string }; seriesQuery: string; metricsQuery: string }[] };
    };
    const [rule] = adapter.rules.external;
    const metrics = find('HorizontalPodAutoscaler', 'rolling-worker').spec['metrics'] as Json[];
    expect(metrics).toContainEqual({
      type: 'External',
      external: { metric: { name: rule?.name.as }, target: { type: 'Value', value: '5' } },
    });
    const documented = await readFile(join(ROOT, 'docs/metrics.md'), 'utf8');
    for (const query of [rule?.seriesQuery, rule?.metricsQuery]) {
      expect(documented).toContain(`| \`${/rolling_\w+/.exec(query ?? '')?.[0]}\` |`);
    }
  });
});

test('every file is applied by a kustomization, or is values for a chart', async () => {
  const listed = manifests
    .filter(({ kind }) => kind === 'Kustomization' || kind === 'Component')
    .flatMap(({ file, ...rest }) => (rest['resources'] as string[]).map((name) => join(file, '..', name)));
  const files = [...new Set(manifests.map(({ file }) => file))].filter((file) => !file.endsWith('kustomization.yaml'));
  expect(listed.toSorted()).toEqual(files.filter((file) => !file.endsWith('adapter-rules.yaml')).toSorted());
});

test('the page names every Secret and its keys', async () => {
  const page = await readFile(join(FOLDER, 'README.md'), 'utf8');
  for (const role of ROLES) {
    for (const { valueFrom } of containerOf(role).env) {
      if (valueFrom?.secretKeyRef === undefined) continue;
      const { name, key } = valueFrom.secretKeyRef;
      expect(page).toMatch(new RegExp(`^\\| \`${name}\` \\|.*\`${key}\``, 'm'));
    }
  }
});
