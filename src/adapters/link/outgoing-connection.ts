// One connection to a peer, from the attempt to its end. What is sent while it is being made waits for it; when it ends, for
// whatever reason, everything unanswered ends as `moved` and its late answers are nobody's.
import type { WebSocket } from 'ws';
import { encodeCommand } from '../../domain/command-codec.ts';
import type { Command, CommandOrigin } from '../../domain/command.ts';
import { RecordFault } from '../../domain/record-codec.ts';
import { problemReply } from '../../domain/problem.ts';
import type { ForwardedEnding, ForwardedEntry, ForwardedReply } from '../../ports/link.ts';
import { readAnswers } from './answer-frames.ts';
import { BatchSender } from './batch-sender.ts';
import { type FrameWriter, MalformedFrame } from './frame-bytes.ts';
import { watchHeartbeat } from './heartbeat.ts';
import { LinkBreak } from './link-break.ts';
import { type OpenSocketOptions, openSocket } from './open-socket.ts';
import { Outstanding } from './outstanding.ts';
import { beginRequests, writeCommandText, writeEntry } from './request-frames.ts';

export interface OutgoingOptions extends Omit<OpenSocketOptions, 'signal'> {
  readonly onOpen: () => void;
  readonly onBroken: (reason: LinkBreak) => void;
}

type Request =
  | { readonly kind: 'entry'; readonly seq: number; readonly entry: ForwardedEntry }
  | { readonly kind: 'command'; readonly seq: number; readonly deadlineAt: number; readonly json: string };

const NOT_BINARY = 1_003;
const MALFORMED = 4_002;

function entryChars({ fields, entryId, stream }: ForwardedEntry): number {
  let chars = entryId.length + stream.length;
  for (const name in fields) chars += name.length + (fields[name]?.length ?? 0);
  return chars;
}

export class OutgoingConnection {
  readonly outstanding = new Outstanding();
  readonly #options: OutgoingOptions;
  readonly #sender: BatchSender<Request>;
  readonly #aborted = new AbortController();
  #socket: WebSocket | null = null;
  #broken = false;

  constructor(options: OutgoingOptions) {
    this.#options = options;
    const { socketBytesMax, frameBytesTarget } = options.bounds;
    this.#sender = new BatchSender({
      socketBytesMax,
      write: (frame, requests) => this.#write(frame, requests, frameBytesTarget),
    });
    void this.#open();
  }

  sendEntry(entry: ForwardedEntry, end: (ending: ForwardedEnding) => void): void {
    const { outstanding } = this;
    const { bounds } = this.#options;
    const chars = entryChars(entry);
    if (chars > bounds.itemCharsMax) {
      const detail = `the entry has ${chars} characters`;
      queueMicrotask(() => end({ kind: 'refused', code: 'ENTRY_TOO_LARGE', detail }));
    } else if (outstanding.entries >= bounds.entriesMax || outstanding.entryChars + chars > bounds.entryCharsMax) {
      queueMicrotask(() => end({ kind: 'busy' }));
    } else {
      this.#sender.offer({ kind: 'entry', seq: outstanding.addEntry(chars, end), entry });
    }
  }

  async sendCommand(command: Command, deadlineMs: number, origin?: CommandOrigin): Promise<ForwardedReply> {
    const { commandsMax, itemCharsMax } = this.#options.bounds;
    if (this.outstanding.commands >= commandsMax) {
      const detail = `${commandsMax} commands wait for the owner's process already`;
      return { kind: 'reply', reply: problemReply('OWNER_UNAVAILABLE', detail) };
    }
    const json = encodeCommand(command, origin);
    if (json.length > itemCharsMax) {
      const detail = `the command has ${json.length} characters`;
      return { kind: 'reply', reply: problemReply('COMMAND_FAILED', detail) };
    }
    return new Promise((resolve) => {
      const seq = this.outstanding.addCommand(deadlineMs, resolve);
      this.#sender.offer({ kind: 'command', seq, deadlineAt: performance.now() + deadlineMs, json });
    });
  }

  /** Ends it; what is unanswered ends as `moved`. */
  end(reason: LinkBreak): void {
    this.#break(reason, 1_001);
  }

  async #open(): Promise<void> {
    try {
      const socket = await openSocket({ ...this.#options, signal: this.#aborted.signal });
      if (this.#broken) socket.terminate();
      else this.#opened(socket);
    } catch (error) {
      const reason = error instanceof LinkBreak ? error : new LinkBreak('unreachable', 'no connection', error);
      this.#break(reason, 1_001);
    }
  }

  #opened(socket: WebSocket): void {
    const { address, bounds, onOpen } = this.#options;
    this.#socket = socket;
    const stopHeartbeat = watchHeartbeat(socket, {
      spanMs: bounds.heartbeatMs,
      silentSpansMax: bounds.silentSpansMax,
      onSilent: () => {
        this.#break(new LinkBreak('silent', `${address} gives no sign of life`), null);
      },
    });
    socket.on('message', (data, isBinary) => this.#onMessage(data, isBinary));
    socket.on('error', () => undefined);
    socket.on('close', (code, reason) => {
      stopHeartbeat();
      this.#break(new LinkBreak('closed', `${address} closed with ${code} ${String(reason)}`.trimEnd()), null);
    });
    this.#sender.open(socket);
    onOpen();
  }

  #onMessage(data: unknown, isBinary: boolean): void {
    if (this.#broken) return;
    const { address } = this.#options;
    if (!isBinary || !Buffer.isBuffer(data)) {
      this.#break(new LinkBreak('malformed', `${address} sent text`), NOT_BINARY);
      return;
    }
    try {
      for (const answer of readAnswers(data)) this.outstanding.settle(answer);
    } catch (error) {
      if (!(error instanceof MalformedFrame || error instanceof RecordFault)) throw error;
      this.#break(new LinkBreak('malformed', `${address} sent what is no answer: ${error.message}`), MALFORMED);
    }
  }

  #write(frame: FrameWriter, requests: readonly Request[], bytesTarget: number): number {
    beginRequests(frame);
    let written = 0;
    for (const request of requests) {
      if (frame.length >= bytesTarget) break;
      written += 1;
      if (request.kind === 'entry') writeEntry(frame, request.seq, request.entry);
      else if (this.outstanding.hasCommand(request.seq)) {
        const leftMs = Math.max(1, Math.floor(request.deadlineAt - performance.now()));
        writeCommandText(frame, request.seq, leftMs, request.json);
      }
    }
    return written;
  }

  /** `code`: with which to close; null where there is nobody left to tell. */
  #break(reason: LinkBreak, code: number | null): void {
    if (this.#broken) return;
    this.#broken = true;
    this.#aborted.abort();
    this.#sender.stop();
    if (code === null) this.#socket?.terminate();
    else this.#socket?.close(code);
    this.#options.onBroken(reason);
    this.outstanding.moveAll();
  }
}
