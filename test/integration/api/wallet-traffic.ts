// Bets of one player as the wallet puts them on its stream, for tests that need a bet behind what they call.
import type { ApiUnderTest } from './api-under-test.ts';

export class WalletTraffic {
  readonly player: string;
  readonly #api: ApiUnderTest;
  #sent = 0;

  constructor(api: ApiUnderTest, player: string) {
    this.#api = api;
    this.player = player;
  }

  settle(betId: string, stakeMinor: string): void {
    this.#send('BET_SETTLED_CONFIRMED', {
      bet_id: betId,
      stake_minor: stakeMinor,
      placed_at: new Date().toISOString(),
      outcome: 'loss',
    });
  }

  /** Gives the event's id. */
  rollBack(betId: string, amountMinor: string): string {
    return this.#send('BET_ROLLED_BACK_CONFIRMED', { bet_id: betId, amount_minor: amountMinor });
  }

  #send(type: string, payload: Record<string, string>): string {
    this.#sent += 1;
    const eventId = `${this.player}-${this.#sent}`;
    const envelope = {
      event_id: eventId,
      event_type: type,
      event_version: 1,
      occurred_at: new Date().toISOString(),
      brand_id: 'acme',
      payload: { player_id: this.player, currency: 'EUR', ...payload },
    };
    this.#api.stream.append({ event_type: type, payload: JSON.stringify(envelope) });
    return eventId;
  }
}
