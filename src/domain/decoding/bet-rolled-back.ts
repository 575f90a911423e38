// BET_ROLLED_BACK_CONFIRMED: a settled bet, or a part of it, is taken back.
import type { BetRolledBack } from '../wallet-event.ts';
import type { DecodeOptions, EventHead } from './decoded-entry.ts';
import { BET_ID, CURRENCY } from './field-names.ts';
import type { FieldReader } from './field-reader.ts';
import { fingerprintOfFields } from './fingerprint.ts';
import type { Fault } from './refusals.ts';

/** The event, or the first fault of its fields. */
export function readBetRolledBack(
  payload: FieldReader,
  head: EventHead,
  options: DecodeOptions,
): BetRolledBack | Fault {
  const playerId = payload.playerId();
  const betId = payload.requiredId(BET_ID);
  const settlementId = payload.optionalId('settlement_id');
  const currency = payload.requiredId(CURRENCY);
  const amountMinor = payload.optionalAmount('amount_minor', currency, options.exponentOf);
  const rolledBackAt = payload.optionalTimestamp('rolled_back_at');
  if (payload.fault !== null) return payload.fault;
  return {
    type: 'BET_ROLLED_BACK',
    eventId: head.eventId,
    occurredAt: head.occurredAt,
    brandId: head.brandId,
    playerId,
    betId,
    currency,
    settlementId,
    amountMinor,
    rolledBackAt: rolledBackAt ?? head.occurredAt,
    fingerprint: fingerprintOfFields([
      'BET_ROLLED_BACK',
      playerId,
      betId,
      settlementId,
      currency,
      amountMinor,
      rolledBackAt,
    ]),
  };
}
