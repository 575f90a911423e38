// What a receiver answers, many at a time. Most entries of a batch end alike and in order, so endings travel as runs of sequence
// numbers. FROZEN FORMAT of protocol 1, pinned by a golden test and written down in docs/contracts/link.md.
import type { ForwardedEnding } from '../../ports/link.ts';
import { FrameReader, type FrameWriter, MalformedFrame } from './frame-bytes.ts';

const ANSWERS = 2;
const REFUSED = 4;
const REPLY = 5;
const COMMAND_MOVED = 6;

const RUN_KINDS = { durable: 1, moved: 2, busy: 3 } as const;
type RunKind = keyof typeof RUN_KINDS;

/** More than any sender has outstanding: a run beyond it is nonsense. */
const RUN_MAX = 1_000_000;

export type LinkAnswer =
  /** `ending` holds for every entry from `seq` to `lastSeq`. */
  | { readonly kind: 'ended'; readonly seq: number; readonly lastSeq: number; readonly ending: ForwardedEnding }
  /** `json`: of the reply codec. */
  | { readonly kind: 'reply'; readonly seq: number; readonly json: string }
  | { readonly kind: 'command_moved'; readonly seq: number };

function writeEnded(frame: FrameWriter, seq: number, lastSeq: number, ending: ForwardedEnding): void {
  if (ending.kind === 'refused') {
    const start = frame.beginItem(REFUSED);
    frame.number(seq);
    frame.text(ending.code);
    frame.text(ending.detail);
    frame.endItem(start);
    return;
  }
  const start = frame.beginItem(RUN_KINDS[ending.kind]);
  frame.number(seq);
  frame.number(lastSeq);
  frame.endItem(start);
}

function writeCommandAnswer(frame: FrameWriter, seq: number, json: string | null): void {
  const start = frame.beginItem(json === null ? COMMAND_MOVED : REPLY);
  frame.number(seq);
  if (json !== null) frame.text(json);
  frame.endItem(start);
}

/** Where a run that begins at `first` ends, and how many answers it takes in. */
function runFrom(answers: readonly LinkAnswer[], at: number, first: LinkAnswer & { kind: 'ended' }) {
  let { lastSeq } = first;
  let count = 1;
  while (first.ending.kind !== 'refused') {
    const next = answers[at + count];
    if (next?.kind !== 'ended' || next.ending.kind !== first.ending.kind || next.seq !== lastSeq + 1) break;
    lastSeq = next.lastSeq;
    count += 1;
  }
  return { lastSeq, count };
}

/** Fills one frame up to `bytesTarget`; gives the number of answers that are in it. */
export function writeAnswers(frame: FrameWriter, answers: readonly LinkAnswer[], bytesTarget: number): number {
  frame.begin(ANSWERS);
  let written = 0;
  while (frame.length < bytesTarget) {
    const answer = answers[written];
    if (answer === undefined) break;
    if (answer.kind === 'ended') {
      const { lastSeq, count } = runFrom(answers, written, answer);
      writeEnded(frame, answer.seq, lastSeq, answer.ending);
      written += count;
    } else {
      writeCommandAnswer(frame, answer.seq, answer.kind === 'reply' ? answer.json : null);
      written += 1;
    }
  }
  return written;
}

const runKind = (kind: number): RunKind | null =>
  kind === RUN_KINDS.durable ? 'durable' : kind === RUN_KINDS.moved ? 'moved' : kind === RUN_KINDS.busy ? 'busy' : null;

function readAnswer(frame: FrameReader): LinkAnswer {
  const kind = frame.beginItem();
  const seq = frame.count();
  const run = runKind(kind);
  if (run !== null) {
    const lastSeq = frame.count();
    if (lastSeq < seq || lastSeq - seq >= RUN_MAX) throw new MalformedFrame('a run that cannot be');
    return { kind: 'ended', seq, lastSeq, ending: { kind: run } };
  }
  if (kind === REFUSED) {
    return { kind: 'ended', seq, lastSeq: seq, ending: { kind: 'refused', code: frame.text(), detail: frame.text() } };
  }
  if (kind === REPLY) return { kind: 'reply', seq, json: frame.text() };
  if (kind === COMMAND_MOVED) return { kind: 'command_moved', seq };
  throw new MalformedFrame(`an answer of kind ${kind}`);
}

/** All of the frame or, by `MalformedFrame`, nothing. */
export function readAnswers(bytes: Buffer): readonly LinkAnswer[] {
  const frame = new FrameReader(bytes, ANSWERS);
  const answers: LinkAnswer[] = [];
  while (frame.hasMore) {
    answers.push(readAnswer(frame));
    frame.endItem();
  }
  return answers;
}
