// What a worker is told of the configuration.
import { buildLabels } from './build.ts';
import type { Config } from './config/config.ts';
import type { ExponentOf } from './domain/currency.ts';
import type { DecodeOptions } from './domain/decoding/decoded-entry.ts';
import type { LoopName } from './observe/health.ts';

/** Which loops run; one that is off reports `disabled`. */
interface WorkerSwitches {
  readonly eventConsumer: boolean;
  readonly outboxPoller: boolean;
  readonly expiryScheduler: boolean;
  readonly completionRetry: boolean;
}

export interface WorkerOptions {
  readonly switches: WorkerSwitches;
  readonly batchEventsMax: number;
  readonly mailboxMax: number;
  readonly residentRollingsMax: number;
  /** Snapshots of older machine versions rewritten a second; absent or 0: none. */
  readonly snapshotSweepPerS?: number;
  readonly readCount: number;
  readonly walletConcurrency: number;
  /** Per loop; 15 s where it says nothing. */
  readonly staleAfterMs?: Readonly<Partial<Record<LoopName, number>>>;
  readonly decoding: Omit<DecodeOptions, 'nowMs' | 'retentionMs' | 'futureMs'>;
  /** How the fleet knows it. */
  readonly build: string;
  readonly machineVersion: number;
  readonly capacity: number;
  readonly leaseMs: number;
  /** The longest that others are given to take over before it stops. */
  readonly drainMs: number;
}

export function buildOf(config: Config): string {
  return config.fleet.buildId ?? buildLabels().version;
}

export function workerOptions(config: Config, exponentOf: ExponentOf): WorkerOptions {
  const { limits, switches, brandEnforcement, defaultBrandId, staleAfterMs } = config;
  return {
    switches,
    batchEventsMax: limits.batchEvents,
    mailboxMax: limits.mailbox,
    residentRollingsMax: limits.residentRollings,
    snapshotSweepPerS: limits.snapshotSweepPerS,
    readCount: limits.ingressReadCount,
    walletConcurrency: config.wallet.concurrency,
    staleAfterMs: {
      event_consumer: staleAfterMs.eventConsumer,
      decider: staleAfterMs.decider,
      group_committer: staleAfterMs.groupCommitter,
      outbox_publisher: staleAfterMs.outboxPublisher,
      expiry_scheduler: staleAfterMs.expiryScheduler,
      completion_retry: staleAfterMs.completionRetry,
    },
    decoding: { brandEnforcement, defaultBrandId, exponentOf },
    build: buildOf(config),
    machineVersion: Number(buildLabels().machine),
    capacity: config.fleet.capacity,
    leaseMs: config.fleet.leaseMs,
    drainMs: limits.drainMs,
  };
}
