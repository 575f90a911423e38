// Path and query parameters, and the headers of writes.
import Type, { type Static } from 'typebox';
import { LETTER_STATES } from '../../domain/dead-letter.ts';
import { ROLLING_STATES, SOURCE_ID_LENGTH_MAX } from '../../domain/rolling.ts';
import { ID_LENGTH_MAX, id, strict } from './fields.ts';

export const PAGE_LIMIT_MAX = 200;
const PAGE_LIMIT_DEFAULT = 50;
const CURSOR_LENGTH_MAX = 200;
const STREAM_LENGTH_MAX = 1_000;

const page = {
  limit: Type.Integer({ minimum: 1, maximum: PAGE_LIMIT_MAX, default: PAGE_LIMIT_DEFAULT }),
  cursor: Type.Optional(
    Type.String({ maxLength: CURSOR_LENGTH_MAX, description: '`next_cursor` of the page before.' }),
  ),
};

export const listQuery = strict({
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

export const deadLettersQuery = strict({
  state: Type.Enum([...LETTER_STATES, 'all'], { default: 'open' }),
  reason: Type.Optional(id('A code, such as NOT_JSON.')),
  brand_id: Type.Optional(id('Letters whose entries named this brand.')),
  source: Type.Optional(Type.String({ minLength: 1, maxLength: STREAM_LENGTH_MAX, description: 'A stream.' })),
  ...page,
});

export const journalQuery = strict(page);
export type ListQuery = Static<typeof listQuery>;

export const rollingParams = Type.Object({ rolling_id: Type.String() });
export const deadLetterParams = Type.Object({ id: Type.String() });
export const playerParams = Type.Object({ player_id: Type.String() });

/** Headers are shown in the OpenAPI document; the plugins check the first two, the commands the third. */
export const callHeaders = Type.Object({
  'x-internal-service-token': Type.String({ description: 'The token of the calling service.' }),
  'x-brand-id': id('The brand the call is about.'),
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
