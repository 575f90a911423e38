// A key of the config: what is in force and whose word it is, and beside it what the brand itself says.
import type { BrandConfig } from '../../api/brand-config.ts';
import { Chip, type Tone } from '../../parts/chip.tsx';
import { Field, type Tied } from '../../parts/field.tsx';
import { valueAt, written } from './draft.ts';
import type { Key } from './keys.ts';

interface Props {
  readonly of: Key;
  readonly current: BrandConfig;
  readonly text: string;
  readonly isChanged: boolean;
  readonly faults: readonly string[];
  readonly onChange: (text: string) => void;
}

const TONES: Readonly<Record<string, Tone>> = { brand: 'info', jurisdiction: 'warn', default: 'idle' };

function Control({
  of: { kind },
  text,
  onChange,
  tied,
}: Pick<Props, 'of' | 'text' | 'onChange'> & { readonly tied: Tied }) {
  const choices = kind.is === 'choice' ? kind.of : kind.is === 'flag' ? ['true', 'false'] : null;
  if (choices !== null) {
    return (
      <select {...tied} value={text} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
        <option value="">not set: the default</option>
        {choices.map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </select>
    );
  }
  const common = { ...tied, value: text, spellcheck: false, placeholder: 'not set: the default' };
  if (kind.is === 'json') {
    return (
      <textarea {...common} class="mono" rows={5} onInput={({ currentTarget }) => onChange(currentTarget.value)} />
    );
  }
  return (
    <input
      {...common}
      type="text"
      inputMode={kind.is === 'integer' ? 'numeric' : 'text'}
      autocomplete="off"
      placeholder={kind.is === 'amounts' ? 'EUR 500, USD 600' : common.placeholder}
      onInput={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

export function KeyRow({ of, current, text, isChanged, faults, onChange }: Props) {
  const source = current.sources[of.name] ?? 'default';
  const inForce = written(valueAt(current.effective, of.name), of.kind);
  return (
    <div class="key-row">
      <Field label={of.name} hint={of.meaning} faults={faults}>
        {(tied) => <Control of={of} text={text} onChange={onChange} tied={tied} />}
      </Field>
      <div class="in-force">
        <span class="hint">In force</span>
        <code>{inForce === '' ? '–' : inForce}</code>
        <span class="row">
          <Chip state={source} tone={TONES[source]} />
          {isChanged && <Chip state="edited" tone="warn" />}
        </span>
      </div>
    </div>
  );
}
