// The gate before each brand's wallet, as breakers move it: shut for a while, then room for one probe, then open. All incarnations
// see the same gate; while the world heals it stands open.
import type { BrandId } from '../../src/domain/ids.ts';
import type { WalletGate } from '../../src/ports/wallet-gate.ts';
import type { Agenda } from './agenda.ts';
import type { Faults } from './faults.ts';
import type { Random } from './random.ts';

const LOOK_MS_MAX = 2_000;
const SHUT_MS_MAX = 8_000;
const PROBING_MS_MAX = 1_500;

export class SimGate implements WalletGate {
  readonly #shutUntil = new Map<BrandId, number>();
  readonly #probingUntil = new Map<BrandId, number>();
  readonly #agenda: Agenda;
  readonly #faults: Faults;

  constructor(agenda: Agenda, faults: Faults) {
    this.#agenda = agenda;
    this.#faults = faults;
  }

  /** From now on each of the brands' gates may be shut, until the faults are switched off. */
  trouble(brands: readonly BrandId[], random: Random): void {
    this.#agenda.after(random.between(1, LOOK_MS_MAX), () => {
      if (!this.#faults.active) return;
      for (const brandId of brands) if (this.#faults.strikes('wallet_gate_shut')) this.#shut(brandId, random);
      this.trouble(brands, random);
    });
  }

  room(brandId: BrandId): number {
    if (!this.#faults.active) return Number.MAX_SAFE_INTEGER;
    if (this.#agenda.now < (this.#shutUntil.get(brandId) ?? 0)) return 0;
    return this.#agenda.now < (this.#probingUntil.get(brandId) ?? 0) ? 1 : Number.MAX_SAFE_INTEGER;
  }

  closedBrands(): readonly BrandId[] {
    return [...this.#shutUntil.keys()].filter((brandId) => this.room(brandId) === 0);
  }

  openBreakers(): readonly BrandId[] {
    return this.closedBrands();
  }

  #shut(brandId: BrandId, random: Random): void {
    const until = this.#agenda.now + random.between(100, SHUT_MS_MAX);
    this.#shutUntil.set(brandId, until);
    this.#probingUntil.set(brandId, until + random.between(0, PROBING_MS_MAX));
  }
}
