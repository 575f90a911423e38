// Stream entries handed to other processes and not yet ended, per shard and epoch. When a shard's owner changes, what is still out
// under the old epoch ends as lost before anything goes to the new owner: its order on the stream is then read again.
import type { Route } from '../ports/fleet-store.ts';
import type { Envelope, Ending } from '../ports/occasion.ts';
import type { RoutingTable } from './routing-table.ts';

interface OutUnder {
  readonly route: Route;
  readonly envelopes: Set<Envelope>;
}

const keyOf = ({ brandId, shardNo, epoch }: Route): string => `${brandId} ${shardNo} ${epoch}`;

export class ForwardedEntries {
  private readonly out = new Map<string, OutUnder>();

  /** The envelope is on its way to the route's owner. Ends it, once, with whatever comes first: an answer or a change of owner. */
  add(route: Route, envelope: Envelope): (ending: Ending) => void {
    const key = keyOf(route);
    let under = this.out.get(key);
    if (under === undefined) {
      under = { route, envelopes: new Set() };
      this.out.set(key, under);
    }
    const { envelopes } = under;
    envelopes.add(envelope);
    return (ending) => {
      // An answer of an owner that was given up meanwhile comes too late.
      if (!envelopes.delete(envelope)) return;
      if (envelopes.size === 0) this.out.delete(key);
      envelope.end(ending);
    };
  }

  /** Gives up what is out to others and ours by now, whatever an old table says. */
  reclaim(isOurs: (envelope: Envelope) => boolean): void {
    const lost: Envelope[] = [];
    for (const [key, { envelopes }] of this.out) {
      for (const envelope of envelopes) if (isOurs(envelope)) lost.push(envelope);
      for (const envelope of lost) envelopes.delete(envelope);
      if (envelopes.size === 0) this.out.delete(key);
    }
    for (const envelope of lost) envelope.end({ kind: 'lost' });
  }

  /** Gives up what is out to owners that the table does not name any more. */
  reconcile(table: RoutingTable): void {
    for (const [key, { route, envelopes }] of this.out) {
      const now = table.byKey(route);
      if (now !== null && now.epoch === route.epoch && now.owner?.token === route.owner?.token) continue;
      this.out.delete(key);
      const lost = [...envelopes];
      envelopes.clear();
      for (const envelope of lost) envelope.end({ kind: 'lost' });
    }
  }
}
