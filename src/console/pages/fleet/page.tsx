// The fleet as it is, asked for once a second: who is there, what each has and how busy it is, and orders to it.
import { useState } from 'preact/hooks';
import { type Fleet, type ShardView, readFleet } from '../../api/fleet.ts';
import { useRouter } from '../../app/router.tsx';
import { useSession } from '../../app/session.tsx';
import { useLoaded } from '../../app/use-loaded.ts';
import { formatCount, formatRate } from '../../parts/format.ts';
import { Empty, Waiting } from '../../parts/waiting.tsx';
import { Board } from './board.tsx';
import { Charts } from './charts.tsx';
import { History } from './history.tsx';
import type { Intent } from './order.ts';
import { OrderDialog } from './order-dialog.tsx';
import { Placement } from './placement.tsx';
import { ShardSheet } from './shard-sheet.tsx';
import { Streams } from './streams.tsx';
import './fleet.css';

const EVERY_MS = 1_000;

function Summary({ fleet: { workers, shards } }: { readonly fleet: Fleet }) {
  const alive = workers.filter((worker) => worker.alive).length;
  const moving = shards.filter(({ target }) => target !== null).length;
  const rate = workers.reduce((sum, worker) => sum + worker.events_per_s, 0);
  return (
    <p>
      {alive} of {workers.length} workers there · {formatCount(shards.length)} shards, {moving} on their way ·{' '}
      {formatRate(rate)} events/s
    </p>
  );
}

export function FleetPage() {
  const { api } = useSession();
  const { query, setQuery } = useRouter();
  const only = query.get('shards_of') ?? '';
  const loaded = useLoaded(only, (signal) => readFleet(api, only, signal), EVERY_MS);
  const [intent, setIntent] = useState<Intent | null>(null);
  const [opened, setOpened] = useState<ShardView | null>(null);
  const [round, setRound] = useState(0);
  const choose = (next: Intent): void => {
    setOpened(null);
    setIntent(next);
  };
  const ordered = (): void => {
    loaded.reload();
    setRound((before) => before + 1);
  };
  return (
    <>
      <div class="page-head">
        <div>
          <h1>Fleet</h1>
          {loaded.value !== null && <Summary fleet={loaded.value} />}
        </div>
        <label class="row">
          Shards of brand
          <input
            key={only}
            defaultValue={only}
            placeholder="all"
            list="brands"
            onChange={({ currentTarget }) => setQuery({ shards_of: currentTarget.value.trim() })}
          />
        </label>
      </div>
      <Waiting of={loaded} what="the fleet">
        {(fleet) => (
          <>
            <Charts fleet={fleet} />
            <section aria-label="Workers and their shards" class="stack">
              {fleet.workers.length === 0 ? (
                <Empty>No worker is there. Start one with npm run worker.</Empty>
              ) : (
                <Board fleet={fleet} onIntent={choose} onOpen={setOpened} />
              )}
              <p class="hint">
                Drag a shard to a worker. With the keyboard: Space picks it up, arrows choose a worker, Space puts it
                down, Escape leaves it; Enter shows everything that can be done.
                {fleet.hasMoreShards && ' There are more shards than are shown: name a brand.'}
              </p>
            </section>
            <div class="grid-2">
              <Streams streams={fleet.streams} />
              <Placement round={round} />
            </div>
            {opened !== null && (
              <ShardSheet shard={opened} fleet={fleet} onIntent={choose} onClose={() => setOpened(null)} />
            )}
            {intent !== null && (
              <OrderDialog intent={intent} fleet={fleet} onClose={() => setIntent(null)} onOrdered={ordered} />
            )}
          </>
        )}
      </Waiting>
      <History round={round} />
    </>
  );
}
