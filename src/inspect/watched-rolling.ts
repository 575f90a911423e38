// One rolling and all who watch it here: its steps are told and written once, however many listen.
import { JournalFold, inspectedSteps } from '../domain/inspection/journal-fold.ts';
import type { RollingRecord } from '../domain/rolling.ts';
import type { RollingChange } from '../ports/rolling-changes.ts';
import { actorMessage, stepMessages } from './protocol.ts';
import type { Watcher } from './watcher.ts';

export class WatchedRolling {
  readonly watchers = new Set<Watcher>();
  private known: RollingRecord;
  private latest: string | null = null;

  constructor(rolling: RollingRecord) {
    this.known = rolling;
  }

  /** As it was told last. */
  get rolling(): RollingRecord {
    return this.known;
  }

  admit(watcher: Watcher, now: number): void {
    this.watchers.add(watcher);
    watcher.begin(actorMessage(this.known, now));
  }

  /** Tells of the steps since; how many of them some watcher will never see. */
  advance({ rolling, entries }: RollingChange): { readonly steps: number; readonly unseen: number } {
    const hasGap = entries[0]?.version !== this.known.version + 1;
    const told = inspectedSteps(JournalFold.after(this.known), hasGap ? entries.slice(-1) : entries, rolling);
    const steps = told.map((step) => stepMessages(step));
    this.known = rolling;
    this.latest = steps.at(-1)?.snapshot ?? this.latest;
    let unseen = 0;
    for (const watcher of this.watchers) unseen += watcher.deliver({ steps, hasGap });
    return { steps: steps.length, unseen };
  }

  catchUp(): void {
    if (this.latest === null) return;
    for (const watcher of this.watchers) watcher.catchUp(this.latest);
  }
}
