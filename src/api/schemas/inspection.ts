// What people who watch a rolling are answered, for the OpenAPI document.
import Type from 'typebox';
import { answer, journalEntry, listOf } from './answers.ts';

const at = Type.String({ format: 'date-time' });

const event = Type.Object(
  {
    type: Type.String({ description: 'As the statechart calls it; `xstate.init` for the first.' }),
    credited: Type.Optional(Type.String({ pattern: '^-?[0-9]+$' })),
    stake_minor: Type.Optional(Type.String({ pattern: '^[0-9]+$' })),
    weight_bp: Type.Optional(Type.Integer()),
    reason: Type.Optional(Type.String()),
    rule: Type.Optional(Type.String()),
  },
  { title: 'InspectedEvent' },
);

const snapshot = Type.Object(
  {
    status: Type.Enum(['active']),
    value: Type.Unsafe<unknown>({
      anyOf: [{ type: 'string' }, { type: 'object', additionalProperties: { type: 'string' } }],
      description: 'The state; with the inner one where that is known.',
    }),
    context: Type.Unsafe<unknown>({
      type: 'object',
      additionalProperties: true,
      description: 'What the statechart remembers, as far as it is shown. docs/inspector.md lists it.',
    }),
    tags: Type.Array(Type.String(), { description: '`final` in a state that is never left.' }),
    exact: Type.Boolean({
      description: 'False: folded from the journal, and what that does not tell is left out. The present one is exact.',
    }),
  },
  { title: 'InspectedSnapshot' },
);

export const stepsAnswer = listOf(
  Type.Object({ version: Type.Integer(), at, event, snapshot, entry: journalEntry }, { title: 'InspectedStep' }),
  'StepPage',
);

export const ticketAnswer = answer(
  Type.Object(
    {
      ticket: Type.String(),
      expires_at: at,
      url: Type.String({ description: 'The address to open as a web socket, on the host that was asked.' }),
    },
    { title: 'InspectTicket' },
  ),
);
