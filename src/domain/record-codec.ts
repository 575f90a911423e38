// A flat record as a JSON object and back, by a table with one row per member. The type of the table demands a row for every
// member, optional ones too, so a member that is added later cannot be forgotten. Unknown members are ignored.

export interface Member<Value> {
  readonly write: (value: Value) => unknown;
  /** Undefined: not of this shape. */
  readonly read: (value: unknown) => Value | undefined;
  /** Whether a record without it is whole. */
  readonly optional: boolean;
}

export type Members<Item> = { readonly [Name in keyof Item]-?: Member<Exclude<Item[Name], undefined>> };

export function member<Value>(
  write: (value: Value) => unknown,
  read: (value: unknown) => Value | undefined,
): Member<Value> {
  return { write, read, optional: false };
}

/** Null is written as null; one that is absent reads as null, as from a build that did not have the member yet. */
export function nullable<Value>({ write, read }: Member<Value>): Member<Value | null> {
  return {
    write: (value) => (value === null ? null : write(value)),
    read: (value) => (value === null || value === undefined ? null : read(value)),
    optional: false,
  };
}

/** For members that the type declares with a question mark: absent stays absent. */
export function optional<Value>(present: Member<Value>): Member<Value> {
  return { ...present, optional: true };
}

export class RecordFault extends TypeError {
  override readonly name = 'RecordFault';
}

export const isJsonObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function writeRecord<Item extends object>(members: Members<Item>, item: Item): Record<string, unknown> {
  const json: Record<string, unknown> = {};
  for (const name in members) {
    const value = item[name];
    if (isPresent(value)) json[name] = members[name].write(value);
  }
  return json;
}

/** Throws `RecordFault` naming the first member that is missing or of another shape. */
export function readRecord<Item extends object>(members: Members<Item>, json: Readonly<Record<string, unknown>>): Item {
  const item: Partial<Item> = {};
  for (const name in members) {
    const given = Object.hasOwn(json, name) ? json[name] : undefined;
    if (given === undefined && members[name].optional) continue;
    const value = members[name].read(given);
    if (value === undefined) throw new RecordFault(`${name} is missing or has another shape`);
    item[name] = value;
  }
  if (!isWhole(members, item)) throw new RecordFault('a member is missing');
  return item;
}

const isPresent = <Value>(value: Value): value is Exclude<Value, undefined> => value !== undefined;

function isWhole<Item extends object>(members: Members<Item>, item: Partial<Item>): item is Item {
  for (const name in members) if (!members[name].optional && !Object.hasOwn(item, name)) return false;
  return true;
}
