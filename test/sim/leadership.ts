// The session on which one process leads. It ends with its process, or once the server has heard nothing of it for six seconds, as
// of a frozen one, or by itself; then another may lead.
import type { FleetStore } from '../../src/ports/fleet-store.ts';
import type { Agenda } from './agenda.ts';
import type { SimProcess } from './sim-process.ts';

type Lead = Awaited<ReturnType<FleetStore['lead']>>;

interface Session {
  readonly process: SimProcess;
  readonly lost: PromiseWithResolvers<void>;
  readonly resign: () => Promise<void>;
}

const SILENCE_MS_MAX = 6_000;

export class Leadership {
  readonly #store: Pick<FleetStore, 'lead'>;
  readonly #agenda: Agenda;
  #session: Session | null = null;

  constructor(store: Pick<FleetStore, 'lead'>, agenda: Agenda) {
    this.#store = store;
    this.#agenda = agenda;
  }

  async lead(process: SimProcess): Promise<Lead> {
    const led = await this.#store.lead();
    if (led === null) return null;
    const session: Session = { process, lost: Promise.withResolvers<void>(), resign: led.resign };
    this.#session = session;
    // It may have fallen silent while its question was on the way.
    if (process.state !== 'running') this.silent(process);
    return {
      lost: session.lost.promise,
      resign: async () => {
        if (this.#session === session) await this.end(process);
      },
    };
  }

  leads(process: SimProcess): boolean {
    return this.#session?.process === process;
  }

  /** The server ends the session; its holder hears of it when it can hear. */
  async end(process: SimProcess): Promise<void> {
    const session = this.#session;
    if (session === null || session.process !== process) return;
    this.#session = null;
    await session.resign();
    process.reach(() => session.lost.resolve());
  }

  /** From now on the server hears nothing of the process. */
  silent(process: SimProcess, ms = SILENCE_MS_MAX): void {
    const session = this.#session;
    if (session === null || session.process !== process) return;
    this.#agenda.after(ms, () => {
      if (this.#session === session && process.state !== 'running') void this.end(process);
    });
  }
}
