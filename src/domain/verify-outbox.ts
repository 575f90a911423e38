// What a rolling owes the platform, worked out from where it stands, against the outbox rows it has. Written apart from
// outbox-event.ts on purpose: a check that calls what it checks finds nothing.
import { BASIS_POINTS } from '../../machines/rolling.context.ts';
import { isJsonObject } from './decoding/json-object.ts';
import { maxBigint } from './money.ts';
import type { OutboxEvent, OutboxEventType } from './outbox-event.ts';
import { type RollingRecord, contextOf, stateOf } from './rolling.ts';

function eventTypeDue(rolling: RollingRecord): OutboxEventType | null {
  const state = stateOf(rolling.snapshot);
  if (state === 'completed') return 'ROLLING_COMPLETED';
  return state === 'canceled' || state === 'expired' ? 'ROLLING_CANCELED' : null;
}

/** Members of the payload that can be worked out; a progress that the journal could not tell is left out. */
function membersDue(
  rolling: RollingRecord,
  eventType: OutboxEventType,
  progressAtEnd: bigint | null,
): Readonly<Record<string, string | null>> {
  const { facts } = rolling;
  const { release, forfeit, ending, terms } = contextOf(rolling);
  const released = release?.amountMinor ?? 0n;
  return {
    event_id: `${facts.rollingId}:${eventType}`,
    event_type: eventType,
    brand_id: facts.brandId,
    rolling_id: facts.rollingId,
    player_id: facts.playerId,
    currency: facts.currency,
    required_minor: `${facts.requiredMinor}`,
    ...(progressAtEnd === null
      ? {}
      : { progress: `${progressAtEnd}`, wagered_minor: `${maxBigint(0n, progressAtEnd) / BASIS_POINTS}` }),
    ...(eventType === 'ROLLING_COMPLETED'
      ? {
          released_minor: `${released}`,
          forfeited_minor: `${terms.releaseMinor - released}`,
          wallet_transaction_id: release?.transactionId ?? null,
        }
      : {
          forfeited_minor: `${forfeit?.amountMinor ?? 0n}`,
          wallet_transaction_id: forfeit?.transactionId ?? null,
          reason: ending?.reason ?? null,
          requested_by: ending?.requestedBy ?? null,
        }),
  };
}

/** Bets rolled back later lower the progress of a canceled rolling, not of a completed one: each is compared as of its end. */
function progressAtEnd(rolling: RollingRecord, creditedAtEnd: bigint | null): bigint | null {
  return stateOf(rolling.snapshot) === 'completed' ? contextOf(rolling).progress : creditedAtEnd;
}

function payloadFaults({ eventType, payload }: OutboxEvent, due: Readonly<Record<string, string | null>>): string[] {
  let said: unknown;
  try {
    said = JSON.parse(payload);
  } catch {
    said = null;
  }
  if (!isJsonObject(said)) return [`the payload of ${eventType} is no JSON object`];
  return Object.entries(due)
    .filter(([member, value]) => said[member] !== value)
    .map(
      ([member, value]) =>
        `${eventType} says ${member} ${JSON.stringify(said[member])}, due is ${JSON.stringify(value)}`,
    );
}

/** `creditedAtEnd`: Σ credited of the journal when the final state was entered; null where it does not tell. */
export function outboxFaults(
  rolling: RollingRecord,
  events: readonly OutboxEvent[],
  creditedAtEnd: bigint | null,
): string[] {
  const due = eventTypeDue(rolling);
  const state = stateOf(rolling.snapshot);
  if (due === null)
    return events.map(({ eventType }) => `${eventType} stands in the outbox, yet the rolling is ${state}`);
  const [event, ...others] = events;
  if (event === undefined) return [`${state} without a ${due} in the outbox`];
  if (others.length > 0) return [`${events.length} events in the outbox, one ${due} is due`];
  if (event.eventType !== due) return [`${state}, yet the outbox says ${event.eventType}`];
  const members = membersDue(rolling, due, progressAtEnd(rolling, creditedAtEnd));
  const idFaults = event.eventId === members['event_id'] ? [] : [`its event id is ${event.eventId}`];
  return [...idFaults, ...payloadFaults(event, members)];
}
