// What the platform hears of a rolling: exactly one ROLLING_COMPLETED or ROLLING_CANCELED in its life. The event id comes from
// the rolling's id, so a redelivery, or the same decision made again elsewhere, carries the same one.
import { BASIS_POINTS } from '../../machines/rolling.context.ts';
import { maxBigint } from './money.ts';
import { type RollingRecord, contextOf, stateOf } from './rolling.ts';
import { formatTimestamp } from './timestamp.ts';

export type OutboxEventType = 'ROLLING_COMPLETED' | 'ROLLING_CANCELED';

export interface OutboxEvent {
  readonly eventId: string;
  readonly eventType: OutboxEventType;
  /** The whole payload as JSON text. FROZEN FORMAT, event_version 1. */
  readonly payload: string;
}

const digits = (amount: bigint | undefined): string => (amount ?? 0n).toString();

function closingPart(rolling: RollingRecord, eventType: OutboxEventType): Record<string, unknown> {
  const { release, forfeit, ending, terms } = contextOf(rolling);
  if (eventType === 'ROLLING_COMPLETED') {
    const releasedMinor = release?.amountMinor ?? 0n;
    return {
      released_minor: digits(releasedMinor),
      forfeited_minor: digits(terms.releaseMinor - releasedMinor),
      wallet_transaction_id: release?.transactionId ?? null,
    };
  }
  return {
    forfeited_minor: digits(forfeit?.amountMinor),
    wallet_transaction_id: forfeit?.transactionId ?? null,
    reason: ending?.reason ?? null,
    requested_by: ending?.requestedBy ?? null,
  };
}

/** The event that entering a final state owes the platform; null for every other step. */
export function outboxEventOf(before: RollingRecord, after: RollingRecord): OutboxEvent | null {
  const state = stateOf(after.snapshot);
  if (state === stateOf(before.snapshot)) return null;
  if (state !== 'completed' && state !== 'canceled' && state !== 'expired') return null;
  const eventType = state === 'completed' ? 'ROLLING_COMPLETED' : 'ROLLING_CANCELED';
  const { facts } = after;
  const eventId = `${facts.rollingId}:${eventType}`;
  const payload = JSON.stringify({
    event_id: eventId,
    event_type: eventType,
    event_version: 1,
    occurred_at: formatTimestamp(after.updatedAt),
    brand_id: facts.brandId,
    rolling_id: facts.rollingId,
    player_id: facts.playerId,
    currency: facts.currency,
    source: facts.source,
    required_minor: digits(facts.requiredMinor),
    wagered_minor: digits(maxBigint(0n, contextOf(after).progress) / BASIS_POINTS),
    progress: digits(contextOf(after).progress),
    ...closingPart(after, eventType),
  });
  return { eventId, eventType, payload };
}
