// What an inspector that connects now has to be told: who the actor is, how it stands, and for our own the steps of before.
import type { Money } from '../explain/entries.ts';
import { messageFrom } from '../feed/messages.ts';
import { STEPS, STEPS_MAX } from '../feed/session.ts';
import { isObject } from '../statechart/json-value.ts';

/** The last page is read again and again, as it grows: each step is kept once. */
function keyOf(step: unknown): number {
  const version = isObject(step) ? step['version'] : null;
  return typeof version === 'number' ? version : 0;
}

export class FeedMemory {
  private readonly sessionId: string;
  private actor: unknown = null;
  private snapshot: unknown = null;
  private readonly steps = new Map<number, unknown>();
  private isWhole = false;
  /** In which currency amounts are told; null while nobody knows. */
  money: Money | null = null;

  constructor(sessionId: string) {
    this.sessionId = sessionId;
  }

  /** False for what is no message of the protocol: it is not passed on. */
  hear(data: unknown): boolean {
    const message = messageFrom(data);
    if (message === null || message.sessionId !== this.sessionId) return false;
    if (message.kind === 'actor') {
      this.actor = data;
      this.snapshot = null;
    }
    if (message.kind === 'snapshot') this.snapshot = data;
    return true;
  }

  /** The message that tells of a page of steps. */
  remember(items: readonly unknown[], isWhole: boolean): unknown {
    for (const step of items) this.steps.set(keyOf(step), step);
    for (const oldest of this.steps.keys()) {
      if (this.steps.size <= STEPS_MAX) break;
      this.steps.delete(oldest);
    }
    this.isWhole = isWhole;
    return this.past(items);
  }

  /** In the order in which it is to be told; nothing before the feed has introduced its actor. */
  introduction(hasPast: boolean): readonly unknown[] {
    if (this.actor === null) return [];
    const now = this.snapshot === null ? [] : [this.snapshot];
    return [this.actor, ...now, ...(hasPast ? [this.past([...this.steps.values()])] : [])];
  }

  private past(steps: readonly unknown[]): unknown {
    const { sessionId, isWhole, money } = this;
    return { type: STEPS, sessionId, steps, isWhole, money };
  }
}
