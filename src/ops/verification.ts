// The walk of `ops verify` through the database: rollings page by page, then settlements, then shards. Each page is one
// repeatable-read, read-only transaction: whatever a page compares is of one moment, however long the walk takes, and no snapshot
// is held longer than a page. Memory holds one page and the sums of its rollings.
import type { Sql, Transaction } from '../adapters/postgres/connection.ts';
import type { AuditScope, RollingKey } from '../adapters/postgres/verify/audit-scope.ts';
import { inSnapshot } from '../adapters/postgres/verify/in-snapshot.ts';
import { selectAuditedEntries } from '../adapters/postgres/verify/select-audited-entries.ts';
import { selectOrphans } from '../adapters/postgres/verify/select-orphans.ts';
import { selectOutboxNumbers } from '../adapters/postgres/verify/select-outbox-numbers.ts';
import { selectSourceless } from '../adapters/postgres/verify/select-sourceless.ts';
import { selectSettlementLegs } from '../adapters/postgres/verify/select-settlement-legs.ts';
import { type AuditedRolling, selectStoredRollings } from '../adapters/postgres/verify/select-stored-rollings.ts';
import type { PlayerId, RollingId } from '../domain/ids.ts';
import { outboxNumberDifferences } from '../domain/verify-outbox-numbers.ts';
import { type SettlementLeg, SettlementAudit } from '../domain/verify-settlements.ts';
import { RollingAudit, type StoredRolling, unreadableDifference } from '../domain/verify.ts';
import type { VerifyResult } from './verify-result.ts';

const PAGE_ROLLINGS = 200;
const ROUND_ENTRIES_PER_ROLLING = 200;
const PAGE_LEGS = 5_000;
const ORPHANS_MAX = 100;

interface PlayersRolling extends RollingKey {
  readonly playerId: PlayerId;
}

export class Verification {
  private readonly pool: Sql;
  private readonly scope: AuditScope;
  private readonly result: VerifyResult;
  private readonly onProgress: (result: VerifyResult) => void;

  /** `result` is filled as the walk goes on; `onProgress` is called after each page. */
  constructor(pool: Sql, scope: AuditScope, result: VerifyResult, onProgress: (result: VerifyResult) => void) {
    this.pool = pool;
    this.scope = scope;
    this.result = result;
    this.onProgress = onProgress;
  }

  async run(): Promise<void> {
    const settlementScope = await this.walkRollings();
    if (settlementScope !== null) await this.walkSettlements(settlementScope);
    this.result.add(await inSnapshot(this.pool, (sql) => selectOrphans(sql, this.scope, ORPHANS_MAX)));
    this.result.add(await inSnapshot(this.pool, (sql) => selectSourceless(sql, this.scope, ORPHANS_MAX)));
    const { brandId, playerId, rollingId } = this.scope;
    if (playerId !== null || rollingId !== null) return;
    const shards = await inSnapshot(this.pool, (sql) => selectOutboxNumbers(sql, brandId));
    for (const numbers of shards) this.result.add(outboxNumberDifferences(numbers));
    this.result.shards += shards.length;
  }

  /** Whose settlements belong to the scope: of one rolling, its player's; null where there is no such rolling. */
  private async walkRollings(): Promise<AuditScope | null> {
    let after: RollingKey | null = null;
    for (;;) {
      const last: PlayersRolling | null = await inSnapshot(this.pool, (sql) => this.auditPage(sql, after));
      this.onProgress(this.result);
      if (last === null) return this.scope.rollingId === null ? this.scope : null;
      if (this.scope.rollingId !== null) return { ...last, rollingId: null };
      after = last;
    }
  }

  /** The key of the page's last rolling; null where there was none. */
  private async auditPage(sql: Transaction, after: RollingKey | null): Promise<PlayersRolling | null> {
    const page = await selectStoredRollings(sql, this.scope, after, PAGE_ROLLINGS);
    const audits = new Map<RollingId, RollingAudit>();
    const readable: StoredRolling[] = [];
    for (const audited of page) {
      if (audited.kind === 'unreadable') this.result.add([unreadableDifference(audited.rolling)]);
      else {
        readable.push(audited.stored);
        audits.set(audited.stored.record.facts.rollingId, new RollingAudit(audited.stored));
      }
    }
    await this.foldJournals(sql, readable, audits);
    for (const audit of audits.values()) this.result.add(audit.differences());
    this.result.rollings += page.length;
    const last = page.at(-1);
    return last === undefined ? null : placeOf(last);
  }

  /** Rounds over all rollings of the page at once; whoever had a full round is asked again. */
  private async foldJournals(
    sql: Transaction,
    page: readonly StoredRolling[],
    audits: ReadonlyMap<RollingId, RollingAudit>,
  ): Promise<void> {
    let asked = page.map(({ record: { facts } }) => ({ ...facts, afterVersion: 0 }));
    while (asked.length > 0) {
      const entries = await selectAuditedEntries(sql, asked, ROUND_ENTRIES_PER_ROLLING);
      const versions = new Map<RollingId, number[]>();
      for (const { rollingId, entry } of entries) {
        audits.get(rollingId)?.add(entry);
        const read = versions.get(rollingId);
        if (read === undefined) versions.set(rollingId, [entry.version]);
        else read.push(entry.version);
      }
      this.result.entries += entries.length;
      asked = asked
        .filter(({ rollingId }) => versions.get(rollingId)?.length === ROUND_ENTRIES_PER_ROLLING)
        .map((key) => ({ ...key, afterVersion: versions.get(key.rollingId)?.at(-1) ?? key.afterVersion }));
    }
  }

  private async walkSettlements(scope: AuditScope): Promise<void> {
    const audit = new SettlementAudit();
    const before = this.result.settlements;
    let after: SettlementLeg | null = null;
    for (;;) {
      const legs: readonly SettlementLeg[] = await inSnapshot(this.pool, (sql) => {
        return selectSettlementLegs(sql, scope, after, PAGE_LEGS);
      });
      for (const leg of legs) this.result.add(audit.add(leg));
      this.result.settlements = before + audit.settlements;
      this.onProgress(this.result);
      after = legs.at(-1) ?? null;
      if (after === null || legs.length < PAGE_LEGS) break;
    }
    this.result.add(audit.end());
  }
}

function placeOf(audited: AuditedRolling): PlayersRolling {
  const { brandId, playerId, rollingId } = audited.kind === 'stored' ? audited.stored.record.facts : audited.rolling;
  return { brandId, playerId, rollingId };
}
