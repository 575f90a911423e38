// A config while it is edited: per key the text in its field, empty where the brand does not set it. Nothing is judged here; what
// cannot be read as what it should be is sent as it was written, and the API says what is wrong with it.
import { KEYS, type Key, type Kind } from './keys.ts';

export type Draft = Readonly<Record<string, string>>;
type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value of a key in a config or an effective view. */
export function valueAt(view: Json, name: string): unknown {
  let value: unknown = view;
  for (const part of name.split('.')) value = isObject(value) ? value[part] : undefined;
  return value;
}

export function written(value: unknown, kind: Kind): string {
  if (value === undefined || value === null) return '';
  if (kind.is === 'amounts' && isObject(value)) {
    return Object.entries(value)
      .map(([currency, amount]) => `${currency} ${String(amount)}`)
      .join(', ');
  }
  return typeof value === 'string' ? value : JSON.stringify(value, null, kind.is === 'json' ? 2 : 0);
}

/** `EUR 500, USD 600`. Everything that was written is sent: what there is too much of makes an amount that is none. */
function readAmounts(text: string): Json {
  const amounts: Record<string, string> = {};
  for (const [currency = '', ...rest] of text.split(',').map((pair) => pair.trim().split(/\s+/))) {
    amounts[currency] = [...(currency in amounts ? [amounts[currency]] : []), ...rest].join(' ');
  }
  return amounts;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function read(text: string, kind: Kind): unknown {
  switch (kind.is) {
    case 'text':
    case 'choice':
      return text;
    case 'integer':
      return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
    case 'flag':
      return text === 'true';
    case 'amounts':
      return readAmounts(text);
    case 'json':
      return readJson(text);
  }
}

export function draftOf(config: Json): Draft {
  return Object.fromEntries(KEYS.map(({ name, kind }) => [name, written(valueAt(config, name), kind)]));
}

/** The config that the draft stands for. Keys of `config` that this page does not know are kept as they are. */
export function configOf(draft: Draft, config: Json): Record<string, unknown> {
  const known = new Set(KEYS.map(({ name }) => name.split('.')[0]));
  const made: Record<string, unknown> = Object.fromEntries(Object.entries(config).filter(([name]) => !known.has(name)));
  for (const { name, kind } of KEYS) {
    const text = (draft[name] ?? '').trim();
    if (text === '') continue;
    const [outer = '', inner] = name.split('.');
    const value = read(text, kind);
    const parts = made[outer];
    made[outer] = inner === undefined ? value : { ...(isObject(parts) ? parts : {}), [inner]: value };
  }
  return made;
}

export interface Change {
  readonly key: Key;
  readonly from: string;
  readonly to: string;
}

export function changesOf(draft: Draft, config: Json): readonly Change[] {
  const before = draftOf(config);
  return KEYS.map((key) => ({ key, from: before[key.name] ?? '', to: (draft[key.name] ?? '').trim() })).filter(
    ({ from, to }) => from !== to,
  );
}
