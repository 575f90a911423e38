// Notices a peer that says nothing: frozen, cut off, or gone without a word. Spans are counted, not time: a process that was
// frozen itself must first hear what came meanwhile before it calls the others silent.
import type { WebSocket } from 'ws';

export interface HeartbeatOptions {
  readonly spanMs: number;
  readonly silentSpansMax: number;
  readonly onSilent: () => void;
}

/** Watches until the returned function is called. */
export function watchHeartbeat(socket: WebSocket, { spanMs, silentSpansMax, onSilent }: HeartbeatOptions): () => void {
  let silentSpans = 0;
  const heard = (): void => {
    silentSpans = 0;
  };
  socket.on('message', heard).on('ping', heard).on('pong', heard);
  const timer = setInterval(() => {
    silentSpans += 1;
    if (silentSpans > silentSpansMax) onSilent();
    else if (socket.readyState === socket.OPEN) socket.ping();
  }, spanMs);
  return () => clearInterval(timer);
}
