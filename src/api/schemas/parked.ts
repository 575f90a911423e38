// Players in quarantine and their parked events: what may be asked of them and what is answered.
import Type from 'typebox';
import { QUARANTINE_REASONS } from '../../domain/quarantine.ts';
import { answer, listOf, orNull } from './answers.ts';
import { discardBody, replayBody } from './dead-letters.ts';
import { id, strict } from './fields.ts';
import { page, playerParams } from './queries.ts';

export const replayParkedBody = strict('ReplayParked', replayBody.properties);
export const discardParkedBody = strict('DiscardParked', discardBody.properties);

export const parkedQuery = strict(null, {
  brand_id: Type.Optional(id('Players of this brand alone.')),
  ...page,
});
export const parkedEventsQuery = strict(null, page);
export const parkedEventParams = Type.Object({
  ...playerParams.properties,
  seq: Type.String({ description: 'As listed.' }),
});

const at = Type.String({ format: 'date-time' });

const quarantine = Type.Object(
  {
    brand_id: Type.String(),
    player_id: Type.String(),
    since: at,
    reason: Type.Enum([...QUARANTINE_REASONS]),
    detail: Type.String(),
    rolling_id: orNull('string', 'Where one rolling is to blame, as far as is known.'),
    parked: Type.Integer({ description: 'Events that wait, in order.' }),
    oldest_parked_at: orNull('string'),
    replay: Type.Unsafe<unknown>({
      anyOf: [
        Type.Object({ at, requested_by: Type.String(), reason: orNull('string') }, { title: 'ReplayAsked' }),
        { type: 'null' },
      ],
      description: 'Asked for and not over: the owner is at it. Null again with another detail: it failed.',
    }),
  },
  { title: 'Quarantine' },
);

const parkedEvent = Type.Object(
  {
    seq: Type.String({ description: 'Grows in the order in which they are replayed.' }),
    source: Type.String({ description: 'The stream it came from.' }),
    entry_id: Type.String(),
    event_id: Type.String(),
    received_at: at,
    parked_at: at,
    raw: Type.String({ description: 'The fields of the entry as JSON text.' }),
  },
  { title: 'ParkedEvent' },
);

export const quarantineAnswer = answer(quarantine);
export const quarantinesAnswer = listOf(quarantine, 'QuarantinePage');
export const parkedEventsAnswer = listOf(parkedEvent, 'ParkedEventPage');
