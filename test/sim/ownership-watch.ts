// Liveness of the fleet once it heals: whatever has nobody living to serve it finds somebody within a bound.
import type { Violations } from './violations.ts';
import type { World } from './world.ts';

/** Beside the lease: a silent leader is succeeded after six seconds, and then some looks, renewals and lost answers. */
const PATIENCE_MS = 12_000;

export class OwnershipWatch {
  readonly #world: World;
  readonly #violations: Violations;
  readonly #leaseMs: number;
  readonly #since = new Map<string, number>();

  constructor(world: World, violations: Violations, leaseMs: number) {
    this.#world = world;
    this.#violations = violations;
    this.#leaseMs = leaseMs;
  }

  look(): void {
    const { tables } = this.#world;
    for (const { brandId, shardNo, retired, token } of tables.shards.values())
      this.#note(`${brandId}/${shardNo}`, retired || this.#isServed(token));
    for (const { stream, token } of tables.walletStreams.values()) this.#note(stream, this.#isServed(token));
  }

  #isServed(token: string | null): boolean {
    const { tables, agenda } = this.#world;
    for (const worker of tables.workers.values()) if (worker.token === token) return worker.leaseUntil > agenda.now;
    return false;
  }

  #note(name: string, isServed: boolean): void {
    const { now } = this.#world.agenda;
    if (isServed) {
      this.#since.delete(name);
      return;
    }
    const since = this.#since.get(name) ?? now;
    this.#since.set(name, since);
    this.#violations.expect(
      now - since <= this.#leaseMs + PATIENCE_MS,
      'nothing is without an owner for long',
      () => `${name} since ${since}`,
    );
  }
}
