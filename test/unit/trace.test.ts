import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextHop, storedTrace, traceFields, traceIdOf, traceOf, traceOfRolling } from '../../src/domain/trace.ts';

// The rules of W3C Trace Context for whoever takes part without recording spans.

const ID = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';
const GIVEN = `00-${ID}-${SPAN}-01`;

describe('a traceparent', () => {
  test('is taken as it is, with its state', () => {
    expect(traceFields(traceOf(GIVEN, ' rojo=00f067aa, congo=t61 ')!)).toEqual({
      traceparent: GIVEN,
      tracestate: 'rojo=00f067aa, congo=t61',
    });
    expect(traceFields(traceOf(GIVEN, undefined)!)).toEqual({ traceparent: GIVEN });
  });

  test.for([
    ['absent', undefined],
    ['no text', 12],
    ['empty', ''],
    ['of version ff', `ff-${ID}-${SPAN}-01`],
    ['in capitals', `00-${ID.toUpperCase()}-${SPAN}-01`],
    ['of a trace id of zeros', `00-${'0'.repeat(32)}-${SPAN}-01`],
    ['of a parent id of zeros', `00-${ID}-${'0'.repeat(16)}-01`],
    ['too short', GIVEN.slice(0, -1)],
    ['of version 00 with more behind it', `${GIVEN}-more`],
    ['of a later version with more and no dash', `01-${ID}-${SPAN}-01more`],
    ['two in one', `${GIVEN}, ${GIVEN}`],
    ['surrounded by blanks', ` ${GIVEN}`],
  ] as const)('%s is ignored', ([, given]) => {
    expect(traceOf(given, 'rojo=1')).toBeNull();
  });

  test('of a later version is read as far as we understand it, and passed on as the version we speak', () => {
    expect(traceOf(`cc-${ID}-${SPAN}-ff-what-will-be`, undefined)).toBe(GIVEN);
    expect(traceOf(`01-${ID}-${SPAN}-fe`, undefined)).toBe(`00-${ID}-${SPAN}-00`);
  });

  test.for([
    ['too long', `a=${'x'.repeat(511)}`],
    ['not printable', 'a=\u0001'],
    ['no text', 7],
    ['blank', '  '],
  ] as const)('stays where its tracestate is %s, which goes', ([, state]) => {
    expect(traceOf(GIVEN, state)).toBe(GIVEN);
  });
});

describe('a hop', () => {
  test('keeps trace id, flags and state, and has a span id of its own', () => {
    const trace = traceOf(GIVEN, 'rojo=1')!;
    const { traceparent, tracestate } = traceFields(nextHop(trace, 'rolling:release:1'));
    expect(traceparent).toMatch(new RegExp(`^00-${ID}-[0-9a-f]{16}-01$`));
    expect(traceparent).not.toContain(SPAN);
    expect(tracestate).toBe('rojo=1');
  });

  test('of the same message is the same, of another another', () => {
    const trace = traceOf(GIVEN, undefined)!;
    expect(nextHop(trace, 'one')).toBe(nextHop(trace, 'one'));
    expect(nextHop(trace, 'one')).not.toBe(nextHop(trace, 'two'));
  });

  test('is always one that the next reader accepts', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ maxLength: 50 }), (hop, state) => {
        const { traceparent, tracestate } = traceFields(nextHop(traceOf(GIVEN, state)!, hop));
        expect(traceOf(traceparent, tracestate)).not.toBeNull();
      }),
    );
  });
});

test('what nothing traced belongs to the trace of its rolling, unsampled', () => {
  const rollingId = '0198c2f4-7d1e-7abc-8def-0123456789ab';
  const trace = traceOfRolling(rollingId);
  expect(traceIdOf(trace)).toBe(rollingId.replaceAll('-', ''));
  expect(traceFields(trace)['traceparent']).toMatch(/-00$/);
  expect(traceOf(trace, undefined)).toBe(trace);
});

test('a stored text that was never a trace is a bug', () => {
  expect(() => storedTrace('00-nothing')).toThrow('not a trace');
});
