// What an owner remembers of stream entries that it sent back, so that none that was on its way behind them is taken in their
// place. A reader raises its round before it hands anything on again, so a higher round is proof that it knew.

interface Refused {
  readonly streamEpoch: number;
  readonly round: number;
}

/** Of one slot, shard or brand, whichever its holder keeps apart; the coarser, the more entries come twice. */
export class RefusedRounds {
  private readonly byStream = new Map<string, Refused>();

  /** An entry was sent back, and so is whatever its reader sent before it heard of that. */
  refuse({ stream, streamEpoch, round }: Refused & { readonly stream: string }): void {
    const known = this.byStream.get(stream);
    if (known !== undefined && isPast(streamEpoch, round, known)) return;
    this.byStream.set(stream, { streamEpoch, round });
  }

  /** Whether an entry was sent before its reader knew of a refusal. */
  includes({ stream, streamEpoch, round }: Refused & { readonly stream: string }): boolean {
    // Almost always nothing was.
    if (this.byStream.size === 0) return false;
    const known = this.byStream.get(stream);
    return known !== undefined && isPast(streamEpoch, round, known);
  }
}

/** Sent under an older lease, or under the same in the same round or an earlier one. */
function isPast(streamEpoch: number, round: number, refused: Refused): boolean {
  return streamEpoch < refused.streamEpoch || (streamEpoch === refused.streamEpoch && round <= refused.round);
}
