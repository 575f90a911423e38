// What the traffic is given, and where it stands: one plays it, one shows it, one changes the fleet beneath it.
import type { FleetChange } from './fleet-change.ts';
import type { Plan } from './plan-types.ts';
import type { Processes } from './processes.ts';
import type { FedWalletStream, PublishedEvents } from './redis-streams.ts';
import type { ServiceCaller } from './service-caller.ts';

/** Where the traffic stands; the live line reads it. */
export interface TrafficState {
  phase: 'creating rollings' | 'playing bets' | 'playing the last bets' | 'waiting for the wallet' | 'done';
  rollingsCreated: number;
  kills: number;
  /** What was done to the fleet so far. */
  readonly changes: FleetChange[];
  /** What was to be done to it and could not. */
  readonly problems: string[];
  /** performance.now() at the first bet and when the last was acknowledged. */
  firstBetMs: number | undefined;
  lastBetMs: number | undefined;
}

export interface Traffic {
  readonly plan: Plan;
  readonly processes: Processes;
  readonly caller: ServiceCaller;
  readonly walletStream: FedWalletStream;
  readonly published: PublishedEvents;
  readonly completionsExpected: number;
  readonly kills: number;
  readonly seed: number;
  /** Whether the fleet is shown changing while bets flow. */
  readonly tour: boolean;
  /** Whether an outage of the wallet is part of it: breakers take seconds to close again, which a short run does not have. */
  readonly outage: boolean;
  /** The bets are spread over so long; undefined: as the tour has it, or as fast as they go. */
  readonly paceSeconds: number | undefined;
  readonly onChange: (change: FleetChange) => void;
  readonly state: TrafficState;
  /** Aborted when the time budget is used up, on Ctrl-C, or when the service ends by itself. */
  readonly signal: AbortSignal;
}

export function newTrafficState(): TrafficState {
  return {
    phase: 'creating rollings',
    rollingsCreated: 0,
    kills: 0,
    changes: [],
    problems: [],
    firstBetMs: undefined,
    lastBetMs: undefined,
  };
}
