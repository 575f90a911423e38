// Watchers' connections. What they send is not read: they watch.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { RollingRecord } from '../domain/rolling.ts';
import { Inspection, type InspectionDependencies } from './inspection.ts';
import type { WatcherSocket } from './watcher.ts';

/** An HTTP request that asks to become a web socket. */
interface Connection {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

/** Of a message to us; there is nothing that we want to hear. */
const HEARD_BYTES_MAX = 1_024;

function watcherSocket(socket: WebSocket, connection: Duplex): WatcherSocket {
  return {
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
    get isOpen() {
      return socket.readyState === WebSocket.OPEN;
    },
    send: (texts) => {
      connection.cork();
      for (const text of texts) socket.send(text);
      connection.uncork();
    },
    ping: () => socket.ping(),
    close: (code, reason) => socket.close(code, reason),
    terminate: () => socket.terminate(),
  };
}

export interface WatchersByWebSocket {
  /** Whether nobody more can be let in. */
  readonly isFull: boolean;
  /** The connection is the watcher's from here on. */
  watch(rolling: RollingRecord, connection: Connection): void;
  stop(): Promise<void>;
}

export function openInspection(dependencies: InspectionDependencies): WatchersByWebSocket {
  const inspection = new Inspection(dependencies);
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: HEARD_BYTES_MAX,
    perMessageDeflate: false,
  });
  return {
    get isFull() {
      return inspection.isFull;
    },
    watch: (rolling, { request, socket, head }) => {
      server.handleUpgrade(request, socket, head, (webSocket) => {
        const { watcher, leave } = inspection.join(rolling, watcherSocket(webSocket, socket));
        webSocket.on('pong', () => {
          watcher.isAlive = true;
        });
        // What is wrong with its frames, or the network: the connection is over, and `close` follows.
        webSocket.on('error', () => webSocket.terminate());
        webSocket.on('close', leave);
      });
    },
    stop: () => inspection.stop(),
  };
}
