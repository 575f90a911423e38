// The service as seen by its REST callers: every rolling of a brand, every journal, the dead letters, page by page.
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { ObservedDeadLetter, ObservedJournalEntry, ObservedRolling, ServiceView } from './observations.ts';
import type { ServiceCaller } from './service-caller.ts';

const PAGE_ITEMS = 200;

const amount = Type.String({ pattern: '^[0-9]+$' });
const signedAmount = Type.String({ pattern: '^-?[0-9]+$' });
const absent = Type.Union([Type.Null(), Type.Undefined()]);

const page = Compile(
  Type.Object({ items: Type.Array(Type.Unknown()), next_cursor: Type.Union([Type.String(), Type.Null()]) }),
);
const rolling = Compile(
  Type.Object({
    rolling_id: Type.String(),
    brand_id: Type.String(),
    player_id: Type.String(),
    source: Type.Object({ id: Type.String() }),
    state: Type.String(),
    required_minor: amount,
    target_minor: amount,
    wagered_minor: amount,
    remaining_minor: amount,
    progress_ratio: Type.String(),
    bets_counted: Type.Integer(),
  }),
);
const journalEntry = Compile(
  Type.Object({
    kind: Type.String(),
    bet_id: Type.Optional(Type.Union([Type.String(), absent])),
    credited: Type.Optional(Type.Union([signedAmount, absent])),
  }),
);
const deadLetter = Compile(
  Type.Object({ event_id: Type.Optional(Type.Union([Type.String(), absent])), reason: Type.String() }),
);

interface Validator<T> {
  Check(value: unknown): value is T;
  Errors(value: unknown): readonly { instancePath: string; message: string }[];
}

export interface ServiceViewOptions {
  readonly caller: ServiceCaller;
  readonly promotionToken: string;
  readonly adminToken: string;
  /** Names a brand on calls that are about all of them. */
  readonly anyBrandId: string;
  readonly signal: AbortSignal;
}

export function serviceView(options: ServiceViewOptions): ServiceView {
  const { promotionToken, adminToken, anyBrandId } = options;
  return {
    async rollings(brandId) {
      const items = await readAll(options, '/internal/rolling', brandId, promotionToken, rolling);
      return items.map((item): ObservedRolling => ({
        rollingId: item.rolling_id,
        brandId: item.brand_id,
        playerId: item.player_id,
        sourceId: item.source.id,
        state: item.state,
        requiredMinor: BigInt(item.required_minor),
        targetMinor: BigInt(item.target_minor),
        wageredMinor: BigInt(item.wagered_minor),
        remainingMinor: BigInt(item.remaining_minor),
        progressRatio: item.progress_ratio,
        betsCounted: item.bets_counted,
      }));
    },
    async journal({ rollingId, brandId }) {
      const path = `/internal/rolling/${encodeURIComponent(rollingId)}/journal`;
      const items = await readAll(options, path, brandId, promotionToken, journalEntry);
      return items.map((item): ObservedJournalEntry => ({
        kind: item.kind,
        betId: item.bet_id ?? undefined,
        creditedUnits: BigInt(item.credited ?? '0'),
      }));
    },
    async deadLetters() {
      const items = await readAll(options, '/internal/rolling/ops/dead-letters', anyBrandId, adminToken, deadLetter);
      return items.map((item): ObservedDeadLetter => ({ eventId: item.event_id ?? undefined, reason: item.reason }));
    },
  };
}

async function readAll<T>(
  { caller, signal }: ServiceViewOptions,
  path: string,
  brandId: string,
  token: string,
  item: Validator<T>,
): Promise<T[]> {
  const items: T[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const query = new URLSearchParams({ limit: String(PAGE_ITEMS), ...(cursor === '' ? {} : { cursor }) });
    const call = `${path}?${query.toString()}`;
    const answer = await caller.call({ method: 'GET', path: call, token, brandId }, signal);
    if (answer.status !== 200) {
      throw new Error(`GET ${call} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    }
    const body = checked(call, page, answer.body);
    for (const one of body.items) items.push(checked(call, item, one));
    cursor = body.next_cursor;
  }
  return items;
}

function checked<T>(call: string, validator: Validator<T>, value: unknown): T {
  if (validator.Check(value)) return value;
  const faults = validator.Errors(value).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
  throw new Error(`GET ${call} answered in another shape than its contract: ${faults.slice(0, 3).join('; ')}`);
}
