// One transaction in flight, the next one gathering: no timer decides the size of a batch, the database's own pace does. What a
// commit makes of its batch is decided here and nowhere else: told to the world, tried again, or thrown away and decided anew.
import { Wakeup } from '../domain/wakeup.ts';
import type { LoopHealth } from '../observe/health.ts';
import type { Logger } from '../observe/logger.ts';
import { Outage } from '../observe/outage.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Clock } from '../ports/clock.ts';
import type { CommittedOutlets } from '../ports/committed.ts';
import type { ShardKey, Store } from '../ports/store.ts';
import { Batch, type ShardPart, toCommit } from './batch.ts';
import type { OwnedShards } from './owned-shards.ts';
import type { Shard } from './shard.ts';
import { TurningPointLog } from './turning-points.ts';

export interface GroupCommitterOptions {
  readonly store: Store;
  readonly shards: OwnedShards;
  readonly clock: Clock;
  readonly outlets: CommittedOutlets;
  readonly metrics: Metrics;
  readonly health: LoopHealth;
  readonly logger: Logger;
  /** The gathering batch is closed for more at this many events. */
  readonly batchEventsMax: number;
  readonly retryDelayMs: number;
  /** The worker lost a shard to another owner. */
  readonly onLost: (shards: readonly Shard[]) => void;
  /** A part may not be committed as it is: its envelopes are to be decided again, from the database. */
  readonly onRewind: (part: ShardPart) => void;
}

type Verdict = 'committed' | 'again' | 'refused';

export class GroupCommitter {
  private gathering: Batch;
  private inFlight: Batch | null = null;
  /** Batches a load may not have seen: what is not known to be committed, and what was committed since the last load began. */
  private unseen: Batch[];
  private batches = 1;
  private lastCommitted = 0;
  private stopping = false;
  private readonly work = new Wakeup();
  private readonly room = new Wakeup();
  private readonly turningPoints: TurningPointLog;
  private readonly commitOutage: Outage;
  private readonly ownershipOutage: Outage;
  private readonly options: GroupCommitterOptions;

  constructor(options: GroupCommitterOptions) {
    this.options = options;
    this.turningPoints = new TurningPointLog(options.logger);
    const level = 'error';
    this.commitOutage = new Outage(options, { away: 'cannot commit; trying again', back: 'commits again', level });
    const [away, back] = ['cannot confirm ownership; trying again', 'confirms ownership again'];
    this.ownershipOutage = new Outage(options, { away, back });
    this.gathering = new Batch(1);
    this.unseen = [this.gathering];
  }

  /** Where decisions go now. Valid until the caller next waits for anything. */
  get open(): Batch {
    return this.gathering;
  }

  get lastCommittedBatch(): number {
    return this.lastCommitted;
  }

  /** Call when a load begins: the batches that its result must be overlaid with, growing as new ones are opened. */
  beginOverlay(): readonly Batch[] {
    this.unseen = this.unseen.filter((batch) => !batch.committed);
    return this.unseen;
  }

  /** Something was added to the open batch. */
  kick(): void {
    this.work.ring();
  }

  /** Resolves when the open batch may take more. */
  async waitForRoom(): Promise<void> {
    while (this.gathering.events >= this.options.batchEventsMax) await this.room.wait();
  }

  /** Resolves when everything gathered so far is durable or given back. The turn's, like `waitForRoom`: one waiter. */
  async flushed(): Promise<void> {
    while (this.gathering.parts.size > 0 || this.inFlight !== null) await this.room.wait();
  }

  stop(): void {
    this.stopping = true;
    this.work.ring();
  }

  async run(): Promise<void> {
    const { health, clock } = this.options;
    while (!this.stopping) {
      if (this.gathering.parts.size === 0) {
        health.rest('group_committer');
        await this.work.wait();
        health.beat('group_committer', clock.now());
        continue;
      }
      const batch = this.closeGathering();
      await this.settle(batch);
      this.inFlight = null;
      this.room.ring();
      health.beat('group_committer', clock.now());
    }
  }

  /** Takes what the gathering and the in-flight batch hold of a shard, oldest first. */
  takeParts(shard: Shard): ShardPart[] {
    const parts = [this.inFlight?.remove(shard) ?? null, this.gathering.remove(shard)];
    return parts.filter((part) => part !== null);
  }

  private closeGathering(): Batch {
    const batch = this.gathering;
    this.inFlight = batch;
    this.batches += 1;
    this.gathering = new Batch(this.batches);
    this.unseen.push(this.gathering);
    this.room.ring();
    return batch;
  }

  /** Ends only when nothing of the batch is left undecided. */
  private async settle(batch: Batch): Promise<void> {
    while (batch.untold.length > 0) {
      const writing = batch.untold.filter((part) => part.writes);
      if (writing.length > 0 && !(await this.write(batch, writing))) continue;
      await this.confirm(batch);
    }
    batch.committed = true;
    this.lastCommitted = batch.number;
  }

