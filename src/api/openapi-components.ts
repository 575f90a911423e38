// A schema with a title becomes a component of that name, and a reference wherever it stood: generated clients get types with
// names. Routes validate with the schemas as they are, so references exist in the document alone.
import { isDeepStrictEqual } from 'node:util';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

class Components {
  readonly schemas: Json = {};

  /** The value with every titled schema inside it replaced by a reference. */
  named(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((each) => this.named(each));
    if (!isObject(value)) return value;
    const members = Object.entries(value).map(([name, member]) => [name, this.named(member)] as const);
    const copy: Json = Object.fromEntries(members);
    const { title } = value;
    // A problem's member of that name is a schema, not text.
    if (typeof title !== 'string' || !('type' in value || 'enum' in value)) return copy;
    return this.refer(title, copy);
  }

  private refer(title: string, schema: Json): Json {
    const known = this.schemas[title];
    if (known !== undefined && !isDeepStrictEqual(known, schema)) {
      throw new Error(`two schemas of the API are called ${title}`);
    }
    this.schemas[title] = schema;
    return { $ref: `#/components/schemas/${title}` };
  }
}

export function nameComponents(document: object): Json {
  const components = new Components();
  const { paths, components: others = {}, ...rest }: Json = { ...document };
  const named = components.named(paths);
  const sorted = Object.entries(components.schemas).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return {
    ...rest,
    paths: named,
    components: { ...(isObject(others) ? others : {}), schemas: Object.fromEntries(sorted) },
  };
}
