// The page of one rolling for inspectors: signs in as the console does, watches the rolling, and passes on what it hears.
import { useEffect, useState } from 'preact/hooks';
import type { ApiFailure } from '../api/problem.ts';
import { Mark } from '../app/mark.tsx';
import { useSession } from '../app/session.tsx';
import type { FeedStatus } from '../feed/live-feed.ts';
import { Failure } from '../parts/failure.tsx';
import '../styles/bridge.css';
import { type BridgeFeed, openBridge } from './bridge-feed.ts';
import { Consent } from './consent.tsx';
import { FeedChip } from '../feed/feed-chip.tsx';
import { Stage } from './stage.tsx';
import { TARGETS, type Target, type TargetName } from './targets.ts';

interface Props {
  readonly rollingId: string;
  readonly brand: string;
}

function TargetSwitch({
  target,
  onChoose,
}: {
  readonly target: Target;
  readonly onChoose: (name: TargetName) => void;
}) {
  return (
    <div class="segmented" role="group" aria-label="Shown in">
      {TARGETS.map(({ name, title }) => (
        <button key={name} type="button" aria-pressed={name === target.name} onClick={() => onChoose(name)}>
          {title}
        </button>
      ))}
    </div>
  );
}

export function BridgePage({ rollingId, brand }: Props) {
  const { api, signOut } = useSession();
  const [status, setStatus] = useState<FeedStatus>('connecting');
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [feed, setFeed] = useState<BridgeFeed | null>(null);
  const [name, setName] = useState<TargetName>('viewer');
  const [mayLeave, setMayLeave] = useState(false);
  useEffect(() => {
    const opened = openBridge(api, rollingId, (now, why) => {
      setStatus(now);
      setFailure(why);
    });
    setFeed(opened);
    return () => opened.stop();
  }, [api, rollingId]);
  const target = TARGETS.find((each) => each.name === name);
  if (target === undefined) throw new Error(`no inspector is called ${name}`);
  const needsConsent = target.isOfOthers && !mayLeave;
  return (
    <div class="bridge">
      <header class="bridge-bar">
        <h1>
          <Mark /> <span class="unseen">Inspecting rolling</span> <code>{rollingId}</code>
        </h1>
        <span class="muted">{brand}</span>
        <FeedChip status={status} />
        <TargetSwitch target={target} onChoose={setName} />
        <a
          class="button small"
          href={`/console/rollings/${encodeURIComponent(rollingId)}?${new URLSearchParams({ brand })}`}
        >
          Console
        </a>
        <button type="button" class="button small" onClick={signOut}>
          Sign out
        </button>
      </header>
      <main class="bridge-stage">
        {failure !== null && <Failure failure={failure} />}
        {needsConsent && <Consent onAgree={() => setMayLeave(true)} />}
        {feed !== null && !needsConsent && <Stage key={target.name} target={target} feed={feed} />}
      </main>
    </div>
  );
}
