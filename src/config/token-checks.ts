// Tokens that would let the wrong one in, or nobody: shared by two callers, shared with the wallet, unsendable, or lingering
// where the release gate wants them gone.
import type { Fault } from './faults.ts';
import { type Values, isOn, listOf } from './values.ts';
import type { VariableName } from './variables.ts';

const SERVICE_TOKENS = [
  'INTERNAL_SERVICE_TOKEN_GATEWAY',
  'INTERNAL_SERVICE_TOKEN_ADMIN_SERVICE',
  'INTERNAL_SERVICE_TOKEN_PROMOTION_SERVICE',
] as const;
const CALLER_TOKENS = [...SERVICE_TOKENS, 'INTERNAL_SERVICE_TOKEN'] as const;

/** What any HTTP client can put into a header, and any proxy lets through. */
const SENDABLE = /^[\x20-\x7e]{1,1024}$/;

/** Who holds a token is who it says it is: no token says two names. */
function sharedFaults(values: Values): Fault[] {
  const faults: Fault[] = [];
  const holders = new Map<string, VariableName>();
  for (const variable of CALLER_TOKENS) {
    for (const token of listOf(values[variable])) {
      const holder = holders.get(token);
      if (holder !== undefined && holder !== variable)
        faults.push({ variable, problem: `shares a token with ${holder}` });
      holders.set(token, variable);
    }
  }
  return faults;
}

/** The wallet is shown our token with every call: as a caller's token it would open our API to whoever reads it there. */
function borrowedFaults(values: Values): Fault[] {
  if (values.NODE_ENV !== 'production') return [];
  return SERVICE_TOKENS.filter((variable) =>
    listOf(values[variable]).includes(values.INTERNAL_SERVICE_TOKEN_ROLLING),
  ).map((variable) => ({ variable, problem: 'shares a token with INTERNAL_SERVICE_TOKEN_ROLLING' }));
}

function shapeFaults(values: Values): Fault[] {
  const faults: Fault[] = [];
  for (const variable of CALLER_TOKENS) {
    if (values[variable] === undefined) continue;
    const tokens = listOf(values[variable]);
    if (tokens.length === 0) faults.push({ variable, problem: 'holds commas and no token' });
    if (!tokens.every((token) => SENDABLE.test(token))) {
      faults.push({ variable, problem: 'holds a token that is not up to 1024 printable ASCII characters' });
    }
  }
  if (!SENDABLE.test(values.INTERNAL_SERVICE_TOKEN_ROLLING)) {
    faults.push({
      variable: 'INTERNAL_SERVICE_TOKEN_ROLLING',
      problem: 'is not up to 1024 printable ASCII characters',
    });
  }
  return faults;
}

/** The release gate: where tokens per caller are required, production does not even know the shared one. */
function gateFaults(values: Values): Fault[] {
  if (values.NODE_ENV !== 'production') return [];
  const faults: Fault[] = [];
  if (isOn(values.PER_CALLER_TOKEN_REQUIRED) && values.INTERNAL_SERVICE_TOKEN !== undefined) {
    faults.push({
      variable: 'INTERNAL_SERVICE_TOKEN',
      problem: 'must be absent where PER_CALLER_TOKEN_REQUIRED is on',
    });
  }
  if (CALLER_TOKENS.every((variable) => values[variable] === undefined)) {
    faults.push({
      variable: CALLER_TOKENS[0],
      problem: 'or the token of another caller is required: nobody could call',
    });
  }
  return faults;
}

/** Bits enough that nobody guesses it while the process lives. */
const SIGN_IN_CODE_LENGTH_MIN = 32;
const LOOPBACK: readonly string[] = ['127.0.0.1', '::1', 'localhost'];

/** Whoever has the link is admin_service: for one operator at their own desk, and nowhere else. */
function signInFaults(values: Values): Fault[] {
  const code = values.CONSOLE_SIGN_IN_CODE;
  if (code === undefined) return [];
  const checks: readonly (readonly [boolean, string])[] = [
    [values.NODE_ENV !== 'production', 'is refused in production'],
    [LOOPBACK.includes(values.HTTP_HOST), 'goes with a loopback HTTP_HOST'],
    [listOf(values.INTERNAL_SERVICE_TOKEN_ADMIN_SERVICE).length > 0, 'goes with INTERNAL_SERVICE_TOKEN_ADMIN_SERVICE'],
    [code.length >= SIGN_IN_CODE_LENGTH_MIN, `must have at least ${SIGN_IN_CODE_LENGTH_MIN} characters`],
  ];
  return checks.filter(([holds]) => !holds).map(([, problem]) => ({ variable: 'CONSOLE_SIGN_IN_CODE', problem }));
}

export function tokenFaults(values: Values): readonly Fault[] {
  return [sharedFaults, borrowedFaults, shapeFaults, gateFaults, signInFaults].flatMap((check) => check(values));
}
