// The port DeadLetters on Postgres, on connections of its own. Two operators at once: one claims the letter, the other hears that
// somebody is at it.
import { randomUUID } from 'node:crypto';
import { type KeptDeadLetter, type ResolutionAsked, judgeResolution } from '../../domain/dead-letter.ts';
import type { DeadLetters, LetterOutcome } from '../../ports/dead-letters.ts';
import type { WalletAppender } from '../../ports/wallet-appender.ts';
import { openPool, type Sql } from './connection.ts';
import { selectDeadLetter } from './read/select-dead-letters.ts';
import { claimDeadLetter, markDiscarded, markReplayed, releaseDeadLetter } from './resolve-dead-letter.ts';
import { type Heard, Wire } from './wire.ts';

const TIMEOUT_MS = 4_000;
/** Longer than Redis may take to answer, and so than an append may take. */
const CLAIM_MS = 30_000;

export interface LetterPool {
  readonly sql: Sql;
  readonly heard: Heard;
}

export interface LetterPoolOptions {
  readonly connectionsMax?: number;
  readonly connectTimeoutMs?: number;
}

export function openLetterPool(databaseUrl: string, options: LetterPoolOptions = {}): LetterPool {
  const wire = new Wire();
  const sql = openPool(databaseUrl, {
    connectionsMax: 1,
    ...options,
    applicationName: 'rolling-service dead letters',
    statementTimeoutMs: TIMEOUT_MS,
    wire,
  });
  return { sql, heard: wire.within(CLAIM_MS) };
}

type Judged = { readonly outcome: LetterOutcome } | { readonly letter: KeptDeadLetter; readonly fields: Fields };
type Fields = Readonly<Record<string, string>> | null;

class LetterDesk {
  readonly #sql: Sql;
  readonly #claimMs: number;

  constructor(sql: Sql, claimMs: number) {
    this.#sql = sql;
    this.#claimMs = claimMs;
  }

  async resolve(id: number, asked: ResolutionAsked, appender: WalletAppender): Promise<LetterOutcome> {
    const judged = await this.#judge(id, asked, appender);
    if ('outcome' in judged) return judged.outcome;
    const { letter, fields } = judged;
    const resolution =
      fields === null ? await this.#discard(letter, asked) : await this.#replay(letter, asked, fields, appender);
    if (resolution !== null) return { kind: 'resolved', letter: { ...letter, resolution } };
    // Somebody else was at it: either they are done by now, or one has to ask again.
    const again = await this.#judge(id, asked, appender);
    return 'outcome' in again ? again.outcome : { kind: 'busy' };
  }

  async #judge(id: number, asked: ResolutionAsked, { streams }: WalletAppender): Promise<Judged> {
    const letter = await selectDeadLetter(this.#sql, id);
    if (letter === null) return { outcome: { kind: 'unknown' } };
    const judgement = judgeResolution(letter, asked, streams);
    if (judgement.kind === 'refused') return { outcome: { ...judgement, letter } };
    if (judgement.kind === 'repeated') return { outcome: { kind: 'repeated', letter } };
    return { letter, fields: judgement.fields };
  }

  async #discard({ id }: KeptDeadLetter, asked: ResolutionAsked): Promise<KeptDeadLetter['resolution']> {
    const resolution = { ...asked, replayedAs: null };
    return (await markDiscarded(this.#sql, id, resolution)) ? resolution : null;
  }

  async #replay(
    { id, stream }: KeptDeadLetter,
    asked: ResolutionAsked,
    fields: Readonly<Record<string, string>>,
    appender: WalletAppender,
  ): Promise<KeptDeadLetter['resolution']> {
    const claim = randomUUID();
    if (!(await claimDeadLetter(this.#sql, id, claim, this.#claimMs))) return null;
    let replayedAs: string;
    try {
      replayedAs = await appender.append(stream, fields);
    } catch (error) {
      // So that asking again need not wait until the claim lapses, which it does where this fails too.
      await releaseDeadLetter(this.#sql, id, claim).catch(() => undefined);
      throw error;
    }
    const resolution = { ...asked, replayedAs };
    return (await markReplayed(this.#sql, id, claim, resolution)) ? resolution : null;
  }
}

export function createPostgresDeadLetters({ sql, heard }: LetterPool, claimMs = CLAIM_MS): DeadLetters {
  const desk = new LetterDesk(sql, claimMs);
  return { resolve: (id, asked, appender) => heard(() => desk.resolve(id, asked, appender)) };
}
