// What a statement says of an order: why it is refused, or the number of its entry in the history.
import type { FleetRefusal } from '../../../domain/fleet-refusals.ts';
import type { OrderAnswer } from '../../../ports/fleet-store.ts';

export interface OrderVerdict {
  refused: FleetRefusal | null;
  id: number | null;
}

export function answerOf([row]: readonly OrderVerdict[]): OrderAnswer {
  if (row?.refused) return { refused: row.refused };
  if (row === undefined || row.id === null) throw new Error('an order is either refused or numbered');
  return { id: row.id };
}
