// Asks for what an operation needs, does it, and shows what the API says where it does not.
import { useState } from 'preact/hooks';
import { segment } from '../../api/client.ts';
import { type Rolling, decodeRolling } from '../../api/rolling.ts';
import { useSession } from '../../app/session.tsx';
import { useAnnounce } from '../../parts/announcer.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Field, ReasonField } from '../../parts/field.tsx';
import { formatMoment, inWords } from '../../parts/format.ts';
import { minorFrom } from './amounts.ts';
import { CANCEL_REASONS, type Operation } from './operations.ts';

interface Typed {
  readonly reason: string;
  readonly note: string;
  readonly delta: string;
  readonly end: string;
}

const NOTHING: Typed = { reason: '', note: '', delta: '', end: '' };
const NOTE_LENGTH_MAX = 1_000;

/** As the API takes it. */
function bodyOf(operation: Operation, typed: Typed, exponent: number): Readonly<Record<string, string>> {
  const { reason, note, delta, end } = typed;
  const minor = delta === '' ? null : minorFrom(delta, exponent);
  return {
    ...(reason === '' ? {} : { reason }),
    ...(note === '' ? {} : { note }),
    ...(operation.name !== 'adjust' || minor === null ? {} : { wagered_minor_delta: minor }),
    ...(operation.name !== 'adjust' || end === '' ? {} : { expires_at: new Date(end).toISOString() }),
  };
}

interface FieldsProps {
  readonly rolling: Rolling;
  readonly typed: Typed;
  readonly change: (change: Partial<Typed>) => void;
}

/** Said by the field, and by the browser to whoever submits it all the same: what is no amount is never left out in silence. */
function faultOf(typed: string, { currency, exponent }: Rolling): string | null {
  if (typed === '' || minorFrom(typed, exponent) !== null) return null;
  return `is no amount in ${currency}, which has ${exponent} decimals`;
}

function AdjustFields({ rolling, typed, change }: FieldsProps) {
  const { currency, expires_at: end } = rolling;
  const fault = faultOf(typed.delta, rolling);
  const onInput = ({ currentTarget: input }: { readonly currentTarget: HTMLInputElement }): void => {
    input.setCustomValidity(faultOf(input.value, rolling) ?? '');
    change({ delta: input.value });
  };
  return (
    <>
      <Field
        label={`Progress given, ${currency}`}
        hint="Negative to take. May be left out."
        faults={fault === null ? [] : [fault]}
      >
        {(tied) => (
          <input {...tied} type="text" inputMode="decimal" autocomplete="off" value={typed.delta} onInput={onInput} />
        )}
      </Field>
      <Field
        label="New end, in your time"
        hint={end === null ? 'It has no end now.' : `Now ${formatMoment(Date.parse(end))}. May be left out.`}
      >
        {(tied) => (
          <input
            {...tied}
            type="datetime-local"
            value={typed.end}
            onInput={({ currentTarget }) => change({ end: currentTarget.value })}
          />
        )}
      </Field>
    </>
  );
}

function CancelReason({ typed, change }: Pick<FieldsProps, 'typed' | 'change'>) {
  return (
    <Field label="Reason" hint="Goes into the event ROLLING_CANCELED.">
      {(tied) => (
        <select
          {...tied}
          required
          value={typed.reason}
          onChange={({ currentTarget }) => change({ reason: currentTarget.value })}
        >
          <option value="">choose</option>
          {CANCEL_REASONS.map((reason) => (
            <option key={reason} value={reason}>
              {inWords(reason)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface Props {
  readonly rolling: Rolling;
  readonly operation: Operation;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

export function ActionDialog({ rolling, operation, onDone, onClose }: Props) {
  const { api } = useSession();
  const announce = useAnnounce();
  const [typed, setTyped] = useState(NOTHING);
  const change = (part: Partial<Typed>): void => setTyped({ ...typed, ...part });
  const { name, title, explanation, isDangerous } = operation;
  const confirm = async (): Promise<void> => {
    const body = bodyOf(operation, typed, rolling.exponent);
    await api.post(`/${segment(rolling.rolling_id)}/${name}`, body, decodeRolling);
    announce(operation.done);
    onDone();
  };
  return (
    <Dialog title={title} action={title} isDangerous={isDangerous} onConfirm={confirm} onClose={onClose}>
      <p class="muted">{explanation}</p>
      {name === 'adjust' && <AdjustFields rolling={rolling} typed={typed} change={change} />}
      {name === 'cancel' ? (
        <CancelReason typed={typed} change={change} />
      ) : (
        name !== 'expire' && (
          <ReasonField value={typed.reason} onChange={(reason) => change({ reason })} hint="Kept in the journal." />
        )
      )}
      <Field label="Note (may be left out)" hint="For people; kept in the journal.">
        {(tied) => (
          <textarea
            {...tied}
            maxLength={NOTE_LENGTH_MAX}
            value={typed.note}
            onInput={({ currentTarget }) => change({ note: currentTarget.value })}
          />
        )}
      </Field>
    </Dialog>
  );
}
