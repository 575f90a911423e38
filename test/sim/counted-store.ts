// The memory store with delays, with an index of due timers (ten thousand of them are looked at twice a second, for hours), and
// with a count of what is written for whom and when.
import { createMemoryStore } from '../../src/adapters/memory/memory-store.ts';
import { MemoryTables, timerKey } from '../../src/adapters/memory/memory-tables.ts';
import type { DueTimer } from '../../src/domain/command.ts';
import type { TimerKind } from '../../src/domain/timers.ts';
import type { CommitBatch, CommitResult, Store } from '../../src/ports/store.ts';
import type { Agenda } from './agenda.ts';

const COMMIT_MS = 5;
const READ_MS = 1;

interface Write {
  readonly at: number;
  readonly entriesOfBrand: ReadonlyMap<string, number>;
}

export class CountedStore {
  readonly tables = new MemoryTables();
  readonly store: Store;
  readonly #agenda: Agenda;
  readonly #writes: Write[] = [];
  /** By kind and brand. */
  readonly #timers = new Map<string, Map<string, DueTimer>>();

  constructor(agenda: Agenda) {
    this.#agenda = agenda;
    const memory = createMemoryStore(this.tables);
    this.store = {
      ...memory,
      load: async (request) => {
        await this.#passes(READ_MS);
        return memory.load(request);
      },
      commit: async (batch) => {
        await this.#passes(COMMIT_MS);
        const result = await memory.commit(batch);
        this.#note(batch, result);
        return result;
      },
      lostShards: async (shards) => {
        await this.#passes(READ_MS);
        return memory.lostShards(shards);
      },
      dueTimers: async (_token, kinds, dueBy, limit, exceptBrands) => this.#due(kinds, dueBy, limit, exceptBrands),
    };
  }

  /** Commits in the time between, and journal entries in them of one brand. */
  writesBetween(brandId: string, from: number, to: number): { readonly commits: number; readonly entries: number } {
    const within = this.#writes.filter(
      ({ at, entriesOfBrand }) => at >= from && at < to && entriesOfBrand.has(brandId),
    );
    return {
      commits: within.length,
      entries: within.reduce((sum, { entriesOfBrand }) => sum + (entriesOfBrand.get(brandId) ?? 0), 0),
    };
  }

  #passes(ms: number): Promise<void> {
    return new Promise((resolve) => this.#agenda.after(ms, resolve));
  }

  #note(batch: CommitBatch, { kind }: CommitResult): void {
    if (kind !== 'committed') throw new Error(`a commit was ${kind}`);
    const entriesOfBrand = new Map<string, number>();
    for (const { brandId } of batch.journal) entriesOfBrand.set(brandId, (entriesOfBrand.get(brandId) ?? 0) + 1);
    this.#writes.push({ at: this.#agenda.now, entriesOfBrand });
    for (const timer of batch.timers) {
      const timers = this.#timersOf(timer.kind, timer.brandId);
      const key = timerKey(timer.rollingId, timer.kind);
      if (timer.dueAt === null) timers.delete(key);
      else timers.set(key, { ...timer, dueAt: timer.dueAt });
    }
  }

  #timersOf(kind: TimerKind, brandId: string): Map<string, DueTimer> {
    const name = `${kind} ${brandId}`;
    let timers = this.#timers.get(name);
    if (timers === undefined) {
      timers = new Map();
      this.#timers.set(name, timers);
    }
    return timers;
  }

  #due(kinds: readonly TimerKind[], dueBy: number, limit: number, exceptBrands: readonly string[]): DueTimer[] {
    const due: DueTimer[] = [];
    for (const [name, timers] of this.#timers) {
      const [kind, brandId] = name.split(' ');
      if (!kinds.some((each) => each === kind) || exceptBrands.some((each) => each === brandId)) continue;
      for (const timer of timers.values()) if (timer.dueAt <= dueBy) due.push(timer);
    }
    return due.toSorted((left, right) => left.dueAt - right.dueAt).slice(0, limit);
  }
}
