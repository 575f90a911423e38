/** The bodies the wallet answers with, in the shapes its versions have used. */
import type { Behaviour, VerbatimAnswer } from './behaviour.ts';

export function doneAnswer(shape: Behaviour['shape'], transactionId: string): VerbatimAnswer {
  const bodies = {
    current: { status: 'ok', transaction_id: transactionId },
    legacy_success: { success: true, data: { transaction_id: transactionId } },
    legacy_ok: { ok: true, tx_id: transactionId },
  };
  return jsonAnswer(200, bodies[shape]);
}

export function repeatedAnswer(behaviour: Behaviour, transactionId: string): VerbatimAnswer {
  const said = { code: 'ALREADY_PROCESSED', transaction_id: transactionId };
  switch (behaviour.repeated) {
    case 'conflict':
      return jsonAnswer(409, said);
    case 'conflict_under_error':
      return jsonAnswer(409, { success: false, error: { ...said, retryable: false } });
    case 'conflict_under_data':
      return jsonAnswer(409, { error: { code: said.code }, data: { transaction_id: transactionId } });
    case 'success':
      return doneAnswer(behaviour.shape, transactionId);
  }
}

export function errorAnswer(status: number, code: string, retryAfterSeconds: number | null = null): VerbatimAnswer {
  const answer = jsonAnswer(status, { error: { code, message: `simulated: ${code}` } });
  if (retryAfterSeconds === null) return answer;
  return { ...answer, headers: { ...answer.headers, 'retry-after': String(retryAfterSeconds) } };
}

export function jsonAnswer(status: number, body: unknown): VerbatimAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
