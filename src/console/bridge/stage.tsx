// The inspector itself: in a frame of this page, or in a window of its own.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { BridgeFeed } from './bridge-feed.ts';
import { type Inspector, connectInspector } from './inspector.ts';
import type { Target } from './targets.ts';

interface Props {
  readonly target: Target;
  readonly feed: BridgeFeed;
}

/** Tells the feed to whatever window `window_` has, from the moment it says that it is there. */
function useInspector(target: Target, feed: BridgeFeed, window_: () => Window | null): boolean {
  const [isConnected, setConnected] = useState(false);
  const find = useRef(window_);
  find.current = window_;
  useEffect(() => {
    setConnected(false);
    const inspector: Inspector = connectInspector({
      target: () => find.current(),
      origin: target.origin,
      onConnected: (tell) => {
        setConnected(true);
        for (const message of feed.memory.introduction(target.hasPast)) tell(message);
      },
    });
    feed.listener = ({ message, isPast }) => {
      if (!isPast || target.hasPast) inspector.tell(message);
    };
    return () => {
      feed.listener = () => undefined;
      inspector.stop();
    };
  }, [target, feed]);
  return isConnected;
}

function FrameStage({ target, feed }: Props) {
  const frame = useRef<HTMLIFrameElement>(null);
  const isConnected = useInspector(target, feed, () => frame.current?.contentWindow ?? null);
  return (
    <>
      <iframe ref={frame} class="bridge-frame" src={target.address} title={target.title} data-connected={isConnected} />
      {!isConnected && (
        <p class="bridge-wait muted" role="status">
          Waiting for {target.title}…
          {target.isOfOthers && ' It needs the internet, and Stately’s leave to be shown in a page.'}
        </p>
      )}
    </>
  );
}

function WindowStage({ target, feed }: Props) {
  const [opened, setOpened] = useState<Window | null>(null);
  const isConnected = useInspector(target, feed, () => opened);
  // Not with noopener: its answer is what it is opened for.
  const open = (): void => setOpened(window.open(target.address, 'rolling-inspector', 'popup,width=1280,height=860'));
  return (
    <div class="empty">
      <p>
        {isConnected
          ? 'The window is connected and told every step.'
          : 'Stately’s inspector opens in a window of its own.'}
      </p>
      <p class="row bridge-open">
        <button type="button" class="button primary" onClick={open}>
          {opened === null ? 'Open the window' : 'Open it again'}
        </button>
      </p>
    </div>
  );
}

export function Stage(props: Props) {
  return props.target.name === 'hosted-window' ? <WindowStage {...props} /> : <FrameStage {...props} />;
}
