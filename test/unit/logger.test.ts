import { expect, test } from 'vitest';
import { createLogger } from '../../src/observe/logger.ts';

function lineOf(fields: Record<string, unknown>): Record<string, unknown> {
  const lines: string[] = [];
  const logger = createLogger({ level: 'info', destination: { write: (line) => void lines.push(line) } });
  logger.info(fields, 'said');
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? '') as Record<string, unknown>;
}

test('a line says who speaks, when, and how loud', () => {
  expect(lineOf({ rollingId: 'r1' })).toEqual({
    service: 'rolling_service',
    level: 'info',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
    rollingId: 'r1',
    msg: 'said',
  });
});

test.for<[string, Record<string, unknown>]>([
  ['at the top', { token: 'hush' }],
  ['one level down', { headers: { 'x-internal-service-token': 'hush' } }],
  ['two levels down', { call: { headers: { 'x-brand-signature': 'hush' } } }],
  ['of a refused AUTH', { err: Object.assign(new Error('WRONGPASS'), { command: { name: 'auth', args: ['hush'] } }) }],
])('a credential %s is not printed', ([, fields]) => {
  const printed = JSON.stringify(lineOf(fields));
  expect(printed).not.toContain('hush');
  expect(printed).toContain('[redacted]');
});
