// The callers' side of the traffic: rollings are made, ended, suspended and forced; some commands come twice.
import type { AdjustCommand, Command, CreateCommand, PlainCommand } from '../../src/domain/command.ts';
import type { RollingId } from '../../src/domain/ids.ts';
import { newRollingId, slotOf } from '../../src/domain/slot.ts';
import type { Asked, Callers } from './caller.ts';
import type { Plan, PlannedPlayer } from './plan.ts';
import type { Random } from './random.ts';
import { CURRENCY, WEIGHTS_BP } from './rules.ts';
import type { World } from './world.ts';

const CONTRIBUTION: CreateCommand['contribution'] = {
  defaultBp: 10_000,
  rules: [
    { product: 'live', weightBp: WEIGHTS_BP.live },
    { product: 'sports', weightBp: WEIGHTS_BP.sports },
    { product: 'virtual', weightBp: WEIGHTS_BP.virtual },
    { product: 'poker', weightBp: WEIGHTS_BP.poker },
  ],
};

export class CommandTraffic {
  readonly #world: World;
  readonly #plan: Plan;
  readonly #callers: Callers;
  readonly #random: Random;
  readonly #creates: CreateCommand[] = [];
  #numbers = 0;

  constructor(world: World, plan: Plan, callers: Callers, random: Random) {
    this.#world = world;
    this.#plan = plan;
    this.#callers = callers;
    this.#random = random;
  }

  act(): void {
    const lot = this.#random.next();
    if (lot < 0.4) this.create();
    else if (lot < 0.85) this.#command();
    else this.#repeat();
  }

  /** An operator revives what gave up while the wallet was ill. */
  revive(rollingId: RollingId, player: Pick<PlannedPlayer, 'brandId' | 'playerId'>): Asked {
    return this.#callers.ask(this.#plain('retry-completion', rollingId, player));
  }

  create(): void {
    const random = this.#random;
    const player = random.pickFrom(this.#plan.players);
    if (player === undefined) return;
    const had = this.#creates.filter((command) => command.playerId === player.playerId).length;
    if (had >= player.rollingsMax) return;
    this.#numbers += 1;
    const { now } = this.#world.agenda;
    const command: CreateCommand = {
      operation: 'create',
      brandId: player.brandId,
      playerId: player.playerId,
      key: `key-${this.#numbers}`,
      fingerprint: this.#numbers,
      requestedBy: 'promotion',
      rollingId: newRollingId(now, slotOf(player.brandId, player.playerId), random.bits()),
      currency: CURRENCY,
      exponent: 2,
      source: { type: 'bonus', id: `bonus-${this.#numbers}` },
      requiredMinor: BigInt(random.pick([200, 1_000, 2_500, 6_000]) + random.between(0, 300)),
      baseMinor: null,
      multiplier: null,
      releaseMinor: random.chance(0.1) ? 0n : BigInt(random.between(1, 500)),
      maxConversionMinor: random.chance(0.2) ? 100n : null,
      activatesAt: this.#activatesAt(now),
      expiresAt: random.chance(0.4) ? now + random.between(4_000, 25_000) : null,
      priority: random.between(0, 2),
      contribution: CONTRIBUTION,
      minOdds: null,
      maxBetMinor: null,
      betCapMinor: null,
      metadata: null,
    };
    this.#creates.push(command);
    this.#callers.ask(command);
  }

  #activatesAt(now: number): number | null {
    const lot = this.#random.next();
    if (lot < 0.7) return null;
    return lot < 0.85 ? now - this.#random.between(1, 3_000) : now + this.#random.between(1, 3_000);
  }

  #command(): void {
    const created = this.#random.pickFrom(this.#creates);
    if (created === undefined) return;
    const lot = this.#random.next();
    if (lot < 0.2) {
      const { rollingId } = created;
      this.#callers.ask({ ...this.#base(created), operation: 'cancel', rollingId, reason: 'REQUESTED' });
      return;
    }
    if (lot < 0.25) {
      this.#callers.ask({ ...this.#base(created), operation: 'cancel-all', reason: 'SELF_EXCLUSION' });
      return;
    }
    if (lot < 0.45) {
      this.#callers.ask(this.#adjust(created));
      return;
    }
    const operation = this.#random.pick([
      'suspend',
      'resume',
      'resume',
      'complete',
      'expire',
      'retry-completion',
    ] as const);
    this.#callers.ask(this.#plain(operation, created.rollingId, created));
  }

  /** An earlier command once more: by an impatient caller, or under a key that was used for something else. */
  #repeat(): void {
    const created = this.#random.pickFrom(this.#creates);
    if (created !== undefined && this.#random.chance(0.3)) {
      // The same source and body by another caller: the same rolling.
      this.#numbers += 1;
      this.#callers.ask({ ...created, key: `key-${this.#numbers}` });
      return;
    }
    const earlier = this.#random.pickFrom(this.#callers.all);
    if (earlier === undefined) return;
    const { command } = earlier;
    const spoiled: Command = { ...command, fingerprint: command.fingerprint + 1_000_000 };
    this.#callers.ask(this.#random.chance(0.8) || earlier.reply === null ? command : spoiled);
  }

  /** A later end, progress given or taken, or both; some ask for what is not allowed. */
  #adjust(created: CreateCommand): AdjustCommand {
    const random = this.#random;
    const { rollingId } = created;
    return {
      ...this.#base(created),
      operation: 'adjust',
      rollingId,
      reason: 'goodwill',
      expiresAt: random.chance(0.4) ? this.#world.agenda.now + random.between(1, 40_000) : null,
      wageredDeltaMinor: random.chance(0.7) ? BigInt(random.between(-500, 900)) : null,
    };
  }

  #plain(
    operation: PlainCommand['operation'],
    rollingId: RollingId,
    player: Pick<PlannedPlayer, 'brandId' | 'playerId'>,
  ): PlainCommand {
    return { ...this.#base(player), operation, rollingId, reason: null };
  }

  #base({ brandId, playerId }: Pick<PlannedPlayer, 'brandId' | 'playerId'>) {
    this.#numbers += 1;
    return {
      brandId,
      playerId,
      key: `key-${this.#numbers}`,
      fingerprint: this.#numbers,
      requestedBy: 'admin',
      note: this.#numbers % 2 === 0 ? 'why' : null,
    };
  }
}
