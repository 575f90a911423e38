// Workers side by side, each with its shards. A shard is dragged to a worker, or picked up with the keyboard and put down there.
import { useMemo, useState } from 'preact/hooks';
import { type Fleet, type ShardView, shardName } from '../../api/fleet.ts';
import { useAnnounce } from '../../parts/announcer.tsx';
import type { Intent } from './order.ts';
import { ShardChip } from './shard-chip.tsx';
import { WorkerColumn } from './worker-column.tsx';

interface Props {
  readonly fleet: Fleet;
  readonly onIntent: (intent: Intent) => void;
  /** Everything that can be done to it. */
  readonly onOpen: (shard: ShardView) => void;
}

/** A shard on its way, and the worker it is over. */
export interface Held {
  readonly shard: ShardView;
  readonly over: string | null;
  readonly by: 'mouse' | 'keyboard';
}

const ARROWS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

function byPlace(left: ShardView, right: ShardView): number {
  if (left.brand_id !== right.brand_id) return left.brand_id < right.brand_id ? -1 : 1;
  return left.slot_from - right.slot_from;
}

const isSame = (left: ShardView, right: ShardView): boolean => shardName(left) === shardName(right);

export function Board({ fleet, onIntent, onOpen }: Props) {
  const announce = useAnnounce();
  const [held, setHeld] = useState<Held | null>(null);
  const names = fleet.workers.map(({ worker }) => worker);
  const byOwner = useMemo(() => Map.groupBy([...fleet.shards].sort(byPlace), ({ owner }) => owner), [fleet.shards]);
  const busiest = Math.max(1, ...fleet.workers.map(({ events_per_s: rate }) => rate));

  const drop = (shard: ShardView, to: string | null): void => {
    setHeld(null);
    if (to !== null && to !== shard.owner) onIntent({ kind: 'move', shard, to });
  };
  const step = (shard: ShardView, from: string | null, by: number): void => {
    const index = names.indexOf(from ?? shard.owner ?? '');
    const over = names.at((index + by) % names.length) ?? null;
    setHeld({ shard, over, by: 'keyboard' });
    announce(over === shard.owner ? `${over}, where it is` : `over ${over ?? 'nobody'}`);
  };
  const press = (shard: ShardView, event: KeyboardEvent): void => {
    const isHeld = held !== null && isSame(held.shard, shard);
    const by = ARROWS[event.key];
    if (event.key === ' ' && !isHeld) {
      setHeld({ shard, over: shard.owner, by: 'keyboard' });
      announce(`${shardName(shard)} picked up: arrows choose a worker, Space puts it down, Escape leaves it`);
    } else if (!isHeld) return;
    else if (by !== undefined) step(shard, held.over, by);
    else if (event.key === ' ' || event.key === 'Enter') drop(shard, held.over);
    else if (event.key === 'Escape') setHeld(null);
    else return;
    event.preventDefault();
  };
  const chips = (shards: readonly ShardView[]) =>
    shards.map((shard) => (
      <ShardChip
        key={shardName(shard)}
        shard={shard}
        isHeld={held !== null && isSame(held.shard, shard)}
        onOpen={() => onOpen(shard)}
        onKey={(event) => press(shard, event)}
        onLeave={() => setHeld(null)}
        onDrag={() => setHeld({ shard, over: null, by: 'mouse' })}
      />
    ));
  const homeless = byOwner.get(null) ?? [];
  return (
    <div class="board">
      {fleet.workers.map((worker) => (
        <WorkerColumn
          key={worker.worker}
          worker={worker}
          busiest={busiest}
          isTarget={held !== null && held.over === worker.worker && held.shard.owner !== worker.worker}
          canDrop={held?.by === 'mouse'}
          onOver={() => setHeld((before) => before && { ...before, over: worker.worker })}
          onDrop={() => held !== null && drop(held.shard, worker.worker)}
          onIntent={onIntent}
        >
          {chips(byOwner.get(worker.worker) ?? [])}
        </WorkerColumn>
      ))}
      {homeless.length > 0 && (
        <section class="worker" aria-label="Nobody's shards">
          <h3>Nobody’s</h3>
          <ul class="shards">{chips(homeless)}</ul>
        </section>
      )}
    </div>
  );
}
