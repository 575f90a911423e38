// What is answered, for the OpenAPI document; test/integration/api.test.ts holds real answers to it.
import Type, { type TSchema } from 'typebox';
import { LETTER_STATES } from '../../domain/dead-letter.ts';
import { ROLLING_STATES } from '../../domain/rolling.ts';

/** A schema for the document alone: the type of what is answered is the view's. */
export const answer = (schema: TSchema) => Type.Unsafe<unknown>(schema);

export const orNull = (type: 'string' | 'integer' | 'object', description?: string) =>
  Type.Unsafe<unknown>({ type: [type, 'null'], ...(description === undefined ? {} : { description }) });
const minor = Type.String({ pattern: '^[0-9]+$', description: 'Integer minor units.' });
const at = Type.String({ format: 'date-time' });

const rolling = Type.Object(
  {
    rolling_id: Type.String({ format: 'uuid' }),
    brand_id: Type.String(),
    player_id: Type.String(),
    state: Type.Enum([...ROLLING_STATES]),
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
    expires_at: orNull('string'),
    created_at: at,
    updated_at: at,
    completed_at: orNull('string'),
    completion: orNull('object', 'attempts, next_attempt_at, last_error, wallet_transaction_id, released_minor'),
    cancellation: orNull('object', 'reason, requested_by, attempts, next_attempt_at, last_error, forfeited_minor'),
    review: orNull(
      'string',
      'open: bets were reversed after completion, and nobody has looked yet; done: somebody has.',
    ),
    terms: Type.Object({ policy_version: Type.Integer(), completion_ratio: Type.String() }),
    metadata: orNull('object'),
  },
  { description: 'A rolling.' },
);

const journalEntry = Type.Object({
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
  state_from: orNull('string'),
  state_to: Type.Enum([...ROLLING_STATES]),
  requested_by: orNull('string'),
  note: orNull('string', 'What was said with a command.'),
});

const listOf = (items: TSchema) => answer(Type.Object({ items: Type.Array(items), next_cursor: orNull('string') }));

const resolution = Type.Object({
  at: Type.String({ format: 'date-time' }),
  requested_by: Type.String(),
  reason: orNull('string'),
  note: orNull('string'),
  replayed_as: orNull('string', 'The id of the entry that was appended.'),
});

const deadLetter = Type.Object({
  id: Type.String(),
  received_at: Type.String(),
  source: Type.String({ description: 'The stream it came from.' }),
  entry_id: Type.String(),
  event_id: orNull('string'),
  brand_id: orNull('string'),
  reason: Type.String(),
  detail: Type.String(),
  raw: Type.String({ description: 'The fields of the entry as JSON text.' }),
  state: Type.Enum([...LETTER_STATES]),
  replay_of: orNull('string', 'The letter whose replay was refused again.'),
  resolution: Type.Union([resolution, Type.Null()], { description: 'What was done about it; null while it is open.' }),
});

export const rollingAnswer = answer(rolling);
export const rollingsAnswer = listOf(rolling);
export const journalAnswer = listOf(journalEntry);
export const deadLetterAnswer = answer(deadLetter);
export const deadLettersAnswer = listOf(deadLetter);

export const summaryAnswer = answer(
  Type.Object({
    player_id: Type.String(),
    may_withdraw: Type.Boolean({ description: 'False while any rolling is open.' }),
    open: Type.Integer(),
    by_currency: Type.Array(Type.Object({ currency: Type.String(), remaining_minor: minor, open: Type.Integer() })),
    rollings: Type.Array(rolling),
  }),
);

export const cancelAllAnswer = answer(
  Type.Object({
    player_id: Type.String(),
    canceled: Type.Array(rolling, { description: 'Ended, or ending once the wallet has answered.' }),
    not_canceled: Type.Array(Type.Object({ rolling_id: Type.String(), state: Type.Enum([...ROLLING_STATES]) }), {
      description: 'Open, and not to be canceled now: a release may be on its way, or it is ending already.',
    }),
  }),
);

export const problemAnswer = answer(
  Type.Object(
    {
      type: Type.String(),
      title: Type.String(),
      status: Type.Integer(),
      code: Type.String({ description: 'Stable; every one is explained in docs/errors.md.' }),
      detail: Type.String(),
    },
    { description: 'RFC 9457, application/problem+json.' },
  ),
);
