// Who moved what and why, newest first; what is still open stands out.
import { useState } from 'preact/hooks';
import { type Order, readHistory } from '../../api/fleet.ts';
import { useSession } from '../../app/session.tsx';
import { useLoaded } from '../../app/use-loaded.ts';
import { Chip } from '../../parts/chip.tsx';
import { formatDuration, inWords } from '../../parts/format.ts';
import { Moment } from '../../parts/moment.tsx';
import { Empty, Waiting } from '../../parts/waiting.tsx';

const PAGE = 12;
const LIMIT_MAX = 200;
const EVERY_MS = 2_000;

function subjectOf({ brand_id: brand, shard_no: number, subject }: Order): string {
  return brand === null ? (subject ?? '') : `${brand}${number === null ? '' : `/${number}`}`;
}

const written = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** From where to where, and the other arguments that say something. */
function detailOf({ detail }: Order): string {
  if (typeof detail !== 'object' || detail === null) return '';
  const { owner, target, ...rest }: Readonly<Record<string, unknown>> = { ...detail };
  const way = typeof target === 'string' ? [`${typeof owner === 'string' ? owner : 'nobody'} → ${target}`] : [];
  const others = Object.entries(rest).filter(([, value]) => value !== null && value !== false);
  return [...way, ...others.map(([name, value]) => `${inWords(name)} ${written(value)}`)].join(', ');
}

function Row({ order }: { readonly order: Order }) {
  const { id, at, kind, state, outcome, took_ms: took, requested_by: by, reason } = order;
  return (
    <tr>
      <td class="number">{id}</td>
      <td>
        <Moment at={at} />
      </td>
      <td>
        <strong>{kind}</strong> {subjectOf(order)} <span class="muted">{detailOf(order)}</span>
      </td>
      <td>
        <Chip state={state} />{' '}
        {took !== null && took > 0 && <span class="muted nowrap">after {formatDuration(took)}</span>}
        {outcome !== null && <div class="hint">{outcome}</div>}
      </td>
      <td>{by}</td>
      <td>{reason}</td>
    </tr>
  );
}

export function History({ round }: { readonly round: number }) {
  const { api } = useSession();
  const [limit, setLimit] = useState(PAGE);
  const loaded = useLoaded(`${limit}/${round}`, (signal) => readHistory(api, limit, signal), EVERY_MS);
  return (
    <section class="card" aria-labelledby="history-title">
      <header>
        <h2 id="history-title">History</h2>
        <span class="hint">Who ordered what and why; what placement did by itself is “place”.</span>
      </header>
      <Waiting of={loaded} what="the history">
        {({ items, next_cursor: next }) =>
          items.length === 0 ? (
            <Empty>Nothing was moved yet.</Empty>
          ) : (
            <>
              <div class="scroll" tabindex={0} role="region" aria-label="History, scrolls sideways">
                <table>
                  <thead>
                    <tr>
                      <th class="number">Order</th>
                      <th>When</th>
                      <th>What</th>
                      <th>State</th>
                      <th>By</th>
                      <th>Reason</th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((order) => (
                      <Row key={order.id} order={order} />
                    ))}
                  </tbody>
                </table>
              </div>
              {next !== null && limit < LIMIT_MAX && (
                <div class="card-body row">
                  <button
                    type="button"
                    class="button small"
                    onClick={() => setLimit((before) => Math.min(before * 2, LIMIT_MAX))}
                  >
                    Show more
                  </button>
                </div>
              )}
            </>
          )
        }
      </Waiting>
    </section>
  );
}
