// Shows what will change, asks why, and sets the config: for every create that begins from then on.
import { useState } from 'preact/hooks';
import { Dialog } from '../../parts/dialog.tsx';
import { Field } from '../../parts/field.tsx';
import type { Change } from './draft.ts';

interface Props {
  readonly brand: string;
  readonly changes: readonly Change[];
  readonly onConfirm: (note: string) => Promise<void>;
  readonly onClose: () => void;
}

const NOTE_LENGTH_MAX = 1_000;
const shown = (text: string): string => (text === '' ? 'not set' : text);

export function SaveDialog({ brand, changes, onConfirm, onClose }: Props) {
  const [note, setNote] = useState('');
  return (
    <Dialog
      title={`Set the rules of ${brand}`}
      action="Save rules"
      onConfirm={async () => onConfirm(note)}
      onClose={onClose}
    >
      <p class="muted">They hold for every rolling created from now on. Open rollings keep theirs.</p>
      <ul class="changes">
        {changes.map(({ key, from, to }) => (
          <li key={key.name}>
            <strong>{key.name}</strong> <del>{shown(from)}</del> → <ins>{shown(to)}</ins>
          </li>
        ))}
      </ul>
      <Field label="Reason" hint="Kept with the version.">
        {(tied) => (
          <input
            {...tied}
            type="text"
            required
            maxLength={NOTE_LENGTH_MAX}
            autocomplete="off"
            value={note}
            onInput={({ currentTarget }) => setNote(currentTarget.value)}
          />
        )}
      </Field>
    </Dialog>
  );
}
