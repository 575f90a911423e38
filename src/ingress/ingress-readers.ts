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
}

export class IngressReaders implements StreamReaders {
  private readonly ingresses: ReadonlyMap<string, Ingress>;
  private readonly running = new Map<string, Running>();
  private readonly options: IngressReadersOptions;

  constructor(options: IngressReadersOptions) {
    this.options = options;
    this.ingresses = new Map(options.streams.map((stream) => [stream.name, new Ingress({ ...options, stream })]));
  }

  start(lease: StreamLease, validUntil: () => number): void {
    const { clock, health, onDied } = this.options;
    const ingress = this.ingresses.get(lease.stream);
    if (ingress === undefined || this.running.has(lease.stream)) return;
    health.beat('event_consumer', clock.now(), lease.stream);
    const ended = ingress.run({ ...lease, leftMs: () => validUntil() - clock.monotonic() });
    ended.catch(onDied);
    this.running.set(lease.stream, { lease, ingress, ended });
  }

  async stop(stream: string): Promise<void> {
    const running = this.running.get(stream);
    if (running === undefined) return;
    running.ingress.stop();
    await Promise.allSettled([running.ended]);
    await running.ingress.drain();
    this.running.delete(stream);
    // Somebody else reads it now, and answers for it.
    this.options.health.rest('event_consumer', stream);
  }

  /** Brings gauges up to date; call before metrics are read. */
  report(): void {
    for (const { ingress } of this.running.values()) ingress.report();
  }

  reading(): readonly StreamLease[] {
    return [...this.running.values()].map(({ lease }) => lease);
  }

  /** The first half of stopping them all: nothing more is handed on. */
  async stopReading(): Promise<void> {
    const all = [...this.running.values()];
    for (const { ingress } of all) ingress.stop();
    await Promise.allSettled(all.map(({ ended }) => ended));
  }

  /** The second half, once owners have drained: what is durable is acknowledged. */
  async drain(): Promise<void> {
    await Promise.all([...this.running.keys()].map((stream) => this.stop(stream)));
  }
}
