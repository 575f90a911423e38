// Refusals of commands as RFC 9457 problem documents with stable codes.
import type { CommandReply } from './command.ts';

/** Every code a command may be refused with by a rolling's owner: its HTTP status and its title. */
export const COMMAND_PROBLEMS = {
  BRAND_CONFIG_NOT_UNDERSTOOD: [503, 'The config of the brand was stored by a newer build'],
  CURRENCY_EXPONENT_INVALID: [422, 'The exponent of the currency is out of range'],
  DEADLINE_PASSED: [503, 'The command was not started before its deadline'],
  COMMAND_FAILED: [500, 'The command could not be decided or stored; nothing was changed'],
  EXPIRES_IN_PAST: [422, 'expires_at lies in the past or before activates_at'],
  EXPIRY_NOT_EXTENDED: [422, 'expires_at must be later than it was'],
  IDEMPOTENCY_KEY_REUSED: [409, 'The idempotency key was used with another body'],
  INVALID_AMOUNT: [422, 'An amount is zero, negative or too large'],
  INVALID_STATE: [409, 'The rolling is in a state that does not allow this'],
  JURISDICTION_LIMIT: [422, 'The jurisdiction of the brand does not allow this'],
  OWNER_UNAVAILABLE: [503, 'The owner of the rolling could not be reached; nothing was changed'],
  PLAYER_QUARANTINED: [409, 'The player is in quarantine: an operator has to look; nothing was changed'],
  PROGRESS_BELOW_ZERO: [422, 'More progress would be taken than there is'],
  REQUIREMENT_MISSING: [422, 'Either required_minor, or base_minor with multiplier, must be given'],
  ROLLING_NOT_FOUND: [404, 'There is no such rolling'],
  SOURCE_CONFLICT: [409, 'The source already has a rolling with another body'],
  VERSION_MISMATCH: [412, 'The rolling has changed since it was read'],
} as const satisfies Readonly<Record<string, readonly [number, string]>>;

export type CommandProblemCode = keyof typeof COMMAND_PROBLEMS;

export function problemReply(
  code: CommandProblemCode,
  detail: string,
  extra: Readonly<Record<string, unknown>> = {},
): CommandReply {
  const [status, title] = COMMAND_PROBLEMS[code];
  return {
    status,
    body: JSON.stringify({ type: 'about:blank', title, status, code, detail, ...extra }),
    rollingId: null,
    version: null,
  };
}
