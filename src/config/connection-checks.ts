// Where Postgres and Redis are, and how far they are trusted: what one of these variables says about another.
import { authoritiesProblem } from './certificates.ts';
import type { Fault } from './faults.ts';
import { namesDatabase, nodeUrlsOf } from './redis-nodes.ts';
import { type Values, isOn } from './values.ts';

const POSTGRES_PROTOCOLS = ['postgres:', 'postgresql:'];
/** What `prefer` and `allow` mean, nobody means: a connection in plain text, without anyone noticing. */
const SSL_MODES = ['disable', 'require', 'verify-ca', 'verify-full'];

export const mustBegin = (protocols: readonly string[]): string =>
  `must be a URL that begins with ${protocols.join('// or ')}//`;

/** Of a URL whose parts a driver decodes, and throws what holds the password. */
export function escapesProblem({ username, password, pathname }: URL): string | null {
  try {
    for (const part of [username, password, pathname]) decodeURIComponent(part);
    return null;
  } catch {
    return 'has a % that begins no escape: write %25 for one';
  }
}

function postgresUrlProblem(text: string, hasCaFile: boolean): string | null {
  const url = URL.parse(text);
  if (url === null || !POSTGRES_PROTOCOLS.includes(url.protocol)) return mustBegin(POSTGRES_PROTOCOLS);
  const mode = url.searchParams.get('sslmode');
  if (mode !== null && !SSL_MODES.includes(mode)) return `has an sslmode that is none of ${SSL_MODES.join(', ')}`;
  const ownCa = url.searchParams.get('sslrootcert');
  if (mode === 'disable' && (ownCa !== null || hasCaFile)) return 'has sslmode=disable, beside certificates to trust';
  const caProblem = ownCa === null ? null : authoritiesProblem(ownCa);
  return caProblem === null ? escapesProblem(url) : `has an sslrootcert that ${caProblem}`;
}

/** Of the variables that say where Postgres is; all that a migration reads. */
export function databaseFaults(
  values: Pick<Values, 'DATABASE_URL' | 'DATABASE_DIRECT_URL' | 'DATABASE_CA_FILE'>,
): Fault[] {
  const { DATABASE_CA_FILE: caFile } = values;
  const faults: Fault[] = [];
  for (const variable of ['DATABASE_URL', 'DATABASE_DIRECT_URL'] as const) {
    const text = values[variable];
    const problem = text === undefined ? null : postgresUrlProblem(text, caFile !== undefined);
    if (problem !== null) faults.push({ variable, problem });
  }
  if (values.DATABASE_URL === undefined && values.DATABASE_DIRECT_URL !== undefined) {
    faults.push({ variable: 'DATABASE_DIRECT_URL', problem: 'goes with DATABASE_URL, which is absent' });
  }
  const caProblem = caFile === undefined ? null : authoritiesProblem(caFile);
  if (caProblem !== null) faults.push({ variable: 'DATABASE_CA_FILE', problem: caProblem });
  return faults;
}

function redisUrlFaults(url: string, isCluster: boolean): Fault[] {
  const variable = 'REDIS_URL';
  const urls = nodeUrlsOf(url);
  if (urls === null && url.includes(',')) {
    return [
      { variable, problem: 'must be one URL that begins with redis:// or rediss://, then further nodes as host:port' },
    ];
  }
  if (urls === null) return [{ variable, problem: mustBegin(['redis:', 'rediss:']) }];
  const escapes = urls.map((each) => escapesProblem(new URL(each))).find((problem) => problem !== null) ?? null;
  if (escapes !== null) return [{ variable, problem: escapes }];
  if (isCluster) {
    const problem = 'names a database, and a cluster has none but 0';
    return urls.some(namesDatabase) ? [{ variable, problem }] : [];
  }
  return urls.length > 1 ? [{ variable, problem: 'names several servers, which goes with REDIS_CLUSTER=on' }] : [];
}

function redisCaFaults(caFile: string, url: string | undefined): Fault[] {
  const variable = 'REDIS_CA_FILE';
  const problem = authoritiesProblem(caFile);
  const isPlain = url?.startsWith('redis:') === true;
  return [
    ...(problem === null ? [] : [{ variable, problem }]),
    ...(isPlain ? [{ variable, problem: 'goes with a REDIS_URL that begins with rediss://' }] : []),
  ];
}

/** Of the variables that say where Redis is. */
export function redisFaults(values: Pick<Values, 'REDIS_CA_FILE' | 'REDIS_CLUSTER' | 'REDIS_URL'>): Fault[] {
  const { REDIS_CA_FILE: caFile, REDIS_URL: url } = values;
  const isCluster = isOn(values.REDIS_CLUSTER);
  const absent = { variable: 'REDIS_CLUSTER', problem: 'goes with REDIS_URL, which is absent' };
  return [
    ...(url === undefined ? [] : redisUrlFaults(url, isCluster)),
    ...(url === undefined && isCluster ? [absent] : []),
    ...(caFile === undefined ? [] : redisCaFaults(caFile, url)),
  ];
}
