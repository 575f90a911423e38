// A CPU profile of this very process while it works; taken in runs of its own, for profiling slows what it looks at.
import { Session } from 'node:inspector/promises';

const SAMPLE_EVERY_MICROS = 250;

export async function startProfile(): Promise<() => Promise<string>> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_EVERY_MICROS });
  await session.post('Profiler.start');
  return async () => {
    const { profile } = await session.post('Profiler.stop');
    session.disconnect();
    return JSON.stringify(profile);
  };
}
