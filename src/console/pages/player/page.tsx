// A player of a brand: may they withdraw, what is left, and every rolling they ever had.
import { useState } from 'preact/hooks';
import { hrefOf, useRouter } from '../../app/router.tsx';
import { useSession } from '../../app/session.tsx';
import { PlayerRollings } from './player-rollings.tsx';
import { PlayerSummary } from './player-summary.tsx';
import './player.css';

export function PlayerPage({ playerId }: { readonly playerId: string }) {
  const { api } = useSession();
  const { go } = useRouter();
  const [round, setRound] = useState(0);
  const submit = (event: SubmitEvent & { readonly currentTarget: HTMLFormElement }): void => {
    event.preventDefault();
    const given = new FormData(event.currentTarget).get('player');
    if (typeof given === 'string' && given.trim() !== '') {
      go(hrefOf(`players/${encodeURIComponent(given.trim())}`, api.brand));
    }
  };
  return (
    <>
      <div class="page-head">
        <div>
          <h1>{playerId === '' ? 'Players' : `Player ${playerId}`}</h1>
          <p>Of brand {api.brand}.</p>
        </div>
        <form class="row" role="search" aria-label="Players" onSubmit={submit}>
          <label for="player">Player</label>
          <input id="player" name="player" type="search" required autocomplete="off" key={playerId} />
          <button type="submit" class="button primary">
            Show
          </button>
        </form>
      </div>
      {playerId !== '' && (
        <>
          <PlayerSummary playerId={playerId} round={round} onChanged={() => setRound((before) => before + 1)} />
          <PlayerRollings playerId={playerId} round={round} />
        </>
      )}
    </>
  );
}
