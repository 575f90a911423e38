// Entries in the hands of owners, of the dead letters or of the acknowledger: handed on and not yet acknowledged.
import type { BrandId } from '../domain/ids.ts';
import { compareEntryIds, olderOf } from './entry-id.ts';

interface HandedOn {
  /** When it was read. */
  readonly receivedAt: number;
  /** Null: no brand could be read in it. */
  readonly brandId: BrandId | null;
  readonly slot: number;
}

export class InFlight {
  private readonly byId = new Map<string, HandedOn>();

  get size(): number {
    return this.byId.size;
  }

  add(id: string, handedOn: HandedOn): void {
    this.byId.set(id, handedOn);
  }

  get(id: string): HandedOn | undefined {
    return this.byId.get(id);
  }

  all(): Iterable<HandedOn> {
    return this.byId.values();
  }

  remove(id: string): void {
    this.byId.delete(id);
  }

  /** As of now: what ends later is still in it. */
  ids(): ReadonlySet<string> {
    return new Set(this.byId.keys());
  }

  get oldest(): string | null {
    let oldest: string | null = null;
    for (const id of this.byId.keys()) oldest = olderOf(oldest, id);
    return oldest;
  }

  idsUpTo(last: string): string[] {
    return [...this.byId.keys()].filter((id) => compareEntryIds(id, last) <= 0);
  }
}
