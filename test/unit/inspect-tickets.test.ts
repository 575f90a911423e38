import { beforeEach, describe, expect, test } from 'vitest';
import { InspectTickets, TICKET_TTL_MS } from '../../src/api/inspect-tickets.ts';
import { ApiProblem } from '../../src/api/problems.ts';
import { brandId, rollingId } from '../../src/domain/ids.ts';
import type { RollingFacts } from '../../src/domain/rolling.ts';
import { NOON, rollingIdOf } from './domain-fixtures.ts';

// Who holds a ticket may watch one rolling: once, soon, and wherever in the fleet they come to.

const ID = rollingIdOf(1);
const FACTS = { rollingId: ID, brandId: brandId('acme') } as RollingFacts;

let now = NOON;
let drawn = 0n;
function process(...secrets: string[]): InspectTickets {
  const clock = { now: () => now, monotonic: () => now, sleep: async () => undefined };
  return new InspectTickets({ clock, random: () => (drawn += 1n), secrets });
}

beforeEach(() => {
  now = NOON;
});

function refusal(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    if (error instanceof ApiProblem) return [error.code, error.message];
    throw error;
  }
  return 'let in';
}

describe('a ticket', () => {
  test('opens its rolling, in the brand it was found in', () => {
    const tickets = process('secret');
    const { ticket, expiresAt } = tickets.issue(FACTS);
    expect(expiresAt).toBe(NOON + TICKET_TTL_MS);
    expect(tickets.redeem(ticket, ID)).toMatchObject({ rollingId: ID, brandId: 'acme' });
  });

  test('is good once', () => {
    const tickets = process('secret');
    const { ticket } = tickets.issue(FACTS);
    tickets.redeem(ticket, ID);
    expect(refusal(() => tickets.redeem(ticket, ID))).toEqual(['TICKET_REFUSED', 'it was used: ask for another']);
    // Another of the same moment is another.
    expect(refusal(() => tickets.redeem(tickets.issue(FACTS).ticket, ID))).toBe('let in');
  });

  test('is good for half a minute', () => {
    const tickets = process('secret');
    const [first, second] = [tickets.issue(FACTS), tickets.issue(FACTS)];
    now += TICKET_TTL_MS - 1;
    expect(refusal(() => tickets.redeem(first.ticket, ID))).toBe('let in');
    now += 1;
    expect(refusal(() => tickets.redeem(second.ticket, ID))).toEqual([
      'TICKET_REFUSED',
      'it is too old: ask for another',
    ]);
    // What was used and is too old by now is forgotten, not let in again.
    expect(refusal(() => tickets.redeem(first.ticket, ID))).toEqual([
      'TICKET_REFUSED',
      'it is too old: ask for another',
    ]);
  });

  test('is good for no other rolling, and is not used up by trying', () => {
    const tickets = process('secret');
    const { ticket } = tickets.issue(FACTS);
    expect(refusal(() => tickets.redeem(ticket, rollingIdOf(2)))).toEqual([
      'TICKET_REFUSED',
      'it is of another rolling',
    ]);
    expect(refusal(() => tickets.redeem(ticket, ID))).toBe('let in');
  });

  test('is good at every process of the fleet, also while its secret is rotated, and at no other', () => {
    const { ticket } = process('old').issue(FACTS);
    expect(refusal(() => process('new', 'old').redeem(ticket, ID))).toBe('let in');
    expect(refusal(() => process('new').redeem(ticket, ID))).toEqual(['TICKET_REFUSED', 'it was not made here']);
  });

  test('cannot be made, changed or stretched by anybody else', () => {
    const tickets = process('secret');
    const [content = '', signature = ''] = tickets.issue(FACTS).ticket.split('.');
    const parts = JSON.parse(Buffer.from(content, 'base64url').toString()) as unknown[];
    const forged = (change: (each: unknown[]) => unknown[]): string =>
      `${Buffer.from(JSON.stringify(change(parts))).toString('base64url')}.${signature}`;
    const attempts = [
      '',
      '.',
      content,
      `${content}.`,
      `${content}.${signature}.`,
      `${content}.${signature}AA`,
      `${content}.${'A'.repeat(signature.length)}`,
      forged(([, ...rest]) => [rollingId(rollingIdOf(2)), ...rest]),
      forged(([id, , ...rest]) => [id, 'other', ...rest]),
      forged(([id, brand, , ...rest]) => [id, brand, NOON + 10 * TICKET_TTL_MS, ...rest]),
    ];
    for (const attempt of attempts) {
      expect(refusal(() => tickets.redeem(attempt, ID))).toEqual(['TICKET_REFUSED', 'it was not made here']);
    }
    expect(
      refusal(() =>
        tickets.redeem(
          forged((each) => each),
          ID,
        ),
      ),
    ).toBe('let in');
  });

  test('waits where too many were used at once, rather than forget that one was', () => {
    const tickets = process('secret');
    for (let used = 0; used < 10_000; used += 1) tickets.redeem(tickets.issue(FACTS).ticket, ID);
    const { ticket } = tickets.issue(FACTS);
    expect(refusal(() => tickets.redeem(ticket, ID))).toEqual([
      'OVERLOADED',
      'too many tickets were used at once: ask again',
    ]);
    now += TICKET_TTL_MS;
    expect(refusal(() => tickets.redeem(tickets.issue(FACTS).ticket, ID))).toBe('let in');
  });
});
