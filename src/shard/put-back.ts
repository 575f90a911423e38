// Envelopes of a wave that were planned while their player was in quarantine, after which the quarantine ended in that very wave:
// nothing was loaded for them, so they go back to the front and come again, behind them whatever else is the player's.
import type { Envelope } from '../ports/occasion.ts';
import { playerKey } from './fact-keys.ts';
import type { OwnedShards } from './owned-shards.ts';
import type { Shard } from './shard.ts';
import type { WaveItem } from './wave.ts';

export class PutBack {
  private readonly envelopes = new Map<Shard, Envelope[]>();
  private readonly players = new Set<string>();

  mustWait({ shard, envelope, keptOut }: WaveItem): boolean {
    if (keptOut && shard.quarantine.find(envelope.playerId) === undefined) return true;
    return this.players.size > 0 && this.players.has(playerKey(envelope.brandId, envelope.playerId));
  }

  add({ shard, envelope }: WaveItem): void {
    this.players.add(playerKey(envelope.brandId, envelope.playerId));
    const others = this.envelopes.get(shard);
    if (others === undefined) this.envelopes.set(shard, [envelope]);
    else others.push(envelope);
  }

  putBack(shards: OwnedShards): void {
    for (const [shard, envelopes] of this.envelopes) shards.putBack(shard, envelopes);
  }
}
