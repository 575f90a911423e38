// One reason, every open rolling of a player: an account is closed, a player excludes themselves.
import { useState } from 'preact/hooks';
import { segment } from '../../api/client.ts';
import { json } from '../../api/decode.ts';
import { useSession } from '../../app/session.tsx';
import { useAnnounce } from '../../parts/announcer.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Field } from '../../parts/field.tsx';
import { inWords } from '../../parts/format.ts';

interface Props {
  readonly playerId: string;
  readonly open: number;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** They go into ROLLING_CANCELED. */
const REASONS = [
  'REQUESTED',
  'WITHDRAWAL',
  'SELF_EXCLUSION',
  'LOW_BALANCE',
  'MAX_BET_BREACH',
  'BONUS_ABUSE',
  'ACCOUNT_CLOSED',
  'OTHER',
];
const NOTE_LENGTH_MAX = 1_000;

export function CancelAll({ playerId, open, onClose, onDone }: Props) {
  const { api } = useSession();
  const announce = useAnnounce();
  const [reason, setReason] = useState('');
  const [note, setNote] = useState('');
  const confirm = async (): Promise<void> => {
    const body = { reason, ...(note === '' ? {} : { note }) };
    await api.post(`/players/${segment(playerId)}/cancel-all`, body, json);
    announce(`Canceled every open rolling of ${playerId}`);
    onDone();
  };
  return (
    <Dialog
      title={`Cancel every open rolling of ${playerId}`}
      action={`Cancel ${open} ${open === 1 ? 'rolling' : 'rollings'}`}
      isDangerous
      onConfirm={confirm}
      onClose={onClose}
    >
      <p class="muted">What each forfeits is what its terms say. A canceled rolling never comes back.</p>
      <Field label="Reason">
        {(tied) => (
          <select {...tied} required value={reason} onChange={(event) => setReason(event.currentTarget.value)}>
            <option value="">Choose a reason</option>
            {REASONS.map((each) => (
              <option key={each} value={each}>
                {inWords(each)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="Note (may be left out)" hint="For people; kept in the journal.">
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
