// The steps of a rolling from its creation on, page by page, and later only what came since.
import { type ApiClient, segment } from '../api/client.ts';
import { json, list, nullable, object, text } from '../api/decode.ts';

const LIMIT = 200;
const decodeRawSteps = object({ items: list(json), next_cursor: nullable(text) });

export class PastReader {
  private readonly api: ApiClient;
  private readonly path: string;
  /** Of the page that was the last: it has grown, when there is more. */
  private cursor: string | undefined;

  constructor(api: ApiClient, rollingId: string) {
    this.api = api;
    this.path = `/${segment(rollingId)}/steps`;
  }

  /** From the last page read to the end; `onPage` is told what came of each, as it came. */
  async readOn(signal: AbortSignal, onPage: (items: readonly unknown[], isLast: boolean) => void): Promise<void> {
    for (;;) {
      const query = { limit: LIMIT, cursor: this.cursor };
      const { items, next_cursor: next } = await this.api.get(this.path, decodeRawSteps, { query, signal });
      onPage(items, next === null);
      if (next === null) return;
      this.cursor = next;
    }
  }
}
