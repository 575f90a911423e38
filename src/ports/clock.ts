// Time comes in as an argument: the real clock in production, a virtual one under simulation.

export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Milliseconds that only ever grow, from an arbitrary beginning: for leases and time-outs, which no clock change may move. */
  monotonic(): number;
  /** Resolves after `ms`, or at once when `signal` aborts; never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
