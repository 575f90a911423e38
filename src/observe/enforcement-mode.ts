// The gauge that says which mode of brand enforcement is in force.
import type { BrandEnforcement } from '../domain/brand-enforcement.ts';
import type { Metrics } from './metrics.ts';

const SERIES: Readonly<Record<BrandEnforcement, 'rolling_service'>> = {
  off: 'rolling_service',
  observe: 'rolling_service',
  enforce: 'rolling_service',
};

/** Every mode has its series, one of them at 1: a change of mode is then a change of value, not a series that vanishes. */
export function showEnforcementMode({ multiBrandEnforcementMode }: Metrics, inForce: BrandEnforcement): void {
  for (const [mode, service] of Object.entries(SERIES)) {
    multiBrandEnforcementMode.set({ service, mode }, mode === inForce ? 1 : 0);
  }
}
