// How much of each settlement was taken back, recomputed from what was sent and applied, whatever the order it came in.
import type { BetRolledBack } from '../../src/domain/wallet-event.ts';
import { eventName, settlementName } from './sent.ts';
import type { World } from './world.ts';

export interface TakenBack {
  readonly minor: bigint;
  readonly whole: boolean;
}

/** Applied events of the stream, each once however often it came. */
export function appliedEvents(world: World): NonNullable<World['sent']['all'][number]['event']>[] {
  const applied = new Map<string, NonNullable<World['sent']['all'][number]['event']>>();
  for (const { event } of world.sent.all) {
    if (event === null) continue;
    const name = eventName(event.brandId, event.eventId);
    if (world.books.inbox.get(name) === event.fingerprint) applied.set(name, event);
  }
  return [...applied.values()];
}

/** A rollback that names no settlement means the only one its bet ever has: the traffic sees to that. */
export function takenBackBySettlement(world: World): ReadonlyMap<string, TakenBack> {
  const taken = new Map<string, TakenBack>();
  for (const event of appliedEvents(world)) {
    if (event.type !== 'BET_ROLLED_BACK') continue;
    const name = settlementOf(event);
    const before = taken.get(name) ?? { minor: 0n, whole: false };
    taken.set(name, {
      minor: before.minor + (event.amountMinor ?? 0n),
      whole: before.whole || event.amountMinor === null,
    });
  }
  return taken;
}

const settlementOf = ({ brandId, playerId, betId, settlementId }: BetRolledBack): string =>
  settlementName(brandId, playerId, betId, settlementId ?? betId);
