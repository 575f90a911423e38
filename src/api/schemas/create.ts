// The body of a create.
import Type, { type Static } from 'typebox';
import { amount, basisPoints, decimal, id, strict, time } from './fields.ts';

export const METADATA_BYTES_MAX = 4_096;
const RULES_MAX = 200;
const PRIORITY_MAX = 1_000_000;
const EXPONENT_MAX = 60;

const contributionRule = Type.Object(
  {
    game_id: Type.Optional(id('A game.')),
    game_provider: Type.Optional(id('A provider.')),
    game_category: Type.Optional(id('A category.')),
    product: Type.Optional(Type.Enum(['casino', 'live', 'sports', 'virtual', 'poker'])),
    weight_bp: basisPoints('How much of the stake counts, in basis points.'),
  },
  {
    additionalProperties: false,
    minProperties: 2,
    description: 'Whatever is named must match; the most specific wins.',
  },
);

export const createBody = strict(
  'CreateRolling',
  {
    player_id: id('Whose rolling it is.'),
    currency: id('ISO 4217 or a documented crypto code; any other needs `exponent`.'),
    exponent: Type.Optional(
      Type.Integer({ minimum: 0, maximum: EXPONENT_MAX, description: 'Decimals of the currency.' }),
    ),
    source: strict(
      null,
      { type: Type.Enum(['bonus', 'deposit', 'free_spins', 'manual']), id: id('Unique per player and type.') },
      { description: 'What the rolling is for. The same source again answers with the same rolling.' },
    ),
    required_minor: Type.Optional(amount('What must be staked; or give `base_minor` and `multiplier`.')),
    base_minor: Type.Optional(amount('Bonus, deposit or both.')),
    multiplier: Type.Optional(decimal('How many times the base must be staked, such as "30" or "2.5".')),
    release_minor: Type.Optional(amount('What the wallet releases at completion. Default: `base_minor`, else 0.')),
    max_conversion_minor: Type.Optional(amount('Caps what is released.')),
    activates_at: Type.Optional(time('Default: now. Bets placed before it do not count.')),
    expires_at: Type.Optional(time('Default: now and the duration of the brand.')),
    priority: Type.Optional(
      Type.Integer({
        minimum: -PRIORITY_MAX,
        maximum: PRIORITY_MAX,
        default: 0,
        description: 'Higher gets bets first.',
      }),
    ),
    contribution: Type.Optional(
      strict(
        null,
        {
          default_bp: basisPoints('The weight of a bet that no rule matches.'),
          rules: Type.Optional(Type.Array(contributionRule, { maxItems: RULES_MAX })),
        },
        { description: 'Instead of the table of the brand.' },
      ),
    ),
    min_odds: Type.Optional(decimal('Bets with lower odds do not count.')),
    max_bet_minor: Type.Optional(amount('A higher bet is a breach.')),
    bet_cap_minor: Type.Optional(amount('What counts of one bet at most.')),
    metadata: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), {
        description: `Given back as it was; ${METADATA_BYTES_MAX} bytes of JSON.`,
      }),
    ),
  },
  {
    description: 'Give `required_minor`, or `base_minor` and `multiplier`.',
    examples: [
      {
        player_id: 'player-1',
        currency: 'EUR',
        source: { type: 'bonus', id: 'welcome-2026' },
        base_minor: '10000',
        multiplier: '30',
      },
    ],
  },
);

export type CreateBody = Static<typeof createBody>;
