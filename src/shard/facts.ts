// What a wave knows beyond the residents: what its load found, overlaid with what batches not yet known to be committed hold.
import type { StoredAnswer } from '../domain/command.ts';
import type { EventFacts } from '../domain/decide/decision.ts';
import type { BrandId, PlayerId, RollingId } from '../domain/ids.ts';
import type { RollbackMark } from '../domain/journal.ts';
import { type BrandPolicy, GLOBAL_DEFAULT_POLICY } from '../domain/policy.ts';
import type { RollingRecord } from '../domain/rolling.ts';
import type { LoadedFacts, PlayerLeg, UnreadableRolling } from '../ports/store.ts';
import type { Batch, ShardPart } from './batch.ts';
import { answerKey, betKey, eventKey, playerKey, sourceKey } from './fact-keys.ts';
import { type Fault, faultOfUnreadable } from './quarantining.ts';
import type { Shard } from './shard.ts';

const NO_FACTS: LoadedFacts = {
  rollings: [],
  unreadable: [],
  events: [],
  legs: [],
  marks: [],
  answers: [],
  policies: new Map(),
};

export class Facts {
  private readonly loaded: LoadedFacts;
  private readonly overlay: readonly Batch[];
  private readonly events = new Map<string, number>();
  private readonly legs = new Map<string, PlayerLeg[]>();
  private readonly marks = new Map<string, RollbackMark[]>();
  private readonly answers = new Map<string, StoredAnswer>();
  private readonly sources = new Map<string, RollingRecord>();
  readonly rollingsByPlayer = new Map<string, RollingRecord[]>();

  /** `overlay`: every batch that was not known to be committed when the load began, oldest first. */
  constructor(loaded: LoadedFacts | null, overlay: readonly Batch[]) {
    this.loaded = loaded ?? NO_FACTS;
    this.overlay = overlay;
    for (const { brandId, day, eventId, fingerprint } of this.loaded.events) {
      this.events.set(eventKey(brandId, day, eventId), fingerprint);
    }
    for (const leg of this.loaded.legs) append(this.legs, betKey(leg.brandId, leg.playerId, leg.betId), leg);
    for (const mark of this.loaded.marks) append(this.marks, betKey(mark.brandId, mark.playerId, mark.betId), mark);
    for (const answer of this.loaded.answers) {
      this.answers.set(answerKey(answer.brandId, answer.playerId, answer.operation, answer.key), answer);
    }
    for (const rolling of this.loaded.rollings) {
      const { brandId, playerId, source } = rolling.facts;
      append(this.rollingsByPlayer, playerKey(brandId, playerId), rolling);
      this.sources.set(sourceKey(brandId, playerId, source), rolling);
    }
  }

  ofEvent(shard: Shard, event: string, bet: string): EventFacts {
    return {
      seen: this.newest(shard, (part) => part.seenEvents.get(event)) ?? this.events.get(event) ?? null,
      legs: this.legsOf(shard, bet),
      marks: this.marksOf(shard, bet),
    };
  }

  answer(shard: Shard, key: string): StoredAnswer | null {
    return this.newest(shard, (part) => part.answersByKey.get(key)) ?? this.answers.get(key) ?? null;
  }

  /** The rolling that the source already has: among the residents if it was just created, else as loaded. */
  sameSource(shard: Shard, key: string, resident: (id: RollingId) => RollingRecord | null): RollingRecord | null {
    const createdNow = this.newest(shard, (part) => part.createdBySource.get(key));
    const stored = this.sources.get(key) ?? null;
    const id = createdNow ?? stored?.facts.rollingId;
    return id === undefined ? null : (resident(id) ?? stored);
  }

  /** Null where the brand's config is not understood. */
  policy(brandId: BrandId): BrandPolicy | null {
    const { policies } = this.loaded;
    return policies.has(brandId) ? (policies.get(brandId) ?? null) : GLOBAL_DEFAULT_POLICY;
  }

  /** Why nothing can be decided about the player; null for everybody who is well. */
  faultOf(brandId: BrandId, playerId: PlayerId): Fault | null {
    const { unreadable } = this.loaded;
    if (unreadable.length === 0) return null;
    const found = unreadable.find((rolling) => rolling.playerId === playerId && rolling.brandId === brandId);
    return found === undefined ? null : faultOfUnreadable(found);
  }

  get tooNew(): readonly UnreadableRolling[] {
    return this.loaded.unreadable.filter(({ kind }) => kind === 'too_new');
  }

  private newest<Found>(shard: Shard, find: (part: ShardPart) => Found | undefined): Found | undefined {
    for (let place = this.overlay.length - 1; place >= 0; place -= 1) {
      const part = this.overlay[place]?.parts.get(shard);
      const found = part === undefined ? undefined : find(part);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** A batch may have been committed between its overlay and the load: a leg that both hold is one leg. */
  private legsOf(shard: Shard, key: string): readonly PlayerLeg[] {
    const legs = this.legs.get(key);
    const fresh = this.overlay.flatMap((batch) => batch.parts.get(shard)?.legsByBet.get(key) ?? NO_LEGS);
    if (fresh.length === 0) return legs ?? NO_LEGS;
    if (legs === undefined) return fresh;
    const isNew = (leg: PlayerLeg): boolean =>
      !legs.some((known) => known.settlementId === leg.settlementId && known.leg === leg.leg);
    return [...legs, ...fresh.filter(isNew)];
  }

  private marksOf(shard: Shard, key: string): readonly RollbackMark[] {
    let marks = this.marks.get(key) ?? NO_MARKS;
    for (const batch of this.overlay) {
      const fresh = batch.parts.get(shard)?.marksByBet.get(key);
      if (fresh === undefined) continue;
      marks = [...marks.filter((old) => !fresh.some((mark) => mark.settlementId === old.settlementId)), ...fresh];
    }
    return marks;
  }
}

const NO_LEGS: readonly PlayerLeg[] = [];
const NO_MARKS: readonly RollbackMark[] = [];

function append<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
