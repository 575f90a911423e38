import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LinkAnswer, readAnswers, writeAnswers } from '../../src/adapters/link/answer-frames.ts';
import { FrameWriter, MalformedFrame } from '../../src/adapters/link/frame-bytes.ts';
import {
  type LinkRequest,
  beginRequests,
  readRequests,
  writeCommandText,
  writeEntry,
} from '../../src/adapters/link/request-frames.ts';
import { brandId } from '../../src/domain/ids.ts';
import type { ForwardedEnding } from '../../src/ports/link.ts';

const text = fc.string({ unit: 'grapheme' }).map((value) => value.toWellFormed());
const count = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const name = text.filter((value) => value.length > 0 && value.length <= 128 && !value.includes('\u0000'));

const requests: fc.Arbitrary<readonly LinkRequest[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('entry' as const),
      seq: count,
      entry: fc.record({
        stream: text,
        streamEpoch: count,
        round: count,
        shard: fc.record({ brandId: name.map(brandId), shardNo: count, epoch: count }),
        entryId: text,
        receivedAt: count,
        fields: fc.dictionary(text, text),
      }),
    }),
    fc.record({ kind: fc.constant('command' as const), seq: count, deadlineMs: count, json: text }),
  ),
);

function frameOf(items: readonly LinkRequest[], frame = new FrameWriter()): Buffer {
  beginRequests(frame);
  for (const item of items) {
    if (item.kind === 'entry') writeEntry(frame, item.seq, item.entry);
    else writeCommandText(frame, item.seq, item.deadlineMs, item.json);
  }
  return frame.take();
}

function answerFrames(answers: readonly LinkAnswer[], bytesTarget = Infinity): Buffer[] {
  const frame = new FrameWriter();
  const frames: Buffer[] = [];
  for (let written = 0; written < answers.length;) {
    written += writeAnswers(frame, answers.slice(written), bytesTarget);
    frames.push(frame.take());
  }
  return frames;
}

const ended = (seq: number, ending: ForwardedEnding): LinkAnswer => ({ kind: 'ended', seq, lastSeq: seq, ending });

/** Each number by itself, as the receiver ended them. */
const oneByOne = (answers: readonly LinkAnswer[]): readonly LinkAnswer[] =>
  answers.flatMap((answer) =>
    answer.kind === 'ended'
      ? Array.from({ length: answer.lastSeq - answer.seq + 1 }, (_, index) => ended(answer.seq + index, answer.ending))
      : [answer],
  );

const endings: fc.Arbitrary<ForwardedEnding> = fc.oneof(
  { weight: 5, arbitrary: fc.constant({ kind: 'durable' as const }) },
  fc.constantFrom({ kind: 'moved' as const }, { kind: 'busy' as const }),
  fc.record({ kind: fc.constant('refused' as const), code: text, detail: text }),
);
const answers: fc.Arbitrary<readonly LinkAnswer[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.tuple(fc.nat(30), endings).map(([seq, ending]) => ended(seq, ending)) },
    fc.record({ kind: fc.constant('reply' as const), seq: count, json: text }),
    fc.record({ kind: fc.constant('command_moved' as const), seq: count }),
  ),
);

function thrownBy(run: () => unknown): unknown {
  try {
    run();
    return null;
  } catch (error) {
    return error;
  }
}

