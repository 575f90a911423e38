// Everything about one shard, and everything that can be ordered about it: also the way for those who cannot drag.
import { useEffect, useRef } from 'preact/hooks';
import { type Fleet, type ShardView, shardName } from '../../api/fleet.ts';
import { formatRate } from '../../parts/format.ts';
import { type Intent, neighboursOf } from './order.ts';

interface Props {
  readonly shard: ShardView;
  readonly fleet: Fleet;
  readonly onIntent: (intent: Intent) => void;
  readonly onClose: () => void;
}

export function ShardSheet({ shard, fleet, onIntent, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  const slots = shard.slot_to - shard.slot_from;
  const hasNeighbours = neighboursOf(shard, fleet.shards).length > 0;
  return (
    <dialog ref={dialog} aria-labelledby="shard-title" onClose={onClose}>
      <div class="dialog-body">
        <h2 id="shard-title">Shard {shardName(shard)}</h2>
        <dl class="facts">
          <Fact name="Owner" value={`${shard.owner ?? 'nobody'}${shard.owner_alive ? '' : ' (away)'}`} />
          <Fact name="On its way to" value={shard.target ?? '–'} />
          <Fact name="Pinned to" value={shard.pinned_to ?? '–'} />
          <Fact name="Slots" value={`${shard.slot_from} to ${shard.slot_to - 1} (${slots})`} />
          <Fact name="Load" value={`${formatRate(shard.events_per_s)} events/s`} />
        </dl>
        <div class="row">
          <button type="button" class="button primary" onClick={() => onIntent({ kind: 'move', shard, to: null })}>
            Move…
          </button>
          <button type="button" class="button" onClick={() => onIntent({ kind: 'pin', shard })}>
            Pin…
          </button>
          <button type="button" class="button" disabled={slots < 2} onClick={() => onIntent({ kind: 'split', shard })}>
            Split…
          </button>
          <button
            type="button"
            class="button"
            disabled={!hasNeighbours}
            onClick={() => onIntent({ kind: 'merge', shard })}
          >
            Merge…
          </button>
        </div>
        <div class="dialog-actions">
          <button type="button" class="button" onClick={onClose}>
            Close
          </button>
        </div>
      </div>
    </dialog>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
