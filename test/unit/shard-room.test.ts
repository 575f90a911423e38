import { describe, expect, test } from 'vitest';
import { type BrandId, brandId } from '../../src/domain/ids.ts';
import { SLOT_COUNT } from '../../src/domain/slot.ts';
import type { Ending, Envelope } from '../../src/ports/occasion.ts';
import { OwnedShards } from '../../src/shard/owned-shards.ts';
import { Shard } from '../../src/shard/shard.ts';
import { shardRoom } from '../../src/shard/shard-room.ts';
import { PLAYER, aBet } from './domain-fixtures.ts';

const FLOODED = brandId('flooded');
const QUIET = brandId('quiet');
const ROOM = 100;

function owned(): OwnedShards {
  const shards = new OwnedShards({ mailboxMax: ROOM });
  const whole = { shardNo: 1, slotFrom: 0, slotTo: SLOT_COUNT, token: 't', epoch: 1, commitSeq: 0, outboxSeq: 0 };
  for (const brand of [FLOODED, QUIET]) {
    const shard = new Shard({ ...whole, brandId: brand });
    shards.admit(shard);
    shards.quarantineKnown(shard);
  }
  return shards;
}

/** Delivers one; gives its ending, if it had one at once. */
function deliver(shards: OwnedShards, brand: BrandId, isEntry = true): Ending['kind'] | null {
  let ended: Ending['kind'] | null = null;
  const origin = { stream: 's', streamEpoch: 1, round: 0, entryId: '1-0', fields: {} };
  const envelope: Envelope = {
    occasion: { kind: 'settle', event: aBet() },
    brandId: brand,
    playerId: PLAYER,
    slot: 5,
    receivedAt: 0,
    end: ({ kind }) => (ended = kind),
  };
  shards.deliver(isEntry ? { ...envelope, origin } : envelope);
  return ended;
}

const fill = (shards: OwnedShards, brand: BrandId, count: number) =>
  Array.from({ length: count }, () => deliver(shards, brand));

describe('a shard', () => {
  test('that is alone may fill the whole mailbox', async () => {
    const shards = owned();
    expect(new Set(fill(shards, FLOODED, ROOM))).toEqual(new Set([null]));
  });

  test('that holds far more than its share sends entries back while others wait, and takes them again at half', async () => {
    const shards = owned();
    deliver(shards, QUIET);
    const endings = fill(shards, FLOODED, ROOM);
    expect(endings.filter((kind) => kind === null)).toHaveLength(shardRoom(ROOM, 2));
    expect(endings.at(-1)).toBe('busy');
    expect([shards.ready(FLOODED, 5), shards.ready(QUIET, 5)]).toEqual([false, true]);
    expect(deliver(shards, QUIET)).toBeNull();
    shards.draw(50);
    expect(shards.ready(FLOODED, 5)).toBe(true);
    expect(deliver(shards, FLOODED)).toBeNull();
  });

  test('never sends back a command, a timer or a wallet answer', async () => {
    const shards = owned();
    deliver(shards, QUIET);
    fill(shards, FLOODED, ROOM);
    expect(deliver(shards, FLOODED, false)).toBeNull();
  });
});

test('shards that wait evenly have room for more than an even share each', () => {
  for (const count of [1, 2, 3, 5, 8]) expect(shardRoom(5_000, count)).toBeGreaterThan(5_000 / count / 1.01);
  expect(shardRoom(5_000, 1)).toBe(5_000);
  expect(shardRoom(5_000, 1_000)).toBe(625);
  expect(shardRoom(2, 3)).toBe(1);
});
