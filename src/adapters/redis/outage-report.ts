// One line when a connection breaks and one when it is back, however often it was tried in between.
import type { Logger } from '../../observe/logger.ts';

export class OutageReport {
  readonly #fields: Readonly<Record<string, string>>;
  readonly #logger: Logger;
  #isOut = false;

  /** `fields`: which connection, in every line. */
  constructor(fields: Readonly<Record<string, string>>, logger: Logger) {
    this.#fields = fields;
    this.#logger = logger;
  }

  away(error?: Error): void {
    if (this.#isOut) return;
    this.#isOut = true;
    this.#logger.warn({ ...this.#fields, reason: error?.message }, 'Redis is away');
  }

  back(): void {
    if (this.#isOut) this.#logger.info(this.#fields, 'Redis is back');
    this.#isOut = false;
  }
}
