import fc from 'fast-check';
import { hostileJson, hostileText, jsonText } from './hostile.ts';

// Requests of every operation that the OpenAPI document describes: mostly right, so that they get far, and wrong somewhere.

type Json = Record<string, unknown>;

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: Json;
}

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: Json | null;
}

export interface FuzzedRequest {
  readonly method: string;
  /** `{known}` stands for a rolling that exists when it is sent. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

export const KNOWN = '{known}';
/** Optional members without which little is accepted. */
const LIKELY = new Set(['required_minor', 'wagered_minor_delta']);
const PLAYERS = ['p0', 'p1', 'p2', 'p3'];

function operationsOf(paths: Json): readonly Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Json>).map(([method, { parameters, requestBody }]) => {
      const content = (requestBody as { content?: Record<string, { schema: Json }> } | undefined)?.content;
      return {
        method: method.toUpperCase(),
        path,
        parameters: (parameters ?? []) as Parameter[],
        body: content?.['application/json']?.schema ?? null,
      };
    }),
  );
}

/** A little of what is right, much less of what is not. */
const mostly = <T>(right: fc.Arbitrary<T>, wrong: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 9, arbitrary: right }, { weight: 1, arbitrary: wrong });

const time = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2031-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

function textOf(schema: Json): fc.Arbitrary<string> {
  const { pattern, format, description } = schema as Record<string, string | undefined>;
  if (format === 'date-time') return time;
  if (pattern === '^-?[0-9]+$') return fc.bigInt({ min: 1n, max: 10n ** 12n }).map(String);
  if (pattern !== undefined) return fc.constantFrom('1', '2.5', '30', '1000');
  if (description?.startsWith('ISO 4217') === true) return fc.constantFrom('EUR', 'JPY', 'BTC', 'SEK');
  return fc.oneof(fc.constantFrom(...PLAYERS), fc.string({ minLength: 1, maxLength: 12 }));
}

function valueOf(schema: Json): fc.Arbitrary<unknown> {
  const { enum: words, type, properties, required, items, minimum, maximum } = schema;
  if (Array.isArray(words)) return fc.constantFrom<unknown>(...(words as unknown[]));
  if (Array.isArray(schema['anyOf'])) return valueOf((schema['anyOf'] as Json[])[0]!);
  if (properties !== undefined) return bodyOf(properties as Record<string, Json>, (required ?? []) as string[]);
  if (type === 'integer') {
    return fc.integer({ min: Math.max(Number(minimum ?? 0), -1_000), max: Math.min(Number(maximum ?? 1_000), 1_000) });
  }
  if (type === 'array') return fc.array(mostly(valueOf(items as Json), hostileJson), { maxLength: 4 });
  if (type === 'object')
    return fc.dictionary(fc.constantFrom('a', 'b', '@proto', 'config'), hostileJson, { maxKeys: 3 });
  if (type === 'boolean') return fc.boolean();
  return textOf(schema);
}

function bodyOf(properties: Readonly<Record<string, Json>>, required: readonly string[]): fc.Arbitrary<unknown> {
  const members = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => {
      const present = mostly(valueOf(schema), hostileJson);
      const absent = fc.constant(undefined);
      const weights = required.includes(name) ? [1, 40] : LIKELY.has(name) ? [1, 2] : [3, 1];
      return [name, fc.oneof({ weight: weights[0]!, arbitrary: absent }, { weight: weights[1]!, arbitrary: present })];
    }),
  );
  const strange = fc.dictionary(fc.oneof(fc.constantFrom('@proto', 'constructor', ''), hostileText), hostileJson, {
    minKeys: 1,
    maxKeys: 2,
  });
  return fc
    .tuple(fc.record(members), mostly<Record<string, unknown>>(fc.constant({}), strange))
    .map(([right, wrong]) => Object.fromEntries([...Object.entries(right), ...Object.entries(wrong)]));
}

const bytesOf = (text: string): Buffer => Buffer.from(text, 'utf8');

/** Broken on its way: cut off, something put in, something that was never text. */
const brokenBody = (text: fc.Arbitrary<string>): fc.Arbitrary<Buffer> =>
  fc.oneof(
    fc.tuple(text, fc.nat()).map(([whole, at]) => bytesOf(whole.slice(0, at % (whole.length + 1)))),
    fc.tuple(text, fc.nat(), hostileText).map(([whole, at, piece]) => {
      const place = at % (whole.length + 1);
      return bytesOf(whole.slice(0, place) + piece + whole.slice(place));
    }),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc.constantFrom(70_000, 65_535).map((length) => bytesOf(`"${'x'.repeat(length)}"`)),
  );

