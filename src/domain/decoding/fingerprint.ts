// The canonical text of a decoded payload, and its hash. FROZEN: the inbox keeps fingerprints, and a redelivery that met
// another text would be taken for another event (a golden test pins them). It knows no envelope time, so neither does it know
// a payload time that was only defaulted from one.
import { fingerprintOf } from '../hash.ts';

/** NUL is in no storable text and no field is empty text (both are refused earlier), so no two payloads join alike. */
const SEPARATOR = '\u0000';

type Field = string | bigint | number | null;

/** The fingerprint of one event type's fields, in their frozen order; null is an absent one. */
export function fingerprintOfFields(fields: readonly Field[]): number {
  return fingerprintOf(fields.join(SEPARATOR));
}
