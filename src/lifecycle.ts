// How a process ends: in the reverse order of its start, within a bounded time, and at once for those who insist.
import type { Logger } from './observe/logger.ts';

export interface LifecycleOptions {
  readonly logger: Logger;
  /** The longest orderly end. */
  readonly shutdownMs: number;
}

interface Part {
  readonly name: string;
  readonly stop: () => Promise<void>;
}

/** A Ctrl-C reaches us from the terminal and again through npm: what comes this soon is not a second wish. */
const SAME_WISH_MS = 500;
const EXIT_FAILURE = 1;
const EXIT_INTERRUPTED = 130;

export class Lifecycle {
  readonly #options: LifecycleOptions;
  readonly #parts: Part[] = [];
  #endingSince: number | null = null;

  constructor(options: LifecycleOptions) {
    this.#options = options;
  }

  /** From now on signals end the process in order, and what nobody caught ends it at once. */
  listen(): void {
    process.on('SIGTERM', () => this.#onSignal('SIGTERM'));
    process.on('SIGINT', () => this.#onSignal('SIGINT'));
    process.on('uncaughtException', (error) => this.fail(error));
    process.on('unhandledRejection', (reason) => this.fail(reason));
  }

  /** What was started last is stopped first. */
  started(name: string, stop: () => Promise<void>): void {
    this.#parts.push({ name, stop });
  }

  /** The process cannot be trusted any more: it ends now, and what was not durable is done again elsewhere. */
  fail(reason: unknown): never {
    const err = reason instanceof Error ? reason : new Error(String(reason));
    this.#options.logger.fatal({ err }, 'the process ends because of an error');
    return process.exit(EXIT_FAILURE);
  }

  #onSignal(signal: string): void {
    const now = performance.now();
    if (this.#endingSince === null) {
      this.#endingSince = now;
      void this.#end(signal);
    } else if (now - this.#endingSince > SAME_WISH_MS) {
      this.#options.logger.warn({ signal }, 'ends at once');
      process.exit(EXIT_INTERRUPTED);
    }
  }

  async #end(signal: string): Promise<void> {
    const { logger, shutdownMs } = this.#options;
    logger.info({ signal }, 'ends in order');
    let current = '';
    setTimeout(() => {
      logger.error({ part: current, shutdownMs }, 'did not end in time');
      process.exit(EXIT_FAILURE);
    }, shutdownMs);
    let code = 0;
    for (const { name, stop } of this.#parts.toReversed()) {
      current = name;
      try {
        await stop();
      } catch (err) {
        // The others still deserve their end.
        logger.error({ err, part: name }, 'did not end cleanly');
        code = EXIT_FAILURE;
      }
    }
    logger.info('ended');
    process.exit(code);
  }
}
