// Asks before something is done: what will happen, what it needs to know, and the API's refusal where there is one.
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { type ApiFailure, failureFrom } from '../api/problem.ts';
import { Failure } from './failure.tsx';

interface Props {
  readonly title: string;
  /** On the button that does it. */
  readonly action: string;
  readonly isDangerous?: boolean;
  /** Does it; what it throws is shown, and the dialog stays. */
  readonly onConfirm: () => Promise<void>;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

export function Dialog({ title, action, isDangerous = false, onConfirm, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    onConfirm().then(onClose, (error: unknown) => {
      setFailure(failureFrom(error));
      setBusy(false);
    });
  };
  return (
    <dialog ref={dialog} aria-labelledby={titleId} onClose={onClose}>
      <form onSubmit={submit}>
        <h2 id={titleId}>{title}</h2>
        {children}
        {failure !== null && <Failure failure={failure} />}
        <div class="dialog-actions">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class={`button primary${isDangerous ? ' danger' : ''}`} disabled={isBusy}>
            {action}
          </button>
        </div>
      </form>
    </dialog>
  );
}
