// What the simulated wallet has put on the streams, kept apart from everything the service knows.
import type { WalletEvent } from '../../src/domain/wallet-event.ts';

export interface Sent {
  readonly stream: string;
  readonly entryId: string;
  readonly appendedAt: number;
  /** `poison`: the database refuses for good what its effect would write, until a fix is out. */
  readonly kind: 'event' | 'poison' | 'malformed' | 'not_ours';
  /** Null for what is no event of ours. */
  readonly event: WalletEvent | null;
}

export const eventName = (brandId: string, eventId: string): string => `${brandId}|${eventId}`;
export const settlementName = (brandId: string, playerId: string, betId: string, settlementId: string): string =>
  `${brandId}|${playerId}|${betId}|${settlementId}`;
export const playerName = (brandId: string, playerId: string): string => `${brandId}|${playerId}`;

export class SentEntries {
  readonly all: Sent[] = [];
  readonly #byEntry = new Map<string, Sent>();
  readonly #astray = new Set<string>();
  readonly #byEvent = new Map<string, Sent[]>();

  add(sent: Sent): void {
    this.all.push(sent);
    this.#byEntry.set(`${sent.stream}|${sent.entryId}`, sent);
    if (sent.event === null) return;
    const name = eventName(sent.event.brandId, sent.event.eventId);
    const known = this.#byEvent.get(name);
    if (known === undefined) this.#byEvent.set(name, [sent]);
    else known.push(sent);
  }

  ofEntry(stream: string, entryId: string): Sent | null {
    return this.#byEntry.get(`${stream}|${entryId}`) ?? null;
  }

  /** Every entry under one event id, also those with another payload. */
  ofEvent(brandId: string, eventId: string): readonly Sent[] {
    return this.#byEvent.get(eventName(brandId, eventId)) ?? [];
  }

  /** Drawn by somebody who held the stream's lease no longer: its reader learns of it only afterwards. */
  drawnAstray(stream: string, entryId: string): void {
    this.#astray.add(`${stream}|${entryId}`);
  }

  isAstray({ stream, entryId }: Sent): boolean {
    return this.#astray.has(`${stream}|${entryId}`);
  }

  isPoison(brandId: string, eventId: string): boolean {
    return this.ofEvent(brandId, eventId).some((sent) => sent.kind === 'poison');
  }
}
