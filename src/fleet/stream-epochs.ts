// The newest epoch known of each wallet stream's lease. A reader that lost its lease, a frozen one most of all, may still hand
// over what its successor handed over long ago: whatever carries an older epoch is refused.

export class StreamEpochs {
  private readonly newest = new Map<string, number>();

  /** Whether entries under this epoch may be taken; remembers a newer one. */
  accepts(stream: string, epoch: number): boolean {
    const known = this.newest.get(stream) ?? 0;
    if (epoch > known) this.newest.set(stream, epoch);
    return epoch >= known;
  }

  learn(epochs: ReadonlyMap<string, number>): void {
    for (const [stream, epoch] of epochs) this.accepts(stream, epoch);
  }
}
