// Bodies and answers of a brand's config. The config itself is judged by the domain, fault by fault, so its shape stands here for
// readers only: docs/brand-config.md explains every key.
import Type, { type Static } from 'typebox';
import { answer, orNull } from './answers.ts';
import { id, strict, text, time } from './fields.ts';

const NOTE_LENGTH_MAX = 1_000;
const VERSION_MAX = 2_147_483_646;

const givenConfig = Type.Unsafe<unknown>({
  type: 'object',
  additionalProperties: true,
  description: 'What the brand sets for itself; what is absent comes from its jurisdiction or the global defaults.',
});

export const putConfigBody = strict('BrandConfigChange', {
  config: givenConfig,
  expected_version: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: VERSION_MAX,
      description: 'The version that was changed, 0 for none. Another one in force: 409.',
    }),
  ),
  requested_by: Type.Optional(id('Who asked, as the caller knows them. Default: the name of the caller.')),
  note: Type.Optional(text(NOTE_LENGTH_MAX, 'Why; kept with the version.')),
});

export type PutConfigBody = Static<typeof putConfigBody>;

export const dryRunBody = strict('DryRunRequest', {
  config: givenConfig,
  from: time('Rollings created at or after it.'),
  to: time('Rollings created before it.'),
});

export type DryRunBody = Static<typeof dryRunBody>;

const amounts = Type.Record(Type.String(), Type.String({ pattern: '^[0-9]+$' }), {
  description: 'Minor units by currency.',
});
const oneOf = (...words: string[]) => Type.Enum(words);

const effective = Type.Object({
  jurisdiction: orNull('string', 'GB, DK or SE.'),
  completion_ratio: Type.String(),
  duration_days: Type.Integer(),
  allocation: oneOf('single', 'waterfall'),
  contribution: Type.Object({
    default_bp: Type.Integer(),
    rules: Type.Array(Type.Object({ weight_bp: Type.Integer() })),
  }),
  min_stake_minor: amounts,
  bet_cap_minor: amounts,
  max_bet: Type.Object({ minor: amounts, on_breach: oneOf('zero', 'cap', 'cancel') }),
  min_odds: orNull('string'),
  sports_basis: oneOf('stake', 'lesser_of_stake_and_winnings'),
  push: oneOf('zero', 'count'),
  cashout: oneOf('zero', 'count'),
  placed_at_missing: oneOf('zero', 'count'),
  cancellation: Type.Object({ forfeit: oneOf('bonus_only', 'bonus_and_winnings', 'none') }),
  suspension_freezes_expiry: Type.Boolean(),
  rollback_after_completion: oneOf('record', 'review', 'shortfall'),
  retry: Type.Object({ max_attempts: Type.Integer(), base_ms: Type.Integer(), max_ms: Type.Integer() }),
  expiry_grace_ms: Type.Integer(),
});

export const configAnswer = answer(
  Type.Object(
    {
      version: Type.Integer({ description: '0 where the brand never set any.' }),
      config: Type.Unsafe<unknown>({ type: 'object', description: 'As it was set.' }),
      effective,
      sources: Type.Record(Type.String(), oneOf('brand', 'jurisdiction', 'default')),
    },
    { title: 'BrandConfig' },
  ),
);

const sums = Type.Object({
  open: Type.Integer(),
  completed: Type.Integer(),
  canceled: Type.Integer(),
  expired: Type.Integer(),
  undetermined: Type.Integer({ description: 'Would have lived on beyond the end of its record.' }),
  refused: Type.Integer({ description: 'Would not have been created.' }),
  bets_counted: Type.Integer(),
  credited_minor: amounts,
  release_minor: amounts,
});

const outcome = Type.Object({
  state: oneOf('open', 'completed', 'canceled', 'expired', 'undetermined', 'refused'),
  refusal: orNull('string'),
  target_minor: Type.String(),
  wagered_minor: Type.String(),
  bets_counted: Type.Integer(),
  release_minor: Type.String(),
});

export const dryRunAnswer = answer(
  Type.Object(
    {
      period: Type.Object({ from: Type.String({ format: 'date-time' }), to: Type.String({ format: 'date-time' }) }),
      rollings: Type.Integer({ description: 'Compared.' }),
      bets: Type.Integer({ description: 'Decided again.' }),
      left_out: Type.Record(Type.String(), Type.Integer(), {
        description: 'Rollings that could not be compared, by reason.',
      }),
      before: sums,
      after: sums,
      changed_count: Type.Integer(),
      changed: Type.Array(
        Type.Object({
          rolling_id: Type.String({ format: 'uuid' }),
          player_id: Type.String(),
          currency: Type.String(),
          before: outcome,
          after: outcome,
        }),
      ),
    },
    { title: 'DryRunReport' },
  ),
);
