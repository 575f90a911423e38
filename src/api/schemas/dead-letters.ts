// The bodies of what operators do about a dead letter.
import Type, { type Static } from 'typebox';
import { id, strict, text } from './fields.ts';

const REASON_LENGTH_MAX = 200;
const NOTE_LENGTH_MAX = 1_000;

const requestedBy = Type.Optional(id('Who asked, as the caller knows them. Default: the name of the caller.'));
const note = Type.Optional(text(NOTE_LENGTH_MAX, 'For people; kept with the letter.'));
const reason = text(REASON_LENGTH_MAX, 'Why; kept with the letter.');

export const replayBody = strict('ReplayDeadLetter', {
  reason: Type.Optional(reason),
  requested_by: requestedBy,
  note,
});
export const discardBody = strict('DiscardDeadLetter', { reason, requested_by: requestedBy, note });

export type ReplayBody = Static<typeof replayBody>;
export type DiscardBody = Static<typeof discardBody>;
