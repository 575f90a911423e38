// Opens rollings in bulk by the service's own decisions and commits, with targets so far away that no bet completes one.
import { randomBytes } from 'node:crypto';
import { slotOf, newRollingId } from '../../src/domain/slot.ts';
import { decideCreate } from '../../src/domain/decide/create.ts';
import type { CreateCommand } from '../../src/domain/command.ts';
import type { ContributionTable } from '../../src/domain/policy.ts';
import { GLOBAL_DEFAULT_POLICY } from '../../src/domain/policy.ts';
import type { Incarnation, Store } from '../../src/ports/store.ts';
import { ShardPart, toCommit } from '../../src/shard/batch.ts';
import { Shard } from '../../src/shard/shard.ts';
import { type Player, brandNumber, playerNumber } from './players.ts';

const ROLLINGS_PER_COMMIT = 2_000;
const HOUR_MS = 3_600_000;
const INCARNATION: Incarnation = { worker: 'bench-world', token: 'bench-world' };
const CONTRIBUTION: ContributionTable = {
  defaultBp: 10_000,
  rules: [
    { gameCategory: 'table', weightBp: 1_000 },
    { product: 'live', weightBp: 5_000 },
  ],
};

function createCommand({ brandId, playerId }: Player, slot: number, number: number, now: number): CreateCommand {
  return {
    operation: 'create',
    brandId,
    playerId,
    key: `bench-${number}`,
    fingerprint: number,
    requestedBy: null,
    rollingId: newRollingId(now, slot, randomBytes(8).readBigUInt64BE()),
    currency: 'EUR',
    exponent: 2,
    source: { type: 'bonus', id: `bonus-${number}` },
    requiredMinor: 1_000_000_000_000n,
    baseMinor: 10_000n,
    multiplier: null,
    releaseMinor: null,
    maxConversionMinor: null,
    activatesAt: now - HOUR_MS,
    expiresAt: null,
    priority: 0,
    contribution: CONTRIBUTION,
    minOdds: null,
    maxBetMinor: null,
    betCapMinor: null,
    metadata: null,
  };
}

/** One open rolling for each of the world's first `rollings` players. */
export async function createRollings(store: Store, rollings: number, brands: number): Promise<void> {
  const shards: Shard[] = [];
  for (let brand = 0; brand < brands; brand += 1) {
    const [ownership] = await store.claimBrand(brandNumber(brand), INCARNATION);
    if (ownership === undefined) throw new Error(`no shard for ${brandNumber(brand)}`);
    shards.push(new Shard(ownership));
  }
  for (let first = 0; first < rollings; first += ROLLINGS_PER_COMMIT) {
    await createSome(store, shards, first, Math.min(first + ROLLINGS_PER_COMMIT, rollings));
  }
}

async function createSome(store: Store, shards: readonly Shard[], first: number, end: number): Promise<void> {
  const now = Date.now();
  const parts = shards.map((shard) => new ShardPart(shard));
  for (let number = first; number < end; number += 1) {
    const player = playerNumber(number, shards.length);
    const slot = slotOf(player.brandId, player.playerId);
    const command = createCommand(player, slot, number, now);
    const facts = { sameSource: null, policy: GLOBAL_DEFAULT_POLICY };
    const around = { now, walletOpen: true };
    parts[number % shards.length]?.add(decideCreate({ ...player, slot, rollings: [] }, command, facts, around), {});
  }
  const writing = parts.filter((part) => part.writes);
  const fences = writing.map((part) => part.shard.fence(part.shard.durableOutboxSeq));
  // Stored answers serve repeated commands, and there are none here.
  const result = await store.commit({ ...toCommit(writing, fences), answers: [] });
  if (result.kind !== 'committed') throw new Error('the rollings could not be created', { cause: result });
  writing.forEach((part, place) => part.shard.committed(fences[place]));
}
