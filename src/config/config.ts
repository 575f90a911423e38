// What a process is told when it starts: read once, checked as a whole, frozen, and passed down.
import type { BrandId } from '../domain/ids.ts';
import type { Secret } from './secret.ts';

type BrandEnforcement = 'off' | 'observe' | 'enforce';

/** Who may call us. `legacy` is whoever holds the deprecated shared token. */
export type CallerName = 'gateway' | 'admin_service' | 'promotion_service' | 'legacy';

interface CallerTokens {
  readonly caller: CallerName;
  /** Several while a token is rotated. */
  readonly tokens: readonly Secret[];
}

export interface Config {
  readonly environment: 'production' | 'development' | 'test';
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  readonly workerName: string;
  /** Null: the embedded server stands in. Never null in production. */
  readonly database: { readonly url: Secret } | null;
  readonly redis: { readonly url: Secret } | null;
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
  /** Only callers that have a token. Without the legacy one where tokens per caller are required. */
  readonly callers: readonly CallerTokens[];
  readonly http: { readonly host: string; readonly port: number };
  readonly workerHttp: { readonly host: string; readonly port: number };
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
  readonly limits: {
    readonly residentRollings: number;
    readonly mailbox: number;
    readonly batchEvents: number;
    readonly ingressReadCount: number;
    readonly commandDeadlineMs: number;
    readonly shutdownMs: number;
  };
}
