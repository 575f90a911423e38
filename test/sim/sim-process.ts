// One worker process as the world sees it: it runs, or stands frozen and knows nothing of it, or is gone. Whatever reaches it
// while frozen waits for the thaw; whatever reaches it afterwards finds nobody.
import type { Clock } from '../../src/ports/clock.ts';
import type { Incarnation } from '../../src/ports/store.ts';
import type { Agenda } from './agenda.ts';

export type ProcessState = 'running' | 'frozen' | 'gone';

export class SimProcess {
  readonly name: string;
  readonly incarnation: Incarnation;
  readonly clock: Clock;
  state: ProcessState = 'running';
  /** Its orderly stop has ended: it must not ask anything of the world any more. */
  ended = false;
  /** Until then its questions about the fleet find no connection (virtual ms). */
  cutOffUntil = Number.NEGATIVE_INFINITY;
  /** When it last went on after a freeze (virtual ms). */
  thawedAt = Number.NEGATIVE_INFINITY;
  readonly #agenda: Agenda;
  #aheadMs = 0;
  #deferred: (() => void)[] = [];
  /** Node keeps a signal that somebody listens to for ever: who never wakes up must be forgotten, or whole worlds stay in memory. */
  readonly #asleep = new Set<() => void>();

  constructor(name: string, agenda: Agenda, worker = 'sim', token = `token-${name}`) {
    this.name = name;
    this.incarnation = { worker, token };
    this.#agenda = agenda;
    this.clock = {
      now: () => agenda.now + this.#aheadMs,
      monotonic: () => agenda.now,
      sleep: (ms, signal) => this.#sleep(ms, signal),
    };
  }

  /** Its wall clock goes wrong by so much; what it measures with does not. */
  jump(ms: number): void {
    this.#aheadMs = ms;
  }

  /** Runs `action` in the process: now, when it thaws, or never. */
  reach(action: () => void): void {
    if (this.state === 'running') action();
    else if (this.state === 'frozen') this.#deferred.push(action);
  }

  freeze(): void {
    if (this.state === 'running') this.state = 'frozen';
  }

  thaw(): void {
    if (this.state !== 'frozen') return;
    this.state = 'running';
    this.thawedAt = this.#agenda.now;
    const deferred = this.#deferred;
    this.#deferred = [];
    for (const action of deferred) this.#agenda.after(0, () => this.reach(action));
  }

  kill(): void {
    this.state = 'gone';
    this.#deferred = [];
    for (const forget of this.#asleep) forget();
    this.#asleep.clear();
  }

  #sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted === true) {
        resolve();
        return;
      }
      const wake = (): void => {
        forget();
        this.#asleep.delete(forget);
        resolve();
      };
      const forget = (): void => signal?.removeEventListener('abort', wake);
      this.#asleep.add(forget);
      signal?.addEventListener('abort', wake);
      this.#agenda.after(ms, () => this.reach(wake));
    });
  }
}
