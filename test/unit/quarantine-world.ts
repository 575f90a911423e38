// A stage on the memory store, fed with wallet entries as they stand on a stream, some of whose players are poisoned for a while.
import { createMemoryReadStore, createMemoryStore } from '../../src/adapters/memory/memory-store.ts';
import { createMemoryQuarantines } from '../../src/adapters/memory/memory-quarantines.ts';
import { MemoryTables } from '../../src/adapters/memory/memory-tables.ts';
import { exponentOf } from '../../src/adapters/currency/iso-4217.ts';
import { systemClock } from '../../src/adapters/system/system-clock.ts';
import type { Command, CommandReply } from '../../src/domain/command.ts';
import { decodeEntry } from '../../src/domain/decoding/decode-entry.ts';
import { type PlayerId, brandId, playerId } from '../../src/domain/ids.ts';
import { type RollingRecord, contextOf, stateOf } from '../../src/domain/rolling.ts';
import { newRollingId, slotOf } from '../../src/domain/slot.ts';
import { DAY_MS } from '../../src/domain/timestamp.ts';
import { LoopHealth } from '../../src/observe/health.ts';
import { createLogger } from '../../src/observe/logger.ts';
import { createMetrics } from '../../src/observe/metrics.ts';
import type { Ending, Occasion } from '../../src/ports/occasion.ts';
import type { CommitBatch, Store } from '../../src/ports/store.ts';
import { ShardStage } from '../../src/shard/shard-stage.ts';
import { throwsWhenDecided } from '../poisoned-rolling.ts';
import { aCreate } from './domain-fixtures.ts';

export const BRAND = brandId('brand');
const DECODING = { exponentOf, retentionMs: 35 * DAY_MS, futureMs: DAY_MS };

/** What a test does to the store of a stage. */
export interface Poison {
  /** Deciding anything about them throws. */
  readonly throwing: Set<PlayerId>;
  /** The database refuses for good what their decisions would write. */
  readonly refused: Set<PlayerId>;
}

function poisoned(store: Store, poison: Poison): Store {
  const isRefused = ({ journal }: CommitBatch): boolean => journal.some((entry) => poison.refused.has(entry.playerId));
  return {
    ...store,
    load: async (request) => {
      const loaded = await store.load(request);
      const rollings = loaded.rollings.map((rolling) =>
        poison.throwing.has(rolling.facts.playerId) ? throwsWhenDecided(rolling) : rolling,
      );
      return { ...loaded, rollings };
    },
    commit: async (batch) =>
      isRefused(batch) ? { kind: 'failed', permanent: true, error: new Error('refused') } : store.commit(batch),
  };
}

export class QuarantineWorld {
  readonly tables = new MemoryTables();
  readonly poison: Poison = { throwing: new Set(), refused: new Set() };
  readonly store = createMemoryStore(this.tables);
  readonly quarantines = createMemoryQuarantines(this.tables);
  readonly metrics = createMetrics();
  readonly tooNew: unknown[] = [];
  stage!: ShardStage;
  private entries = 0;
  private owners = 0;

  /** Another owner takes over; the one before may be there still. */
  async takeOver(store: Store = this.store, sweeping: { machineVersion?: number } = {}): Promise<void> {
    const today = Math.floor(Date.now() / DAY_MS);
    await this.store.maintainInbox(today - 1, today + 1);
    this.stage = new ShardStage({
      store: poisoned(store, this.poison),
      clock: systemClock,
      outlets: { walletCalls: () => undefined, outboxRows: () => undefined },
      metrics: this.metrics,
      health: new LoopHealth(),
      logger: createLogger({ level: 'silent' }),
      batchEventsMax: 100,
      mailboxMax: 1_000,
      residentRollingsMax: 100,
      walletOpen: () => true,
      switches: { completionRetry: true },
      onAdmitted: () => undefined,
      onLost: () => undefined,
      machineVersion: sweeping.machineVersion ?? 1,
      snapshotSweepPerS: sweeping.machineVersion === undefined ? 0 : 100,
      onTooNew: (shard, machineVersion) => this.tooNew.push({ ...shard, machineVersion }),
      decoding: DECODING,
      onDied: (error) => {
        throw error;
      },
    });
    this.owners += 1;
    this.stage.start();
    await this.stage.admit(await this.store.claimBrand(BRAND, { worker: 'w', token: `owner-${this.owners}` }));
  }

