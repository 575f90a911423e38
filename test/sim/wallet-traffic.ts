// The wallet's side of the traffic: bets that settle, are taken back, come twice, out of order or spoiled.
import { EVENT_FUTURE_MS, EVENT_RETENTION_MS } from '../../src/domain/retention.ts';
import { decodeEntry } from '../../src/domain/decoding/decode-entry.ts';
import { contextOf, stateOf } from '../../src/domain/rolling.ts';
import { formatTimestamp } from '../../src/domain/timestamp.ts';
import type { BetSettled, Product } from '../../src/domain/wallet-event.ts';
import type { FaultKind } from './faults.ts';
import type { Plan, PlannedPlayer } from './plan.ts';
import type { Random } from './random.ts';
import { CURRENCY } from './rules.ts';
import type { Sent } from './sent.ts';
import type { World } from './world.ts';

type Fields = Readonly<Record<string, string>>;

interface Bet {
  readonly player: PlannedPlayer;
  readonly betId: string;
  readonly stakeMinor: number;
  settlements: number;
  /** Taken back without naming the settlement: then it must stay the only one, or the order of delivery would decide. */
  rolledBackUnnamed: boolean;
}

const REORDER_MS_MAX = 1_500;
const RACE_MS = 300;

export class WalletTraffic {
  readonly #world: World;
  readonly #plan: Plan;
  readonly #random: Random;
  readonly #bets: Bet[] = [];
  readonly #settles: { readonly player: PlannedPlayer; readonly fields: Fields }[] = [];
  #numbers = 0;

  constructor(world: World, plan: Plan, random: Random) {
    this.#world = world;
    this.#plan = plan;
    this.#random = random;
  }

  /** One thing that happens at the wallet. */
  act(): void {
    const random = this.#random;
    const bet = random.pickFrom(this.#bets);
    const lot = random.next();
    if (bet === undefined || lot < 0.46) this.#settleNew();
    else if (lot < 0.5) this.#raceExpiry();
    else if (lot < 0.62) this.#rollBackWhileCompleting();
    else if (lot < 0.8) this.#rollBack(bet);
    else if (lot < 0.88) this.#rollBackFirst();
    else if (lot < 0.96 && !bet.rolledBackUnnamed) this.#settleAgain(bet);
    else this.#settleNew();
  }

  /** The bet that reaches the target settles as the rolling ends, and comes as its grace does. */
  #raceExpiry(): void {
    const { agenda, books } = this.#world;
    const ending = [...books.rollings.values()].filter(
      ({ record }) => stateOf(record.snapshot) === 'active' && (contextOf(record).expiresAt ?? 0) > agenda.now,
    );
    const book = this.#random.pickFrom(ending);
    const { expiresAt } = book === undefined ? { expiresAt: null } : contextOf(book.record);
    const player = this.#plan.players.find(({ playerId }) => playerId === book?.facts.playerId);
    if (book === undefined || expiresAt === null || player === undefined) return;
    const bet = { ...this.#betOf(player), stakeMinor: Number(book.facts.targetMinor) };
    const { expiryGraceMs } = book.facts.terms.policy;
    const settledAt = expiresAt + this.#random.between(-RACE_MS, RACE_MS);
    agenda.at(Math.max(settledAt, expiresAt + expiryGraceMs + this.#random.between(-RACE_MS, RACE_MS)), () =>
      this.#settle(bet, bet.betId, settledAt),
    );
  }

  #settleNew(): void {
    const bet = this.#newBet();
    if (bet === null) return;
    this.#settle(bet, bet.betId);
    // In the same breath: the settle may still be on its way to the database when its rollback is decided.
    if (bet.stakeMinor > 0 && this.#random.chance(0.15)) this.#rollBack(bet);
  }

  /** The same bet under a new settlement: it counts on its own. */
  #settleAgain(bet: Bet): void {
    bet.settlements += 1;
    this.#settle(bet, `${bet.betId}-s${bet.settlements}`);
  }

  #rollBackFirst(): void {
    const bet = this.#newBet();
    if (bet === null) return;
    this.#rollBack(bet);
    this.#world.agenda.after(this.#random.between(1, 2_000), () => this.#settle(bet, bet.betId));
  }

