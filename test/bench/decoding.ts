// How the naive baseline decodes wallet entries: as the service does.
import { exponentOf } from '../../src/adapters/currency/iso-4217.ts';
import { EVENT_FUTURE_MS, EVENT_RETENTION_MS } from '../../src/domain/retention.ts';

export const DECODING = {
  brandEnforcement: 'enforce',
  defaultBrandId: null,
  exponentOf,
  retentionMs: EVENT_RETENTION_MS,
  futureMs: EVENT_FUTURE_MS,
} as const;
