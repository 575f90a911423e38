// What a process is told when it starts: read once, checked as a whole, frozen, and passed down.
import type { BrandEnforcement } from '../domain/brand-enforcement.ts';
import type { CallerName } from '../domain/caller.ts';
import type { BrandId } from '../domain/ids.ts';
import type { Secret } from './secret.ts';

interface CallerTokens {
  readonly caller: CallerName;
  /** False of the shared token where tokens per caller are required: it is known so that it can be refused by name. */
  readonly accepted: boolean;
  /** Several while a token is rotated. */
  readonly tokens: readonly Secret[];
}

/** Both URLs name the certificate authorities in `sslrootcert`, where there are any of our own. */
export interface DatabaseLocation {
  readonly url: Secret;
  /** Never through a transaction pooler: for commits and migrations, which need a session. The same as `url` by default. */
  readonly directUrl: Secret;
}

export interface Config {
  readonly environment: 'production' | 'development' | 'test';
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  readonly workerName: string;
  /** Null: the embedded server stands in. Never null in production. */
  readonly database: DatabaseLocation | null;
  readonly databaseLimits: {
    readonly loadConnections: number;
    readonly readConnections: number;
    readonly connectTimeoutMs: number;
    readonly commitTimeoutMs: number;
    readonly loadTimeoutMs: number;
    readonly readTimeoutMs: number;
  };
  readonly redis: {
    /** One; of a cluster at least one, and the others are learnt from it. */
    readonly urls: readonly Secret[];
  } | null;
  readonly redisLimits: {
    /** Whether it is a Redis Cluster. */
    readonly cluster: boolean;
    /** PEM of the authorities that are trusted instead of the public ones. */
    readonly ca: string | null;
    readonly connectTimeoutMs: number;
    readonly silenceTimeoutMs: number;
  };
  readonly streams: { readonly wallet: readonly string[]; readonly event: string };
  readonly wallet: {
    readonly url: string;
    readonly serviceToken: Secret;
    readonly signingKey: Secret;
    readonly timeoutMs: number;
    readonly concurrency: number;
  };
  readonly brandEnforcement: BrandEnforcement;
  readonly defaultBrandId: BrandId | null;
  /** Only callers that have a token. */
  readonly callers: readonly CallerTokens[];
  /** Exchanged once for a token of admin_service; never in production. */
  readonly consoleSignInCode: Secret | null;
  readonly http: { readonly host: string; readonly port: number };
  readonly workerHttp: { readonly host: string; readonly port: number };
  readonly fleet: {
    /** Relative to the other workers' capacities. */
    readonly capacity: number;
    readonly leaseMs: number;
    /** Null: the package's version. */
    readonly buildId: string | null;
  };
  /** Between the processes of the fleet. */
  readonly link: {
    readonly host: string;
    readonly port: number;
    /** Null: what the worker listens on. */
    readonly advertisedUrl: string | null;
    /** The first is shown to others; any of them is accepted. */
    readonly keys: readonly Secret[];
  };
  /** Which loops run. */
  readonly switches: {
    readonly eventConsumer: boolean;
    readonly outboxPoller: boolean;
    readonly expiryScheduler: boolean;
    readonly completionRetry: boolean;
  };
  readonly healthTimeoutMs: number;
  /** How long a loop may go without progress before /ready says so. */
  readonly staleAfterMs: {
    readonly eventConsumer: number;
    readonly decider: number;
    readonly groupCommitter: number;
    readonly outboxPublisher: number;
    readonly expiryScheduler: number;
    readonly completionRetry: number;
  };
  readonly limits: {
    readonly residentRollings: number;
    readonly snapshotSweepPerS: number;
    readonly mailbox: number;
    readonly batchEvents: number;
    readonly ingressReadCount: number;
    readonly commandDeadlineMs: number;
    readonly shutdownMs: number;
    readonly drainMs: number;
    readonly requestsInFlight: number;
    readonly eventLoopDelayMs: number;
    readonly callerRequestsPerSecond: number;
  };
}
