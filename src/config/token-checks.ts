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

export function tokenFaults(values: Values): readonly Fault[] {
  return [sharedFaults, borrowedFaults, shapeFaults, gateFaults].flatMap((check) => check(values));
}
