// Where a player lives: one of 4,096 slots of its brand. FROZEN: rows carry their slot, and a rolling's id carries it in the
// twelve rand_a bits of its UUIDv7, so a command on an id finds its shard without a look-up.
import { hashPair } from './hash.ts';
import type { BrandId, PlayerId, RollingId } from './ids.ts';
import { rollingId } from './ids.ts';

export const SLOT_COUNT = 4_096;

export function slotOf(brand: BrandId, player: PlayerId): number {
  return hashPair(brand, player).low % SLOT_COUNT;
}

const hex = (value: bigint, digits: number): string => value.toString(16).padStart(digits, '0');

/**
 * A UUIDv7 whose rand_a is the slot. `random` gives the remaining 62 bits (higher bits are ignored); `atMs` is the epoch time.
 */
export function newRollingId(atMs: number, slot: number, random: bigint): RollingId {
  const time = hex(BigInt(atMs) & 0xffff_ffff_ffffn, 12);
  const tail = hex((0b10n << 62n) | (random & ((1n << 62n) - 1n)), 16);
  const slotBits = hex(BigInt(slot % SLOT_COUNT), 3);
  return rollingId(`${time.slice(0, 8)}-${time.slice(8)}-7${slotBits}-${tail.slice(0, 4)}-${tail.slice(4)}`);
}

/** The slot that `newRollingId` wrote into the id. */
export function slotOfRollingId(id: RollingId): number {
  return Number.parseInt(id.slice(15, 18), 16);
}
