// The port Watermarks over plain maps: the marks stand in the streams' rows.
import type { Clock } from '../../ports/clock.ts';
import type { Watermarks } from '../../ports/watermarks.ts';
import type { MemoryTables } from './memory-tables.ts';

export function createMemoryWatermarks(tables: MemoryTables, clock: Pick<Clock, 'now'>): Watermarks {
  return {
    begin: async () => clock.now(),
    note: async ({ stream, token, epoch }, at, exceptBrands) => {
      const row = tables.walletStreams.get(stream);
      if (row === undefined || row.token !== token || row.epoch !== epoch) return;
      if (row.processedThrough !== null && row.processedThrough > at) return;
      row.processedThrough = at;
      row.exceptBrands = [...exceptBrands];
    },
  };
}
