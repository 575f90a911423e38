import { OPEN_WALLET_GATE } from '../../../src/adapters/memory/open-wallet-gate.ts';
import { createMemoryBrandConfigs } from '../../../src/adapters/memory/memory-brand-configs.ts';
import { createMemoryQuarantines } from '../../../src/adapters/memory/memory-quarantines.ts';
import { createMemoryDeadLetters } from '../../../src/adapters/memory/memory-dead-letters.ts';
import { createMemoryFleetStore } from '../../../src/adapters/memory/memory-fleet-store.ts';
import { createMemoryRollingChanges } from '../../../src/adapters/memory/memory-rolling-changes.ts';
import { createMemoryReadStore, createMemoryStore } from '../../../src/adapters/memory/memory-store.ts';
import { MemoryEventSink } from '../../../src/adapters/memory/memory-event-sink.ts';
import { MemoryWalletStream } from '../../../src/adapters/memory/memory-wallet-stream.ts';
import { MemoryTables } from '../../../src/adapters/memory/memory-tables.ts';
import { exponentOf } from '../../../src/adapters/currency/iso-4217.ts';
import { randomBits } from '../../../src/adapters/system/randomness.ts';
import { systemClock } from '../../../src/adapters/system/system-clock.ts';
import type { AdmissionLimits } from '../../../src/api/api.ts';
import { startApi } from '../../../src/api-process.ts';
import type { Command, CommandReply, WalletOutcome } from '../../../src/domain/command.ts';
import { LoopHealth } from '../../../src/observe/health.ts';
import { createLogger } from '../../../src/observe/logger.ts';
import { type Metrics, createMetrics } from '../../../src/observe/metrics.ts';
import type { ReadStore } from '../../../src/ports/read-store.ts';
import type { StreamEntry } from '../../../src/ports/wallet-stream.ts';
import type { Store } from '../../../src/ports/store.ts';
import { ADDRESS, MEMBER_OPTIONS, fleetOfOne } from '../../fleet-of-one.ts';
import { Worker } from '../../../src/worker.ts';
import { DescribedAnswers } from './described-answers.ts';

// The real API over HTTP in front of a real worker; only the store and the wallet are in memory.

export const TOKENS = { gateway: 'gateway-token', promotion_service: 'promotion-token', admin_service: 'admin-token' };
export const DEADLINE_MS = 4_000;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON. */
  readonly body: Record<string, unknown>;
}

export interface Call {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  /** Sent as JSON; a string goes as it is. */
  readonly body?: unknown;
}

/** Waits a little where there is nothing, as Redis does: the reader of a real clock must not spin. */
class PacedStream extends MemoryWalletStream {
  override async readNew(count: number, blockMs: number): Promise<readonly StreamEntry[]> {
    const entries = await super.readNew(count, blockMs);
    if (entries.length === 0) await systemClock.sleep(Math.min(blockMs, 5));
    return entries;
  }
}

