// Processor time of this process and of the servers, read from the kernel: what bounds a run is seen in who used the cores.
import { readFile, readdir } from 'node:fs/promises';

export interface ServerPids {
  readonly postgres: number;
  readonly redis: number;
}

/** Microseconds of processor time so far; null where the system has no /proc. */
export interface CpuReading {
  readonly node: number;
  readonly postgres: number | null;
  readonly redis: number | null;
}

/** The kernel counts in ticks of 10 ms on every Linux that Node runs on. */
const TICK_MICROS = 10_000;

interface ProcessStat {
  readonly parent: number;
  readonly ownTicks: number;
  /** Of children that have ended and were waited for. */
  readonly endedChildrenTicks: number;
}

async function statOf(pid: number | string): Promise<ProcessStat | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (text === null) return null;
  // The second field is the command in brackets, which may hold anything; counting starts behind it, at field 3.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const field = (number: number): number => Number(fields[number - 3] ?? 0);
  return { parent: field(4), ownTicks: field(14) + field(15), endedChildrenTicks: field(16) + field(17) };
}

/** A server and its children, those that ended included. */
export async function microsOfServer(pid: number): Promise<number | null> {
  const server = await statOf(pid);
  if (server === null) return null;
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const all = await Promise.all(pids.map(statOf));
  const children = all.filter((stat) => stat?.parent === pid);
  const ticks = children.reduce(
    (sum, stat) => sum + (stat?.ownTicks ?? 0),
    server.ownTicks + server.endedChildrenTicks,
  );
  return ticks * TICK_MICROS;
}

export async function readCpu(servers: ServerPids): Promise<CpuReading> {
  const [postgres, redis] = await Promise.all([microsOfServer(servers.postgres), microsOfServer(servers.redis)]);
  const { user, system } = process.cpuUsage();
  return { node: user + system, postgres, redis };
}

export interface CpuPerEvent {
  readonly node: number;
  readonly postgres: number | null;
  readonly redis: number | null;
}

export function cpuPerEvent(before: CpuReading, after: CpuReading, events: number): CpuPerEvent {
  const each = (from: number | null, to: number | null): number | null =>
    from === null || to === null || events === 0 ? null : (to - from) / events;
  return {
    node: events === 0 ? 0 : (after.node - before.node) / events,
    postgres: each(before.postgres, after.postgres),
    redis: each(before.redis, after.redis),
  };
}
