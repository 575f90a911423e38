// Measures what a resident rolling and an indexed player weigh: hydrated through the store as the service does, counted by the
// heap before and after. Runs with --expose-gc.
import { createPostgresStore, openStorePools } from '../../src/adapters/postgres/postgres-store.ts';
import { PlayerIndex } from '../../src/shard/player-index.ts';
import { type Residents, Residency } from '../../src/shard/residency.ts';
import { performTask } from './child.ts';
import { type MemoryMeasurement, type MemoryTask, memoryTask } from './messages.ts';
import { playerNumber } from './players.ts';

const PLAYERS_PER_LOAD = 1_000;

function heapBytes(): number {
  if (globalThis.gc === undefined) throw new Error('memory is measured with --expose-gc');
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

async function measure(task: MemoryTask): Promise<MemoryMeasurement> {
  const { databaseUrl, players, brands, residents } = task;
  const pools = openStorePools(databaseUrl);
  const store = createPostgresStore(pools);
  const residency = new Residency(Number.POSITIVE_INFINITY);
  const homes: Residents[] = [];
  const load = async (first: number, count: number): Promise<void> => {
    const asked = Array.from({ length: count }, (_, place) => playerNumber((first + place) % players, brands));
    const nothing = { rollings: [], events: [], bets: [], sources: [], answers: [], policies: [] };
    const { rollings } = await store.load({ ...nothing, players: asked, closedSince: 0 });
    for (const rolling of rollings) {
      const home = homes.at(-1);
      if (home !== undefined) residency.admit(home, rolling.facts.playerId, [rolling]);
    }
  };
  homes.push(new Map());
  await load(0, Math.min(PLAYERS_PER_LOAD, players));
  homes.pop();
  const counted = { players: residency.playerCount, rollings: residency.rollingCount };
  const before = heapBytes();
  for (let first = 0; first < residents; first += PLAYERS_PER_LOAD) {
    // The world may have fewer players than are asked for: another pass hydrates them again, into a home of its own.
    if (first % players < PLAYERS_PER_LOAD) homes.push(new Map());
    await load(first, Math.min(PLAYERS_PER_LOAD, residents - first, players));
  }
  const bytes = heapBytes() - before;
  const index = new PlayerIndex();
  const beforeIndex = heapBytes();
  for (let number = 0; number < residents; number += 1) {
    const { brandId, playerId } = playerNumber(number, brands);
    index.add(brandId, playerId);
  }
  const indexBytes = heapBytes() - beforeIndex;
  await pools.end();
  const rollings = residency.rollingCount - counted.rollings;
  return {
    residents: residency.playerCount - counted.players,
    rollings,
    bytes_per_resident_rolling: bytes / rollings,
    bytes_per_indexed_player: indexBytes / index.size,
  };
}

performTask(memoryTask, measure);
