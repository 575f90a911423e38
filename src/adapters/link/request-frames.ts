// What a sender asks, many at a time: entries and commands in the order they were offered. FROZEN FORMAT of protocol 1, pinned
// by a golden test and written down in docs/contracts/link.md.
import { isBrandId } from '../../domain/ids.ts';
import type { ForwardedEntry } from '../../ports/link.ts';
import { FrameReader, type FrameWriter, MalformedFrame } from './frame-bytes.ts';

const REQUESTS = 1;
const ENTRY = 1;
const COMMAND = 2;

/** `seq` is the sender's, unique on the connection; the answer carries it. */
export type LinkRequest =
  | { readonly kind: 'entry'; readonly seq: number; readonly entry: ForwardedEntry }
  /** `json`: of the command codec. `deadlineMs`: how long the answer is waited for. */
  | { readonly kind: 'command'; readonly seq: number; readonly deadlineMs: number; readonly json: string };

export function beginRequests(frame: FrameWriter): void {
  frame.begin(REQUESTS);
}

export function writeEntry(frame: FrameWriter, seq: number, entry: ForwardedEntry): void {
  const start = frame.beginItem(ENTRY);
  frame.number(seq);
  frame.text(entry.stream);
  frame.number(entry.streamEpoch);
  frame.number(entry.round);
  frame.text(entry.shard.brandId);
  frame.number(entry.shard.shardNo);
  frame.number(entry.shard.epoch);
  frame.text(entry.entryId);
  frame.number(entry.receivedAt);
  const names = Object.keys(entry.fields);
  frame.number(names.length);
  for (const name of names) {
    frame.text(name);
    frame.text(entry.fields[name] ?? '');
  }
  frame.endItem(start);
}

export function writeCommandText(frame: FrameWriter, seq: number, deadlineMs: number, json: string): void {
  const start = frame.beginItem(COMMAND);
  frame.number(seq);
  frame.number(deadlineMs);
  frame.text(json);
  frame.endItem(start);
}

function readFields(frame: FrameReader): Record<string, string> {
  const fields: Record<string, string> = {};
  for (let left = frame.count(); left > 0; left -= 1) {
    const name = frame.text();
    const value = frame.text();
    // Assigned, that one name would be lost.
    if (name === '__proto__') Object.defineProperty(fields, name, { value, enumerable: true });
    else fields[name] = value;
  }
  return fields;
}

function readEntry(frame: FrameReader): ForwardedEntry {
  const stream = frame.text();
  const streamEpoch = frame.count();
  const round = frame.count();
  const brandId = frame.text();
  if (!isBrandId(brandId)) throw new MalformedFrame('an entry of no brand');
  return {
    stream,
    streamEpoch,
    round,
    shard: { brandId, shardNo: frame.count(), epoch: frame.count() },
    entryId: frame.text(),
    receivedAt: frame.count(),
    fields: readFields(frame),
  };
}

function readRequest(frame: FrameReader): LinkRequest {
  const kind = frame.beginItem();
  if (kind === ENTRY) return { kind: 'entry', seq: frame.count(), entry: readEntry(frame) };
  if (kind === COMMAND) {
    return { kind: 'command', seq: frame.count(), deadlineMs: frame.count(), json: frame.text() };
  }
  throw new MalformedFrame(`a request of kind ${kind}`);
}

/** All of the frame or, by `MalformedFrame`, nothing. */
export function readRequests(bytes: Buffer): readonly LinkRequest[] {
  const frame = new FrameReader(bytes, REQUESTS);
  const requests: LinkRequest[] = [];
  while (frame.hasMore) {
    requests.push(readRequest(frame));
    frame.endItem();
  }
  return requests;
}
