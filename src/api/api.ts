// What every part of the API is given, and the typed server it hangs its routes on.
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { BrandEnforcement } from '../domain/brand-enforcement.ts';
import type { CallerName } from '../domain/caller.ts';
import type { ExponentOf } from '../domain/currency.ts';
import type { RollingRecord } from '../domain/rolling.ts';
import type { LoopHealth } from '../observe/health.ts';
import type { Logger } from '../observe/logger.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { BrandConfigs } from '../ports/brand-configs.ts';
import type { Clock } from '../ports/clock.ts';
import type { CommandGate } from '../ports/command-gate.ts';
import type { DeadLetters } from '../ports/dead-letters.ts';
import type { Quarantines } from '../ports/quarantines.ts';
import type { FleetStore } from '../ports/fleet-store.ts';
import type { ReadStore } from '../ports/read-store.ts';
import type { WalletAppender } from '../ports/wallet-appender.ts';

export type Api = FastifyInstance<Server, IncomingMessage, ServerResponse, FastifyBaseLogger, TypeBoxTypeProvider>;

/** The outside worlds that /health asks. Each resolves when it answers. */
interface Dependencies {
  readonly postgres: () => Promise<void>;
  readonly redis: () => Promise<void>;
}

export interface KnownCaller {
  readonly caller: CallerName;
  /** False: known only to be refused by name. */
  readonly accepted: boolean;
  readonly tokens: readonly string[];
}

/** How much a process takes on before it asks callers to come again. */
export interface AdmissionLimits {
  /** Requests that were let in and are not answered yet. */
  readonly requestsInFlight: number;
  /** The mean delay of the event loop over a sample; 0: any. */
  readonly eventLoopDelayMs: number;
  /** Of each caller, by this process; 0: any number. */
  readonly callerRequestsPerSecond: number;
}

/** Whoever shows rollings to those who watch them. */
interface Inspection {
  /** Whether nobody more can be let in. */
  readonly isFull: boolean;
  /** Takes the connection over, and tells of the rolling from where it stands. */
  watch(
    rolling: RollingRecord,
    connection: { readonly request: IncomingMessage; readonly socket: Duplex; readonly head: Buffer },
  ): void;
  /** Resolves when nobody is connected any more. */
  stop(): Promise<void>;
}

export interface ProbeDependencies {
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly health: LoopHealth;
  readonly logger: Logger;
  readonly dependencies: Dependencies;
  /** How long /health waits for each dependency; 2 s where nothing is said. */
  readonly healthTimeoutMs?: number;
  /** Brings gauges up to date, before they are read. */
  readonly refreshMetrics: () => void;
  /** 62 random bits. */
  readonly random: () => bigint;
}

/** What the code of a sign-in link is worth, once. */
interface ConsoleSignIn {
  readonly code: string;
  readonly token: string;
}

export interface ApiDependencies extends ProbeDependencies {
  readonly gate: CommandGate;
  readonly reads: ReadStore;
  readonly configs: BrandConfigs;
  readonly letters: DeadLetters;
  readonly quarantines: Quarantines;
  readonly fleet: FleetStore;
  readonly appender: WalletAppender;
  readonly exponentOf: ExponentOf;
  readonly callers: readonly KnownCaller[];
  readonly brandEnforcement: BrandEnforcement;
  readonly commandDeadlineMs: number;
  readonly admission: AdmissionLimits;
  readonly inspection: Inspection;
  /** What the processes of the fleet have in common; the first signs tickets, any is believed. */
  readonly fleetSecrets: readonly string[];
  /** Absent: nobody signs in with a link. */
  readonly consoleSignIn?: ConsoleSignIn;
  /** Where the build of src/console lies; beside its sources where nothing is said. */
  readonly pagesDirectory?: string;
}
