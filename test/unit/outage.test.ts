import { expect, test } from 'vitest';
import { createLogger } from '../../src/observe/logger.ts';
import { Outage } from '../../src/observe/outage.ts';

interface Line {
  readonly level: string;
  readonly msg: string;
  readonly tries: number;
  readonly awayMs: number;
}

test('an outage is said when it begins, twice a minute while it lasts, and when it is over', () => {
  const lines: Line[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Line) };
  let now = 1_000_000;
  const clock = { now: () => now };
  const outage = new Outage(
    { logger: createLogger({ level: 'info', destination }), clock },
    { away: 'gone', back: 'here' },
  );
  outage.worked();
  expect(lines).toEqual([]);
  // Four tries a second for a minute.
  for (let tries = 0; tries < 240; tries += 1) {
    outage.failed(new Error('refused'), { loop: 'any' });
    now += 250;
  }
  outage.worked();
  outage.worked();
  expect(lines.map(({ level, msg, tries, awayMs }) => [level, msg, tries, awayMs])).toEqual([
    ['warn', 'gone', 1, 0],
    ['warn', 'gone', 121, 30_000],
    ['info', 'here', 240, 60_000],
  ]);
  outage.failed(new Error('again'));
  expect(lines.at(-1)).toMatchObject({ msg: 'gone', tries: 1, awayMs: 0, err: { message: 'again' } });
});
