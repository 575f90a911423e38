// The links between simulated processes: batches take their time, stop in the middle, or vanish on a connection that is half open
// until its sender notices; a frozen process neither hears nor answers.
import { type Hop, type MemoryLink, MemoryNetwork } from '../../src/adapters/memory/memory-link.ts';
import type { LinkHandlers } from '../../src/ports/link.ts';
import type { Agenda } from './agenda.ts';
import type { Faults } from './faults.ts';
import type { Network } from './network.ts';
import type { Random } from './random.ts';
import type { SimProcess } from './sim-process.ts';
import type { Trace } from './trace.ts';

export interface SimLinksOptions {
  readonly agenda: Agenda;
  readonly random: Random;
  readonly faults: Faults;
  readonly network: Network;
  readonly trace: Trace;
}

const LATE_MS_MAX = 2_000;
/** A silent connection is noticed by its sender within this. */
const NOTICED_MS_MAX = 4_000;
/** Few entries may be out on a connection, so that its bound is met. */
const ENTRIES_MAX = [2, 20, 1_000] as const;

export class SimLinks {
  readonly #links: MemoryNetwork;
  readonly #processes = new Map<string, SimProcess>();
  readonly #options: SimLinksOptions;

  constructor(options: SimLinksOptions) {
    this.#options = options;
    const { agenda, random } = options;
    this.#links = new MemoryNetwork({
      clock: { now: () => agenda.now, monotonic: () => agenda.now, sleep: async () => undefined },
      carry: (hop, arrive) => this.#carry(hop, arrive),
      entriesMax: random.pick(ENTRIES_MAX),
      commandsMax: random.pick([1, 100]),
    });
  }

  join(address: string, process: SimProcess, handlers: LinkHandlers | null): MemoryLink {
    this.#processes.set(address, process);
    return this.#links.join(address, handlers, process.clock);
  }

  /** Whether somebody listens or stands frozen there. */
  isTaken(address: string): boolean {
    const process = this.#processes.get(address);
    return process !== undefined && process.state !== 'gone';
  }

  /** Its connections end, in both directions. */
  leave(address: string, process: SimProcess): void {
    if (this.#processes.get(address) !== process) return;
    this.#links.crash(address);
  }

  cut(from: string, to: string): void {
    const { trace, agenda } = this.#options;
    trace.line(agenda.now, `link ${from} to ${to} is cut`);
    this.#processes.get(from)?.reach(() => this.#links.cut(from, to));
  }

  #carry(hop: Hop, arrive: () => void): void {
    const { agenda, random, faults, network, trace } = this.#options;
    const sender = hop.what === 'requests' ? hop.from : hop.to;
    const other = hop.what === 'requests' ? hop.to : hop.from;
    if (hop.what !== 'break' && faults.strikes('link_half_open')) {
      // Nothing behind it arrives either: the order within a connection holds.
      agenda.after(random.between(1, NOTICED_MS_MAX), () => this.cut(sender, other));
      return;
    }
    const ms = faults.strikes('link_late') ? random.between(1, LATE_MS_MAX) : network.latency();
    agenda.after(ms, () =>
      this.#processes.get(hop.to)?.reach(() => {
        trace.line(agenda.now, `link ${hop.from} to ${hop.to}: ${hop.count} ${hop.what}`);
        arrive();
      }),
    );
    if (hop.what !== 'break' && faults.strikes('link_cut'))
      agenda.after(random.between(0, ms + 2), () => this.cut(sender, other));
  }
}
