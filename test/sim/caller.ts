// Callers of commands: each asks until it is answered with something other than "ask again", always under the same key.
import { operationKey } from '../../src/domain/decide/command.ts';
import type { Command, CommandReply } from '../../src/domain/command.ts';
import { answerName } from './books.ts';
import type { Random } from './random.ts';
import type { Supervisor } from './supervisor.ts';
import type { Violations } from './violations.ts';
import type { World } from './world.ts';

const DEADLINE_MS = 4_000;
const PATIENCE_MS = 1_000;

export interface Asked {
  readonly command: Command;
  reply: CommandReply | null;
}

export class Callers {
  readonly all: Asked[] = [];
  readonly #world: World;
  readonly #supervisor: Supervisor;
  readonly #violations: Violations;
  readonly #random: Random;

  constructor(world: World, supervisor: Supervisor, violations: Violations, random: Random) {
    this.#world = world;
    this.#supervisor = supervisor;
    this.#violations = violations;
    this.#random = random;
  }

  ask(command: Command): Asked {
    const asked: Asked = { command, reply: null };
    this.all.push(asked);
    this.#try(asked);
    return asked;
  }

  #try(asked: Asked): void {
    const { agenda } = this.#world;
    if (asked.reply !== null) return;
    let over = false;
    const tryAgain = (): void => {
      if (over) return;
      over = true;
      agenda.after(this.#random.between(50, 500), () => this.#try(asked));
    };
    const running = this.#random.pickFrom(this.#supervisor.reachable);
    if (running === undefined) {
      tryAgain();
      return;
    }
    const askedAt = agenda.now;
    // No answer by then: the process died or stands still, and another is asked. The first answer may still come.
    agenda.after(DEADLINE_MS + PATIENCE_MS, tryAgain);
    const { command } = asked;
    running.process.reach(() => {
      if (!running.takesRequests) {
        tryAgain();
        return;
      }
      const deadlineAt = running.process.clock.now() + DEADLINE_MS;
      this.#world.note(`${running.process.name} is asked to ${operationKey(command)} by ${command.key}`);
      running.commandsOpen += 1;
      void running.gate.submit(command, deadlineAt).then((reply) => {
        running.commandsOpen -= 1;
        this.#world.note(`${running.process.name} replies ${reply.status} to ${command.key}`);
        if (reply.status === 503 || saysUndone(reply)) tryAgain();
        else this.#answered(asked, reply, askedAt);
      });
    });
  }

  #answered(asked: Asked, reply: CommandReply, askedAt: number): void {
    const { command } = asked;
    const name = `${command.key} ${reply.status} ${reply.body}`;
    const stored = this.#world.books.answers.get(answerName({ ...command, operation: operationKey(command) }));
    const problem = reply.status >= 400 ? problemCode(reply.body) : null;
    if (problem === 'ROLLING_NOT_FOUND') {
      const named = 'rollingId' in command && command.operation !== 'create' ? command.rollingId : null;
      const book = named === null ? undefined : this.#world.books.rollings.get(named);
      this.#violations.expect(
        book === undefined || book.knownFrom >= askedAt,
        'a rolling that exists is found',
        () => name,
      );
    } else if (problem === 'IDEMPOTENCY_KEY_REUSED') {
      const reused = stored !== undefined && stored.fingerprint !== command.fingerprint;
      this.#violations.expect(reused, 'a key is reused only with another body', () => name);
    } else {
      const durable = stored?.reply.body === reply.body && stored.reply.status === reply.status;
      this.#violations.expect(durable, 'answered only what is durable, and always the same', () => name);
    }
    asked.reply ??= reply;
  }
}

/** Nothing was done, and the same key works once somebody has repaired what was wrong. */
function saysUndone({ status, body }: CommandReply): boolean {
  const problem = status >= 400 ? problemCode(body) : null;
  return problem === 'PLAYER_QUARANTINED' || problem === 'COMMAND_FAILED';
}

function problemCode(body: string): string | null {
  const problem: unknown = JSON.parse(body);
  if (typeof problem !== 'object' || problem === null || !('code' in problem)) return null;
  return typeof problem.code === 'string' ? problem.code : null;
}
