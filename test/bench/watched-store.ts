// The store as the worker sees it, with a count of what each batch held and how long commits and loads took. Per batch only.
import type { CommitBatch, LoadRequest, Store } from '../../src/ports/store.ts';
import type { Work } from './messages.ts';

interface Count {
  calls: number;
  ms: number;
}

export class StoreWatch {
  private readonly commits: Count = { calls: 0, ms: 0 };
  private readonly loads: Count = { calls: 0, ms: 0 };
  private events = 0;
  private rollings = 0;
  private hydrations = 0;

  watch(store: Store): Store {
    return {
      ...store,
      commit: (batch) => this.timed(this.commits, () => this.commit(store, batch)),
      load: (request) => this.timed(this.loads, () => this.load(store, request)),
    };
  }

  begin(): void {
    Object.assign(this.commits, { calls: 0, ms: 0 });
    Object.assign(this.loads, { calls: 0, ms: 0 });
    this.events = 0;
    this.rollings = 0;
    this.hydrations = 0;
  }

  report(seconds: number): Omit<Work, 'wal_bytes'> {
    const each = (sum: number, calls: number): number => (calls === 0 ? 0 : sum / calls);
    const { commits, loads } = this;
    return {
      batch_events: each(this.events, commits.calls),
      batch_rollings: each(this.rollings, commits.calls),
      commit_ms: each(commits.ms, commits.calls),
      load_ms: each(loads.ms, loads.calls),
      commit_share: commits.ms / (seconds * 1_000),
      load_share: loads.ms / (seconds * 1_000),
      hydrations: this.hydrations,
    };
  }

  private commit(store: Store, batch: CommitBatch): ReturnType<Store['commit']> {
    this.events += batch.inbox.length;
    this.rollings += batch.snapshots.length;
    return store.commit(batch);
  }

  private load(store: Store, request: LoadRequest): ReturnType<Store['load']> {
    this.hydrations += request.players.length;
    return store.load(request);
  }

  private async timed<Result>(count: Count, run: () => Promise<Result>): Promise<Result> {
    const startedAt = performance.now();
    try {
      return await run();
    } finally {
      count.calls += 1;
      count.ms += performance.now() - startedAt;
    }
  }
}
