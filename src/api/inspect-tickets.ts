// Tickets to watch one rolling. A browser cannot send our headers with a web socket, and a token in an address ends in logs: whoever
// has the right is given a ticket that opens that one rolling, for reading, once and within half a minute.
//
// It is signed with what the processes of a fleet know each other by, so it opens the rolling at whichever of them the balancer
// chooses. That it was used is known to that process alone: elsewhere it opens the same rolling's redacted feed again, until it is
// too old. Whoever can read addresses on the way within those seconds could as well read the feed.
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { type RollingId, isRollingId } from '../domain/ids.ts';
import type { RollingFacts } from '../domain/rolling.ts';
import type { Clock } from '../ports/clock.ts';
import { ApiProblem } from './problems.ts';

export const TICKET_TTL_MS = 30_000;
/** Used ones that are remembered; some 300 a second. At the bound nobody is let in for a moment. */
const USED_MAX = 10_000;
const PURPOSE = 'rolling-service inspect ticket 1';
const KEY_BYTES = 32;

export interface Ticket {
  readonly ticket: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

interface TicketOptions {
  readonly clock: Clock;
  /** 62 random bits. */
  readonly random: () => bigint;
  /** Of the fleet: the first signs, any is believed, so that one can be rotated. */
  readonly secrets: readonly string[];
}

interface Signed {
  readonly rollingId: RollingId;
  readonly brandId: string;
  readonly expiresAt: number;
}

const refused = (detail: string): ApiProblem => new ApiProblem('TICKET_REFUSED', detail);

function signedPart(text: string): Signed | null {
  const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  const list: readonly unknown[] = Array.isArray(parts) ? parts : [];
  const [rollingId, brandId, expiresAt] = list;
  if (typeof rollingId !== 'string' || typeof brandId !== 'string' || typeof expiresAt !== 'number') return null;
  return isRollingId(rollingId) ? { rollingId, brandId, expiresAt } : null;
}

export class InspectTickets {
  private readonly given: TicketOptions;
  private readonly keys: readonly Buffer[];
  /** Each with when it would be refused anyway, in the order in which they were used. */
  private readonly used = new Map<string, number>();

  constructor(options: TicketOptions) {
    this.given = options;
    this.keys = options.secrets.map((secret) => Buffer.from(hkdfSync('sha256', secret, '', PURPOSE, KEY_BYTES)));
  }

  issue({ rollingId, brandId }: RollingFacts): Ticket {
    const { clock, random } = this.given;
    const [key] = this.keys;
    if (key === undefined) throw new Error('a fleet has a secret to sign tickets with');
    const expiresAt = clock.now() + TICKET_TTL_MS;
    const content = JSON.stringify([rollingId, brandId, expiresAt, random().toString(36)]);
    const signed = Buffer.from(content, 'utf8').toString('base64url');
    return { ticket: `${signed}.${this.signature(key, signed).toString('base64url')}`, expiresAt };
  }

  /** Takes the ticket: it is of no use any more. Gives the brand that the rolling was found in, or throws why not. */
  redeem(ticket: string, rollingId: string): { readonly rollingId: RollingId; readonly brandId: string } {
    const [signed = '', signature = '', ...more] = ticket.split('.');
    const given = Buffer.from(signature, 'base64url');
    if (more.length > 0 || !this.isOurs(signed, given)) throw refused('it was not made here');
    const content = signedPart(signed);
    if (content?.rollingId !== rollingId) throw refused('it is of another rolling');
    const now = this.given.clock.now();
    if (content.expiresAt <= now) throw refused('it is too old: ask for another');
    this.forget(now);
    if (this.used.has(signed)) throw refused('it was used: ask for another');
    if (this.used.size >= USED_MAX) throw new ApiProblem('OVERLOADED', 'too many tickets were used at once: ask again');
    this.used.set(signed, content.expiresAt);
    return content;
  }

  private isOurs(signed: string, given: Buffer): boolean {
    return this.keys.some((key) => {
      const expected = this.signature(key, signed);
      return expected.length === given.length && timingSafeEqual(expected, given);
    });
  }

  private signature(key: Buffer, signed: string): Buffer {
    return createHmac('sha256', key).update(signed).digest();
  }

  /** In the order of use, which is nearly that of age: one that is forgotten late is refused as too old all the same. */
  private forget(now: number): void {
    for (const [signed, expiresAt] of this.used) {
      if (expiresAt > now) return;
      this.used.delete(signed);
    }
  }
}
