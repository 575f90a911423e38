// Worked examples as a bookmaker publishes them, played through the real service: rollings are made over REST, bets come on the
// wallet stream, the wallet is a process of its own, and what is compared is what a player or an agent would read.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Reason } from '../../src/domain/journal.ts';
import { type Example, HOUR_MS, type Happening, MINUTE_MS, fromNow } from './worked-examples/example.ts';
import { MONEY_EXAMPLES } from './worked-examples/money-examples.ts';
import { REASON_EXAMPLES } from './worked-examples/reason-examples.ts';
import { type Body, type RunningService, asBody, startRunningService } from './worked-examples/running-service.ts';
import { SEVERAL_ROLLINGS_EXAMPLES } from './worked-examples/several-rollings-examples.ts';

const EXAMPLES = [...MONEY_EXAMPLES, ...SEVERAL_ROLLINGS_EXAMPLES, ...REASON_EXAMPLES];
const PLAYER = 'player-1';

/** Every reason a journal may give; a new one does not compile until it stands here, and then wants its example. */
const REASONS: Readonly<Record<Reason, true>> = {
  WEIGHT_ZERO: true,
  CURRENCY_MISMATCH: true,
  PLACED_BEFORE_ROLLING: true,
  SETTLED_AFTER_END: true,
  STAKE_BELOW_MIN: true,
  STAKE_ZERO: true,
  ODDS_BELOW_MIN: true,
  VOID: true,
  CASHOUT: true,
  PUSH: true,
  MAX_BET_BREACH: true,
  NOTHING_WON: true,
  SUSPENDED: true,
  ROLLING_NOT_OPEN: true,
  CANCELED_BY_ROLLBACK: true,
  DUPLICATE_SETTLEMENT: true,
  WAITING_FOR_WALLET: true,
  AFTER_COMPLETION: true,
  NOTHING_COUNTED: true,
};

let service: RunningService;
beforeAll(async () => {
  service = await startRunningService();
});
afterAll(() => service.stop());

let events = 0;

function envelopeOf(happening: Extract<Happening, { betId: string }>, brandId: string): Body {
  events += 1;
  const isBet = happening.kind === 'bet';
  const times = isBet ? { placed_at: fromNow(-MINUTE_MS) } : {};
  return {
    event_id: `event-${events}`,
    event_type: isBet ? 'BET_SETTLED_CONFIRMED' : 'BET_ROLLED_BACK_CONFIRMED',
    occurred_at: fromNow(0),
    brand_id: brandId,
    payload: { player_id: PLAYER, bet_id: happening.betId, currency: 'EUR', ...times, ...happening.payload },
  };
}

/** The rollings' ids by name. */
async function createAll({ rollings }: Example, brandId: string): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for (const { name, body } of rollings) {
    const made = await service.ask('POST', '/internal/rolling', brandId, {
      player_id: PLAYER,
      source: { type: 'bonus', id: name },
      activates_at: fromNow(-HOUR_MS),
      expires_at: fromNow(HOUR_MS),
      ...body,
    });
    ids.set(name, String(made['rolling_id']));
  }
  return ids;
}

async function play(example: Example, brandId: string, ids: ReadonlyMap<string, string>): Promise<void> {
  const pathOf = (name: string): string => `/internal/rolling/${ids.get(name)}`;
  for (const happening of example.happenings) {
    switch (happening.kind) {
      case 'bet':
      case 'rollback':
        await service.deliver([envelopeOf(happening, brandId)]);
        break;
      case 'command':
        await service.ask('POST', `${pathOf(happening.rolling)}/${happening.operation}`, brandId, happening.body);
        break;
      case 'wallet':
        await service.wallet.behave({ outage: happening.outage });
        break;
      case 'until':
        await service.await(pathOf(happening.rolling), brandId, ({ state }) => state === happening.state);
    }
  }
}

function linesOf(page: Body): unknown[] {
  if (!Array.isArray(page['items'])) throw new TypeError('a page has items');
  return page['items']
    .map(asBody)
    .filter(({ kind }) => kind === 'BET_SETTLED' || kind === 'BET_ROLLBACK')
    .map((entry) => [entry['bet_id'], entry['credited'], entry['reason']]);
}

describe('worked examples', () => {
  test.each(EXAMPLES.map((example, index) => ({ ...example, brandId: `brand-${index + 1}` })))(
    '$name',
    async ({ brandId, ...example }) => {
      if (example.brandConfig !== undefined)
        await service.ask('PUT', '/internal/rolling/brand-config', brandId, { config: example.brandConfig });
      const ids = await createAll(example, brandId);
      await play(example, brandId, ids);
      for (const [name, { rolling, journal }] of Object.entries(example.reads)) {
        const path = `/internal/rolling/${ids.get(name)}`;
        expect(await service.ask('GET', path, brandId), name).toMatchObject(rolling);
        expect(linesOf(await service.ask('GET', `${path}/journal?limit=200`, brandId)), name).toEqual(journal);
      }
    },
  );

  test('these examples give every reason there is', () => {
    const given = EXAMPLES.flatMap(({ reads }) => Object.values(reads))
      .flatMap(({ journal }) => journal)
      .flatMap(([, , reason]) => reason ?? []);
    expect([...new Set(given)].toSorted()).toEqual(Object.keys(REASONS).toSorted());
  });

  test('every completed rolling was released once, and no other', async () => {
    const { operations, duplicates_with_other_body: clashes } = await service.wallet.ledger();
    const completed = EXAMPLES.flatMap(({ happenings }) =>
      happenings.filter((happening) => happening.kind === 'until' && happening.state === 'completed'),
    );
    expect(operations.filter(({ operation }) => operation === 'release')).toHaveLength(completed.length);
    expect(clashes).toBe(0);
  });
});
