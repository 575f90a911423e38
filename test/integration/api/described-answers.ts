import { strict as assert } from 'node:assert';
import { Compile } from 'typebox/compile';

// Holds what a route really answers to what the OpenAPI document says it may: status, media type, body, code.

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: unknown;
}

type Json = Record<string, unknown>;
type Check = (body: unknown) => readonly unknown[];

interface Operation {
  readonly pattern: RegExp;
  readonly method: string;
  readonly path: string;
  readonly responses: Readonly<Record<string, { content?: Record<string, { schema: Json }> }>>;
}

/** References replaced by what they refer to: the document has no recursive schema. */
export function dereferenced(value: unknown, components: Json): unknown {
  if (Array.isArray(value)) return value.map((each) => dereferenced(each, components));
  if (typeof value !== 'object' || value === null) return value;
  const { $ref } = value as { $ref?: string };
  if ($ref !== undefined) return dereferenced(components[$ref.replace('#/components/schemas/', '')], components);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, dereferenced(each, components)]));
}

export class DescribedAnswers {
  readonly #operations: readonly Operation[];
  readonly #checks = new Map<unknown, Check>();

  constructor(document: Json) {
    const { schemas } = document['components'] as { schemas: Json };
    const paths = dereferenced(document['paths'], schemas) as Record<string, Record<string, Json>>;
    this.#operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { responses }]) => ({
        path,
        method: method.toUpperCase(),
        pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
        responses: responses as Operation['responses'],
      })),
    );
  }

  /** Of addresses that are not in the document nothing is expected. */
  hold(method: string, address: string, answer: Answer): void {
    const path = address.split('?')[0] ?? '';
    const matching = this.#operations.filter((each) => each.method === method && each.pattern.test(path));
    // An address of fixed words comes before one with a parameter in their place.
    const operation = matching.toSorted((left, right) => left.path.split('{').length - right.path.split('{').length)[0];
    if (operation === undefined) return;
    const place = `${method} ${operation.path} answered ${answer.status} ${answer.text.slice(0, 300)}`;
    const response = operation.responses[answer.status];
    assert(response !== undefined, `${place}: no such status in /openapi.json`);
    if (response.content === undefined) {
      assert.equal(answer.text, '', `${place}: no body in /openapi.json`);
      return;
    }
    const mediaType = answer.headers.get('content-type')?.split(';')[0] ?? '';
    const content = response.content[mediaType];
    assert(content !== undefined, `${place}: not as ${mediaType} in /openapi.json`);
    if (mediaType.endsWith('json')) {
      assert.deepEqual(this.#check(content.schema)(answer.body), [], `${place}: another shape in /openapi.json`);
    }
  }

  #check(schema: Json): Check {
    let check = this.#checks.get(schema);
    if (check === undefined) {
      const validator = Compile(schema as never);
      check = (body) => (validator.Check(body) ? [] : [...validator.Errors(body)]);
      this.#checks.set(schema, check);
    }
    return check;
  }
}