describe('a frame', () => {
  test('of requests gives what was put in, in order, however the writer was used before', () => {
    const writer = new FrameWriter();
    fc.assert(
      fc.property(requests, (items) => {
        expect(readRequests(frameOf(items, writer))).toEqual(items);
      }),
    );
  });

  test('of answers gives what was put in, in order, over as many frames as it takes', () => {
    fc.assert(
      fc.property(answers, fc.constantFrom(30, 200, Infinity), (items, bytesTarget) => {
        const read = answerFrames(items, bytesTarget).flatMap((frame) => readAnswers(frame));
        expect(oneByOne(read)).toEqual(items);
      }),
    );
  });

  test('tells a thousand endings that are alike in one item', () => {
    const alike = Array.from({ length: 1_000 }, (_, index) => ended(index + 1, { kind: 'durable' }));
    expect(answerFrames(alike).map((frame) => frame.length)).toEqual([1 + 1 + 4 + 8 + 8]);
  });

  // FROZEN: other builds read these bytes.
  test('has the bytes it always had', () => {
    const entry = {
      stream: 's',
      streamEpoch: 1,
      round: 2,
      shard: { brandId: brandId('b'), shardNo: 3, epoch: 4 },
      entryId: '5-6',
      receivedAt: 7,
      fields: { f: 'ü' },
    };
    const asked: LinkRequest[] = [
      { kind: 'entry', seq: 1, entry },
      { kind: 'command', seq: 2, deadlineMs: 5_000, json: '{}' },
    ];
    const told: LinkAnswer[] = [
      ended(1, { kind: 'durable' }),
      ended(2, { kind: 'durable' }),
      ended(3, { kind: 'moved' }),
      ended(4, { kind: 'busy' }),
      ended(5, { kind: 'refused', code: 'C', detail: 'd' }),
      { kind: 'reply', seq: 6, json: '{}' },
      { kind: 'command_moved', seq: 7 },
    ];
    expect([frameOf(asked), ...answerFrames(told)].map((frame) => frame.toString('hex'))).toMatchInlineSnapshot(`
      [
        "010154000000000000000000f03f0100000073000000000000f03f000000000000004001000000620000000000000840000000000000104003000000352d360000000000001c40000000000000f03f010000006602000000c3bc02160000000000000000000040000000000088b340020000007b7d",
        "020110000000000000000000f03f00000000000000400210000000000000000000084000000000000008400310000000000000000000104000000000000010400412000000000000000000144001000000430100000064050e0000000000000000001840020000007b7d06080000000000000000001c40",
      ]
    `);
  });

  test('with more at the end of an item than this build knows is read without it', () => {
    const item: LinkRequest = { kind: 'command', seq: 2, deadlineMs: 5_000, json: '{}' };
    const frame = frameOf([item]);
    const longer = Buffer.concat([frame, Buffer.from('later')]);
    longer.writeUInt32LE(frame.readUInt32LE(2) + 5, 2);
    expect(readRequests(longer)).toEqual([item]);
  });

  test.each([
    ['a run of endings too long to be true', 1, Number.MAX_SAFE_INTEGER],
    ['a run that ends before it begins', 2, 1],
    ['a number that is no whole one', 0.5, 1],
    ['a number that is none', Number.NaN, 1],
    ['a number below zero', -1, 1],
  ])('with %s is malformed', (_what, first, last) => {
    const frame = new FrameWriter();
    frame.begin(2);
    const start = frame.beginItem(1);
    frame.number(first);
    frame.number(last);
    frame.endItem(start);
    expect(() => readAnswers(frame.take())).toThrow(MalformedFrame);
  });

  test('of any bytes is read or malformed, and nothing else happens', () => {
    const readers = [readRequests, readAnswers];
    const whole = fc.tuple(requests, answers).map(([asked, told]) => [frameOf(asked), ...answerFrames(told)]);
    const damaged = fc
      .tuple(whole, fc.nat(), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }), fc.boolean())
      .map(([frames, which, changes, cut]) => {
        const bytes = Buffer.from(frames[which % frames.length] ?? []);
        for (const [place, byte] of changes) if (bytes.length > 0) bytes[place % bytes.length] = byte;
        return cut ? bytes.subarray(0, which % (bytes.length + 1)) : bytes;
      });
    const noise = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(fc.oneof(damaged, noise), fc.constantFrom(...readers), (bytes, read) => {
        expect(thrownBy(() => read(bytes))).toSatisfy((error) => error === null || error instanceof MalformedFrame);
      }),
      { numRuns: 3_000 },
    );
  });
});
