// No request waits for ever for somebody who does not answer.
import type { Clock } from '../ports/clock.ts';
import { ApiProblem } from './problems.ts';

const READ_TIMEOUT_MS = 5_000;

/** As `work`, or a rejection once `timeoutMs` have passed; the work itself goes on unheard. */
export async function within<T>(
  clock: Clock,
  timeoutMs: number,
  work: () => Promise<T>,
  late = (message: string): Error => new Error(message),
): Promise<T> {
  const done = new AbortController();
  const timeout = clock.sleep(timeoutMs, done.signal).then(() => {
    throw late(`no answer within ${timeoutMs} ms`);
  });
  try {
    return await Promise.race([work(), timeout]);
  } finally {
    // Ends the sleep; its rejection has been heard by the race, or comes to nobody's harm.
    timeout.catch(() => undefined);
    done.abort();
  }
}

/** A read of the database; a problem 503 where it fails or takes too long, for us or for the caller. */
export async function read<T>(clock: Clock, work: () => Promise<T>, deadlineAt = Infinity): Promise<T> {
  try {
    return await within(clock, Math.min(READ_TIMEOUT_MS, deadlineAt - clock.now()), work);
  } catch (error) {
    throw new ApiProblem('STORE_UNAVAILABLE', 'nothing was read; ask again', {}, error);
  }
}
