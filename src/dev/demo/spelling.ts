// Writes a planned event as a wallet stream entry, in one of the spellings that the contract says are read alike.
import {
  CURRENCY,
  CURRENCY_EXPONENT,
  GAME,
  type PlannedEvent,
  type RollbackEvent,
  type SettleEvent,
} from './plan-types.ts';

type Json = Record<string, unknown>;

/** Field, value, field, value: what XADD takes. */
export function entryFields(event: PlannedEvent): string[] {
  const envelope = JSON.stringify(envelopeOf(event));
  return event.spelling === 'single-field' ? ['data', envelope] : ['event_type', eventType(event), 'payload', envelope];
}

function envelopeOf(event: PlannedEvent): Json {
  const data = event.kind === 'settle' ? settleData(event) : rollbackData(event);
  const version = { event_version: 1, occurred_at: event.occurredAt };
  switch (event.spelling) {
    case 'camel':
      return { eventId: event.eventId, type: eventType(event), ...version, brandId: event.brandId, payload: data };
    case 'legacy':
      return {
        eventId: event.eventId,
        event: eventType(event),
        ...version,
        payload: { ...data, brand_id: event.brandId },
      };
    case 'nested':
      return { ...canonical(event), ...version, payload: JSON.stringify(data) };
    case 'canonical':
    case 'single-field':
      return { ...canonical(event), ...version, payload: data };
  }
}

function canonical(event: PlannedEvent): Json {
  return { event_id: event.eventId, event_type: eventType(event), brand_id: event.brandId };
}

function eventType(event: PlannedEvent): string {
  return event.kind === 'settle' ? 'BET_SETTLED_CONFIRMED' : 'BET_ROLLED_BACK_CONFIRMED';
}

function settleData(event: SettleEvent): Json {
  const { row } = event;
  const stake =
    event.spelling === 'legacy' ? { amount: inMajorUnits(row.stakeMinor) } : { stake_minor: String(row.stakeMinor) };
  return {
    ...betKeys(event),
    currency: CURRENCY,
    ...stake,
    win_minor: String(row.winMinor),
    outcome: row.outcome,
    ...GAME,
    round_id: row.roundId,
    placed_at: event.placedAt,
    settled_at: event.occurredAt,
  };
}

function rollbackData(event: RollbackEvent): Json {
  const { amountMinor } = event;
  const frame = { ...betKeys(event), currency: CURRENCY, rolled_back_at: event.occurredAt };
  if (amountMinor === undefined) return frame;
  return event.spelling === 'legacy'
    ? { ...frame, amount: inMajorUnits(amountMinor) }
    : { ...frame, amount_minor: String(amountMinor) };
}

function betKeys(event: PlannedEvent): Json {
  const { betId, playerId } = event.row;
  switch (event.spelling) {
    case 'camel':
      return { userId: playerId, betId };
    case 'legacy':
      return { user_id: playerId, transaction_id: betId };
    case 'canonical':
    case 'nested':
    case 'single-field':
      return { player_id: playerId, bet_id: betId };
  }
}

/** 1250 satoshi = "0.00001250": every decimal of the currency, so nothing is lost. */
function inMajorUnits(amountMinor: bigint): string {
  const digits = String(amountMinor).padStart(CURRENCY_EXPONENT + 1, '0');
  return `${digits.slice(0, -CURRENCY_EXPONENT)}.${digits.slice(-CURRENCY_EXPONENT)}`;
}