export class ApiUnderTest {
  readonly metrics: Metrics = createMetrics();
  readonly health = new LoopHealth();
  readonly logged: string[] = [];
  readonly #tables = new MemoryTables();
  readonly store: Store = createMemoryStore(this.#tables);
  /** What the wallet says by itself: settled and rolled-back bets. */
  readonly stream = new PacedStream('wallet:events');
  /** What the wallet answers next. */
  wallet: WalletOutcome = { kind: 'done', transactionId: 'tx-1' };
  /** Stands in for the worker where a test says so. */
  gate: ((command: Command, deadlineAt: number) => Promise<CommandReply>) | null = null;
  database: 'up' | 'down' | 'silent' = 'up';
  redis: 'up' | 'down' = 'up';
  #stops: (() => Promise<void>)[] = [];
  url = '';
  #described: DescribedAnswers | null = null;
  readonly #hearsWallet: boolean;
  readonly #admission: AdmissionLimits;
  readonly #pagesDirectory: string | undefined;
  readonly #signInCode: string | undefined;

  /** With `hearsWallet`, what is appended to `stream` reaches the worker. */
  constructor({
    hearsWallet = false,
    admission = {},
    pagesDirectory,
    signInCode,
  }: {
    hearsWallet?: boolean;
    admission?: Partial<AdmissionLimits>;
    pagesDirectory?: string;
    signInCode?: string;
  } = {}) {
    this.#hearsWallet = hearsWallet;
    this.#pagesDirectory = pagesDirectory;
    this.#signInCode = signInCode;
    this.#admission = { requestsInFlight: 1_000, eventLoopDelayMs: 0, callerRequestsPerSecond: 0, ...admission };
  }

  async start(): Promise<void> {
    const logger = createLogger({ level: 'info', destination: { write: (line) => void this.logged.push(line) } });
    const { metrics, health } = this;
    const observed = { clock: systemClock, metrics, health, logger };
    const worker = new Worker({
      ...observed,
      incarnation: { worker: 'test', token: 'incarnation' },
      store: this.store,
      ...fleetOfOne(this.#tables, systemClock),
      streams: [this.stream],
      sink: new MemoryEventSink(),
      wallet: { call: async () => this.wallet, close: async () => undefined },
      walletGate: OPEN_WALLET_GATE,
      options: {
        switches: {
          eventConsumer: this.#hearsWallet,
          outboxPoller: true,
          expiryScheduler: false,
          completionRetry: false,
        },
        batchEventsMax: 100,
        mailboxMax: 1_000,
        residentRollingsMax: 1_000,
        readCount: 100,
        walletConcurrency: 4,
        ...MEMBER_OPTIONS,
        decoding: { brandEnforcement: 'enforce', defaultBrandId: null, exponentOf },
      },
    });
    await worker.start(ADDRESS);
    this.#stops.push(() => worker.stop());
    const reads = this.#fallible(createMemoryReadStore(this.#tables));
    const api = await startApi(
      {
        ...observed,
        random: randomBits,
        exponentOf,
        reads,
        configs: createMemoryBrandConfigs(this.#tables),
        letters: createMemoryDeadLetters(this.#tables),
        quarantines: createMemoryQuarantines(this.#tables),
        fleet: createMemoryFleetStore(this.#tables, systemClock),
        appender: {
          streams: [this.stream.name],
          append: async (_stream, fields) => {
            if (this.redis === 'down') throw new Error('redis://secret-host is down');
            return this.stream.append(fields);
          },
        },
        refreshMetrics: () => worker.report(),
        gate: { submit: async (command, at) => (this.gate ?? ((...both) => worker.gate.submit(...both)))(command, at) },
        callers: (['gateway', 'promotion_service', 'admin_service'] as const).map((caller) => ({
          caller,
          accepted: true,
          tokens: [`older-${TOKENS[caller]}`, TOKENS[caller]],
        })),
        brandEnforcement: 'enforce',
        commandDeadlineMs: DEADLINE_MS,
        admission: this.#admission,
        changes: createMemoryRollingChanges(this.#tables),
        fleetSecrets: ['secret of the fleet'],
        ...(this.#signInCode === undefined
          ? {}
          : { consoleSignIn: { code: this.#signInCode, token: TOKENS.admin_service } }),
        ...(this.#pagesDirectory === undefined ? {} : { pagesDirectory: this.#pagesDirectory }),
        dependencies: {
          postgres: () => reads.ping(),
          redis: async () => {
            if (this.redis === 'down') throw Object.assign(new Error('redis://secret-host'), { code: 'ECONNREFUSED' });
          },
        },
      },
      { host: '127.0.0.1', port: 0 },
    );
    this.#stops.push(() => api.stop());
    this.url = api.address;
    this.#described = new DescribedAnswers((await this.call('/openapi.json', { headers: {} })).body);
  }

  async stop(): Promise<void> {
    for (const stop of this.#stops.toReversed()) await stop();
  }

  /** Without headers of its own a call comes from admin_service for the brand acme. Every answer is held to /openapi.json. */
  async call(path: string, { method, headers, body }: Call = {}): Promise<Answer> {
    const sent = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
    const sentAs = method ?? (body === undefined ? 'GET' : 'POST');
    const response = await fetch(`${this.url}${path}`, {
      method: sentAs,
      headers: {
        ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
        ...(headers ?? { 'x-internal-service-token': TOKENS.admin_service, 'x-brand-id': 'acme' }),
      },
      ...(sent === undefined ? {} : { body: sent }),
    });
    const text = await response.text();
    const isJson = text !== '' && response.headers.get('content-type')?.includes('json') === true;
    const parsed = isJson ? (JSON.parse(text) as Record<string, unknown>) : {};
    const answer = { status: response.status, headers: response.headers, text, body: parsed };
    this.#described?.hold(sentAs, path, answer);
    return answer;
  }

  #fallible(reads: ReadStore): ReadStore {
    const meet = async <T>(answer: () => Promise<T>): Promise<T> => {
      if (this.database === 'down') throw new Error('postgres://user:password@secret-host is down');
      if (this.database === 'silent') await new Promise(() => undefined);
      return answer();
    };
    return {
      findRolling: (...all) => meet(() => reads.findRolling(...all)),
      listRollings: (...all) => meet(() => reads.listRollings(...all)),
      journalPage: (...all) => meet(() => reads.journalPage(...all)),
      findDeadLetter: (...all) => meet(() => reads.findDeadLetter(...all)),
      deadLetterPage: (...all) => meet(() => reads.deadLetterPage(...all)),
      backlog: (...all) => meet(() => reads.backlog(...all)),
      ping: () => meet(() => reads.ping()),
    };
  }
}
