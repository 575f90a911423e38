// How the measured processes decode wallet entries: as the service does by its defaults.
import { exponentOf } from '../../src/adapters/currency/iso-4217.ts';
import { DAY_MS } from '../../src/domain/timestamp.ts';

export const DECODING = {
  brandEnforcement: 'enforce',
  defaultBrandId: null,
  exponentOf,
  retentionMs: 35 * DAY_MS,
  futureMs: DAY_MS,
} as const;
