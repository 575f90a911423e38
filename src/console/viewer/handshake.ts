// The viewer's side of Stately's handshake: it says that it is there, and hears what its bridge tells. Only the window that opened
// or holds it is listened to, and only from our own origin.
import { nullable, number, object, text } from '../api/decode.ts';
import type { Money } from '../explain/entries.ts';
import { type InspectionMessage, messageFrom } from '../feed/messages.ts';
import { STEPS } from '../feed/session.ts';
import { type Step, decodeSteps } from '../feed/step.ts';
import { isObject, textOf } from '../statechart/json-value.ts';

const CONNECTED = '@statelyai.connected';

interface PastSteps {
  readonly sessionId: string;
  readonly steps: readonly Step[];
  /** Whether these were the last. */
  readonly isWhole: boolean;
  /** In which currency amounts are; null where nobody said. */
  readonly money: Money | null;
}

export interface Told {
  readonly onMessage: (message: InspectionMessage) => void;
  readonly onPast: (past: PastSteps) => void;
}

const decodeMoney = nullable(object({ currency: text, exponent: number }));

/** The window to talk to; null where the page was opened by itself. */
function partner(): Window | null {
  if (window.parent !== window) return window.parent;
  const opener: unknown = window.opener;
  return opener instanceof Window ? opener : null;
}

function pastFrom(data: unknown): PastSteps | null {
  if (!isObject(data) || data['type'] !== STEPS) return null;
  const sessionId = textOf(data['sessionId']);
  if (sessionId === null) return null;
  const { items } = decodeSteps({ items: data['steps'], next_cursor: null }, '');
  const money = decodeMoney(data['money'], 'money');
  return { sessionId, steps: items, isWhole: data['isWhole'] === true, money };
}

/** False where nobody is there to talk to. */
export function listen({ onMessage, onPast }: Told): (() => void) | null {
  const other = partner();
  if (other === null) return null;
  const hear = (event: MessageEvent<unknown>): void => {
    if (event.source !== other || event.origin !== location.origin) return;
    const message = messageFrom(event.data);
    if (message !== null) {
      onMessage(message);
      return;
    }
    const past = pastFrom(event.data);
    if (past !== null) onPast(past);
  };
  addEventListener('message', hear);
  // Nothing of anybody is in it, but ours is the only origin that it is meant for.
  other.postMessage({ type: CONNECTED }, location.origin);
  return () => removeEventListener('message', hear);
}
