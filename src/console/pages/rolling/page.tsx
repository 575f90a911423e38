// One rolling: how it stands, its life as a statechart, each bet and why, the wallet, its terms, and what may be done.
import { useEffect, useMemo, useState } from 'preact/hooks';
import { segment } from '../../api/client.ts';
import { type Rolling, decodeRolling } from '../../api/rolling.ts';
import { Link, hrefOf } from '../../app/router.tsx';
import { useSession } from '../../app/session.tsx';
import { type Loaded, useLoaded } from '../../app/use-loaded.ts';
import { FeedChip } from '../../feed/feed-chip.tsx';
import { type Watch, useWatch } from '../../feed/use-watch.ts';
import { Chip } from '../../parts/chip.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Empty, Waiting } from '../../parts/waiting.tsx';
import { readDefinition } from '../../statechart/machine-definition.ts';
import { Explorer } from '../../viewer/explorer.tsx';
import { Actions } from './actions.tsx';
import { Bets } from './bets.tsx';
import { Summary } from './summary.tsx';
import { Tabs } from './tabs.tsx';
import { Terms } from './terms.tsx';
import { Wallet } from './wallet.tsx';
import './rolling.css';

/** Where nothing tells that it moved on. */
const EVERY_MS = 10_000;

/** Read anew as soon as a step is heard of that it does not show yet. */
function useRolling(rollingId: string, watch: Watch): Loaded<Rolling> {
  const { api } = useSession();
  const loaded = useLoaded(
    `${api.brand} ${rollingId}`,
    (signal) => api.get(`/${segment(rollingId)}`, decodeRolling, { signal }),
    EVERY_MS,
  );
  const heard = watch.session?.steps.at(-1)?.version ?? 0;
  const shown = loaded.value?.version ?? Infinity;
  const { isLoading, reload } = loaded;
  useEffect(() => {
    if (heard > shown && !isLoading) reload();
  }, [heard, shown, isLoading, reload]);
  return loaded;
}

function Head({ rolling, watch }: { readonly rolling: Rolling; readonly watch: Watch }) {
  const { rolling_id: id, brand_id: brand, state } = rolling;
  return (
    <div class="page-head">
      <div class="row">
        <h1>
          <span class="muted">Rolling</span> <code class="rolling-id">{id}</code>
        </h1>
        <Chip state={state} />
        <FeedChip status={watch.status} />
      </div>
      <div class="row">
        <Link class="button small" href={hrefOf('rollings', brand)}>
          All rollings
        </Link>
        <a
          class="button small"
          href={`/inspect/rollings/${encodeURIComponent(id)}?${new URLSearchParams({ brand })}`}
          target="_blank"
          rel="noopener"
        >
          Open in an inspector
        </a>
      </div>
    </div>
  );
}

function Life({ watch, rolling }: { readonly watch: Watch; readonly rolling: Rolling }) {
  const { session, failure, isLoading } = watch;
  return (
    <>
      {failure !== null && <Failure failure={failure} />}
      {session === null || session.steps.length === 0 ? (
        failure === null && <Empty>Reading the steps of its life…</Empty>
      ) : (
        <Explorer session={session} money={rolling} isLoading={isLoading} />
      )}
    </>
  );
}

function Whole({ rolling, watch, reload }: { rolling: Rolling; watch: Watch; reload: () => void }) {
  const { session, isLoading } = watch;
  const definition = session?.definition ?? null;
  const chart = useMemo(() => (definition === null ? null : readDefinition(definition)), [definition]);
  const steps = session?.steps;
  const entries = useMemo(() => (steps ?? []).map(({ entry }) => entry).filter((entry) => entry !== null), [steps]);
  const value = session !== null && session.steps.length > 0 ? session.latest.value : rolling.state;
  const [tab, setTab] = useState('life');
  return (
    <>
      <Head rolling={rolling} watch={watch} />
      <Summary rolling={rolling} />
      {chart !== null && <Actions rolling={rolling} chart={chart} value={value} onDone={reload} />}
      <Tabs
        label="Of the rolling"
        chosen={tab}
        onChoose={setTab}
        tabs={[
          { name: 'life', title: 'Life', draw: () => <Life watch={watch} rolling={rolling} /> },
          {
            name: 'bets',
            title: 'Bets',
            draw: () => <Bets entries={entries} money={rolling} isLoading={isLoading} />,
          },
          {
            name: 'wallet',
            title: 'Wallet',
            draw: () => <Wallet rolling={rolling} entries={entries} money={rolling} />,
          },
          { name: 'terms', title: 'Terms', draw: () => <Terms rolling={rolling} /> },
        ]}
      />
    </>
  );
}

export function RollingPage({ rollingId }: { readonly rollingId: string }) {
  const { api } = useSession();
  const watch = useWatch(api, rollingId);
  const loaded = useRolling(rollingId, watch);
  return (
    <Waiting of={loaded} what="the rolling">
      {(rolling) => <Whole rolling={rolling} watch={watch} reload={loaded.reload} />}
    </Waiting>
  );
}
