// Everything a worker asks of the world goes through here and has two halves: its effect at the far side, and the answer's way
// back. Each takes its own time, so requests overtake each other; a fault or a crash may come before, between or after.
import type { Agenda } from './agenda.ts';
import type { Faults } from './faults.ts';
import type { Random } from './random.ts';
import type { SimProcess } from './sim-process.ts';
import type { Trace } from './trace.ts';
import type { Violations } from './violations.ts';

/** `rejected`: it never arrived. `answer_lost`: it took effect, and the sender is told that it failed. */
export type Fate = 'fine' | 'rejected' | 'answer_lost';

interface Request {
  readonly process: SimProcess;
  dropped: boolean;
  /** Extra delay of its effect. */
  heldUntil: number;
}

/** What the far side may ask about a request that waits there. */
export interface Waiting {
  readonly dropped: boolean;
}

export interface RequestOptions<Answer> {
  readonly fate?: Fate;
  /** What the trace says of the answer. */
  readonly describe?: (answer: Answer) => string;
}

export interface NetworkOptions {
  readonly agenda: Agenda;
  readonly random: Random;
  readonly faults: Faults;
  readonly trace: Trace;
  readonly violations: Violations;
}

const LATE_MS_MAX = 8_000;

export class Network {
  readonly #options: NetworkOptions;
  readonly #underWay = new Set<Request>();
  readonly #spikeMs: number;
  #requests = 0;

  constructor(options: NetworkOptions) {
    this.#options = options;
    this.#spikeMs = options.random.pick([20, 300, 3_000]);
  }

  /** `effect` must answer by promises alone, or by happenings of the agenda. */
  request<Answer>(
    process: SimProcess,
    name: string,
    effect: (request: Waiting) => Promise<Answer>,
    { fate = 'fine', describe }: RequestOptions<Answer> = {},
  ): Promise<Answer> {
    const { agenda, trace, violations } = this.#options;
    this.#requests += 1;
    const title = `${process.name} ${name} #${this.#requests}`;
    violations.expect(!process.ended, 'nothing after stop', () => title);
    trace.line(agenda.now, `${title} asked${fate === 'fine' ? '' : `, ${fate}`}`);
    const request: Request = { process, dropped: false, heldUntil: 0 };
    return new Promise<Answer>((resolve, reject) => {
      if (fate === 'rejected') {
        this.#answer(process, title, () => reject(new Error(`${name}: ${fate}`)));
        return;
      }
      this.#underWay.add(request);
      const arrive = (): void => {
        if (request.heldUntil > agenda.now) {
          agenda.at(request.heldUntil, arrive);
          return;
        }
        if (request.dropped) return;
        trace.line(agenda.now, `${title} arrives`);
        void this.#outcomeOf(effect(request)).then((outcome) => {
          // A read may wait at the far side; until it is done its sender's death still concerns it.
          this.#underWay.delete(request);
          if ('error' in outcome) {
            this.#answer(process, title, () => reject(outcome.error));
            return;
          }
          if (describe !== undefined) trace.line(agenda.now, `${title} gives ${describe(outcome.answer)}`);
          this.#answer(process, title, () => {
            if (fate === 'fine') resolve(outcome.answer);
            else reject(new Error(`${name}: ${fate}`));
          });
        });
      };
      agenda.after(this.latency(), arrive);
    });
  }

  /** Milliseconds that one half of a request takes. */
  latency(): number {
    const { random } = this.#options;
    if (random.chance(0.85)) return random.between(0, 2);
    return random.chance(0.9) ? random.between(1, 25) : random.between(1, this.#spikeMs);
  }

  /** Of what a dying process has asked, some never arrives, some does, and some arrives when others own what it is about. */
  abandon(process: SimProcess): void {
    const { random, faults, agenda } = this.#options;
    for (const request of this.#underWay) {
      if (request.process !== process) continue;
      const fate = random.pick(['crash_request_dropped', 'crash_request_done', 'crash_request_late'] as const);
      faults.count(fate);
      request.dropped = fate === 'crash_request_dropped';
      if (fate === 'crash_request_late') request.heldUntil = agenda.now + random.between(1, LATE_MS_MAX);
    }
  }

  async #outcomeOf<Answer>(effect: Promise<Answer>): Promise<{ answer: Answer } | { error: Error }> {
    try {
      return { answer: await effect };
    } catch (error) {
      return { error: error instanceof Error ? error : new Error(String(error)) };
    }
  }

  #answer(process: SimProcess, title: string, tell: () => void): void {
    const { agenda, trace } = this.#options;
    agenda.after(this.latency(), () =>
      process.reach(() => {
        trace.line(agenda.now, `${title} answered`);
        tell();
      }),
    );
  }
}
