/** What the simulated wallet has booked: one operation per Idempotency-Key, however often it was asked. */
import Type from 'typebox';

const rejections = ['route', 'token', 'signature', 'timestamp', 'idempotency_key', 'body'] as const;
export type Rejection = (typeof rejections)[number];

/** The answer of `GET /simulator/ledger`. */
export const ledgerReportSchema = Type.Object({
  operations: Type.Array(
    Type.Object({
      key: Type.String(),
      rolling_id: Type.String(),
      brand_id: Type.String(),
      player_id: Type.String(),
      operation: Type.Enum(['release', 'forfeit']),
      currency: Type.String(),
      amount_minor: Type.String(),
      transaction_id: Type.String(),
      /** Calls with this key and body that reached the work, the first included. */
      calls: Type.Integer(),
    }),
  ),
  /** Every call of a wallet route, whatever became of it. */
  calls: Type.Integer(),
  rejected: Type.Record(Type.Enum([...rejections]), Type.Integer()),
  duplicates_with_other_body: Type.Integer(),
  /** The most connections that were open at once, those of `/simulator/*` included. */
  connections_open_max: Type.Integer(),
});

export type LedgerReport = Type.Static<typeof ledgerReportSchema>;
type Operation = LedgerReport['operations'][number];
export type Booking = Omit<Operation, 'transaction_id' | 'calls'>;

export type BookingResult =
  | { readonly kind: 'booked' | 'repeated'; readonly transactionId: string }
  | { readonly kind: 'other_body' }
  | { readonly kind: 'full' };

/** About 300 MB at the bound; beyond it new keys are refused and the old ones still answered. */
const operationsMax = 1_000_000;

export class Ledger {
  readonly #operations = new Map<string, { operation: Operation; body: string }>();
  readonly #rejected = { route: 0, token: 0, signature: 0, timestamp: 0, idempotency_key: 0, body: 0 };
  #calls = 0;
  #duplicatesWithOtherBody = 0;
  #connectionsOpenMax = 0;

  countCall(): void {
    this.#calls += 1;
  }

  countRejection(rejection: Rejection): void {
    this.#rejected[rejection] += 1;
  }

  noteConnections(open: number): void {
    this.#connectionsOpenMax = Math.max(this.#connectionsOpenMax, open);
  }

  knows(key: string): boolean {
    return this.#operations.has(key);
  }

  book(booking: Booking, body: string): BookingResult {
    const known = this.#operations.get(booking.key);
    if (known === undefined) {
      if (this.#operations.size >= operationsMax) return { kind: 'full' };
      // counted, not derived from the key: an answer made up anew could not be told from the first one
      const transactionId = `txn-${String(this.#operations.size + 1).padStart(7, '0')}`;
      this.#operations.set(booking.key, { operation: { ...booking, transaction_id: transactionId, calls: 1 }, body });
      return { kind: 'booked', transactionId };
    }
    if (known.body !== body) {
      this.#duplicatesWithOtherBody += 1;
      return { kind: 'other_body' };
    }
    known.operation.calls += 1;
    return { kind: 'repeated', transactionId: known.operation.transaction_id };
  }

  report(): LedgerReport {
    return {
      operations: [...this.#operations.values()].map(({ operation }) => operation),
      calls: this.#calls,
      rejected: this.#rejected,
      duplicates_with_other_body: this.#duplicatesWithOtherBody,
      connections_open_max: this.#connectionsOpenMax,
    };
  }
}
