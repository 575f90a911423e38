// Appends bets at a steady rate, as a wallet would all day, while something else is measured. What falls behind is made up for,
// within a bound: a feeder that was held up for long must not strike with all of it at once.
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';

const TICK_MS = 10;
const ENTRIES_PER_TICK_MAX = 2_000;

export class SteadyFeed {
  appended = 0;
  private stopping = false;
  private readonly running: Promise<void>;

  constructor(redisUrl: string, stream: string, bets: Iterator<string>, perSecond: number) {
    this.running = this.run(redisUrl, stream, bets, perSecond);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.running;
  }

  private async run(redisUrl: string, stream: string, bets: Iterator<string>, perSecond: number): Promise<void> {
    const redis = new Redis(redisUrl);
    try {
      const startedAt = performance.now();
      while (!this.stopping) {
        const due = Math.floor(((performance.now() - startedAt) / 1_000) * perSecond) - this.appended;
        await this.append(redis, stream, bets, Math.min(due, ENTRIES_PER_TICK_MAX));
        await sleep(TICK_MS);
      }
    } finally {
      redis.disconnect();
    }
  }

  private async append(redis: Redis, stream: string, bets: Iterator<string>, count: number): Promise<void> {
    const pipeline = redis.pipeline();
    for (let bet = 0; bet < count; bet += 1) {
      const { value } = bets.next() as { readonly value: string };
      pipeline.xadd(stream, '*', 'event_type', 'BET_SETTLED_CONFIRMED', 'payload', value);
    }
    for (const [error] of (await pipeline.exec()) ?? []) if (error !== null) throw error;
    this.appended += count;
  }
}
