// What no variable can be judged for alone: URLs that cannot be called, numbers that do not go together, tokens.
import { databaseFaults, escapesProblem, mustBegin, redisFaults } from './connection-checks.ts';
import type { Fault } from './faults.ts';
import { tokenFaults } from './token-checks.ts';
import { type Values, listOf } from './values.ts';
import type { VariableName } from './variables.ts';

const PROTOCOLS: readonly (readonly [VariableName, readonly string[]])[] = [
  ['WALLET_SERVICE_URL', ['http:', 'https:']],
  ['LINK_ADVERTISED_URL', ['ws:', 'wss:']],
];

/** Called as they are, with our own paths behind. */
const CALLED: readonly VariableName[] = ['WALLET_SERVICE_URL', 'LINK_ADVERTISED_URL'];

function urlFaults(values: Values): Fault[] {
  const faults: Fault[] = [];
  for (const [variable, protocols] of PROTOCOLS) {
    const text = values[variable];
    if (text === undefined) continue;
    const url = URL.parse(String(text));
    if (url === null || !protocols.includes(url.protocol)) {
      faults.push({ variable, problem: mustBegin(protocols) });
      continue;
    }
    const escapes = escapesProblem(url);
    if (escapes !== null) faults.push({ variable, problem: escapes });
    if (CALLED.includes(variable) && `${url.username}${url.password}${url.search}${url.hash}` !== '') {
      faults.push({ variable, problem: 'may have a path, but no credentials, query or fragment' });
    }
  }
  return faults;
}

function streamFaults(values: Values): Fault[] {
  const streams = listOf(values.WALLET_STREAMS);
  const variable = 'WALLET_STREAMS';
  if (streams.length === 0) return [{ variable, problem: 'must name at least one stream' }];
  if (new Set(streams).size < streams.length) return [{ variable, problem: 'names a stream twice' }];
  if (streams.includes(values.EVENT_STREAM)) return [{ variable, problem: 'must not hold EVENT_STREAM' }];
  return [];
}

const LINK_SECRET_LENGTH_MIN = 16;
const EVERY_ADDRESS: readonly string[] = ['0.0.0.0', '::'];

function linkFaults(values: Values): Fault[] {
  const faults: Fault[] = [];
  if (EVERY_ADDRESS.includes(values.LINK_HOST) && values.LINK_ADVERTISED_URL === undefined) {
    faults.push({ variable: 'LINK_ADVERTISED_URL', problem: 'is required where LINK_HOST is every address' });
  }
  const secrets = listOf(values.FLEET_LINK_SECRET);
  if (secrets.length === 0) faults.push({ variable: 'FLEET_LINK_SECRET', problem: 'must hold a secret' });
  if (values.NODE_ENV === 'production' && secrets.some((secret) => secret.length < LINK_SECRET_LENGTH_MIN)) {
    const problem = `must have at least ${LINK_SECRET_LENGTH_MIN} characters`;
    faults.push({ variable: 'FLEET_LINK_SECRET', problem });
  }
  return faults;
}

function embeddedServerFaults(values: Values): Fault[] {
  if (values.NODE_ENV !== 'production') return [];
  const variables = ['DATABASE_URL', 'REDIS_URL'] as const;
  return variables
    .filter((variable) => values[variable] === undefined)
    .map((variable) => ({ variable, problem: 'is required in production' }));
}

function numberFaults(values: Values): Fault[] {
  const faults: Fault[] = [];
  if (values.HTTP_PORT === values.WORKER_HTTP_PORT && values.HTTP_PORT !== 0) {
    faults.push({ variable: 'WORKER_HTTP_PORT', problem: 'must not be HTTP_PORT' });
  }
  if (values.LINK_PORT !== 0 && [values.HTTP_PORT, values.WORKER_HTTP_PORT].includes(values.LINK_PORT)) {
    faults.push({ variable: 'LINK_PORT', problem: 'must not be HTTP_PORT or WORKER_HTTP_PORT' });
  }
  if (values.INGRESS_READ_COUNT > values.MAILBOX_MAX) {
    faults.push({ variable: 'INGRESS_READ_COUNT', problem: 'must not be above MAILBOX_MAX' });
  }
  if (values.COMMAND_DEADLINE_MS >= values.SHUTDOWN_TIMEOUT_MS) {
    faults.push({
      variable: 'COMMAND_DEADLINE_MS',
      problem: 'must be below SHUTDOWN_TIMEOUT_MS, or an end cuts commands off',
    });
  }
  return faults;
}

/** Faults between variables that each look right. */
export function crossCheck(values: Values): readonly Fault[] {
  const checks = [
    urlFaults,
    databaseFaults,
    redisFaults,
    streamFaults,
    tokenFaults,
    linkFaults,
    embeddedServerFaults,
    numberFaults,
  ];
  return checks.flatMap((check) => check(values));
}
