// What a worker is told of the configuration.
import { buildLabels } from './build.ts';
import type { Config } from './config/config.ts';
import type { ExponentOf } from './domain/currency.ts';
import type { WorkerOptions } from './worker.ts';

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
