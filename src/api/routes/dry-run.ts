// POST /internal/rolling/brand-config/dry-run: what another config would have made of the bets on record. It reads, on connections
// that cannot write, and decides in memory; nothing is changed and nobody is told.
import { setImmediate as breath } from 'node:timers/promises';
import { type Comparison, comparePlayer } from '../../domain/dry-run/compare.ts';
import { DryRunReport } from '../../domain/dry-run/report.ts';
import type { BrandId, PlayerId, RollingId } from '../../domain/ids.ts';
import { type BrandPolicy, GLOBAL_DEFAULT_POLICY } from '../../domain/policy.ts';
import { formatTimestamp, parseTimestamp } from '../../domain/timestamp.ts';
import type { RecordedRolling } from '../../domain/dry-run/occasions.ts';
import type { Api, ApiDependencies } from '../api.ts';
import { brandOf } from '../brand.ts';
import { DRY_RUN_BOUNDS, DryRunRecord, type Period, tooLarge } from '../dry-run-record.ts';
import { read } from '../patience.ts';
import { ApiProblem, invalidRequest } from '../problems.ts';
import { type DryRunBody, dryRunAnswer, dryRunBody } from '../schemas/brand-config.ts';
import { BODY_PROBLEMS, READ_PROBLEMS, answers } from '../schemas/problems.ts';
import { callHeaders } from '../schemas/queries.ts';
import { policyOfBody, policyOfStored } from './brand-config.ts';

function periodOf({ from, to }: DryRunBody): Period {
  const moment = (text: string, pointer: string): number => {
    const at = parseTimestamp(text);
    if (at === null) throw invalidRequest([{ in: 'body', pointer, detail: 'is no RFC 3339 time' }]);
    return at;
  };
  const period = { from: moment(from, '/from'), to: moment(to, '/to') };
  if (period.from < period.to) return period;
  throw invalidRequest([{ in: 'body', pointer: '/to', detail: 'must lie after from' }]);
}

class DryRun {
  private readonly dependencies: ApiDependencies;
  private readonly brandId: BrandId;
  private readonly proposed: BrandPolicy;
  private readonly until: number;
  private readonly policies = new Map<number, BrandPolicy>([[0, GLOBAL_DEFAULT_POLICY]]);

  constructor(dependencies: ApiDependencies, brandId: BrandId, proposed: BrandPolicy) {
    this.dependencies = dependencies;
    this.brandId = brandId;
    this.proposed = proposed;
    this.until = dependencies.clock.now() + DRY_RUN_BOUNDS.ms;
  }

  async run(period: Period): Promise<Record<string, unknown>> {
    const { reads, clock } = this.dependencies;
    const record = new DryRunRecord(reads, this.brandId, (work) => this.ask(work));
    const report = new DryRunReport();
    for (const [playerId, cohort] of await record.cohort(period)) {
      const rollings = await record.rollingsOf(playerId);
      const now = clock.now();
      const comparison: Comparison =
        rollings === null
          ? { kind: 'left_out', reason: 'too_many_rollings' }
          : await this.compare(playerId, rollings, cohort, now);
      report.add(comparison, cohort.size);
    }
    const { from, to } = period;
    return { period: { from: formatTimestamp(from), to: formatTimestamp(to) }, ...report.view() };
  }

  /** A worker may live on the same thread: it gets its turn between two breaths. */
  private async compare(
    playerId: PlayerId,
    rollings: readonly RecordedRolling[],
    cohort: ReadonlySet<RollingId>,
    now: number,
  ): Promise<Comparison> {
    for (const { record } of rollings) await this.knowPolicy(record.facts.terms.policyVersion);
    const policyOf = (version: number): BrandPolicy => {
      const policy = this.policies.get(version);
      if (policy === undefined) throw new TypeError(`policy ${version} of player ${playerId} was not read`);
      return policy;
    };
    const steps = comparePlayer({ rollings, cohort, proposed: this.proposed, policyOf, now });
    for (;;) {
      const { done, value } = steps.next();
      if (done === true) return value;
      await breath();
      this.checkTime();
    }
  }

  private async knowPolicy(version: number): Promise<void> {
    if (this.policies.has(version)) return;
    const { configs } = this.dependencies;
    const stored = await this.ask(() => configs.version(this.brandId, version));
    if (stored === null) throw new TypeError(`config ${version} of brand ${this.brandId} is gone`);
    this.policies.set(version, policyOfStored(stored));
  }

  private async ask<Found>(work: () => Promise<Found>): Promise<Found> {
    this.checkTime();
    return read(this.dependencies.clock, work);
  }

  private checkTime(): void {
    if (this.dependencies.clock.now() <= this.until) return;
    throw tooLarge(`it took more than ${DRY_RUN_BOUNDS.ms / 1_000} seconds: choose a shorter period`);
  }
}

export function routeDryRun(scope: Api, dependencies: ApiDependencies): void {
  const schema = {
    operationId: 'dryRunBrandConfig',
    tags: ['brand config'],
    summary: 'What another config would have made of the rollings created in a period',
    description: 'Decides their recorded bets again. Changes nothing.',
    body: dryRunBody,
    headers: callHeaders,
    response: answers({ 200: { description: 'What it would have changed.', schema: dryRunAnswer } }, [
      ...READ_PROBLEMS,
      ...BODY_PROBLEMS,
      'BRAND_CONFIG_NOT_UNDERSTOOD',
      'DRY_RUN_BUSY',
      'DRY_RUN_TOO_LARGE',
      'INVALID_BRAND_CONFIG',
    ]),
  };
  // One at a time: it is a question that can wait, beside a service that cannot.
  let isRunning = false;
  scope.post('/brand-config/dry-run', { schema }, async (request) => {
    const period = periodOf(request.body);
    const proposed = policyOfBody(request.body.config, 0);
    if (isRunning) throw new ApiProblem('DRY_RUN_BUSY', 'one dry-run runs at a time: ask again');
    isRunning = true;
    try {
      return await new DryRun(dependencies, brandOf(request), proposed).run(period);
    } finally {
      isRunning = false;
    }
  });
}
