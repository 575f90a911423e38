// What a dry-run reads: the rollings a brand created in a period, everything else of their players, and their journals. Page by page,
// and no more than its bounds allow.
import type { BrandId, PlayerId, RollingId } from '../domain/ids.ts';
import type { RecordedRolling } from '../domain/dry-run/occasions.ts';
import type { JournalEntry } from '../domain/journal.ts';
import type { RollingRecord } from '../domain/rolling.ts';
import { newRollingId } from '../domain/slot.ts';
import type { ReadStore } from '../ports/read-store.ts';
import { ApiProblem } from './problems.ts';
import { PAGE_LIMIT_MAX } from './schemas/queries.ts';

export const DRY_RUN_BOUNDS = { rollings: 2_000, entries: 50_000, rollingsPerPlayer: PAGE_LIMIT_MAX, ms: 20_000 };

const JOURNAL_PAGE = 1_000;
/** An id is minted before its rolling is created, by a process with a clock of its own. */
const ID_AGE_MAX_MS = 10 * 60_000;
const CLOCK_SKEW_MAX_MS = 60_000;

export interface Period {
  readonly from: number;
  readonly to: number;
}

/** Rollings of the period, by player. */
export type Cohort = ReadonlyMap<PlayerId, ReadonlySet<RollingId>>;

export const tooLarge = (detail: string): ApiProblem => new ApiProblem('DRY_RUN_TOO_LARGE', detail);

/** When the id was minted, from its UUIDv7. */
const mintedAt = (id: RollingId): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

/** Waits for a read with patience and within what time is left; throws `ApiProblem` where either ends. */
export type Ask = <Found>(work: () => Promise<Found>) => Promise<Found>;

export class DryRunRecord {
  private readonly reads: ReadStore;
  private readonly brandId: BrandId;
  private readonly ask: Ask;
  private entries = 0;

  constructor(reads: ReadStore, brandId: BrandId, ask: Ask) {
    this.reads = reads;
    this.brandId = brandId;
    this.ask = ask;
  }

  /** Ids sort by their time, so a period is a range of them. A shortfall is made by a rollback, not by a create: never among them. */
  async cohort({ from, to }: Period): Promise<Cohort> {
    const cohort = new Map<PlayerId, Set<RollingId>>();
    let count = 0;
    let after = newRollingId(Math.max(0, from - ID_AGE_MAX_MS), 0, 0n);
    for (;;) {
      const page = await this.list(null, after);
      for (const { facts } of page) {
        if (facts.createdAt < from || facts.createdAt >= to || facts.source.type === 'shortfall') continue;
        const known = cohort.get(facts.playerId);
        if (known === undefined) cohort.set(facts.playerId, new Set([facts.rollingId]));
        else known.add(facts.rollingId);
        count += 1;
      }
      if (count > DRY_RUN_BOUNDS.rollings) {
        throw tooLarge(
          `more than ${DRY_RUN_BOUNDS.rollings} rollings were created in that period: choose a shorter one`,
        );
      }
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE_LIMIT_MAX) return cohort;
      after = last.facts.rollingId;
      if (mintedAt(after) >= to + CLOCK_SKEW_MAX_MS) return cohort;
    }
  }

  /** All that the player ever had, for its rollings share its bets; null where that is too much. */
  async rollingsOf(playerId: PlayerId): Promise<readonly RecordedRolling[] | null> {
    const records = await this.list(playerId, null);
    if (records.length >= DRY_RUN_BOUNDS.rollingsPerPlayer) return null;
    const rollings: RecordedRolling[] = [];
    for (const record of records) rollings.push({ record, journal: await this.journalOf(record) });
    return rollings;
  }

  private async list(playerId: PlayerId | null, after: RollingId | null): Promise<readonly RollingRecord[]> {
    const filter = { brandId: this.brandId, playerId, states: null, sourceType: null, sourceId: null };
    return this.ask(() => this.reads.listRollings(filter, after, PAGE_LIMIT_MAX));
  }

  /** Up to the version that the record stands at: bets go on while we read. */
  private async journalOf({ facts, version }: RollingRecord): Promise<readonly JournalEntry[]> {
    const journal: JournalEntry[] = [];
    while (journal.length < version) {
      const limit = Math.min(JOURNAL_PAGE, version - journal.length);
      const after = journal.length;
      const page = await this.ask(() => this.reads.journalPage(this.brandId, facts.rollingId, after, limit));
      if (page.length === 0) break;
      journal.push(...page);
      this.entries += page.length;
      if (this.entries > DRY_RUN_BOUNDS.entries) {
        throw tooLarge(
          `its players' journals have more than ${DRY_RUN_BOUNDS.entries} entries: choose a shorter period`,
        );
      }
    }
    return journal;
  }
}
