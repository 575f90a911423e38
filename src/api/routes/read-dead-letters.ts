// GET /internal/rolling/ops/dead-letters: what the wallet stream held and could not be applied, and why.
import { formatTimestamp } from '../../domain/timestamp.ts';
import type { KeptDeadLetter } from '../../ports/read-store.ts';
import type { Api, ApiDependencies } from '../api.ts';
import { numberBefore, pageOf } from '../cursor.ts';
import { read } from '../patience.ts';
import { deadLettersAnswer, problemAnswer } from '../schemas/answers.ts';
import { callHeaders, journalQuery } from '../schemas/queries.ts';

function deadLetterView(letter: KeptDeadLetter): Record<string, unknown> {
  return {
    id: String(letter.id),
    received_at: formatTimestamp(letter.receivedAt),
    source: letter.stream,
    entry_id: letter.entryId,
    event_id: letter.eventId,
    brand_id: letter.brandId,
    reason: letter.reason,
    detail: letter.detail,
    raw: letter.raw,
  };
}

/** Of all brands, and of events that named none: an operator's view. */
export function routeDeadLetters(scope: Api, { reads, clock }: ApiDependencies): void {
  const schema = {
    summary: 'Stream entries that could not be applied, newest first',
    querystring: journalQuery,
    headers: callHeaders,
    response: { 200: deadLettersAnswer, '4xx': problemAnswer, '5xx': problemAnswer },
  };
  scope.get('/ops/dead-letters', { schema }, async (request) => {
    const { limit, cursor } = request.query;
    const before = numberBefore(cursor);
    const found = await read(clock, () => reads.deadLetterPage(before, limit + 1));
    const page = pageOf(found, limit, (letter) => String(letter.id));
    return { items: page.items.map(deadLetterView), next_cursor: page.nextCursor };
  });
}
