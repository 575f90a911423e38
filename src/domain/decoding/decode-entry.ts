// A wallet stream entry to an event, to nothing of ours, or to a refusal with its reason. Pure and total: whatever the fields
// hold, one of the three comes back. The hot path of ingress; docs/contracts/wallet-stream.md is its contract.
import { type BrandId, isBrandId, isStorableId } from '../ids.ts';
import { traceOf } from '../trace.ts';
import type { WalletEvent } from '../wallet-event.ts';
import { readBetRolledBack } from './bet-rolled-back.ts';
import { readBetSettled } from './bet-settled.ts';
import type { BrandOrigin, DecodedEntry, DecodeOptions, EventHead } from './decoded-entry.ts';
import { BRAND_ID, EVENT_ID, EVENT_TYPE, firstOf } from './field-names.ts';
import { FieldReader } from './field-reader.ts';
import { isJsonObject, type JsonObject, parseJsonObject } from './json-object.ts';
import { Fault } from './refusals.ts';

type ReadPayload = (payload: FieldReader, head: EventHead, options: DecodeOptions) => WalletEvent | Fault;

const READERS: ReadonlyMap<string, ReadPayload> = new Map<string, ReadPayload>([
  ['BET_SETTLED_CONFIRMED', readBetSettled],
  ['BET_ROLLED_BACK_CONFIRMED', readBetRolledBack],
]);

interface Parts {
  readonly envelope: JsonObject;
  readonly payload: JsonObject | null;
}

const NOTHING: Parts = { envelope: {}, payload: null };

/** Decodes the fields of one entry, in either of its forms. */
export function decodeEntry(fields: Readonly<Record<string, string>>, options: DecodeOptions): DecodedEntry {
  const entryType = fields['event_type'];
  // of a type that the entry itself says is not ours, the envelope is not even parsed
  if (entryType !== undefined && !READERS.has(entryType)) return notOurs(entryType, NOTHING);
  const text = fields['payload'] ?? fields['data'];
  if (text === undefined) return refuse(new Fault('ENVELOPE_MISSING', 'no field payload, no field data'), NOTHING);
  const envelope = parseJsonObject(text, 'the envelope');
  if (envelope instanceof Fault) return refuse(envelope, NOTHING);

  const bare = { envelope, payload: null };
  const eventType = firstOf(envelope, EVENT_TYPE) ?? firstOf(fields, EVENT_TYPE);
  if (eventType === undefined) return refuse(new Fault('EVENT_TYPE_MISSING', 'event_type is missing'), bare);
  if (entryType !== undefined && eventType !== entryType)
    return refuse(new Fault('EVENT_TYPE_MISMATCH', 'event_type differs between entry and envelope'), bare);
  const readPayload = typeof eventType === 'string' ? READERS.get(eventType) : undefined;
  if (readPayload === undefined) return notOurs(eventType, bare);

  const version = envelope['event_version'] ?? 1;
  if (version !== 1 && version !== '1')
    return refuse(new Fault('EVENT_VERSION_UNSUPPORTED', 'event_version is not 1'), bare);
  return traced(decodeEnvelope(envelope, text, readPayload, options), fields, envelope);
}

/** The entry's own fields go before members of the envelope; most entries have neither. */
function traced(decoded: DecodedEntry, fields: Readonly<Record<string, string>>, envelope: JsonObject): DecodedEntry {
  if (decoded.kind !== 'event') return decoded;
  const from = fields['traceparent'] === undefined ? envelope : fields;
  if (from['traceparent'] === undefined) return decoded;
  const trace = traceOf(from['traceparent'], from['tracestate']);
  return trace === null ? decoded : { ...decoded, trace };
}

function decodeEnvelope(
  envelope: JsonObject,
  text: string,
  readPayload: ReadPayload,
  options: DecodeOptions,
): DecodedEntry {
  const given = envelope['payload'] ?? null;
  const payload = payloadOf(given);
  const parts: Parts = { envelope, payload: payload instanceof Fault ? null : payload };

  const head = new FieldReader(envelope, text);
  const eventId = head.requiredId(EVENT_ID);
  const occurredAt = head.requiredTimestamp('occurred_at');
  if (head.fault !== null) return refuse(head.fault, parts);
  if (occurredAt < options.nowMs - options.retentionMs)
    return refuse(new Fault('EVENT_TOO_OLD', 'occurred_at is before the retention of event ids'), parts);
  if (occurredAt > options.nowMs + options.futureMs)
    return refuse(new Fault('EVENT_FROM_FUTURE', 'occurred_at is too far ahead'), parts);
  if (payload instanceof Fault) return refuse(payload, parts);

  const brand = brandOf(envelope, payload, options);
  if (brand instanceof Fault) return refuse(brand, parts);
  const { brandId, origin } = brand;

  const reader = new FieldReader(payload, typeof given === 'string' ? given : text);
  const event = readPayload(reader, { eventId, occurredAt, brandId }, options);
  if (event instanceof Fault) return refuse(event, parts);
  return { kind: 'event', event, brand: origin };
}

/** The payload, given as an object or as the text of one. */
function payloadOf(given: unknown): JsonObject | Fault {
  if (typeof given === 'string') return parseJsonObject(given, 'payload');
  if (isJsonObject(given)) return given;
  return given === null
    ? new Fault('FIELD_MISSING', 'payload is missing')
    : new Fault('NOT_AN_OBJECT', 'payload is not an object');
}

interface StatedBrand {
  readonly brandId: BrandId;
  readonly origin: BrandOrigin;
}

/** The brand that the envelope names, else the payload, else the default; what is not certain is refused under `enforce`. */
function brandOf(
  envelope: JsonObject,
  payload: JsonObject,
  { brandEnforcement, defaultBrandId }: DecodeOptions,
): StatedBrand | Fault {
  const outer = firstOf(envelope, BRAND_ID);
  const inner = firstOf(payload, BRAND_ID);
  const brandId = outer ?? inner;
  const isStrict = brandEnforcement === 'enforce';
  if (brandId === undefined) {
    if (isStrict || defaultBrandId === null) return new Fault('BRAND_MISSING', 'brand_id is missing');
    return { brandId: defaultBrandId, origin: 'defaulted' };
  }
  if (typeof brandId !== 'string' || !isBrandId(brandId))
    return new Fault('ID_INVALID', 'brand_id is not text of 1 to 128 storable characters');
  if (inner === undefined || inner === brandId) return { brandId, origin: 'stated' };
  if (isStrict) return new Fault('BRAND_MISMATCH', 'brand_id differs between envelope and payload');
  return { brandId, origin: 'disputed' };
}

function notOurs(eventType: unknown, parts: Parts): DecodedEntry {
  if (typeof eventType === 'string' && isStorableId(eventType)) return { kind: 'ignored', eventType };
  return refuse(new Fault('EVENT_TYPE_INVALID', 'event_type is not text of 1 to 128 storable characters'), parts);
}

function refuse(fault: Fault, parts: Parts): DecodedEntry {
  const brand = storable(firstOf(parts.envelope, BRAND_ID));
  return {
    kind: 'refused',
    code: fault.code,
    detail: fault.detail,
    eventId: storable(firstOf(parts.envelope, EVENT_ID)),
    brandId: brand ?? (parts.payload === null ? null : storable(firstOf(parts.payload, BRAND_ID))),
  };
}

function storable(value: unknown): string | null {
  return typeof value === 'string' && isStorableId(value) ? value : null;
}
