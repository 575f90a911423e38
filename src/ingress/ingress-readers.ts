// The readers of this process: one ingress per wallet stream that it can read, each running while its lease is held here.
import type { Clock } from '../ports/clock.ts';
import type { StreamLease } from '../ports/fleet-store.ts';
import type { StreamReaders } from '../ports/stream-readers.ts';
import type { WalletStream } from '../ports/wallet-stream.ts';
import { Ingress, type IngressOptions } from './ingress.ts';

export interface IngressReadersOptions extends Omit<IngressOptions, 'stream'> {
  readonly streams: readonly WalletStream[];
  readonly clock: Clock;
  /** A reader ended by a bug. */
  readonly onDied: (error: unknown) => void;
}

interface Running {
  readonly lease: StreamLease;
  readonly ingress: Ingress;
  readonly ended: Promise<void>;
  /** Somebody asked for its end, and answers for the rest. */
  isStopping: boolean;
  finished: Promise<void> | null;
}

export class IngressReaders implements StreamReaders {
  private readonly ingresses: ReadonlyMap<string, Ingress>;
  private isClosed = false;
  private readonly running = new Map<string, Running>();
  private readonly options: IngressReadersOptions;

  constructor(options: IngressReadersOptions) {
    this.options = options;
    this.ingresses = new Map(options.streams.map((stream) => [stream.name, new Ingress({ ...options, stream })]));
  }

  start(lease: StreamLease, validUntil: () => number): void {
    const { clock, health, onDied } = this.options;
    const ingress = this.ingresses.get(lease.stream);
    if (ingress === undefined || this.isClosed || this.running.has(lease.stream)) return;
    health.beat('event_consumer', clock.now(), lease.stream);
    let isOver = false;
    // Once ended it stays so for this reader, also where it is renewed after all: some part of it may have given up already.
    const leftMs = (): number => {
      const left = isOver ? 0 : validUntil() - clock.monotonic();
      isOver = left <= 0;
      return left;
    };
    const ended = ingress.run({ ...lease, leftMs });
    const running: Running = { lease, ingress, ended, isStopping: false, finished: null };
    this.running.set(lease.stream, running);
    ended.then(() => this.lapsed(running)).catch(onDied);
  }

  /** It ended with its lease: should that be renewed after all, somebody must begin to read anew. */
  private async lapsed(running: Running): Promise<void> {
    if (running.isStopping) return;
    running.isStopping = true;
    await this.finished(running);
  }

  private finished(running: Running): Promise<void> {
    running.finished ??= this.finish(running);
    return running.finished;
  }

  private async finish({ lease, ingress }: Running): Promise<void> {
    await ingress.drain();
    if (this.running.get(lease.stream)?.ingress !== ingress) return;
    this.running.delete(lease.stream);
    // Somebody else reads it now, and answers for it.
    this.options.health.rest('event_consumer', lease.stream);
  }

  async stop(stream: string): Promise<void> {
    const running = this.running.get(stream);
    if (running === undefined) return;
    running.isStopping = true;
    running.ingress.stop();
    await Promise.allSettled([running.ended]);
    await this.finished(running);
  }

  /** Brings gauges up to date; call before metrics are read. */
  report(): void {
    for (const { ingress } of this.running.values()) ingress.report();
  }

  reading(): readonly StreamLease[] {
    return [...this.running.values()].map(({ lease }) => lease);
  }

  /** The first half of stopping them all: nothing more is handed on, and nobody begins to read any more. */
  async stopReading(): Promise<void> {
    this.isClosed = true;
    const all = [...this.running.values()];
    for (const running of all) {
      running.isStopping = true;
      running.ingress.stop();
    }
    await Promise.allSettled(all.map(({ ended }) => ended));
  }

  /** The second half, once owners have drained: what is durable is acknowledged. */
  async drain(): Promise<void> {
    await Promise.all([...this.running.keys()].map((stream) => this.stop(stream)));
  }
}