  #rollBack(bet: Bet): void {
    const random = this.#random;
    const unnamed = bet.settlements === 1 && random.chance(0.5);
    if (unnamed) bet.rolledBackUnnamed = true;
    const number = random.between(1, bet.settlements);
    const named = number === 1 ? bet.betId : `${bet.betId}-s${number}`;
    const payload = {
      player_id: bet.player.playerId,
      bet_id: bet.betId,
      ...(unnamed ? {} : { settlement_id: named }),
      currency: CURRENCY,
      ...(random.chance(0.5) ? {} : { amount_minor: String(random.between(1, bet.stakeMinor)) }),
    };
    this.#send(bet.player, this.#envelope('BET_ROLLED_BACK_CONFIRMED', bet.player, payload));
  }

  /** The worst moment: a release may be on its way. */
  #rollBackWhileCompleting(): void {
    const betIds = [...this.#world.books.rollings.values()]
      .filter(({ record }) => stateOf(record.snapshot) === 'completing')
      .flatMap(({ entries }) => entries.filter((entry) => entry.credited > 0n).map((entry) => entry.bet?.betId));
    const bet = this.#bets.find(({ betId }) => betId === this.#random.pickFrom(betIds));
    if (bet !== undefined) this.#rollBack(bet);
  }

  #newBet(): Bet | null {
    const player = this.#random.pickFrom(this.#plan.players);
    return player === undefined ? null : this.#betOf(player);
  }

  #betOf(player: PlannedPlayer): Bet {
    this.#numbers += 1;
    const bet = {
      player,
      betId: `bet-${this.#numbers}`,
      stakeMinor: this.#random.chance(0.03) ? 0 : this.#random.between(1, 900),
      settlements: 1,
      rolledBackUnnamed: false,
    };
    if (bet.stakeMinor > 0) this.#bets.push(bet);
    return bet;
  }

  #settle(bet: Bet, settlementId: string, settled: number | null = null): void {
    const random = this.#random;
    const { now } = this.#world.agenda;
    const products: readonly [Product, ...Product[]] = ['casino', 'casino', 'live', 'sports', 'virtual', 'poker'];
    const settledAt = settled ?? now - random.between(0, 300);
    const payload = {
      player_id: bet.player.playerId,
      bet_id: bet.betId,
      ...(settlementId === bet.betId ? {} : { settlement_id: settlementId }),
      currency: random.chance(0.03) ? 'USD' : CURRENCY,
      stake_minor: String(bet.stakeMinor),
      ...(random.chance(0.1) ? { outcome: random.pick(['void', 'push', 'cashout', 'win']) } : {}),
      product: random.pick(products),
      ...(random.chance(0.05) ? {} : { placed_at: formatTimestamp(settledAt - random.between(0, 600)) }),
      settled_at: formatTimestamp(settledAt),
    };
    const fields = this.#envelope('BET_SETTLED_CONFIRMED', bet.player, payload);
    const { faults } = this.#world;
    if (faults.strikes('poison')) {
      this.#send(bet.player, fields, 'poison');
      return;
    }
    this.#settles.push({ player: bet.player, fields });
    this.#send(bet.player, fields);
    if (faults.strikes('conflicting_payload')) this.#sendWithAnotherStake(bet.player, fields);
    if (faults.strikes('same_settlement_again')) {
      this.#send(bet.player, this.#envelope('BET_SETTLED_CONFIRMED', bet.player, payload));
    }
  }

  #envelope(type: string, player: PlannedPlayer, payload: Readonly<Record<string, string>>): Fields {
    this.#numbers += 1;
    const envelope = {
      event_id: `event-${this.#numbers}`,
      event_type: type,
      occurred_at: formatTimestamp(this.#world.agenda.now),
      brand_id: player.brandId,
      payload,
    };
    return { event_type: type, payload: JSON.stringify(envelope) };
  }

  #sendWithAnotherStake(player: PlannedPlayer, fields: Fields): void {
    const text = fields['payload'] ?? '';
    this.#send(player, { ...fields, payload: text.replace(/"stake_minor":"(\d+)"/, '"stake_minor":"1$1"') });
  }

  /** Puts an entry on the player's stream, perhaps behind its neighbours, perhaps again later, perhaps spoiled company with it. */
  #send(player: PlannedPlayer, fields: Fields, kind: Sent['kind'] = 'event'): void {
    const { faults, agenda } = this.#world;
    const once = (strike: FaultKind): number => (faults.strikes(strike) ? this.#random.between(1, REORDER_MS_MAX) : 0);
    agenda.after(once('reordered'), () => this.#append(player, fields, kind));
    const againAfterMs = once('redelivered');
    if (againAfterMs > 0) agenda.after(againAfterMs, () => this.#append(player, fields, kind));
    if (faults.strikes('malformed')) {
      const spoiled = (fields['payload'] ?? '').replace('"bet_id"', '"no_bet_id"').replace('"event-', '"spoiled-');
      this.#append(player, { ...fields, payload: spoiled }, 'malformed');
    }
    if (faults.strikes('not_ours')) this.#append(player, { event_type: 'DEPOSIT_MADE', payload: '{}' }, 'not_ours');
  }

  #append(player: PlannedPlayer, fields: Fields, kind: Sent['kind']): void {
    const { agenda, streams, sent } = this.#world;
    const number = this.#plan.players.indexOf(player) % streams.length;
    const stream = streams[number];
    if (stream === undefined) return;
    const entryId = stream.append(fields);
    const decoded = decodeEntry(fields, {
      ...this.#plan.workerOptions.decoding,
      retentionMs: EVENT_RETENTION_MS,
      futureMs: EVENT_FUTURE_MS,
      nowMs: agenda.now,
    });
    const event = decoded.kind === 'event' ? decoded.event : null;
    sent.add({ stream: stream.memory.name, entryId, appendedAt: agenda.now, kind, event });
    this.#world.note(`${stream.memory.name} ${entryId} ${kind} ${event === null ? '' : describe(event)}`);
  }
}

function describe(event: BetSettled | NonNullable<Sent['event']>): string {
  const amount = event.type === 'BET_SETTLED' ? event.stakeMinor : (event.amountMinor ?? 'whole');
  return `${event.type} ${event.eventId} ${event.playerId} ${event.betId}/${event.settlementId} ${amount}`;
}
