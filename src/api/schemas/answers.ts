// What is answered, for the OpenAPI document; every answer that the API's own suites provoke is held to it. A schema with a title is
// a component of the document under that name.
import Type, { type TSchema } from 'typebox';
import { LETTER_STATES } from '../../domain/dead-letter.ts';
import { ROLLING_STATES } from '../../domain/rolling.ts';
import type { Served } from './problems.ts';

/** A schema for the document alone: the type of what is answered is the view's. */
export const answer = (schema: TSchema) => Type.Unsafe<unknown>(schema);

export const orNull = (type: 'string' | 'integer' | 'object', description?: string) =>
  Type.Unsafe<unknown>({ type: [type, 'null'], ...(description === undefined ? {} : { description }) });
const minor = Type.String({ pattern: '^[0-9]+$', description: 'Integer minor units.' });
const minorOrNull = Type.Unsafe<unknown>({ type: ['string', 'null'], pattern: '^[0-9]+$' });
const at = Type.String({ format: 'date-time' });
const atOrNull = Type.Unsafe<unknown>({ type: ['string', 'null'], format: 'date-time' });
const state = Type.Enum([...ROLLING_STATES], {
  title: 'RollingState',
  description: 'docs/semantics.md explains each.',
});

const nullable = (schema: TSchema) => Type.Unsafe<unknown>({ anyOf: [schema, { type: 'null' }] });

const walletCall = {
  attempts: Type.Integer({ description: 'That counted: an open breaker or refused credentials use none up.' }),
  next_attempt_at: atOrNull,
  last_error: orNull('string'),
  wallet_transaction_id: orNull('string'),
};

const completion = Type.Object(
  { ...walletCall, released_minor: minorOrNull },
  { title: 'Completion', description: 'The release that the wallet is asked for.' },
);

/** Without a wallet call, nothing is known of one. */
const { attempts, next_attempt_at, last_error, wallet_transaction_id } = walletCall;
const cancellation = Type.Object(
  {
    reason: Type.String(),
    requested_by: orNull('string'),
    attempts: Type.Optional(attempts),
    next_attempt_at: Type.Optional(next_attempt_at),
    last_error: Type.Optional(last_error),
    wallet_transaction_id: Type.Optional(wallet_transaction_id),
    forfeited_minor: minorOrNull,
  },
  { title: 'Cancellation', description: 'Why it ends, and the forfeit that the wallet is asked for, if any.' },
);

const terms = Type.Object(
  {
    policy_version: Type.Integer({ description: 'The version of the brand config in force at create; 0 for none.' }),
    completion_ratio: Type.String(),
    release_minor: minor,
    max_conversion_minor: minorOrNull,
    allocation: Type.Enum(['single', 'waterfall']),
    forfeit: Type.Enum(['bonus_only', 'bonus_and_winnings', 'none']),
  },
  { title: 'Terms', description: 'Frozen at create.' },
);

const rolling = Type.Object(
  {
    rolling_id: Type.String({ format: 'uuid' }),
    brand_id: Type.String(),
    player_id: Type.String(),
    state,
    version: Type.Integer({ description: 'Also the ETag.' }),
    currency: Type.String(),
    exponent: Type.Integer(),
    source: Type.Object({ type: Type.String(), id: Type.String() }),
    required_minor: minor,
    target_minor: minor,
    wagered_minor: minor,
    remaining_minor: minor,
    progress_ratio: Type.String({ pattern: '^[01]\\.[0-9]{4}$' }),
    reversed_minor: minor,
    bets_counted: Type.Integer(),
    priority: Type.Integer(),
    active_from: at,
    expires_at: atOrNull,
    created_at: at,
    updated_at: at,
    completed_at: atOrNull,
    completion: nullable(completion),
    cancellation: nullable(cancellation),
    review: orNull(
      'string',
      'open: bets were reversed after completion, and nobody has looked yet; done: somebody has.',
    ),
    terms,
    metadata: Type.Unsafe<unknown>({
      type: ['object', 'null'],
      additionalProperties: true,
      description: 'As given at create.',
    }),
  },
  { title: 'Rolling' },
);

