// What the dialogs of orders have in common: the reason, giving the order, saying that it was given.
import { useState } from 'preact/hooks';
import { type Fleet, type OrderCall, giveOrder } from '../../api/fleet.ts';
import { useSession } from '../../app/session.tsx';
import { useAnnounce } from '../../parts/announcer.tsx';
import { Field, ReasonField } from '../../parts/field.tsx';

export interface OrderDialogProps {
  readonly fleet: Fleet;
  readonly onClose: () => void;
  readonly onOrdered: () => void;
}

export function useOrder({ onOrdered }: OrderDialogProps) {
  const { api } = useSession();
  const announce = useAnnounce();
  const [reason, setReason] = useState('');
  const give = async (call: OrderCall, done: string): Promise<void> => {
    const { id, state } = await giveOrder(api, call, reason);
    announce(state === 'open' ? `${done}: ordered as ${id}` : `${done}: done`);
    onOrdered();
  };
  return { give, reasonField: <ReasonField value={reason} onChange={setReason} /> };
}

interface WorkerSelectProps {
  readonly label: string;
  readonly value: string;
  readonly names: readonly string[];
  readonly none?: string;
  readonly onChange: (name: string) => void;
}

export function WorkerSelect({ label, value, names, none, onChange }: WorkerSelectProps) {
  return (
    <Field label={label}>
      {(tied) => (
        <select
          {...tied}
          required={none === undefined}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          {none === undefined ? <option value="">Choose a worker</option> : <option value="">{none}</option>}
          {names.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