  /** True once the parts are committed and told; false if what is left of the batch must be looked at again. */
  private async write(batch: Batch, parts: readonly ShardPart[]): Promise<boolean> {
    const verdict = await this.commit(batch, parts);
    if (verdict === 'committed') {
      for (const part of parts) this.tell(batch, part);
      return true;
    }
    if (verdict === 'refused') await this.isolate(batch, parts);
    return false;
  }

  private async commit(batch: Batch, parts: readonly ShardPart[]): Promise<Verdict> {
    const { store, clock, metrics, logger } = this.options;
    const fences = parts.map((part) => part.shard.fence(part.outbox.at(-1)?.seq ?? part.shard.durableOutboxSeq));
    const startedAt = clock.now();
    const result = await store.commit(toCommit(parts, fences));
    metrics.commits.inc({ result: result.kind });
    metrics.commitSeconds.observe((clock.now() - startedAt) / 1_000);
    metrics.commitBatchEvents.observe(batch.events);
    switch (result.kind) {
      case 'committed':
        this.commitOutage.worked();
        parts.forEach((part, place) => part.shard.committed(fences[place]));
        return 'committed';
      case 'fenced':
        this.lose(result.shards, parts);
        return 'again';
      case 'failed':
        if (result.permanent) {
          logger.error({ err: result.error, events: batch.events }, 'the database refuses a batch; it is taken apart');
          return 'refused';
        }
        this.commitOutage.failed(result.error, { events: batch.events });
        metrics.retries.inc({ stage: 'commit' });
        await clock.sleep(this.options.retryDelayMs);
        return 'again';
      case 'unknown': {
        this.commitOutage.failed(result.error, { events: batch.events, answer: 'lost' });
        const outcome = await this.askUntilKnown(fences);
        if (outcome.committed === true) parts.forEach((part, place) => part.shard.committed(fences[place]));
        this.lose(outcome.committed === null ? fences : outcome.lost, parts);
        if (outcome.committed !== true) return 'again';
        this.commitOutage.worked();
        return 'committed';
      }
    }
  }

  private async askUntilKnown(fences: Parameters<Store['outcomeOf']>[0]): ReturnType<Store['outcomeOf']> {
    const { store, clock, metrics, retryDelayMs } = this.options;
    for (;;) {
      try {
        return await store.outcomeOf(fences);
      } catch (error) {
        metrics.retries.inc({ stage: 'commit_outcome' });
        this.commitOutage.failed(error, { outcome: 'unknown' });
        await clock.sleep(retryDelayMs);
      }
    }
  }

  /** What only judged (nobody's bets, repeats) may be acknowledged once ownership is confirmed after the judgement. */
  private async confirm(batch: Batch): Promise<void> {
    const { store, clock, metrics, retryDelayMs } = this.options;
    const judged = batch.untold.filter((part) => !part.writes);
    if (judged.length === 0) return;
    try {
      const lost = await store.lostShards(judged.map((part) => part.shard.ownership));
      this.lose(lost, judged);
      this.ownershipOutage.worked();
    } catch (error) {
      metrics.retries.inc({ stage: 'confirm_ownership' });
      this.ownershipOutage.failed(error);
      await clock.sleep(retryDelayMs);
      return;
    }
    for (const part of judged) this.tell(batch, part);
  }

  /** A row that the database refuses for good: shards are tried apart, and the one that fails alone is decided anew. */
  private async isolate(batch: Batch, parts: readonly ShardPart[]): Promise<void> {
    if (parts.length === 1 && parts[0] !== undefined) {
      if (batch.parts.get(parts[0].shard) === parts[0]) this.options.onRewind(parts[0]);
      return;
    }
    for (const part of parts) if (batch.parts.get(part.shard) === part) await this.write(batch, [part]);
  }

  /** Of these parts: a shard that came back meanwhile, under a new epoch, is another. */
  private lose(keys: readonly ShardKey[], parts: readonly ShardPart[]): void {
    const names = new Set(keys.map(({ brandId, shardNo }) => `${brandId} ${shardNo}`));
    const lost = parts
      .map(({ shard }) => shard)
      .filter(({ lost: gone, ownership: { brandId, shardNo } }) => !gone && names.has(`${brandId} ${shardNo}`));
    if (lost.length > 0) this.options.onLost(lost);
  }

  /** Nothing is told of a part that was taken out meanwhile: its shard is lost. */
  private tell(batch: Batch, part: ShardPart): void {
    if (batch.parts.get(part.shard) !== part || part.told) return;
    part.told = true;
    const { outlets } = this.options;
    for (const { envelope, ending } of part.settled) envelope.end(ending);
    part.shard.ended(part.settled.length);
    const { shardNo } = part.shard.ownership;
    for (const point of part.turningPoints) this.turningPoints.say(shardNo, point, this.options.clock.now());
    if (part.outbox.length > 0) outlets.outboxRows(part.outbox);
    if (part.walletCalls.length > 0) outlets.walletCalls(part.walletCalls);
  }
}
