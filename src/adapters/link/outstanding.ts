// What one connection sent, or is about to send, and has no answer to. Every entry's `end` is called exactly once, every command's
// promise resolves: by the answer, by its deadline, or all at once as `moved` when the connection ends.
import { decodeReply } from '../../domain/command-codec.ts';
import type { ForwardedEnding, ForwardedReply } from '../../ports/link.ts';
import type { LinkAnswer } from './answer-frames.ts';

const MOVED = { kind: 'moved' } as const;

interface OutstandingEntry {
  readonly chars: number;
  readonly end: (ending: ForwardedEnding) => void;
}

interface OutstandingCommand {
  readonly deadline: NodeJS.Timeout;
  readonly answer: (reply: ForwardedReply) => void;
}

export class Outstanding {
  readonly #entries = new Map<number, OutstandingEntry>();
  readonly #commands = new Map<number, OutstandingCommand>();
  #entryChars = 0;
  #lastSeq = 0;
  #onEmpty: (() => void) | null = null;

  get entries(): number {
    return this.#entries.size;
  }

  get entryChars(): number {
    return this.#entryChars;
  }

  get commands(): number {
    return this.#commands.size;
  }

  addEntry(chars: number, end: (ending: ForwardedEnding) => void): number {
    this.#lastSeq += 1;
    this.#entries.set(this.#lastSeq, { chars, end });
    this.#entryChars += chars;
    return this.#lastSeq;
  }

  /** Not answered within `deadlineMs`, the command ends as `moved`: nobody knows any more, and it may be sent again. */
  addCommand(deadlineMs: number, answer: (reply: ForwardedReply) => void): number {
    this.#lastSeq += 1;
    const seq = this.#lastSeq;
    const deadline = setTimeout(() => this.#answer(seq, MOVED), deadlineMs);
    this.#commands.set(seq, { deadline, answer });
    return seq;
  }

  hasCommand(seq: number): boolean {
    return this.#commands.has(seq);
  }

  /** Answers to what is not outstanding are late, and ignored. Throws where a reply is none. */
  settle(answer: LinkAnswer): void {
    switch (answer.kind) {
      case 'ended':
        // A run longer than what is outstanding cannot be walked number by number.
        if (answer.lastSeq > this.#lastSeq) return;
        for (let { seq } = answer; seq <= answer.lastSeq; seq += 1) this.#end(seq, answer.ending);
        return;
      case 'reply':
        this.#answer(answer.seq, { kind: 'reply', reply: decodeReply(answer.json) });
        return;
      case 'command_moved':
        this.#answer(answer.seq, MOVED);
        return;
    }
  }

  /** The connection is gone: whatever is left ends as `moved`. */
  moveAll(): void {
    for (const seq of this.#entries.keys()) this.#end(seq, MOVED);
    for (const seq of this.#commands.keys()) this.#answer(seq, MOVED);
  }

  /** Resolves once nothing is outstanding. */
  async emptied(): Promise<void> {
    if (this.#isEmpty()) return;
    await new Promise<void>((resolve) => {
      this.#onEmpty = resolve;
    });
  }

  #isEmpty(): boolean {
    return this.#entries.size === 0 && this.#commands.size === 0;
  }

  #end(seq: number, ending: ForwardedEnding): void {
    const entry = this.#entries.get(seq);
    if (entry === undefined) return;
    this.#entries.delete(seq);
    this.#entryChars -= entry.chars;
    entry.end(ending);
    this.#tellEmpty();
  }

  #answer(seq: number, reply: ForwardedReply): void {
    const command = this.#commands.get(seq);
    if (command === undefined) return;
    this.#commands.delete(seq);
    clearTimeout(command.deadline);
    command.answer(reply);
    this.#tellEmpty();
  }

  #tellEmpty(): void {
    if (this.#onEmpty !== null && this.#isEmpty()) this.#onEmpty();
  }
}
