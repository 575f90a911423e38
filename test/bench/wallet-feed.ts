// Fills a wallet stream before anything is measured: first one bet of every player, then bets as they come.
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { seededRandom } from '../../src/dev/demo/random.ts';
import { type Player, everyPlayer, playerNumber, skewedPlayers, strangerNumber } from './players.ts';

export interface FeedOptions {
  readonly redisUrl: string;
  readonly stream: string;
  readonly players: number;
  readonly brands: number;
  readonly seed: number;
  /** Bets after the first one of every player. */
  readonly bets: number;
  /** Share of them by players without a rolling, 0 to 1. */
  readonly strangers: number;
}

const ENTRIES_PER_PIPELINE = 1_000;
const STRANGERS = 1_000_000;
const SECOND_MS = 1_000;
const GAMES = [
  { product: 'casino', game_category: 'slots', game_provider: 'acme', game_id: 'acme:book-of-seven' },
  { product: 'casino', game_category: 'crash', game_provider: 'umbra', game_id: 'umbra:crash' },
  { product: 'casino', game_category: 'table', game_provider: 'acme', game_id: 'acme:blackjack' },
  { product: 'live', game_category: 'roulette', game_provider: 'vega', game_id: 'vega:roulette-9' },
] as const;

export function betOf({ brandId, playerId }: Player, number: number): string {
  const occurredAt = Date.now();
  const won = number % 3 === 0;
  return JSON.stringify({
    event_id: randomUUID(),
    event_type: 'BET_SETTLED_CONFIRMED',
    event_version: 1,
    occurred_at: new Date(occurredAt).toISOString(),
    brand_id: brandId,
    payload: {
      player_id: playerId,
      bet_id: String(5_000_000_000 + number),
      currency: 'EUR',
      stake_minor: String(20 + (number % 50) * 10),
      win_minor: won ? String(40 + (number % 70) * 10) : '0',
      outcome: won ? 'win' : 'loss',
      ...GAMES[number % GAMES.length],
      round_id: String(3_000_000_000 + number),
      placed_at: new Date(occurredAt - 2 * SECOND_MS).toISOString(),
      settled_at: new Date(occurredAt - SECOND_MS).toISOString(),
    },
  });
}

/** Payloads of entries: the first bet of every player, then `bets` more. */
export function* betsOf(options: Omit<FeedOptions, 'redisUrl' | 'stream'>): Generator<string> {
  const { players, brands, seed, bets, strangers } = options;
  const random = seededRandom(seed);
  const picked = skewedPlayers(players, random);
  let number = 0;
  for (const first of everyPlayer(players, seed)) {
    yield betOf(playerNumber(first, brands), number);
    number += 1;
  }
  for (let bet = 0; bet < bets; bet += 1) {
    const stranger = random() < strangers;
    const player = stranger ? strangerNumber(Math.floor(random() * STRANGERS), brands) : playerNumber(picked(), brands);
    yield betOf(player, number);
    number += 1;
  }
}

/** Resolves when the stream holds `players + bets` entries. */
export async function fillWalletStream(options: FeedOptions): Promise<void> {
  const redis = new Redis(options.redisUrl);
  try {
    let pipeline = redis.pipeline();
    const flush = async (): Promise<void> => {
      for (const [error] of (await pipeline.exec()) ?? []) if (error !== null) throw error;
      pipeline = redis.pipeline();
    };
    for (const payload of betsOf(options)) {
      pipeline.xadd(options.stream, '*', 'event_type', 'BET_SETTLED_CONFIRMED', 'payload', payload);
      if (pipeline.length >= ENTRIES_PER_PIPELINE) await flush();
    }
    if (pipeline.length > 0) await flush();
  } finally {
    redis.disconnect();
  }
}
