// One leader at a time: an advisory lock, held for as long as one session lives. The leader speaks on that session every second; the
// server ends a session that fell silent, so that a leader that was frozen or cut off is succeeded within seconds, and the leader
// takes silence of the server for the end as well.
import { setTimeout as setTimeoutPromise } from 'node:timers/promises';
import { openPool, type Sql } from '../connection.ts';

/** Any constant that nobody else locks: "leader" in ASCII. */
const LOCK_KEY = 0x6c6561646572;

export interface LeadershipTimes {
  readonly pingMs: number;
  /** For each answer, the first one included. */
  readonly answerMsMax: number;
  /** The server ends a session that is silent for longer. */
  readonly idleMsMax: number;
}

const TIMES: LeadershipTimes = { pingMs: 1_000, answerMsMax: 3_000, idleMsMax: 6_000 };

export interface Leadership {
  readonly lost: Promise<void>;
  readonly resign: () => Promise<void>;
}

interface Session {
  readonly sql: Sql;
  /** Calls back once the connection is gone. */
  onLost: () => void;
}

/** False: it ended first. */
async function isTime(inMs: number, ended: AbortSignal): Promise<boolean> {
  try {
    await setTimeoutPromise(inMs, undefined, { signal: ended });
    return true;
  } catch {
    return false;
  }
}

const tryLock = async (sql: Sql): Promise<boolean> => {
  const [row] = await sql<{ held: boolean }[]>`select pg_try_advisory_lock(${LOCK_KEY}) as held`;
  return row?.held === true;
};

const unlock = async (sql: Sql): Promise<void> => {
  await sql`select pg_advisory_unlock(${LOCK_KEY})`;
};

/** A connection that hangs is not waited for. */
const drop = (session: Session): Promise<void> => session.sql.end({ timeout: 0 });

/** Many may call it; each tries on a session of its own, which is kept for the next try only while somebody else leads. */
export class LeaderElection {
  #kept: Session | null = null;
  readonly #directUrl: string;
  readonly #times: LeadershipTimes;

  /** @param directUrl of the server itself: a pooler that hands a session's statements to several servers knows no session locks */
  constructor(directUrl: string, times: LeadershipTimes = TIMES) {
    this.#directUrl = directUrl;
    this.#times = times;
  }

  /** Null: somebody else leads. Throws where the server does not answer. */
  async lead(): Promise<Leadership | null> {
    // Nobody else tries on this session meanwhile: it would get the lock that the session already has.
    const session = this.#kept ?? this.#open();
    this.#kept = null;
    const lost = Promise.withResolvers<void>();
    session.onLost = lost.resolve;
    let isHeld: boolean;
    try {
      isHeld = await this.#answered(tryLock(session.sql));
    } catch (error) {
      await drop(session);
      throw error;
    }
    if (!isHeld) {
      await this.#keep(session);
      return null;
    }
    const ended = new AbortController();
    void lost.promise.then(() => ended.abort());
    const gone = this.#ping(session, ended.signal, lost.resolve);
    const resign = async (): Promise<void> => {
      // A server that does not answer gives the lock back when it notices that the session ended.
      await this.#answered(unlock(session.sql)).catch(() => undefined);
      lost.resolve();
      await gone;
    };
    return { lost: lost.promise, resign };
  }

  async close(): Promise<void> {
    const kept = this.#kept;
    this.#kept = null;
    if (kept !== null) await drop(kept);
  }

  async #keep(session: Session): Promise<void> {
    if (this.#kept === null) this.#kept = session;
    else await drop(session);
  }

  #open(): Session {
    const session: Session = {
      onLost: () => undefined,
      sql: openPool(this.#directUrl, {
        applicationName: 'rolling-service fleet leader',
        connectionsMax: 1,
        statementTimeoutMs: this.#times.answerMsMax,
        idleTimeoutMs: this.#times.idleMsMax,
        onClose: () => session.onLost(),
      }),
    };
    return session;
  }

  /** Until the session has ended, or is taken for ended: then it is let go, and the lock with it. */
  async #ping(session: Session, ended: AbortSignal, lose: () => void): Promise<void> {
    while (await isTime(this.#times.pingMs, ended)) {
      try {
        await this.#answered(session.sql`select 1`);
      } catch {
        lose();
      }
    }
    await drop(session);
  }

  async #answered<T>(answer: PromiseLike<T>): Promise<T> {
    const { promise: silence, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(
      () => reject(new Error(`Postgres did not answer within ${this.#times.answerMsMax} ms`)),
      this.#times.answerMsMax,
    );
    try {
      return await Promise.race([answer, silence]);
    } finally {
      clearTimeout(timer);
    }
  }
}
