// What waits behind a player's quarantine, in the order in which it will be replayed.
import { useState } from 'preact/hooks';
import { segment } from '../../api/client.ts';
import { type ParkedEvent, type Quarantine, decodeParkedEvents, decodeQuarantine } from '../../api/quarantine.ts';
import { useSession } from '../../app/session.tsx';
import { usePages } from '../../app/use-pages.ts';
import { useAnnounce } from '../../parts/announcer.tsx';
import { Moment } from '../../parts/moment.tsx';
import { More } from '../../parts/more.tsx';
import { Payload } from '../../parts/payload.tsx';
import { type Resolution, ResolveDialog } from '../../parts/resolve-dialog.tsx';
import { Empty, Waiting } from '../../parts/waiting.tsx';

const LIMIT = 30;

const EXPLANATION =
  'The event is put aside for good: it becomes a dead letter that is discarded already. What is parked behind it moves up.';

interface Props {
  readonly held: Quarantine;
  readonly onChanged: () => void;
}

export function ParkedEvents({ held: { player_id: player, brand_id: brand }, onChanged }: Props) {
  const { api } = useSession();
  const announce = useAnnounce();
  const [discarding, setDiscarding] = useState<ParkedEvent | null>(null);
  const path = `/ops/parked/${segment(player)}/events`;
  const pages = usePages(`${brand} ${player}`, (cursor, signal) =>
    api.get(path, decodeParkedEvents, {
      brand,
      query: { limit: LIMIT, ...(cursor === null ? {} : { cursor }) },
      ...(signal === undefined ? {} : { signal }),
    }),
  );
  const discard = async ({ seq }: ParkedEvent, said: Resolution): Promise<void> => {
    await api.post(`${path}/${segment(seq)}/discard`, said, decodeQuarantine, { brand });
    announce(`Event ${seq} was put aside`);
    pages.reload();
    onChanged();
  };
  return (
    <div class="card">
      <Waiting of={pages} what="parked events">
        {(events) =>
          events.length === 0 ? (
            <Empty>Nothing is parked.</Empty>
          ) : (
            <ol class="items">
              {events.map((event) => (
                <li key={event.seq} class="card-body item">
                  <div class="row">
                    <strong>{event.seq}</strong>
                    <span class="muted">
                      event {event.event_id} · parked <Moment at={event.parked_at} />
                    </span>
                    <button type="button" class="button small danger" onClick={() => setDiscarding(event)}>
                      Discard…<span class="unseen"> event {event.seq}</span>
                    </button>
                  </div>
                  <Payload raw={event.raw} label={`Payload of ${event.seq}`} />
                </li>
              ))}
            </ol>
          )
        }
      </Waiting>
      <More of={pages} />
      {discarding !== null && (
        <ResolveDialog
          kind="discard"
          what={`parked event ${discarding.seq}`}
          explanation={EXPLANATION}
          onConfirm={async (said) => discard(discarding, said)}
          onClose={() => setDiscarding(null)}
        />
      )}
    </div>
  );
}
