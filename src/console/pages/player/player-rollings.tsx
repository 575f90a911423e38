// Every rolling a player has and had.
import { decodeRollings } from '../../api/rolling.ts';
import { useSession } from '../../app/session.tsx';
import { usePages } from '../../app/use-pages.ts';
import { More } from '../../parts/more.tsx';
import { Empty, Waiting } from '../../parts/waiting.tsx';
import { RollingTable } from '../rollings/rolling-table.tsx';

const LIMIT = 50;

export function PlayerRollings({ playerId, round }: { readonly playerId: string; readonly round: number }) {
  const { api } = useSession();
  const pages = usePages(`${api.brand} ${playerId} ${round}`, (cursor, signal) =>
    api.get('', decodeRollings, {
      query: { player_id: playerId, limit: LIMIT, ...(cursor === null ? {} : { cursor }) },
      ...(signal === undefined ? {} : { signal }),
    }),
  );
  return (
    <section class="card" aria-labelledby="rollings-title">
      <header>
        <h2 id="rollings-title">All rollings</h2>
        <span class="hint">Oldest first.</span>
      </header>
      <Waiting of={pages} what="rollings">
        {(rollings) =>
          rollings.length === 0 ? (
            <Empty>This player never had a rolling of this brand.</Empty>
          ) : (
            <RollingTable rollings={rollings} label={`Rollings of ${playerId}`} />
          )
        }
      </Waiting>
      <More of={pages} />
    </section>
  );
}
