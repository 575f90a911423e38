// What placement would move now: a look, nothing is ordered.
import { readRebalance } from '../../api/fleet.ts';
import { useSession } from '../../app/session.tsx';
import { useLoaded } from '../../app/use-loaded.ts';
import { Empty, Waiting } from '../../parts/waiting.tsx';

const EVERY_MS = 5_000;

export function Placement({ round }: { readonly round: number }) {
  const { api } = useSession();
  const loaded = useLoaded(`placement/${round}`, (signal) => readRebalance(api, signal), EVERY_MS);
  return (
    <section class="card" aria-labelledby="placement-title">
      <header>
        <h2 id="placement-title">What placement would move now</h2>
      </header>
      <Waiting of={loaded} what="placement">
        {(moves) =>
          moves.length === 0 ? (
            <Empty>Nothing: it is balanced.</Empty>
          ) : (
            <ul class="card-body">
              {moves.map(({ brand_id: brand, shard_no: number, stream, from, to, why }) => (
                <li key={`${brand}/${number}/${stream}`}>
                  <strong>{stream ?? `${brand}/${number}`}</strong> {from ?? 'nobody'} → {to ?? 'stays'}{' '}
                  <span class="muted">{why}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Waiting>
    </section>
  );
}
