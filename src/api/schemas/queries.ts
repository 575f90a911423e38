// Path and query parameters, and the headers of writes.
import Type, { type Static } from 'typebox';
import { LETTER_STATES } from '../../domain/dead-letter.ts';
import { ROLLING_STATES, SOURCE_ID_LENGTH_MAX } from '../../domain/rolling.ts';
import { ID_LENGTH_MAX, id, strict } from './fields.ts';

export const PAGE_LIMIT_MAX = 200;
const PAGE_LIMIT_DEFAULT = 50;
/** A brand and a player of 128 characters each, in UTF-8 and then in base64. */
const CURSOR_LENGTH_MAX = 1_100;
const STREAM_LENGTH_MAX = 1_000;

export const page = {
  limit: Type.Integer({ minimum: 1, maximum: PAGE_LIMIT_MAX, default: PAGE_LIMIT_DEFAULT }),
  cursor: Type.Optional(
    Type.String({ maxLength: CURSOR_LENGTH_MAX, description: '`next_cursor` of the page before.' }),
  ),
};

export const listQuery = strict(null, {
  player_id: Type.Optional(id('Rollings of one player.')),
  state: Type.Optional(
    Type.String({ description: `One or several, separated by commas: ${ROLLING_STATES.join(', ')}.` }),
  ),
  source_type: Type.Optional(Type.Enum(['bonus', 'deposit', 'free_spins', 'manual', 'shortfall'])),
  source_id: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: SOURCE_ID_LENGTH_MAX,
      description: 'With `source_type`, the source given at create; of a shortfall, its rolling and rollback event.',
    }),
  ),
  review: Type.Optional(
    Type.Enum(['open'], { description: 'Completed ones with bets reversed since, that nobody has looked at yet.' }),
  ),
  ...page,
});

export const deadLettersQuery = strict(null, {
  state: Type.Enum([...LETTER_STATES, 'all'], { default: 'open' }),
  reason: Type.Optional(id('A code, such as NOT_JSON.')),
  brand_id: Type.Optional(id('Letters whose entries named this brand.')),
  source: Type.Optional(Type.String({ minLength: 1, maxLength: STREAM_LENGTH_MAX, description: 'A stream.' })),
  ...page,
});

export const journalQuery = strict(null, page);
export type ListQuery = Static<typeof listQuery>;

export const rollingParams = Type.Object({ rolling_id: Type.String({ description: 'As answered at create.' }) });
export const deadLetterParams = Type.Object({ id: Type.String({ description: 'As listed.' }) });
export const playerParams = Type.Object({ player_id: Type.String({ description: 'As given at create.' }) });

/** What every call may carry beside its token, which the OpenAPI document shows as its security scheme. */
export const callHeaders = Type.Object({
  'x-brand-id': id('The brand the call is about.'),
  'x-request-id': Type.Optional(
    Type.String({ description: 'Goes into our log and back with the answer: 1 to 128 visible ASCII characters.' }),
  ),
  'x-request-timeout-ms': Type.Optional(
    Type.String({
      pattern: '^[1-9][0-9]{0,8}$',
      description: 'How long you wait: what cannot be done by then is answered 503. It never makes us wait longer.',
    }),
  ),
});

export const readHeaders = Type.Object({
  ...callHeaders.properties,
  'if-none-match': Type.Optional(Type.String({ description: 'An ETag you hold: 304 where it still stands.' })),
});

export const writeHeaders = Type.Object({
  ...callHeaders.properties,
  'idempotency-key': Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: ID_LENGTH_MAX,
      description: 'The same key and body again: the same answer. Another body: 409. Kept for 7 days.',
    }),
  ),
});

/** Of commands on one rolling. */
export const conditionalHeaders = Type.Object({
  ...writeHeaders.properties,
  'if-match': Type.Optional(
    Type.String({
      description: 'The ETag you decided by: 412 `VERSION_MISMATCH` where the rolling has changed since.',
    }),
  ),
});
