// A shard on the board: whose slots, how busy, where it is going.
import { type ShardView, shardName } from '../../api/fleet.ts';
import { formatRate } from '../../parts/format.ts';

interface Props {
  readonly shard: ShardView;
  readonly isHeld: boolean;
  readonly onOpen: () => void;
  readonly onKey: (event: KeyboardEvent) => void;
  readonly onLeave: () => void;
  readonly onDrag: () => void;
}

const HUES = 360;
/** Spreads brands over the wheel; the same brand has the same colour everywhere. */
const STRIDE = 31;

function hueOf(brand: string): number {
  let hue = 0;
  for (const letter of brand) hue = (hue * STRIDE + (letter.codePointAt(0) ?? 0)) % HUES;
  return hue;
}

export function ShardChip({ shard, isHeld, onOpen, onKey, onLeave, onDrag }: Props) {
  const { target, pinned_to: pinned, owner, owner_alive: isAlive, events_per_s: rate } = shard;
  const classes = ['shard', ...(isHeld ? ['held'] : []), ...(target === null ? [] : ['moving'])];
  if (owner !== null && !isAlive) classes.push('orphan');
  return (
    <li>
      <button
        type="button"
        class={classes.join(' ')}
        style={{ '--hue': String(hueOf(shard.brand_id)) }}
        aria-pressed={isHeld}
        draggable
        onClick={onOpen}
        onKeyDown={onKey}
        onBlur={onLeave}
        onDragStart={(event) => {
          event.dataTransfer?.setData('text/plain', shardName(shard));
          onDrag();
        }}
        onDragEnd={onLeave}
      >
        <span>
          <span class="unseen">Shard </span>
          {shardName(shard)}
          <span class="unseen"> on {owner ?? 'nobody'}</span>
        </span>
        {pinned !== null && (
          <span title={`pinned to ${pinned}`}>
            <span aria-hidden="true">⚲</span>
            <span class="unseen">pinned to {pinned}</span>
          </span>
        )}
        {target !== null && <span class="heading">→ {target}</span>}
        <span class="rate">{formatRate(rate)}/s</span>
      </button>
    </li>
  );
}
