// Reads the fields of one JSON object and remembers the first fault instead of throwing it: a reader that has one is thrown
// away with all it returned, so what a failed read returns is never looked at.
import type { ExponentOf } from '../currency.ts';
import { isPlayerId, isStorableId, type PlayerId, playerId } from '../ids.ts';
import { majorToMinor, parseDecimal, parseMinor } from '../money.ts';
import { parseTimestamp } from '../timestamp.ts';
import { firstOf, PLAYER_ID } from './field-names.ts';
import type { JsonObject } from './json-object.ts';
import { Fault, type RefusalCode } from './refusals.ts';

/** JSON numbers lose how they were written (1.0, 1e3, 0.99999999999999999 all become 1 or 1000), so the text is asked. */
const WRITTEN_AS_FRACTION = /"(?:stake_minor|win_minor|amount_minor)"\s*:\s*-?\d+[.eE]/;

const UNREAD_PLAYER = playerId('unread');

export class FieldReader {
  readonly #object: JsonObject;
  /** The JSON that the object was parsed from. */
  readonly #source: string;
  #fault: Fault | null = null;

  constructor(object: JsonObject, source: string) {
    this.#object = object;
    this.#source = source;
  }

  get fault(): Fault | null {
    return this.#fault;
  }

  fail(code: RefusalCode, detail: string): void {
    this.#fault ??= new Fault(code, detail);
  }

  /** An opaque text of 1 to 128 storable characters. */
  requiredId(names: readonly [string, ...string[]]): string {
    const value = firstOf(this.#object, names);
    if (typeof value === 'string' && isStorableId(value)) return value;
    this.#failId(names[0], value);
    return '';
  }

  playerId(): PlayerId {
    const value = firstOf(this.#object, PLAYER_ID);
    if (typeof value === 'string' && isPlayerId(value)) return value;
    this.#failId('player_id', value);
    return UNREAD_PLAYER;
  }

  optionalId(name: string): string | null {
    const value = this.#object[name] ?? null;
    if (value === null || (typeof value === 'string' && isStorableId(value))) return value;
    this.#failId(name, value);
    return null;
  }

  requiredTimestamp(name: string): number {
    const value = this.#object[name] ?? null;
    if (value === null) this.fail('FIELD_MISSING', `${name} is missing`);
    return this.#timestamp(name, value) ?? 0;
  }

  optionalTimestamp(name: string): number | null {
    const value = this.#object[name] ?? null;
    return value === null ? null : this.#timestamp(name, value);
  }

  requiredAmount(name: string, currency: string, exponentOf: ExponentOf): bigint {
    const amount = this.optionalAmount(name, currency, exponentOf);
    if (amount === null) this.fail('FIELD_MISSING', `${name} is missing`);
    return amount ?? 0n;
  }

  /** Minor units under `name`, else major units under `amount`. */
  optionalAmount(name: string, currency: string, exponentOf: ExponentOf): bigint | null {
    if ((this.#object[name] ?? null) !== null) return this.minorUnits(name);
    const major = this.#object['amount'] ?? null;
    return major === null ? null : this.#majorUnits(major, currency, exponentOf);
  }

  minorUnits(name: string): bigint | null {
    const value = this.#object[name] ?? null;
    if (value === null) return null;
    const minor = parseMinor(value);
    if (minor === null || (typeof value === 'number' && WRITTEN_AS_FRACTION.test(this.#source)))
      this.fail('AMOUNT_INVALID', `${name} is not a non-negative integer of up to 60 digits`);
    return minor;
  }

  odds(): string | null {
    const value = this.#object['odds'] ?? null;
    if (value === null) return null;
    const decimal = parseDecimal(value);
    if (typeof value === 'string' && decimal !== null && decimal.digits > 0n) return value;
    this.fail('ODDS_INVALID', 'odds is not plain decimal text above zero');
    return null;
  }

  oneOf<Choice extends string>(name: string, choices: ReadonlyMap<unknown, Choice>, code: RefusalCode): Choice | null {
    const value = this.#object[name] ?? null;
    if (value === null) return null;
    const choice = choices.get(value);
    if (choice === undefined) this.fail(code, `${name} is none of ${[...choices.values()].join(', ')}`);
    return choice ?? null;
  }

  #timestamp(name: string, value: unknown): number | null {
    const at = parseTimestamp(value);
    if (at === null) this.fail('TIMESTAMP_INVALID', `${name} is not an RFC 3339 date-time`);
    return at;
  }

  #majorUnits(value: unknown, currency: string, exponentOf: ExponentOf): bigint | null {
    const exponent = exponentOf(currency);
    if (exponent === undefined) {
      this.fail('CURRENCY_UNKNOWN', 'amount is in major units of a currency whose exponent is not known');
      return null;
    }
    const minor = majorToMinor(value, exponent);
    if (minor !== null) return minor;
    const scale = parseDecimal(value)?.scale ?? 0;
    if (scale > exponent) this.fail('AMOUNT_TOO_PRECISE', `amount has ${scale} decimals, the currency ${exponent}`);
    else this.fail('AMOUNT_INVALID', 'amount is not non-negative plain decimal text of up to 60 digits');
    return null;
  }

  #failId(name: string, value: unknown): void {
    if (value === undefined) this.fail('FIELD_MISSING', `${name} is missing`);
    else this.fail('ID_INVALID', `${name} is not text of 1 to 128 storable characters`);
  }
}
