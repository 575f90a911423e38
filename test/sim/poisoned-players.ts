// Players on whom every decision throws for a while, and the operator who asks for replays: too early as well, while they are still ill.
import type { MemoryTables } from '../../src/adapters/memory/memory-tables.ts';
import type { LoadedFacts } from '../../src/ports/store.ts';
import { throwsWhenDecided } from '../poisoned-rolling.ts';
import type { Agenda } from './agenda.ts';
import type { Faults } from './faults.ts';
import type { Random } from './random.ts';
import { playerName } from './sent.ts';

const ILL_MS_MAX = 4_000;
const LOOK_MS_MAX = 3_000;

/** What it needs of the world. */
interface Patients {
  readonly agenda: Pick<Agenda, 'now' | 'after'>;
  readonly faults: Faults;
  readonly tables: MemoryTables;
  readonly note: (text: string) => void;
}

interface Player {
  readonly brandId: string;
  readonly playerId: string;
}

export class PoisonedPlayers {
  readonly #ill = new Set<string>();

  /** What a process loads: of those who are ill, rollings that no decision survives. */
  poison(loaded: LoadedFacts): LoadedFacts {
    if (this.#ill.size === 0) return loaded;
    const isIll = ({ brandId, playerId }: Player): boolean => this.#ill.has(playerName(brandId, playerId));
    const rollings = loaded.rollings.map((rolling) =>
      isIll(rolling.facts) ? throwsWhenDecided(rolling, () => isIll(rolling.facts)) : rolling,
    );
    return { ...loaded, rollings };
  }

  trouble(world: Patients, players: readonly Player[], random: Random): void {
    const { agenda, faults } = world;
    agenda.after(random.between(1, LOOK_MS_MAX), () => {
      if (!faults.active) return;
      if (random.chance(0.3)) askForReplays(world);
      const player = random.pickFrom(players);
      if (player !== undefined && faults.strikes('decision_throws')) {
        const name = playerName(player.brandId, player.playerId);
        world.note(`deciding about ${name} throws`);
        this.#ill.add(name);
        agenda.after(random.between(1, ILL_MS_MAX), () => this.#ill.delete(name));
      }
      this.trouble(world, players, random);
    });
  }

  /** A fixed build is out. */
  cure(): void {
    this.#ill.clear();
  }
}

/** Of everybody who is in quarantine, once until it is over. */
export function askForReplays({ tables, agenda }: Pick<Patients, 'tables' | 'agenda'>): void {
  for (const [key, row] of tables.quarantines) {
    if (row.replay !== null) continue;
    tables.quarantines.set(key, { ...row, replay: { at: agenda.now, requestedBy: 'ops', reason: null } });
  }
}

/** Whether the entry waits for its player's quarantine to end. */
export function isParked({ tables }: Pick<Patients, 'tables'>, stream: string, entryId: string): boolean {
  for (const events of tables.parked.values())
    if (events.some((event) => event.stream === stream && event.entryId === entryId)) return true;
  return false;
}
