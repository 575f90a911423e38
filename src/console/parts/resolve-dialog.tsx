// Replaying or discarding something that could not be applied.
import { useState } from 'preact/hooks';
import { Dialog } from './dialog.tsx';
import { Field, ReasonField } from './field.tsx';

/** As the API takes it. */
export interface Resolution {
  readonly reason?: string;
  readonly note?: string;
}

interface Props {
  readonly kind: 'replay' | 'discard';
  /** What it is about: `dead letter 12`. */
  readonly what: string;
  /** What will happen. */
  readonly explanation: string;
  readonly onConfirm: (resolution: Resolution) => Promise<void>;
  readonly onClose: () => void;
}

const NOTE_LENGTH_MAX = 1_000;

export function ResolveDialog({ kind, what, explanation, onConfirm, onClose }: Props) {
  const [reason, setReason] = useState('');
  const [note, setNote] = useState('');
  const isDiscard = kind === 'discard';
  const verb = isDiscard ? 'Discard' : 'Replay';
  const confirm = (): Promise<void> =>
    onConfirm({ ...(reason === '' ? {} : { reason }), ...(note === '' ? {} : { note }) });
  return (
    <Dialog title={`${verb} ${what}`} action={verb} isDangerous={isDiscard} onConfirm={confirm} onClose={onClose}>
      <p class="muted">{explanation}</p>
      <ReasonField value={reason} onChange={setReason} isRequired={isDiscard} hint="Kept with it." />
      <Field label="Note (may be left out)" hint="For people.">
        {(tied) => (
          <textarea
            {...tied}
            maxLength={NOTE_LENGTH_MAX}
            value={note}
            onInput={({ currentTarget }) => setNote(currentTarget.value)}
          />
        )}
      </Field>
    </Dialog>
  );
}
