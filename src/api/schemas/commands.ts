// The bodies of commands on a rolling.
import Type, { type Static } from 'typebox';
import { amount, id, strict, text, time } from './fields.ts';

const CANCEL_REASONS = [
  'REQUESTED',
  'WITHDRAWAL',
  'SELF_EXCLUSION',
  'LOW_BALANCE',
  'MAX_BET_BREACH',
  'BONUS_ABUSE',
  'ACCOUNT_CLOSED',
  'OTHER',
] as const;

const REASON_LENGTH_MAX = 200;
const NOTE_LENGTH_MAX = 1_000;

const requestedBy = Type.Optional(id('Who asked, as the caller knows them. Default: the name of the caller.'));
const note = Type.Optional(text(NOTE_LENGTH_MAX, 'For people; kept in the journal.'));

export const cancelBody = strict(
  'CancelCommand',
  {
    reason: Type.Enum([...CANCEL_REASONS], { description: 'Goes into ROLLING_CANCELED.' }),
    requested_by: requestedBy,
    note,
  },
  { examples: [{ reason: 'REQUESTED', requested_by: 'agent-7' }] },
);

export const plainBody = strict('PlainCommand', {
  reason: Type.Optional(text(REASON_LENGTH_MAX, 'Why.')),
  requested_by: requestedBy,
  note,
});

const reason = text(REASON_LENGTH_MAX, 'Why; kept in the journal.');

export const reviewBody = strict('ReviewCommand', { reason, requested_by: requestedBy, note });

export const adjustBody = strict(
  'AdjustCommand',
  {
    reason,
    requested_by: requestedBy,
    note,
    expires_at: Type.Optional(time('Later than now and than before: an end can only be put off.')),
    wagered_minor_delta: Type.Optional(amount('Progress given, or taken where it is negative; counts at full weight.')),
  },
  {
    description: 'At least one of `expires_at` and `wagered_minor_delta`.',
    examples: [{ reason: 'goodwill after an outage', wagered_minor_delta: '5000', requested_by: 'agent-7' }],
  },
);

export type AdjustBody = Static<typeof adjustBody>;
export type PlainBody = Static<typeof plainBody>;

export const PLAIN_OPERATIONS = ['complete', 'expire', 'retry-completion', 'suspend', 'resume'] as const;
