import { describe, expect, test } from 'vitest';
import { parseDeadLetters } from '../../src/ops/dead-letters-arguments.ts';
import { replayStream } from '../../src/ops/replay-stream.ts';
import { republish } from '../../src/ops/republish.ts';
import { UsageFault } from '../../src/ops/usage-fault.ts';
import { formatStreamId, idBefore, isBefore, parseStreamId } from '../../src/domain/stream-id.ts';

// What the command line of operators refuses before it speaks to anybody.

describe('ops dead-letters', () => {
  test.each([
    [['list', '--reason', 'x'], '--reason means nothing to list'],
    [['list', '--state', 'lost'], '--state is one of'],
    [['list', '--limit', '0'], '--limit is 1 to'],
    [['list', '--limit', '10001'], '--limit is 1 to'],
    [['list', '7'], 'list takes no ids'],
    [['show'], 'show takes one id'],
    [['show', '1', '2'], 'show takes one id'],
    [['show', 'x'], "'x' is no id"],
    [['replay'], 'name the ids to replay'],
    [['replay', '1', '--all'], '--all takes no ids'],
    [['replay', '1', '--code', 'X'], 'go with --all'],
    [['replay', '1', '--yes'], 'go with --all'],
    [['discard', '--all', '--reason', 'x'], '--all means nothing to discard'],
    [['discard', '1'], 'discard needs --reason'],
    [['discard', '1', '--reason', ''], '--reason has 1 to'],
    [['replay', '1', '--note', 'x'.repeat(1_001)], '--note has 1 to 1000'],
    [['burn', '1'], "'burn' is not known"],
    [[], 'say what to do'],
    [['list', '--fast'], "Unknown option '--fast'"],
  ])('refuses %j', (argv, message) => {
    expect(() => parseDeadLetters(argv)).toThrow(UsageFault);
    expect(() => parseDeadLetters(argv)).toThrow(message);
  });

  test('says who is at the keyboard unless they say it themselves', () => {
    expect(parseDeadLetters(['replay', '7'])).toMatchObject({
      ids: [7],
      by: expect.stringMatching(/^ops:./) as string,
    });
    expect(parseDeadLetters(['replay', '7', '--by', 'eve'])).toMatchObject({ by: 'eve' });
  });
});

test.each([
  [[], '--from must be'],
  [['--from', 'yesterday'], '--from must be'],
  [['--from', '1-2-3'], '--from must be'],
  [['--from', '99999999999999999999'], '--from must be'],
  [['0'], "'0' means nothing here"],
  [['--to', '7'], "Unknown option '--to'"],
])('ops replay-stream refuses %j', async (argv, message) => {
  await expect(replayStream(argv)).rejects.toThrow(message);
  await expect(replayStream(argv)).rejects.toBeInstanceOf(UsageFault);
});

const ROLLING = '00000000-0000-7000-8000-000000000000';

test.each([
  [[], 'give --rolling, or --from'],
  [['--rolling', ROLLING, '--from', '2026-01-01T00:00:00Z'], 'give --rolling, or --from'],
  [['--rolling', ROLLING, '--to', '2026-01-01T00:00:00Z'], '--to goes with --from'],
  [['--rolling', 'x'], '--rolling must be a lower-case UUID'],
  [['--from', 'yesterday'], '--from must be a time'],
  [['--from', '2026-01-02T00:00:00Z', '--to', '2026-01-01T00:00:00Z'], '--from must be before --to'],
  [['--from', '2026-01-01T00:00:00Z', '--type', 'ROLLING_LOST'], '--type is'],
  [['--from', '2026-01-01T00:00:00Z', '--brand', ''], '--brand is no brand id'],
  [['all'], "'all' means nothing here"],
])('ops republish refuses %j', async (argv, message) => {
  await expect(republish(argv)).rejects.toThrow(message);
  await expect(republish(argv)).rejects.toBeInstanceOf(UsageFault);
});

describe('the id of a stream entry', () => {
  test.each([
    ['5-3', '5-2'],
    ['5-0', '4-18446744073709551615'],
    ['5', '4-18446744073709551615'],
    ['0-1', '0-0'],
    ['0-0', '0-0'],
  ])('%s comes behind %s', (text, before) => {
    const id = parseStreamId(text)!;
    expect(formatStreamId(idBefore(id))).toBe(before);
    expect(isBefore(idBefore(id), id)).toBe(text !== '0-0');
  });

  test.each(['', '-', 'x', '1-', '-1', '1-2-3', '18446744073709551616', '1-18446744073709551616'])(
    'is not "%s"',
    (text) => {
      expect(parseStreamId(text)).toBeNull();
    },
  );
});
