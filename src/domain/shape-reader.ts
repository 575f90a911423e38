// Reads the members of a JSON object strictly and collects every fault instead of stopping at the first. A member that is
// absent gives undefined; one that is wrong gives undefined too and leaves a fault behind.
import { type Decimal, parseDecimal, parseMinor } from './money.ts';

export interface ShapeFault {
  /** A JSON pointer: `/retry/base_ms`, `/contribution/rules/3/weight_bp`; empty for the whole. */
  readonly pointer: string;
  readonly problem: string;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

export class ShapeReader {
  private readonly members: Readonly<Record<string, unknown>>;
  private readonly asked = new Set<string>();
  private readonly pointer: string;
  readonly faults: ShapeFault[];

  private constructor(members: Readonly<Record<string, unknown>>, pointer: string, faults: ShapeFault[]) {
    this.members = members;
    this.pointer = pointer;
    this.faults = faults;
  }

  /** A reader of `value`; where that is no object, one of an empty object, with the fault noted. */
  static of(value: unknown, pointer = '', faults: ShapeFault[] = []): ShapeReader {
    if (isObject(value)) return new ShapeReader(value, pointer, faults);
    faults.push({ pointer, problem: 'must be an object' });
    return new ShapeReader({}, pointer, faults);
  }

  integer(name: string, min: number, max: number): number | undefined {
    return this.read(name, `must be an integer from ${min} to ${max}`, (value) =>
      typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max ? value : undefined,
    );
  }

  boolean(name: string): boolean | undefined {
    return this.read(name, 'must be true or false', (value) => (typeof value === 'boolean' ? value : undefined));
  }

  text(name: string, lengthMin: number, lengthMax: number): string | undefined {
    return this.read(name, `must be a text of ${lengthMin} to ${lengthMax} characters`, (value) =>
      typeof value === 'string' && value.length >= lengthMin && value.length <= lengthMax ? value : undefined,
    );
  }

  oneOf<Word extends string>(name: string, words: readonly Word[]): Word | undefined {
    return this.read(name, `must be one of ${words.join(', ')}`, (value) => words.find((word) => word === value));
  }

  /** A plain decimal as text, kept as written. */
  decimal(name: string, problem: string, allowed: (value: Decimal) => boolean): string | undefined {
    return this.read(name, problem, (value) => {
      const decimal = parseDecimal(value);
      return typeof value === 'string' && decimal !== null && allowed(decimal) ? value : undefined;
    });
  }

  minor(name: string): bigint | undefined {
    return this.read(name, 'must be an amount in minor units', (value) => parseMinor(value) ?? undefined);
  }

  object(name: string): ShapeReader | undefined {
    const value = this.take(name);
    return value === undefined ? undefined : ShapeReader.of(value, this.pointerTo(name), this.faults);
  }

  list(name: string, lengthMax: number): ShapeReader[] | undefined {
    const value = this.read(name, `must be a list of at most ${lengthMax}`, (given) =>
      Array.isArray(given) && given.length <= lengthMax ? Array.from<unknown>(given) : undefined,
    );
    return value?.map((item, index) => ShapeReader.of(item, `${this.pointerTo(name)}/${index}`, this.faults));
  }

  /** The names of all members, whatever they are: for objects that are keyed by data. */
  names(): string[] {
    return Object.keys(this.members);
  }

  fault(name: string, problem: string): void {
    this.faults.push({ pointer: this.pointerTo(name), problem });
  }

  /** Call last: what nobody asked for is a fault. */
  refuseUnknown(): void {
    for (const name of this.names()) if (!this.asked.has(name)) this.fault(name, 'is not known');
  }

  private read<Value>(name: string, problem: string, parse: (value: unknown) => Value | undefined): Value | undefined {
    const value = this.take(name);
    if (value === undefined) return undefined;
    const parsed = parse(value);
    if (parsed === undefined) this.fault(name, problem);
    return parsed;
  }

  private take(name: string): unknown {
    this.asked.add(name);
    return Object.hasOwn(this.members, name) ? this.members[name] : undefined;
  }

  private pointerTo(name: string): string {
    return `${this.pointer}/${escaped(name)}`;
  }
}