  async command(command: Command): Promise<CommandReply> {
    const answer = await this.stage.command(command, Date.now() + 5_000);
    if (answer.kind !== 'reply') throw new Error('the shard is not here');
    return answer.reply;
  }

  create(player: string, number: number): Promise<CommandReply> {
    const who = playerId(player);
    const rollingId = newRollingId(Date.now(), slotOf(BRAND, who), BigInt(number));
    const source = { type: 'bonus', id: `bonus-${player}` } as const;
    const ids = { brandId: BRAND, playerId: who, key: `create-${player}`, rollingId, source };
    return this.command(aCreate({ ...ids, requiredMinor: 10_000n, activatesAt: Date.now() - DAY_MS / 2 }));
  }

  settle(player: string, bet: string, stakeMinor: number): Promise<Ending> {
    const at = new Date(Date.now() - 60_000).toISOString();
    return this.send('BET_SETTLED_CONFIRMED', `settle-${bet}`, {
      player_id: player,
      bet_id: bet,
      currency: 'EUR',
      stake_minor: String(stakeMinor),
      outcome: 'loss',
      product: 'casino',
      placed_at: at,
      settled_at: at,
    });
  }

  rollBack(player: string, bet: string): Promise<Ending> {
    return this.send('BET_ROLLED_BACK_CONFIRMED', `rollback-${bet}`, {
      player_id: player,
      bet_id: bet,
      currency: 'EUR',
    });
  }

  deliver(occasion: Occasion, player: string, origin: { readonly fields: Readonly<Record<string, string>> } | null) {
    const who = playerId(player);
    this.entries += 1;
    const place = { stream: 'wallet:events', streamEpoch: 1, round: 1, entryId: `${this.entries}-0` };
    return new Promise<Ending>((resolve) =>
      this.stage.deliver({
        occasion,
        brandId: BRAND,
        playerId: who,
        slot: slotOf(BRAND, who),
        receivedAt: Date.now(),
        ...(origin === null ? {} : { origin: { ...place, ...origin } }),
        end: resolve,
      }),
    );
  }

  /** In the order of their bets, as the players' rollings show them; what differs from run to run is left out. */
  async standing(): Promise<Record<string, unknown>> {
    const filter = { brandId: BRAND, playerId: null, states: null, sourceType: null, sourceId: null };
    const found = await createMemoryReadStore(this.tables).listRollings(filter, null, 100);
    const states = await Promise.all(found.map((rolling) => this.standingOf(rolling)));
    return Object.fromEntries(states);
  }

  private async standingOf(rolling: RollingRecord): Promise<[string, unknown]> {
    const { rollingId, playerId: who } = rolling.facts;
    const { progress, reversed, betsCounted } = contextOf(rolling);
    const journal = await createMemoryReadStore(this.tables).journalPage(BRAND, rollingId, 0, 1_000);
    const lines = journal.map(({ kind, eventId, credited, reason, stateTo }) => [
      kind,
      eventId,
      credited,
      reason,
      stateTo,
    ]);
    return [
      who,
      { state: stateOf(rolling.snapshot), version: rolling.version, progress, reversed, betsCounted, lines },
    ];
  }

  private send(type: string, eventId: string, payload: Record<string, string>): Promise<Ending> {
    const envelope = {
      event_id: eventId,
      event_type: type,
      occurred_at: new Date().toISOString(),
      brand_id: BRAND,
      payload,
    };
    const fields = { event_type: type, payload: JSON.stringify(envelope) };
    const decoded = decodeEntry(fields, {
      ...DECODING,
      nowMs: Date.now(),
      brandEnforcement: 'enforce',
      defaultBrandId: null,
    });
    if (decoded.kind !== 'event') throw new Error(JSON.stringify(decoded));
    const { event } = decoded;
    const occasion: Occasion = event.type === 'BET_SETTLED' ? { kind: 'settle', event } : { kind: 'rollback', event };
    return this.deliver(occasion, payload['player_id'] ?? '', { fields });
  }
}
