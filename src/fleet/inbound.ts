// What other processes send us over the link: entries of wallet streams that they read, and commands that came to them.
import type { DecodeOptions, DecodedEntry } from '../domain/decoding/decoded-entry.ts';
import { decodeEntry } from '../domain/decoding/decode-entry.ts';
import { RefusedSlots } from '../domain/refused-slots.ts';
import { slotOf } from '../domain/slot.ts';
import type { Clock } from '../ports/clock.ts';
import type { ForwardedEnding, ForwardedEntry, LinkHandlers } from '../ports/link.ts';
import type { Ending } from '../ports/occasion.ts';
import type { ShardHost } from '../ports/shard-host.ts';
import type { StreamEpochs } from './stream-epochs.ts';

type DecodedEvent = Extract<DecodedEntry, { kind: 'event' }>;

export interface InboundOptions {
  readonly host: ShardHost;
  readonly streamEpochs: StreamEpochs;
  readonly clock: Clock;
  readonly decoding: Omit<DecodeOptions, 'nowMs'>;
}

export class Inbound implements LinkHandlers {
  /** Slots of which something was sent back: nothing that was on its way behind it is taken in its place. */
  private readonly refused = new RefusedSlots();
  private readonly options: InboundOptions;

  constructor(options: InboundOptions) {
    this.options = options;
  }

  readonly command: LinkHandlers['command'] = (command, deadlineMs, origin) => {
    const { host, clock } = this.options;
    return host.command(command, clock.now() + deadlineMs, origin);
  };

  /** The reader found an event in it; this build decodes it for itself, and its own word holds. */
  readonly entry: LinkHandlers['entry'] = (entry, end) => {
    const { streamEpochs, clock, decoding } = this.options;
    if (!streamEpochs.accepts(entry.stream, entry.streamEpoch)) {
      end({ kind: 'moved' });
      return;
    }
    const decoded = decodeEntry(entry.fields, { ...decoding, nowMs: clock.now() });
    if (decoded.kind === 'ignored') end({ kind: 'durable' });
    else if (decoded.kind === 'refused') end({ kind: 'refused', code: decoded.code, detail: decoded.detail });
    else this.take(entry, decoded, end);
  };

  private take(entry: ForwardedEntry, decoded: DecodedEvent, end: (ending: ForwardedEnding) => void): void {
    const { event, trace } = decoded;
    const { host, clock } = this.options;
    const { brandId, playerId } = event;
    const slot = slotOf(brandId, playerId);
    const sendBack = (kind: 'moved' | 'busy'): void => {
      this.refused.refuse(entry, brandId, slot);
      end({ kind });
    };
    if (brandId !== entry.shard.brandId || host.epochAt(brandId, slot) !== entry.shard.epoch) sendBack('moved');
    else if (!host.hasRoom) sendBack('busy');
    else if (!this.refused.accepts(entry, brandId, slot)) end({ kind: 'moved' });
    else {
      const { stream, streamEpoch, round, entryId, fields } = entry;
      const taken = host.tryDeliver({
        occasion: event.type === 'BET_SETTLED' ? { kind: 'settle', event } : { kind: 'rollback', event },
        brandId,
        playerId,
        slot,
        receivedAt: clock.now(),
        trace: trace ?? null,
        origin: { stream, streamEpoch, round, entryId, fields },
        end: (ending) => {
          if (ending.kind === 'lost') sendBack('moved');
          else if (ending.kind === 'busy') sendBack('busy');
          else end(forwarded(ending));
        },
      });
      if (!taken) sendBack('moved');
    }
  }
}

function forwarded(ending: Exclude<Ending, { kind: 'lost' | 'busy' }>): ForwardedEnding {
  return ending.kind === 'durable' ? { kind: 'durable' } : { kind: 'refused', ...ending.refusal };
}
