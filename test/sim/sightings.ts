// States that are hard to get into and easy to get wrong: how often the seeds went there. One that was never seen was not tested.
import type { JournalEntry } from '../../src/domain/journal.ts';
import { type RollingRecord, contextOf, stateOf } from '../../src/domain/rolling.ts';
import type { CommitBatch, CommitResult } from '../../src/ports/store.ts';

export const SIGHTINGS = [
  'commit_fenced',
  'shard_found_lost',
  'completed',
  'canceled',
  'expired',
  'suspended',
  'completion_failed',
  'cancellation_failed',
  'rollback_waits_for_wallet',
  'rollback_after_completion',
  'rollback_reopens',
  'rollback_before_settle',
  'bet_while_completing',
  'bet_over_two_rollings',
  'bet_after_the_end',
  'duplicate_settlement',
  'nobody',
  'repeat_acknowledged',
  'batch_of_two_shards',
  'closing_event_published_twice',
  'wallet_asked_twice',
  'wallet_call_queued',
  'target_reached_in_grace',
  'adjusted',
  'canceled_with_all',
  'claim_answer_lost',
  'parked',
  'replayed',
  'reshape_answer_lost',
  'reshaped_with_traffic',
  'merged',
  'shard_stolen',
  'shard_inherited',
  'stream_taken_over',
  'entry_sent_back',
  'entry_read_behind',
  'entry_found_no_room',
  'entry_out_at_hand_off',
  'entry_of_an_older_lease',
  'command_sent_again',
  'leader_died_placing',
  'drawn_by_a_zombie',
] as const;

export type Sighting = (typeof SIGHTINGS)[number];

export class Sightings {
  readonly counts = new Map<Sighting, number>();

  saw(sighting: Sighting): void {
    this.counts.set(sighting, (this.counts.get(sighting) ?? 0) + 1);
  }

  commit(batch: CommitBatch, result: CommitResult): void {
    if (result.kind === 'fenced') this.saw('commit_fenced');
    if (result.kind !== 'committed') return;
    if ((batch.quarantine?.unparked.length ?? 0) > 0) this.saw('replayed');
    if (batch.fences.length > 1) this.saw('batch_of_two_shards');
    for (const entry of batch.journal) this.#entry(entry);
    for (const record of batch.snapshots) this.#record(record);
    for (const mark of batch.marks)
      if (mark.settlementId === '' && mark.rolledBackMinor > 0n) this.saw('rollback_before_settle');
  }

  #entry({ kind, rule, stateFrom, stateTo, reason, credited, bet }: JournalEntry): void {
    if (kind === 'COMMAND' && rule?.startsWith('adjust') === true) this.saw('adjusted');
    if (kind === 'COMMAND' && rule?.startsWith('cancel-all') === true) this.saw('canceled_with_all');
    if (stateTo !== stateFrom && isSighting(stateTo)) this.saw(stateTo);
    if (reason === 'DUPLICATE_SETTLEMENT') this.saw('duplicate_settlement');
    if (reason === 'WAITING_FOR_WALLET') this.saw('rollback_waits_for_wallet');
    if (reason === 'AFTER_COMPLETION') this.saw('rollback_after_completion');
    if (reason === 'ROLLING_NOT_OPEN') this.saw('bet_after_the_end');
    if (kind === 'WALLET_RESULT' && stateFrom === 'completing' && stateTo === 'active') this.saw('rollback_reopens');
    if (kind === 'BET_SETTLED' && credited > 0n && stateFrom === 'completing') this.saw('bet_while_completing');
    if (kind === 'BET_SETTLED' && credited > 0n && (bet?.leg ?? 0) > 0) this.saw('bet_over_two_rollings');
  }

  #record(record: RollingRecord): void {
    const { release, expiresAt } = contextOf(record);
    if ((release?.attempts ?? 0) > 1) this.saw('wallet_asked_twice');
    const isCompleting = stateOf(record.snapshot) === 'completing';
    if (isCompleting && release?.outcome === 'none') this.saw('wallet_call_queued');
    if (isCompleting && record.updatedAt > (expiresAt ?? Infinity)) this.saw('target_reached_in_grace');
  }
}

const isSighting = (state: string): state is Sighting => SIGHTINGS.some((sighting) => sighting === state);
