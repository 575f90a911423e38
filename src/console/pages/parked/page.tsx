// Players in quarantine: what could not be decided, what waits behind it, and how to go on.
import { useEffect, useState } from 'preact/hooks';
import { segment } from '../../api/client.ts';
import { type Quarantine, decodeQuarantine, decodeQuarantines } from '../../api/quarantine.ts';
import { useSession } from '../../app/session.tsx';
import { usePages } from '../../app/use-pages.ts';
import { useAnnounce } from '../../parts/announcer.tsx';
import { More } from '../../parts/more.tsx';
import { type Resolution, ResolveDialog } from '../../parts/resolve-dialog.tsx';
import { Empty, Waiting } from '../../parts/waiting.tsx';
import { Held } from './held.tsx';

const LIMIT = 30;
/** While somebody waits for a replay. */
const REPLAY_EVERY_MS = 2_000;

const EXPLANATION =
  'Their owner decides all that is parked, in order, and the quarantine ends. Where it fails again it stays, with what failed.';

export function ParkedPage() {
  const { api } = useSession();
  const announce = useAnnounce();
  const [replaying, setReplaying] = useState<Quarantine | null>(null);
  const pages = usePages('quarantines', (cursor, signal) =>
    api.get('/ops/parked', decodeQuarantines, {
      query: { limit: LIMIT, ...(cursor === null ? {} : { cursor }) },
      ...(signal === undefined ? {} : { signal }),
    }),
  );
  const { value: quarantines, reload } = pages;
  useEffect(() => {
    if (quarantines?.some(({ replay }) => replay !== null) !== true) return;
    const timer = setTimeout(reload, REPLAY_EVERY_MS);
    return () => clearTimeout(timer);
  }, [quarantines, reload]);
  const replay = async ({ player_id: player, brand_id: brand }: Quarantine, said: Resolution): Promise<void> => {
    await api.post(`/ops/parked/${segment(player)}/replay`, said, decodeQuarantine, { brand });
    announce(`A replay of what is parked of ${player} was asked for`);
    pages.reload();
  };
  return (
    <>
      <div class="page-head">
        <div>
          <h1>Parked events</h1>
          <p>
            Players whose rollings could not be decided, of all brands. Their events wait in order; everybody else goes
            on.
          </p>
        </div>
        <button type="button" class="button" onClick={pages.reload}>
          Look again
        </button>
      </div>
      <section class="card" aria-label="In quarantine">
        <Waiting of={pages} what="quarantines">
          {(held) =>
            held.length === 0 ? (
              <Empty>Nobody is in quarantine. That is how it should be.</Empty>
            ) : (
              <ul class="items">
                {held.map((each) => (
                  <Held
                    key={`${each.brand_id} ${each.player_id}`}
                    held={each}
                    onReplay={() => setReplaying(each)}
                    onChanged={pages.reload}
                  />
                ))}
              </ul>
            )
          }
        </Waiting>
        <More of={pages} />
      </section>
      {replaying !== null && (
        <ResolveDialog
          kind="replay"
          what={`what is parked of ${replaying.player_id}`}
          explanation={EXPLANATION}
          onConfirm={async (said) => replay(replaying, said)}
          onClose={() => setReplaying(null)}
        />
      )}
    </>
  );
}
