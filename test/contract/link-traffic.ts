// What the tests of links send, and what they note.
import type { Command, PlainCommand } from '../../src/domain/command.ts';
import { brandId, playerId, rollingId } from '../../src/domain/ids.ts';
import type { ForwardedEnding, ForwardedEntry, ForwardedReply, LinkHandlers, Peer } from '../../src/ports/link.ts';

const BRAND = brandId('brand-ä"\\💶');

export function entryOf(number: number, payload = `{"bet_id":"bet-${number}","note":"ü💶"}`): ForwardedEntry {
  return {
    stream: 'wallet:events',
    streamEpoch: 3,
    round: 5,
    shard: { brandId: BRAND, shardNo: 2, epoch: 7 },
    entryId: `1763800000000-${number}`,
    fields: { event_type: 'BET_SETTLED_CONFIRMED', payload },
    receivedAt: 1_763_800_000_000 + number,
  };
}

export function commandOf(key: string): PlainCommand {
  return {
    operation: 'suspend',
    brandId: BRAND,
    playerId: playerId('player-1'),
    rollingId: rollingId('019ecb27-2201-7936-8000-000000000001'),
    key,
    fingerprint: 2 ** 53 - 1,
    requestedBy: null,
    reason: null,
    note: null,
  };
}

export const replyOf = (body: string): ForwardedReply => ({
  kind: 'reply',
  reply: { status: 200, body, rollingId: null, version: 3 },
});

/** Sends entries and notes how each ended; a second ending of one would be noted as well. */
export class Sent {
  readonly endings: { readonly number: number; readonly ending: ForwardedEnding }[] = [];

  send(peer: Peer, ...numbers: readonly number[]): void {
    for (const number of numbers) this.sendEntry(peer, number, entryOf(number));
  }

  sendEntry(peer: Peer, number: number, entry: ForwardedEntry): void {
    peer.sendEntry(entry, (ending) => this.endings.push({ number, ending }));
  }

  kinds(): readonly string[] {
    return this.endings.map(({ ending }) => ending.kind);
  }
}

interface Held {
  readonly entry: ForwardedEntry;
  readonly end: (ending: ForwardedEnding) => void;
}

interface HeldCommand {
  readonly command: Command;
  readonly deadlineMs: number;
  readonly answer: (reply: ForwardedReply) => void;
}

/** A receiver that notes what came and answers when it is told to. */
export class Receiver implements LinkHandlers {
  readonly entries: Held[] = [];
  readonly commands: HeldCommand[] = [];

  readonly entry = (entry: ForwardedEntry, end: (ending: ForwardedEnding) => void): void => {
    this.entries.push({ entry, end });
  };

  readonly command = async (command: Command, deadlineMs: number): Promise<ForwardedReply> =>
    new Promise((answer) => void this.commands.push({ command, deadlineMs, answer }));

  ids(): readonly string[] {
    return this.entries.map(({ entry }) => entry.entryId);
  }
}

export const numbers = (count: number, from = 1): readonly number[] =>
  Array.from({ length: count }, (_, index) => from + index);
