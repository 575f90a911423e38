// What the demo looks at from outside, and the small views through which it looks: the verdict knows these shapes and no process.

export interface ObservedRolling {
  readonly rollingId: string;
  readonly brandId: string;
  readonly playerId: string;
  readonly sourceId: string;
  readonly state: string;
  readonly requiredMinor: bigint;
  readonly targetMinor: bigint;
  readonly wageredMinor: bigint;
  readonly remainingMinor: bigint;
  /** As answered, such as "0.4321". */
  readonly progressRatio: string;
  readonly betsCounted: number;
}

export interface ObservedJournalEntry {
  /** CREATED, BET_SETTLED, BET_ROLLBACK, WALLET_RESULT … */
  readonly kind: string;
  readonly betId: string | undefined;
  /** Ten-thousandths of a minor unit (stake × basis points); what a rollback took back is below zero. */
  readonly creditedUnits: bigint;
}

export interface ObservedDeadLetter {
  readonly eventId: string | undefined;
  readonly reason: string;
}

/** The service as its REST callers see it. */
export interface ServiceView {
  rollings(brandId: string): Promise<readonly ObservedRolling[]>;
  journal(rolling: ObservedRolling): Promise<readonly ObservedJournalEntry[]>;
  deadLetters(): Promise<readonly ObservedDeadLetter[]>;
}

interface LedgerEntry {
  readonly operation: 'release' | 'forfeit';
  readonly brandId: string;
  readonly rollingId: string;
  readonly amountMinor: bigint;
}

/** What the wallet has done, repeats of one call counted once. */
export interface LedgerReport {
  readonly entries: readonly LedgerEntry[];
  /** Calls the wallet could not accept: bad token, signature, body, or a key used again with another body. */
  readonly callsRefused: number;
}

export interface WalletLedger {
  report(): Promise<LedgerReport>;
}

export interface PublishedEvent {
  readonly eventId: string;
  readonly eventType: string;
  readonly brandId: string;
  readonly rollingId: string;
  readonly releasedMinor: bigint | undefined;
  readonly wageredMinor: bigint | undefined;
}

/** The service's event stream from its first entry to its last, redeliveries included. */
export interface EventLog {
  entries(): Promise<readonly PublishedEvent[]>;
}

export interface WalletStreamState {
  /** Entries on the stream. */
  readonly entries: number;
  /** Entries the service has taken and acknowledged. */
  readonly acknowledged: number;
  /** Taken and not acknowledged (XPENDING). */
  readonly pending: number;
  /** Not yet taken (the group's lag). */
  readonly lag: number;
}

export interface WalletStream {
  state(): Promise<WalletStreamState>;
}

export interface Views {
  readonly service: ServiceView;
  readonly wallet: WalletLedger;
  readonly events: EventLog;
  readonly walletStream: WalletStream;
}

/** Everything seen once the traffic has drained; from here on the verdict is pure. */
export interface Observations {
  readonly rollings: readonly ObservedRolling[];
  /** By rolling id. */
  readonly journals: ReadonlyMap<string, readonly ObservedJournalEntry[]>;
  readonly deadLetters: readonly ObservedDeadLetter[];
  readonly ledger: LedgerReport;
  readonly published: readonly PublishedEvent[];
  readonly walletStream: WalletStreamState;
}
