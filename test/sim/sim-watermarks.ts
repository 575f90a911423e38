// The Watermarks port of one process.
import type { Watermarks } from '../../src/ports/watermarks.ts';
import type { Network } from './network.ts';
import type { SimProcess } from './sim-process.ts';
import type { World } from './world.ts';

export function simWatermarks(world: World, network: Network, process: SimProcess): Watermarks {
  const fate = () => (world.faults.strikes('watermark_rejected') ? 'rejected' : 'fine');
  return {
    begin: () => network.request(process, 'begin mark', () => world.watermarks.begin(), { fate: fate() }),
    note: (lease, at, exceptBrands) =>
      network.request(process, `note mark of ${lease.stream}`, () => world.watermarks.note(lease, at, exceptBrands), {
        fate: fate(),
      }),
  };
}
