/**
 * Every answer wallet_service gives or ever gave, and what it means. Pure. The rules are tried from the top and the first
 * that fits decides; docs/wallet.md shows the same table to people, test/integration/wallet-response-compat.test.ts holds it.
 *
 * When in doubt the outcome is unknown: asking again with the same key costs nothing, a wrong "done" or "refused" costs money.
 */
import type { WalletOutcome } from '../../domain/command.ts';
import { readAnswerFacts } from './answer-facts.ts';
import type { AnswerFacts } from './answer-facts.ts';
import { readRetryAfterMs } from './retry-after.ts';

export interface WalletAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
  readonly receivedAtMs: number;
}

type Meaning = 'done' | 'refused' | 'misconfigured' | 'retry';

interface Rule {
  readonly statuses: readonly number[] | 'any';
  readonly fits?: (facts: AnswerFacts) => boolean;
  readonly meaning: Meaning;
  /** Used when the wallet names no code of its own; absent: `HTTP_<status>`. */
  readonly code?: string;
}

const success = [200, 201];

const rules: readonly Rule[] = [
  // The key was used before and the work is done; some versions say so with 200 and `"success": false`.
  { statuses: [409], fits: hasTransaction, meaning: 'done' },
  { statuses: success, fits: (facts) => facts.code === 'ALREADY_PROCESSED' && hasTransaction(facts), meaning: 'done' },
  { statuses: success, fits: (facts) => facts.succeeded === false && facts.retryable === false, meaning: 'refused' },
  { statuses: success, fits: (facts) => facts.succeeded === false, meaning: 'retry', code: 'WALLET_FAILED' },
  // A yes without any member for a transaction id is not ours: a proxy or a health page may say `{"status":"ok"}` as well.
  { statuses: success, fits: (facts) => facts.succeeded === true && facts.namesTransaction, meaning: 'done' },
  { statuses: success, fits: (facts) => facts.parsed, meaning: 'retry', code: 'UNKNOWN_ANSWER' },
  { statuses: success, meaning: 'retry', code: 'UNPARSABLE_ANSWER' },
  { statuses: [409], fits: (facts) => facts.retryable === false, meaning: 'refused' },
  { statuses: [400, 404, 422], meaning: 'refused' },
  { statuses: [401, 403], meaning: 'misconfigured' },
  // 408, 425, 429, 5xx, a 409 without a transaction id, redirects and whatever nobody has thought of.
  { statuses: 'any', meaning: 'retry' },
];

/** `hide` takes our secrets out of what is kept, and bounds it (safe-text.ts); the wallet may echo what we sent. */
export function interpretWalletAnswer(answer: WalletAnswer, hide: (text: string) => string): WalletOutcome {
  const facts = readAnswerFacts(answer.body);
  const rule = rules.find(
    ({ statuses, fits }) =>
      (statuses === 'any' || statuses.includes(answer.status)) && (fits === undefined || fits(facts)),
  );
  if (rule === undefined) throw new Error('the last rule fits every answer');
  if (rule.meaning === 'done') return { kind: 'done', transactionId: facts.transactionId };

  const code = hide(facts.code ?? rule.code ?? `HTTP_${answer.status}`);
  const detail = hide(`HTTP ${answer.status}: ${facts.message ?? facts.code ?? describeBody(facts, answer.body)}`);
  if (rule.meaning !== 'retry') return { kind: rule.meaning, code, detail };
  const retryAfter = answer.headers['retry-after'];
  const retryAfterText = typeof retryAfter === 'object' ? retryAfter[0] : retryAfter;
  return { kind: 'retry', code, detail, retryAfterMs: readRetryAfterMs(retryAfterText, answer.receivedAtMs) };
}

function hasTransaction(facts: AnswerFacts): boolean {
  return facts.transactionId !== null;
}

function describeBody(facts: AnswerFacts, body: string): string {
  if (body === '') return 'empty body';
  return facts.parsed ? 'a body of no known shape' : `not a JSON object: ${body}`;
}
