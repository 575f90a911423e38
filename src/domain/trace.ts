// W3C trace context (Trace Context, level 1): taken at the edges, carried as one text, `traceparent` and behind a blank the
// `tracestate`, and handed on with a span id of its own at every hop. We record no spans; we only keep the thread.
import { hashPair } from './hash.ts';

declare const traceBrand: unique symbol;
export type Trace = string & { readonly [traceBrand]: true };

const PARENT_LENGTH = 55;

const isTrace = (text: string): text is Trace => text.length >= PARENT_LENGTH;

/** A text of our own making: one that was stored, or built here. */
export function storedTrace(text: string): Trace {
  if (!isTrace(text)) throw new TypeError('not a trace that was ever stored');
  return text;
}

/** Version, trace id, parent id and flags; a version above 00 may have more behind a dash, which we do not understand. */
const PARENT = /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
/** At most as long as every vendor must be able to pass on; printable. */
const STATE = /^[\x20-\x7e]{1,512}$/;
const SAMPLED = 1;

/** Null where there is none, or one that the specification says to ignore; a `tracestate` that is no good goes alone. */
export function traceOf(traceparent: unknown, tracestate: unknown): Trace | null {
  if (typeof traceparent !== 'string') return null;
  const [, version, traceId, parentId, flags = '00', more] = PARENT.exec(traceparent) ?? [];
  if (version === undefined || (version === '00' && more !== undefined)) return null;
  // Passed on as the version that we speak, with the one flag that it knows.
  const sampled = Number.parseInt(flags, 16) & SAMPLED;
  const state = typeof tracestate === 'string' && STATE.test(tracestate.trim()) ? ` ${tracestate.trim()}` : '';
  return storedTrace(`00-${traceId}-${parentId}-0${sampled}${state}`);
}

const spanId = (traceId: string, hop: string): string => {
  const { high, low } = hashPair(traceId, hop);
  // Zeros alone would be no id.
  return `${high.toString(16).padStart(8, '0')}${(low || 1).toString(16).padStart(8, '0')}`;
};

/** The same trace one hop on. `hop` names the message that will carry it: the same message, said again, is the same span. */
export function nextHop(trace: Trace, hop: string): Trace {
  const traceId = trace.slice(3, 35);
  return storedTrace(`00-${traceId}-${spanId(traceId, hop)}${trace.slice(52)}`);
}

/**
 * Where nothing brought a trace, what is said about a rolling belongs to the trace of the rolling's own id, so that wallet call,
 * its repeats and the closing event are found together without a byte stored. Not sampled: nobody asked for it.
 */
export function traceOfRolling(rollingId: string): Trace {
  const traceId = rollingId.replaceAll('-', '');
  return storedTrace(`00-${traceId}-${spanId(traceId, 'begin')}-00`);
}

/** What goes on the wire, as HTTP headers or fields of a stream entry: `traceparent`, and `tracestate` where there is one. */
export function traceFields(trace: Trace): Readonly<Record<string, string>> {
  const blank = trace.indexOf(' ');
  return blank === -1
    ? { traceparent: trace }
    : { traceparent: trace.slice(0, blank), tracestate: trace.slice(blank + 1) };
}

/** For log lines. */
export const traceIdOf = (trace: Trace): string => trace.slice(3, 35);