/** Percent-encoded byte by byte where it would not fit into a request line; a lone surrogate as the bytes it is not. */
const encoded = (text: string): string =>
  [...Buffer.from(text, 'utf8')]
    .map((byte) =>
      /[\w.~-]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `%${byte.toString(16).padStart(2, '0')}`,
    )
    .join('');

const VISIBLE = /^[\x20-\x7e]*$/;
const headerValue = fc.oneof(
  hostileText.filter((text) => VISIBLE.test(text)),
  fc.string({ unit: fc.integer({ min: 0xa0, max: 0xff }).map((code) => String.fromCharCode(code)), maxLength: 20 }),
);

const pathValue = (name: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...(name === 'rolling_id' ? [KNOWN] : [...PLAYERS, '1', '2', '17'])) },
    { weight: 2, arbitrary: hostileText.map(encoded) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '%zz',
        '%c0%80',
        '%ed%a0%80',
        '.',
        '..',
        '%2e%2e%2f',
        '01a202a7-d608-7d20-b528-e43433c01be4',
      ),
    },
  );

function targetOf({ path, parameters }: Operation): fc.Arbitrary<string> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  const filled = fc
    .tuple(...names.map(pathValue))
    .map((values) => names.reduce((target, name, n) => target.replace(`{${name}}`, () => values[n] ?? ''), path));
  const queries = parameters.filter((parameter) => parameter.in === 'query');
  if (queries.length === 0)
    return mostly(
      filled,
      fc.tuple(filled, hostileText).map(([target, text]) => `${target}?${encoded(text)}`),
    );
  const pair = fc
    .constantFrom(...queries, { name: 'unknown', in: 'query', schema: {} })
    .chain(({ name, schema }) =>
      fc.tuple(
        fc.constant(name),
        mostly(valueOf(schema).map(String), fc.oneof(hostileText, hostileJson.map(jsonText))),
      ),
    );
  const query = fc
    .array(pair, { maxLength: 4 })
    .map((pairs) => pairs.map(([name, value]) => `${name}=${encoded(value)}`));
  return fc
    .tuple(filled, query)
    .map(([target, parts]) => (parts.length === 0 ? target : `${target}?${parts.join('&')}`));
}

const odd = (right: fc.Arbitrary<string>) => mostly(right, headerValue);
const RARE: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'idempotency-key': odd(fc.constantFrom('k1', 'k2', 'k3')),
  'if-match': odd(fc.constantFrom('*', '"1"', '"2"', 'W/"1"', '"1", "2"')),
  'if-none-match': odd(fc.constantFrom('*', '"1"', 'W/"2"')),
  'x-request-id': headerValue,
  'x-request-timeout-ms': odd(fc.constantFrom('5000', '60000')),
  'content-encoding': fc.constantFrom('gzip', 'identity'),
  'x-http-method-override': fc.constantFrom('DELETE', 'PUT'),
};

/** Each is there now and then, not half of the time. */
const sometimes = fc
  .subarray(Object.keys(RARE), { maxLength: 2 })
  .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, RARE[name] ?? headerValue]))));

function headersOf(tokens: readonly string[]): fc.Arbitrary<Record<string, string>> {
  return fc
    .record(
      {
        'x-internal-service-token': odd(fc.constantFrom(...tokens)),
        'x-brand-id': odd(fc.constantFrom('brand-a', 'brand-b')),
        'content-type': mostly(
          fc.constant('application/json'),
          fc.oneof(headerValue, fc.constantFrom('text/plain', 'application/json; charset=utf-16')),
        ),
      },
      { noNullPrototype: true },
    )
    .chain((always) => sometimes.map((some) => ({ ...always, ...some })));
}

export function requestArbitrary(paths: Json, tokens: readonly string[]): fc.Arbitrary<FuzzedRequest> {
  const operations = operationsOf(paths);
  const described = fc.constantFrom(...operations).chain((operation) => {
    const text = operation.body === null ? fc.constant('{}') : valueOf(operation.body).map(jsonText);
    const right = operation.body === null ? fc.constant(null) : text.map(bytesOf);
    return fc.record({
      method: mostly(
        fc.constant(operation.method),
        fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'),
      ),
      target: targetOf(operation),
      headers: headersOf(tokens),
      body: fc.oneof(
        { weight: 8, arbitrary: right },
        { weight: 1, arbitrary: brokenBody(text) },
        { weight: 1, arbitrary: hostileJson.map((value) => bytesOf(jsonText(value))) },
      ),
    });
  });
  const nowhere = fc.record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'TRACE'),
    target: hostileText.map((text) => `/${encoded(text)}`),
    headers: headersOf(tokens),
    body: fc.constant(null),
  });
  return fc.oneof({ weight: 15, arbitrary: described }, { weight: 1, arbitrary: nowhere });
}
