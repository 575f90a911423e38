// Which rows there are, and how one run of each is measured.
import { askChild } from './child.ts';
import { type Measurement, measurement } from './messages.ts';
import { type BatchShape, USUAL_BATCH, measurePostgresLimit } from './postgres-limit.ts';
import type { Run, Servers, World } from './world.ts';

export const NAIVE_CONNECTIONS = [1, 8, 16] as const;

/** More than this machine class reads in a second, so that no stream ends before its time. */
const BETS_PER_SECOND_MAX = 45_000;
const NAIVE_BETS_PER_SECOND_MAX = 10_000;
const WARM_UP_MS_MAX = 1_000;
/** Of the rollings, so many may be resident in `service_cold`. */
const COLD_SHARE = 0.05;

export interface ServiceVariant {
  /** Share of bets by players without a rolling. */
  readonly strangers?: number;
  readonly cold?: boolean;
  readonly profiled?: boolean;
}

export class Bench {
  private readonly servers: Servers;
  private readonly seconds: number;
  private lastBatch: BatchShape = USUAL_BATCH;

  constructor(servers: Servers, seconds: number) {
    this.servers = servers;
    this.seconds = seconds;
  }

  async naive(world: World, connections: number): Promise<Measurement> {
    const bets = Math.max(0, Math.ceil((this.seconds + 1) * NAIVE_BETS_PER_SECOND_MAX) - world.options.rollings);
    const warmUpMs = Math.min(WARM_UP_MS_MAX, this.seconds * 500);
    return world.during({ bets, strangers: 0 }, (run) =>
      askChild('naive.process.ts', { ...this.task(run), connections, warmUpMs }, measurement),
    );
  }

  async service(world: World, { strangers = 0, cold = false, profiled = false }: ServiceVariant): Promise<Measurement> {
    const { rollings } = world.options;
    const bets = Math.ceil(this.seconds * BETS_PER_SECOND_MAX * (1 + strangers));
    const play = {
      warmUpEvents: rollings,
      entries: rollings + bets,
      residentRollingsMax: cold ? Math.ceil(rollings * COLD_SHARE) : rollings * 2,
      profiled,
    };
    const result = await world.during({ bets, strangers }, (run) =>
      askChild('service.process.ts', { ...this.task(run), ...play }, measurement, ['--expose-gc']),
    );
    if (strangers === 0 && !cold && result.work !== null) this.lastBatch = wholeBatch(result.work);
    return result;
  }

  /** With batches like those of the service's last run. */
  async postgresLimit(world: World): Promise<Measurement> {
    return world.during(null, ({ databaseUrl }) =>
      measurePostgresLimit(databaseUrl, this.servers.pids, this.seconds, this.lastBatch),
    );
  }

  private task({ databaseUrl, stream }: Run) {
    const { redisUrl, pids } = this.servers;
    return { databaseUrl, redisUrl, stream, pids, measureMs: this.seconds * 1_000 };
  }
}

function wholeBatch({ batch_events, batch_rollings }: BatchShape): BatchShape {
  return {
    batch_events: Math.max(1, Math.round(batch_events)),
    batch_rollings: Math.max(1, Math.round(batch_rollings)),
  };
}
