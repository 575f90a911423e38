// What other processes send us over the link: entries of wallet streams that they read, and commands that came to them.
import type { DecodeOptions } from '../domain/decoding/decoded-entry.ts';
import { decodeEntry } from '../domain/decoding/decode-entry.ts';
import type { BrandId } from '../domain/ids.ts';
import { RefusedRounds } from '../domain/refused-rounds.ts';
import { slotOf } from '../domain/slot.ts';
import type { Clock } from '../ports/clock.ts';
import type { ForwardedEnding, ForwardedEntry, LinkHandlers } from '../ports/link.ts';
import type { Ending } from '../ports/occasion.ts';
import type { ShardHost } from '../ports/shard-host.ts';
import type { StreamEpochs } from './stream-epochs.ts';

export interface InboundOptions {
  readonly host: ShardHost;
  readonly streamEpochs: StreamEpochs;
  readonly clock: Clock;
  readonly decoding: Omit<DecodeOptions, 'nowMs'>;
}

export function createInbound(options: InboundOptions): LinkHandlers {
  const { host, clock } = options;
  /** By brand: what was sent back, so that nothing that was on its way behind it is taken in its place. */
  const refused = new Map<BrandId, RefusedRounds>();
  return {
    entry: (entry, end) => {
      let rounds = refused.get(entry.shard.brandId);
      if (rounds?.includes(entry) === true) {
        end({ kind: 'moved' });
        return;
      }
      takeEntry(options, entry, end, (kind) => {
        rounds ??= new RefusedRounds();
        refused.set(entry.shard.brandId, rounds);
        rounds.refuse(entry);
        end({ kind });
      });
    },
    command: (command, deadlineMs) => host.command(command, clock.now() + deadlineMs),
  };
}

/** The reader found an event in it; this build decodes it for itself, and its own word holds. */
function takeEntry(
  { host, streamEpochs, clock, decoding }: InboundOptions,
  entry: ForwardedEntry,
  end: (ending: ForwardedEnding) => void,
  refuse: (kind: 'moved' | 'busy') => void,
): void {
  if (!streamEpochs.accepts(entry.stream, entry.streamEpoch)) {
    end({ kind: 'moved' });
    return;
  }
  const decoded = decodeEntry(entry.fields, { ...decoding, nowMs: clock.now() });
  if (decoded.kind === 'ignored') {
    end({ kind: 'durable' });
    return;
  }
  if (decoded.kind === 'refused') {
    end({ kind: 'refused', code: decoded.code, detail: decoded.detail });
    return;
  }
  const { event } = decoded;
  const { brandId, playerId } = event;
  const slot = slotOf(brandId, playerId);
  if (brandId !== entry.shard.brandId || host.epochAt(brandId, slot) !== entry.shard.epoch) {
    refuse('moved');
    return;
  }
  if (!host.hasRoom) {
    refuse('busy');
    return;
  }
  const { stream, streamEpoch, round, entryId, fields } = entry;
  const taken = host.tryDeliver({
    occasion: event.type === 'BET_SETTLED' ? { kind: 'settle', event } : { kind: 'rollback', event },
    brandId,
    playerId,
    slot,
    receivedAt: clock.now(),
    origin: { stream, streamEpoch, round, entryId, fields },
    end: (ending) => end(forwarded(ending)),
  });
  if (!taken) refuse('moved');
}

function forwarded(ending: Ending): ForwardedEnding {
  switch (ending.kind) {
    case 'durable':
      return { kind: 'durable' };
    case 'refused':
      return { kind: 'refused', ...ending.refusal };
    case 'lost':
      return { kind: 'moved' };
    case 'busy':
      return { kind: 'busy' };
  }
}
