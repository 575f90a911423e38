// One window that shows the feed: ours in a frame, or Stately's. It says "connected" each time it is loaded, and is told each time
// who the actor is and how it stands now; after that, whatever happens. Only that very window is listened to, and what is told is
// addressed to its origin: whoever else sits in the window hears nothing.
import { isObject } from '../statechart/json-value.ts';

const CONNECTED = '@statelyai.connected';

export interface Inspector {
  readonly tell: (message: unknown) => void;
  readonly stop: () => void;
}

export interface InspectorOptions {
  /** Null while there is none. */
  readonly target: () => Window | null;
  readonly origin: string;
  readonly onConnected: (tell: (message: unknown) => void) => void;
}

export function connectInspector({ target, origin, onConnected }: InspectorOptions): Inspector {
  let isConnected = false;
  const post = (message: unknown): void => target()?.postMessage(message, origin);
  const hear = (event: MessageEvent<unknown>): void => {
    if (event.source === null || event.source !== target() || event.origin !== origin) return;
    if (!isObject(event.data) || event.data['type'] !== CONNECTED) return;
    isConnected = true;
    onConnected(post);
  };
  addEventListener('message', hear);
  return {
    tell: (message) => {
      if (isConnected) post(message);
    },
    stop: () => removeEventListener('message', hear),
  };
}
