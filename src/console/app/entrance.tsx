// Signing in: the operator's token goes into the memory of this tab; a one-time link does it by itself.
import { useState } from 'preact/hooks';
import { Failure } from '../parts/failure.tsx';
import { Mark } from './mark.tsx';
import type { Entrance as Props } from './session.tsx';

export function Entrance({ isBusy, failure, signIn }: Props) {
  const [token, setToken] = useState('');
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (token.trim() !== '') signIn(token.trim());
  };
  if (isBusy) {
    return (
      <main class="entrance">
        <p role="status">Signing in with the link…</p>
      </main>
    );
  }
  return (
    <main class="entrance">
      <h1 class="mark">
        <Mark /> Rolling console
      </h1>
      {failure !== null && <Failure failure={failure} />}
      <form class="card-body" onSubmit={submit}>
        <div class="field">
          <label for="token">Service token</label>
          <input
            id="token"
            type="password"
            autocomplete="off"
            required
            autofocus
            value={token}
            onInput={({ currentTarget }) => setToken(currentTarget.value)}
          />
          <p class="hint">
            Kept in the memory of this tab alone: a reload forgets it. Your rights are those of its caller.
          </p>
        </div>
        <button type="submit" class="button primary">
          Sign in
        </button>
      </form>
    </main>
  );
}
