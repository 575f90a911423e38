// A player in quarantine.
import { useState } from 'preact/hooks';
import type { Quarantine } from '../../api/quarantine.ts';
import { Link, hrefOf } from '../../app/router.tsx';
import { Chip } from '../../parts/chip.tsx';
import { Moment } from '../../parts/moment.tsx';
import { ParkedEvents } from './parked-events.tsx';

interface Props {
  readonly held: Quarantine;
  readonly onReplay: () => void;
  readonly onChanged: () => void;
}

export function Held({ held, onReplay, onChanged }: Props) {
  const { brand_id: brand, player_id: player, since, reason, detail, rolling_id: rolling, parked, replay } = held;
  const [isOpen, setOpen] = useState(false);
  return (
    <li>
      <article class="card-body item" aria-label={`Player ${player} of ${brand}`}>
        <div class="row">
          <strong>{reason}</strong>
          {replay === null ? <Chip state="held" tone="bad" /> : <Chip state="replay under way" tone="info" />}
          <span class="muted">
            {brand} · <Link href={hrefOf(`players/${encodeURIComponent(player)}`, brand)}>player {player}</Link>
            {rolling !== null && (
              <>
                {' '}
                · <Link href={hrefOf(`rollings/${rolling}`, brand)}>rolling {rolling}</Link>
              </>
            )}{' '}
            · since <Moment at={since} />
          </span>
        </div>
        <p>{detail}</p>
        {replay !== null && (
          <p class="hint">
            Asked for <Moment at={replay.at} /> by {replay.requested_by}
            {replay.reason !== null && <>: {replay.reason}</>}
          </p>
        )}
        <div class="row">
          <button type="button" class="button small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? 'Hide' : 'Show'} {parked} parked {parked === 1 ? 'event' : 'events'}
          </button>
          <button type="button" class="button small" disabled={replay !== null} onClick={onReplay}>
            Replay…<span class="unseen"> what is parked of {player}</span>
          </button>
        </div>
        {isOpen && <ParkedEvents held={held} onChanged={onChanged} />}
      </article>
    </li>
  );
}
