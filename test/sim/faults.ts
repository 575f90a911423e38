// What may go wrong, how often in this seed, and how often it did. Each seed leaves some kinds out altogether (swarm testing):
// bugs hide behind faults that are always there.
import type { Random } from './random.ts';

/** Kinds and the highest rate at which each strikes: per call for ports, per entry for the workload. */
const RATE_MAX = {
  // lives of workers
  crash: 1,
  freeze: 1,
  overlap: 1,
  graceful_restart: 1,
  clock_jump: 1,
  lead_lost: 1,
  cut_off: 1,
  // what operators do
  split: 1,
  move: 1,
  move_forced: 1,
  pin: 1,
  unpin: 1,
  drain: 1,
  undrain: 1,
  split_ordered: 1,
  merge_ordered: 1,
  worker_added: 1,
  worker_removed: 1,
  // between processes
  link_late: 0.1,
  link_half_open: 0.03,
  link_cut: 0.03,
  // what became of a dead worker's requests
  crash_request_dropped: 1,
  crash_request_done: 1,
  crash_request_late: 1,
  // the store
  commit_failed: 0.15,
  commit_refused: 0,
  commit_unknown_done: 0.1,
  commit_unknown_not_done: 0.1,
  commit_unknown_late: 0.1,
  commit_unknown_straggler: 0.05,
  load_rejected: 0.1,
  due_timers_rejected: 0.1,
  index_page_rejected: 0.3,
  outcome_rejected: 0.3,
  lost_shards_rejected: 0.1,
  watermark_rejected: 0.2,
  // the fleet's rows
  fleet_rejected: 0.1,
  fleet_answer_lost: 0.1,
  routes_rejected: 0.1,
  renew_rejected: 0.2,
  renew_answer_lost: 0.2,
  release_rejected: 0.2,
  release_answer_lost: 0.2,
  reshape_rejected: 0.3,
  reshape_answer_lost: 0.3,
  hint_lost: 0.5,
  hint_twice: 0.2,
  hint_late: 0.2,
  claim_rejected: 0.2,
  claim_answer_lost: 0.2,
  unpublished_rejected: 0.3,
  mark_published_rejected: 0.2,
  mark_published_answer_lost: 0.2,
  quarantined_rejected: 0.3,
  replays_asked_rejected: 0.2,
  parked_page_rejected: 0.2,
  dead_letters_rejected: 0.2,
  dead_letters_answer_lost: 0.2,
  inbox_upkeep_rejected: 0.1,
  // the wallet's stream
  ensure_group_rejected: 0.2,
  read_new_rejected: 0.05,
  read_new_answer_lost: 0.1,
  read_pending_rejected: 0.2,
  ack_rejected: 0.15,
  ack_answer_lost: 0.15,
  lag_rejected: 0.1,
  // the event stream
  publish_rejected: 0.2,
  publish_in_part: 0.2,
  publish_answer_lost: 0.2,
  // the wallet
  wallet_slow: 0.2,
  wallet_answer_lost: 0.2,
  wallet_unavailable: 0.3,
  wallet_misconfigured: 0.2,
  wallet_refused: 0.3,
  wallet_gate_shut: 0.5,
  // what stands on the stream
  redelivered: 0.3,
  reordered: 0.5,
  conflicting_payload: 0.1,
  same_settlement_again: 0.1,
  poison: 0.08,
  decision_throws: 0.5,
  malformed: 0.08,
  not_ours: 0.08,
  // administrators
  brand_config_changed: 0.3,
} as const;

export type FaultKind = keyof typeof RATE_MAX;

export const FAULT_KINDS = Object.keys(RATE_MAX).filter((kind): kind is FaultKind => kind in RATE_MAX);

export type FaultCounts = Map<FaultKind, number>;

export class Faults {
  /** Off while the world heals. */
  active = true;
  readonly counts: FaultCounts;
  readonly #rates: ReadonlyMap<FaultKind, number>;
  readonly #struck = new Set<FaultKind>();
  readonly #random: Random;

  constructor(random: Random, counts: FaultCounts) {
    this.#random = random;
    this.counts = counts;
    this.#rates = new Map(
      FAULT_KINDS.map((kind) => [kind, random.chance(0.5) ? RATE_MAX[kind] * (0.1 + 0.9 * random.next()) : 0]),
    );
  }

  /** Whether `kind` happens now; counted if it does. */
  strikes(kind: FaultKind): boolean {
    if (!this.active || !this.#random.chance(this.#rates.get(kind) ?? 0)) return false;
    this.count(kind);
    return true;
  }

  /** Whether this seed knows `kind` at all. */
  allows(kind: FaultKind): boolean {
    return this.active && (this.#rates.get(kind) ?? 0) > 0;
  }

  /** For what is decided elsewhere and only counted here. */
  count(kind: FaultKind): void {
    this.#struck.add(kind);
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
  }

  /** Whether any of `kinds` happened in this seed. */
  happened(...kinds: readonly FaultKind[]): boolean {
    return kinds.some((kind) => this.#struck.has(kind));
  }
}
