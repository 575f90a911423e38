// A wave: envelopes drawn together, and the one load that brings everything their decisions need. Planning asks for no fact
// that memory already holds, and for none at all about a player who is known to have no rolling.
import { operationKey } from '../domain/decide/command.ts';
import type { BrandId, PlayerId, RollingId } from '../domain/ids.ts';
import { dayOf } from '../domain/timestamp.ts';
import type { WalletEvent } from '../domain/wallet-event.ts';
import type { Envelope } from '../ports/occasion.ts';
import type { LoadRequest } from '../ports/store.ts';
import { answerKey, betKey, eventKey, playerKey, sourceKey } from './fact-keys.ts';
import type { Drawn } from './owned-shards.ts';
import { isKeptOut } from './quarantining.ts';
import type { Shard } from './shard.ts';

/** One drawn envelope with the keys of its facts. `nobody`: a settle of a player who has no rolling that it could concern. */
export interface WaveItem {
  readonly shard: Shard;
  readonly generation: number;
  readonly envelope: Envelope;
  readonly nobody: boolean;
  /** Its player was in quarantine when the wave was planned: nothing was loaded for it. */
  readonly keptOut: boolean;
  readonly event: string;
  readonly bet: string;
}

type Mutable<Part> = Part extends readonly (infer Row)[] ? Row[] : never;

/** Collects a load's parts, each fact once. */
class RequestBuilder {
  private readonly players = new Map<string, LoadRequest['players'][number]>();
  private readonly rollings = new Map<RollingId, LoadRequest['rollings'][number]>();
  private readonly events: Mutable<LoadRequest['events']> = [];
  private readonly bets: Mutable<LoadRequest['bets']> = [];
  private readonly sources = new Map<string, LoadRequest['sources'][number]>();
  private readonly answers = new Map<string, LoadRequest['answers'][number]>();
  private readonly policies = new Set<BrandId>();
  private readonly rolledBack = new Set<string>();

  player(brandId: BrandId, playerId: PlayerId): void {
    this.players.set(playerKey(brandId, playerId), { brandId, playerId });
  }

  /** A rollback may make a rolling (a shortfall): its player's later bets of this very wave are somebody's. */
  rollback(brandId: BrandId, playerId: PlayerId): void {
    this.rolledBack.add(playerKey(brandId, playerId));
  }

  mayGetRolling(brandId: BrandId, playerId: PlayerId): boolean {
    return this.rolledBack.size > 0 && this.rolledBack.has(playerKey(brandId, playerId));
  }

  rolling(brandId: BrandId, rollingId: RollingId): void {
    this.rollings.set(rollingId, { brandId, rollingId });
  }

  event(event: WalletEvent, withRollings: boolean): void {
    const { brandId, playerId, betId, eventId, occurredAt } = event;
    this.events.push({ brandId, day: dayOf(occurredAt), eventId });
    this.bets.push({ brandId, playerId, betId, rollings: withRollings });
  }

  source(brandId: BrandId, playerId: PlayerId, source: LoadRequest['sources'][number]['source']): void {
    this.sources.set(sourceKey(brandId, playerId, source), { brandId, playerId, source });
    this.policies.add(brandId);
  }

  answer(brandId: BrandId, playerId: PlayerId, operation: string, key: string): void {
    this.answers.set(answerKey(brandId, playerId, operation, key), { brandId, playerId, operation, key });
  }

  build(closedSince: number): LoadRequest | null {
    const request: LoadRequest = {
      players: [...this.players.values()],
      closedSince,
      rollings: [...this.rollings.values()],
      events: this.events,
      bets: this.bets,
      sources: [...this.sources.values()],
      answers: [...this.answers.values()],
      policies: [...this.policies],
    };
    const { players, rollings, events, bets, sources, answers, policies } = request;
    const asks = [players, rollings, events, bets, sources, answers, policies].some((part) => part.length > 0);
    return asks ? request : null;
  }
}

export interface Wave {
  readonly items: readonly WaveItem[];
  /** Null where memory knows everything. */
  readonly request: LoadRequest | null;
}

export function planWave(drawn: readonly Drawn[], closedSince: number): Wave {
  const builder = new RequestBuilder();
  const items = drawn.map(({ shard, envelope }) => planItem(builder, shard, envelope));
  return { items, request: builder.build(closedSince) };
}

function planItem(builder: RequestBuilder, shard: Shard, envelope: Envelope): WaveItem {
  const { occasion, brandId, playerId } = envelope;
  const resident = shard.residents.get(playerId);
  const item = { shard, generation: shard.generation, envelope, nobody: false, keptOut: false, event: '', bet: '' };
  if (isKeptOut(shard, envelope)) return { ...item, keptOut: true };
  if (
    occasion.kind === 'settle' &&
    resident === undefined &&
    shard.index.complete &&
    !shard.index.mayHave(brandId, playerId) &&
    !builder.mayGetRolling(brandId, playerId)
  ) {
    return { ...item, nobody: true };
  }
  if (resident === undefined && occasion.kind !== 'unpark' && occasion.kind !== 'release') {
    builder.player(brandId, playerId);
  }
  const rollingOf = (id: RollingId): void => {
    if (resident?.rollings.some((rolling) => rolling.facts.rollingId === id) !== true) builder.rolling(brandId, id);
  };
  switch (occasion.kind) {
    case 'settle':
    case 'rollback': {
      const { event } = occasion;
      builder.event(event, occasion.kind === 'rollback');
      if (occasion.kind === 'rollback') builder.rollback(brandId, playerId);
      const day = dayOf(event.occurredAt);
      return { ...item, event: eventKey(brandId, day, event.eventId), bet: betKey(brandId, playerId, event.betId) };
    }
    case 'command': {
      const { command } = occasion;
      builder.answer(brandId, playerId, operationKey(command), command.key);
      if (command.operation === 'create') builder.source(brandId, playerId, command.source);
      else if (command.operation !== 'cancel-all') rollingOf(command.rollingId);
      return item;
    }
    case 'timer':
      rollingOf(occasion.timer.rollingId);
      return item;
    case 'wallet':
      rollingOf(occasion.result.rollingId);
      return item;
    case 'rewrite':
      rollingOf(occasion.rollingId);
      return item;
    case 'unpark':
    case 'release':
      return item;
  }
}
