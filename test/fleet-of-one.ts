// A fleet that has one worker, in memory: what every worker needs to join, for tests that are about something else.
import { createMemoryFleetStore } from '../src/adapters/memory/memory-fleet-store.ts';
import { MemoryNetwork } from '../src/adapters/memory/memory-link.ts';
import type { MemoryTables } from '../src/adapters/memory/memory-tables.ts';
import { createMemoryWatermarks } from '../src/adapters/memory/memory-watermarks.ts';
import type { Clock } from '../src/ports/clock.ts';
import type { WorkerDependencies } from '../src/worker.ts';

export const ADDRESS = 'ws://worker.test';

/** What a member of a fleet is told beside what it does. */
export const MEMBER_OPTIONS = { build: 'test', machineVersion: 1, capacity: 100, leaseMs: 10_000, drainMs: 0 };

export function fleetOfOne(
  tables: MemoryTables,
  clock: Clock,
): Pick<WorkerDependencies, 'fleet' | 'link' | 'watermarks'> {
  return {
    fleet: createMemoryFleetStore(tables, clock),
    link: new MemoryNetwork({ clock }).join(ADDRESS, null),
    watermarks: createMemoryWatermarks(tables, clock),
  };
}
