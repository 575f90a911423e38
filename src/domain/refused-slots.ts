// What an owner remembers of stream entries that it sent back over a link: until the slot is begun again, whatever of it was already
// on its way is sent back too, or it would overtake. A reader that knows hands on under a round of its own, higher than any before;
// what it hands on for the first time carries round 0 and proves nothing.
import type { BrandId } from './ids.ts';

interface Sent {
  readonly stream: string;
  readonly streamEpoch: number;
  readonly round: number;
}

interface Refused {
  readonly streamEpoch: number;
  readonly round: number;
}

/** At most one mark per slot and stream; those of shards that went elsewhere cost one more way there and back, should they return. */
export class RefusedSlots {
  private readonly marks = new Map<string, Refused>();

  /** An entry of the slot was sent back. */
  refuse(sent: Sent, brandId: BrandId, slot: number): void {
    const key = keyOf(sent, brandId, slot);
    const known = this.marks.get(key);
    if (known !== undefined && !isLater(sent, known)) return;
    this.marks.set(key, { streamEpoch: sent.streamEpoch, round: sent.round });
  }

  /** Whether an entry may be taken: nothing of its slot was sent back, or its reader knows. From then on the slot is as any other. */
  accepts(sent: Sent, brandId: BrandId, slot: number): boolean {
    // Almost always nothing was.
    if (this.marks.size === 0) return true;
    const key = keyOf(sent, brandId, slot);
    const known = this.marks.get(key);
    if (known === undefined) return true;
    if (!isLater(sent, known)) return false;
    this.marks.delete(key);
    return true;
  }
}

const keyOf = ({ stream }: Sent, brandId: BrandId, slot: number): string => `${slot} ${brandId} ${stream}`;

/** Under a newer lease, whose holder began from what is pending, or in a later round of the same. */
function isLater({ streamEpoch, round }: Sent, refused: Refused): boolean {
  return streamEpoch > refused.streamEpoch || (streamEpoch === refused.streamEpoch && round > refused.round);
}
