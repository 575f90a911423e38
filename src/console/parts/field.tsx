// One thing to fill in, with its label, its hint and what is wrong with it.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly faults?: readonly string[];
  /** Gets what ties it to its label and texts. */
  readonly children: (tied: Tied) => ComponentChildren;
}

export interface Tied {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean;
}

export function Field({ label, hint, faults = [], children }: FieldProps) {
  const id = useId();
  const described = [hint === undefined ? [] : [`${id}-hint`], faults.length === 0 ? [] : [`${id}-faults`]].flat();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({
        id,
        'aria-describedby': described.length === 0 ? undefined : described.join(' '),
        'aria-invalid': faults.length > 0,
      })}
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {faults.length > 0 && (
        <ul class="fault" id={`${id}-faults`}>
          {faults.map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface ReasonProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isRequired?: boolean;
  readonly hint?: string;
}

const REASON_LENGTH_MAX = 200;

/** Why somebody does it: kept where everybody can read it later. */
export function ReasonField({ value, onChange, isRequired = true, hint = 'Kept in the history.' }: ReasonProps) {
  return (
    <Field label={isRequired ? 'Reason' : 'Reason (may be left out)'} hint={hint}>
      {(tied) => (
        <input
          {...tied}
          type="text"
          required={isRequired}
          maxLength={REASON_LENGTH_MAX}
          autocomplete="off"
          value={value}
          onInput={({ currentTarget }) => onChange(currentTarget.value)}
        />
      )}
    </Field>
  );
}
