// A commit may only write rows whose slot lies in a shard that it fences.
import { brandId as asBrandId, playerId as asPlayerId } from '../../src/domain/ids.ts';
import { slotOf } from '../../src/domain/slot.ts';
import type { CommitBatch } from '../../src/ports/store.ts';
import type { Violations } from './violations.ts';

export function checkRowsAreFenced(batch: CommitBatch, violations: Violations): void {
  const brands = new Set(batch.fences.map((fence) => fence.brandId));
  const rows = [
    ...batch.created,
    ...batch.snapshots.map((record) => record.facts),
    ...batch.timers,
    ...batch.marks,
    ...batch.answers,
  ];
  for (const { brandId, playerId, slot } of rows) {
    violations.expect(brands.has(brandId), 'rows are fenced', () => `${brandId} ${playerId}`);
    const right = slot === slotOf(asBrandId(brandId), asPlayerId(playerId));
    violations.expect(right, 'rows carry their slot', () => `${brandId} ${playerId} ${slot}`);
  }
  for (const { brandId } of [...batch.inbox, ...batch.journal]) {
    violations.expect(brands.has(brandId), 'rows are fenced', () => brandId);
  }
}
