// A player's entries take effect in the order of their stream, whoever reads it, owns the player, or is frozen meanwhile. Exactly:
// of two events that had an effect, the one whose last entry stands before the other's first became durable first, unless
//  - it concerned nobody when it was first judged, and its acknowledgement was lost: judged again, it counts late;
//  - an entry of one of them was drawn by a process that held the stream's lease no longer (a frozen one, a read of a dead one that
//    still arrived, or an older incarnation of a name that runs on): the group's server gave it away, its reader learns of it
//    afterwards, and an owner that has not heard of the new lease yet may take it from the old one before.
import type { WalletEvent } from '../../src/domain/wallet-event.ts';
import { mustKnow } from './check-acknowledgement.ts';
import { type Sent, eventName, playerName } from './sent.ts';
import type { Violations } from './violations.ts';
import type { World } from './world.ts';

interface Place {
  readonly name: string;
  /** Where its entries stand: the first and the last that carry it. */
  first: number;
  last: number;
  isAstray: boolean;
  mayComeLate: boolean;
}

function mayHaveBeenNobodys(sent: Sent, event: WalletEvent, world: World): boolean {
  if (event.type !== 'BET_SETTLED') return false;
  const rollings = world.books.byPlayer.get(playerName(event.brandId, event.playerId)) ?? [];
  return !rollings.some((book) => mustKnow(book, event, sent));
}

const numberOf = (sent: Sent): number => Number.parseInt(sent.entryId, 10);

function placesOf(world: World): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const sent of world.sent.all) {
    const { event } = sent;
    if (event === null || event.fingerprint !== world.books.inbox.get(eventName(event.brandId, event.eventId)))
      continue;
    const name = eventName(event.brandId, event.eventId);
    const known = places.get(name);
    const number = numberOf(sent);
    const isAstray = world.sent.isAstray(sent);
    if (known === undefined) {
      places.set(name, {
        name: playerName(event.brandId, event.playerId),
        first: number,
        last: number,
        isAstray,
        mayComeLate: isAstray || mayHaveBeenNobodys(sent, event, world),
      });
    } else {
      known.last = number;
      known.isAstray ||= isAstray;
      known.mayComeLate ||= isAstray;
    }
  }
  return places;
}

export function auditOrder(world: World, violations: Violations): void {
  const places = placesOf(world);
  const latest = new Map<string, number>();
  for (const name of world.books.inbox.keys()) {
    const place = places.get(name);
    if (place === undefined) continue;
    const before = latest.get(place.name) ?? 0;
    violations.expect(
      place.last >= before || place.mayComeLate,
      'bets are applied in stream order',
      () => `${name} at ${place.last} after ${before}`,
    );
    if (!place.isAstray) latest.set(place.name, Math.max(before, place.first));
  }
}