export const journalEntry = Type.Object(
  {
    version: Type.Integer(),
    event_id: Type.String(),
    kind: Type.Enum(['CREATED', 'ACTIVATED', 'BET_SETTLED', 'BET_ROLLBACK', 'COMMAND', 'TIMER', 'WALLET_RESULT']),
    at,
    bet_id: orNull('string'),
    settlement_id: orNull('string'),
    stake_minor: orNull('string'),
    weight_bp: orNull('integer'),
    credited: Type.String({
      pattern: '^-?[0-9]+$',
      description: 'Stake in minor units × weight in basis points, signed.',
    }),
    reason: orNull('string', 'Why it counted nothing, or what was special about it.'),
    rule: orNull('string'),
    state_from: nullable(state),
    state_to: state,
    requested_by: orNull('string'),
    note: orNull('string', 'What was said with a command.'),
  },
  { title: 'JournalEntry' },
);

export const listOf = (items: TSchema, title: string) =>
  answer(
    Type.Object(
      {
        items: Type.Array(items),
        next_cursor: orNull('string', 'Give it as `cursor` for the next page; null on the last.'),
      },
      { title },
    ),
  );

const resolution = Type.Object(
  {
    at,
    requested_by: Type.String(),
    reason: orNull('string'),
    note: orNull('string'),
    replayed_as: orNull('string', 'The id of the entry that was appended.'),
  },
  { title: 'Resolution' },
);

const deadLetter = Type.Object(
  {
    id: Type.String(),
    received_at: at,
    source: Type.String({ description: 'The stream it came from.' }),
    entry_id: Type.String(),
    event_id: orNull('string'),
    brand_id: orNull('string'),
    reason: Type.String({ description: 'docs/contracts/wallet-stream.md lists the codes.' }),
    detail: Type.String(),
    raw: Type.String({ description: 'The fields of the entry as JSON text.' }),
    state: Type.Enum([...LETTER_STATES]),
    replay_of: orNull('string', 'The letter whose replay was refused again.'),
    resolution: nullable(resolution),
  },
  { title: 'DeadLetter' },
);

export const rollingAnswer = answer(rolling);
export const rollingsAnswer = listOf(rolling, 'RollingPage');
export const journalAnswer = listOf(journalEntry, 'JournalPage');
export const deadLetterAnswer = answer(deadLetter);
export const deadLettersAnswer = listOf(deadLetter, 'DeadLetterPage');

export const summaryAnswer = answer(
  Type.Object(
    {
      player_id: Type.String(),
      may_withdraw: Type.Boolean({ description: 'False while any rolling is open.' }),
      open: Type.Integer(),
      by_currency: Type.Array(Type.Object({ currency: Type.String(), remaining_minor: minor, open: Type.Integer() })),
      rollings: Type.Array(rolling, { description: 'The open ones.' }),
    },
    { title: 'PlayerSummary' },
  ),
);

export const cancelAllAnswer = answer(
  Type.Object(
    {
      player_id: Type.String(),
      canceled: Type.Array(rolling, { description: 'Ended, or ending once the wallet has answered.' }),
      not_canceled: Type.Array(Type.Object({ rolling_id: Type.String(), state }), {
        description: 'Open, and not to be canceled now: a release may be on its way, or it is ending already.',
      }),
    },
    { title: 'CanceledAll' },
  ),
);

const ETAG = { ETag: { type: 'string', description: 'The version, quoted, for `If-Match` and `If-None-Match`.' } };

/** The rolling with its version in the ETag. */
export const aRolling = (description: string): Served => ({ description, schema: rollingAnswer, headers: ETAG });

/** What a command on a rolling answers when it is done. */
export const COMMAND_SERVED = {
  200: aRolling('Done: the rolling as it is now.'),
  202: aRolling('Done on our side; the wallet has not answered yet.'),
};
