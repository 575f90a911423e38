// One connection that another process made to us: requests go to the handlers in order, answers go back as they come.
import type { RawData, WebSocket } from 'ws';
import { decodeCommand, decodeOrigin, encodeReply } from '../../domain/command-codec.ts';
import type { Command, CommandOrigin } from '../../domain/command.ts';
import { problemReply } from '../../domain/problem.ts';
import { RecordFault } from '../../domain/record-codec.ts';
import type { Logger } from '../../observe/logger.ts';
import type { ForwardedEnding, ForwardedReply, LinkHandlers } from '../../ports/link.ts';
import { type LinkAnswer, writeAnswers } from './answer-frames.ts';
import { BatchSender } from './batch-sender.ts';
import { MalformedFrame } from './frame-bytes.ts';
import { watchHeartbeat } from './heartbeat.ts';
import type { LinkBounds } from './link-bounds.ts';
import { type LinkRequest, readRequests } from './request-frames.ts';

export interface ServedOptions {
  readonly socket: WebSocket;
  /** Who calls, for the log. */
  readonly worker: string;
  readonly handlers: LinkHandlers;
  readonly logger: Logger;
  readonly bounds: LinkBounds;
}

const GOING_AWAY = 1_001;
const NOT_BINARY = 1_003;
const MALFORMED = 4_002;

export class ServedConnection {
  readonly #options: ServedOptions;
  readonly #sender: BatchSender<LinkAnswer>;
  readonly #stopHeartbeat: () => void;
  #underWay = 0;
  #refusing = false;
  #onIdle: (() => void) | null = null;

  constructor(options: ServedOptions) {
    this.#options = options;
    const { socket, bounds, logger, worker } = options;
    this.#sender = new BatchSender({
      socketBytesMax: bounds.socketBytesMax,
      write: (frame, answers) => writeAnswers(frame, answers, bounds.frameBytesTarget),
    });
    this.#stopHeartbeat = watchHeartbeat(socket, {
      spanMs: bounds.heartbeatMs,
      silentSpansMax: bounds.silentSpansMax,
      onSilent: () => {
        logger.warn({ worker }, 'a linked process gives no sign of life');
        socket.terminate();
      },
    });
    socket.on('message', (data, isBinary) => this.#onMessage(data, isBinary));
    socket.on('error', (error) => logger.warn({ err: error, worker }, 'a linked process broke the protocol'));
    socket.on('close', () => this.#onClose());
    this.#sender.open(socket);
  }

  /** Takes nothing more, answers what is under way, and closes; at once where `signal` says so. */
  async drain(signal: AbortSignal): Promise<void> {
    this.#refusing = true;
    const aborted = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve());
      if (signal.aborted) resolve();
    });
    // Where the caller is gone nobody waits for an answer.
    await Promise.race([this.#answered(), this.#closed(), aborted]);
    const { socket } = this.#options;
    socket.close(GOING_AWAY, 'the process ends');
    await Promise.race([this.#closed(), aborted]);
    socket.terminate();
  }

  async #answered(): Promise<void> {
    if (this.#underWay > 0) {
      await new Promise<void>((resolve) => {
        this.#onIdle = resolve;
      });
    }
    await this.#sender.emptied();
  }

  async #closed(): Promise<void> {
    const { socket } = this.#options;
    if (socket.readyState === socket.CLOSED) return;
    await new Promise<void>((resolve) => void socket.once('close', () => resolve()));
  }

  #onMessage(data: RawData, isBinary: boolean): void {
    const { socket, logger, worker } = this.#options;
    if (socket.readyState !== socket.OPEN) return;
    if (!isBinary || !Buffer.isBuffer(data)) {
      socket.close(NOT_BINARY, 'only binary frames');
      return;
    }
    let requests: readonly LinkRequest[];
    try {
      requests = readRequests(data);
    } catch (error) {
      if (!(error instanceof MalformedFrame)) throw error;
      logger.warn({ err: error, worker }, 'a linked process sent what is no request');
      socket.close(MALFORMED, error.message);
      return;
    }
    for (const request of requests) {
      if (request.kind === 'entry') this.#onEntry(request);
      else this.#onCommand(request);
    }
  }

  #onEntry({ seq, entry }: LinkRequest & { kind: 'entry' }): void {
    const tell = (ending: ForwardedEnding): void => {
      this.#sender.offer({ kind: 'ended', seq, lastSeq: seq, ending });
    };
    if (this.#refusing || this.#isFull()) {
      tell({ kind: this.#refusing ? 'moved' : 'busy' });
      return;
    }
    this.#underWay += 1;
    let ended = false;
    this.#options.handlers.entry(entry, (ending) => {
      if (ended) return;
      ended = true;
      tell(ending);
      this.#finished();
    });
  }

  #onCommand({ seq, deadlineMs, json }: LinkRequest & { kind: 'command' }): void {
    if (this.#refusing) {
      this.#sender.offer({ kind: 'command_moved', seq });
      return;
    }
    const refuse = (detail: string): void => {
      this.#sender.offer({ kind: 'reply', seq, json: encodeReply(problemReply('OWNER_UNAVAILABLE', detail)) });
    };
    if (this.#isFull()) {
      refuse('too much waits for the owner already');
      return;
    }
    let command: Command;
    let origin: CommandOrigin | undefined;
    try {
      command = decodeCommand(json);
      origin = decodeOrigin(json);
    } catch (error) {
      if (!(error instanceof RecordFault)) throw error;
      const { logger, worker } = this.#options;
      logger.warn({ err: error, worker }, 'a command that this build does not understand');
      refuse("the owner's build does not understand the command");
      return;
    }
    this.#underWay += 1;
    void this.#answer(seq, command, deadlineMs, origin);
  }

  async #answer(seq: number, command: Command, deadlineMs: number, origin?: CommandOrigin): Promise<void> {
    const { handlers, logger, worker } = this.#options;
    let reply: ForwardedReply;
    try {
      reply = await handlers.command(command, deadlineMs, origin);
    } catch (error) {
      logger.error({ err: error, worker }, 'a forwarded command was not answered');
      reply = { kind: 'moved' };
    }
    this.#sender.offer(
      reply.kind === 'moved' ? { kind: 'command_moved', seq } : { kind: 'reply', seq, json: encodeReply(reply.reply) },
    );
    this.#finished();
  }

  #isFull(): boolean {
    return this.#underWay >= this.#options.bounds.servedMax;
  }

  #finished(): void {
    this.#underWay -= 1;
    if (this.#underWay === 0) this.#onIdle?.();
  }

  #onClose(): void {
    this.#stopHeartbeat();
    this.#sender.stop();
  }
}
