// Answers are read here and nowhere else: what does not have the expected shape stops at the edge, with its place. Members that
// nobody asked for are ignored, so that a newer service can say more.

export type Decoder<Value> = (value: unknown, at: string) => Value;
export type Decoded<D> = D extends Decoder<infer Value> ? Value : never;

export class ShapeError extends Error {
  constructor(at: string, expected: string) {
    super(`${at === '' ? 'the answer' : at} is no ${expected}`);
    this.name = 'ShapeError';
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const text: Decoder<string> = (value, at) => {
  if (typeof value === 'string') return value;
  throw new ShapeError(at, 'text');
};

export const number: Decoder<number> = (value, at) => {
  if (typeof value === 'number') return value;
  throw new ShapeError(at, 'number');
};

export const boolean: Decoder<boolean> = (value, at) => {
  if (typeof value === 'boolean') return value;
  throw new ShapeError(at, 'boolean');
};

/** Whatever it is. */
export const json: Decoder<unknown> = (value) => value;

export const nullable =
  <Value>(decode: Decoder<Value>): Decoder<Value | null> =>
  (value, at) =>
    value === null || value === undefined ? null : decode(value, at);

export const list =
  <Value>(decode: Decoder<Value>): Decoder<readonly Value[]> =>
  (value, at) => {
    if (!Array.isArray(value)) throw new ShapeError(at, 'list');
    return value.map((each: unknown, index) => decode(each, `${at}/${index}`));
  };

export const record =
  <Value>(decode: Decoder<Value>): Decoder<Readonly<Record<string, Value>>> =>
  (value, at) => {
    if (!isObject(value)) throw new ShapeError(at, 'object');
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, decode(each, `${at}/${name}`)]));
  };

/** An object with at least these members. */
export function object<Shape extends Readonly<Record<string, Decoder<unknown>>>>(
  shape: Shape,
): Decoder<{ readonly [Name in keyof Shape]: Decoded<Shape[Name]> }> {
  const isWhole = (value: Record<string, unknown>): value is { [Name in keyof Shape]: Decoded<Shape[Name]> } =>
    Object.keys(shape).every((name) => Object.hasOwn(value, name));
  return (value, at) => {
    if (!isObject(value)) throw new ShapeError(at, 'object');
    const read: Record<string, unknown> = {};
    for (const [name, decode] of Object.entries(shape)) read[name] = decode(value[name], `${at}/${name}`);
    if (!isWhole(read)) throw new ShapeError(at, 'object');
    return read;
  };
}

export const page = <Value>(decode: Decoder<Value>) => object({ items: list(decode), next_cursor: nullable(text) });
