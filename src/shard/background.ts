// What goes on beside the deciding: shards that came into our hands are read in, parked events are replayed, old snapshots rewritten.
import { IndexLoader, type IndexLoaderOptions } from './index-loader.ts';
import { ParkedReplayer, type ParkedReplayerOptions } from './parked-replayer.ts';
import { QuarantineLoader, type QuarantineLoaderOptions } from './quarantine-loader.ts';
import type { Shard } from './shard.ts';
import { SnapshotSweeper, type SnapshotSweeperOptions } from './snapshot-sweeper.ts';

type BackgroundOptions = IndexLoaderOptions & QuarantineLoaderOptions & ParkedReplayerOptions & SnapshotSweeperOptions;

export class Background {
  private readonly index: IndexLoader;
  private readonly quarantines: QuarantineLoader;
  private readonly replayer: ParkedReplayer;
  private readonly sweeper: SnapshotSweeper;

  constructor(options: BackgroundOptions) {
    this.index = new IndexLoader(options);
    this.quarantines = new QuarantineLoader(options);
    this.replayer = new ParkedReplayer(options);
    this.sweeper = new SnapshotSweeper(options);
  }

  /** Nothing of the shard is decided before it is known who is in quarantine there. */
  load(shard: Shard): void {
    this.quarantines.load(shard);
    this.index.load(shard);
  }

  async run(): Promise<void> {
    await Promise.all([this.index.run(), this.quarantines.run(), this.replayer.run(), this.sweeper.run()]);
  }

  /** From now on nothing is given to the owner any more. */
  stopGiving(): void {
    this.replayer.stop();
    this.sweeper.stop();
  }

  /** The rest, once nothing waits for a decision any more. */
  stop(): void {
    this.index.stop();
    this.quarantines.stop();
  }
}
