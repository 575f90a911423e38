// Whether a player may withdraw, what is left until then, and whether something holds their events back.
import { useState } from 'preact/hooks';
import { segment } from '../../api/client.ts';
import type { Decoded } from '../../api/decode.ts';
import { ApiFailure } from '../../api/problem.ts';
import { decodeQuarantine } from '../../api/quarantine.ts';
import { decodeSummary } from '../../api/rolling.ts';
import { Link, hrefOf } from '../../app/router.tsx';
import { useSession } from '../../app/session.tsx';
import { useLoaded } from '../../app/use-loaded.ts';
import { Amount } from '../../parts/amount.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { CancelAll } from './cancel-all.tsx';

type Summary = Decoded<typeof decodeSummary>;

interface Props {
  readonly playerId: string;
  readonly round: number;
  readonly onChanged: () => void;
}

const EVERY_MS = 2_000;
const FORBIDDEN = 403;
const NOT_FOUND = 404;

export function PlayerSummary({ playerId, round, onChanged }: Props) {
  const { api } = useSession();
  const [isCanceling, setCanceling] = useState(false);
  const loaded = useLoaded(
    `${api.brand} ${playerId} ${round}`,
    (signal) => api.get(`/players/${segment(playerId)}/summary`, decodeSummary, { signal }),
    EVERY_MS,
  );
  return (
    <section class="card" aria-labelledby="summary-title">
      <header>
        <h2 id="summary-title">What is left</h2>
        {loaded.value !== null && loaded.value.open > 0 && (
          <button type="button" class="button small danger" onClick={() => setCanceling(true)}>
            Cancel all open…
          </button>
        )}
      </header>
      <div class="card-body">
        <QuarantineNotice playerId={playerId} round={round} />
        <Waiting of={loaded} what="the summary">
          {(summary) => <Remaining summary={summary} />}
        </Waiting>
      </div>
      {isCanceling && loaded.value !== null && (
        <CancelAll
          playerId={playerId}
          open={loaded.value.open}
          onClose={() => setCanceling(false)}
          onDone={onChanged}
        />
      )}
    </section>
  );
}

function Remaining({
  summary: { may_withdraw: may, open, by_currency: sums, rollings },
}: {
  readonly summary: Summary;
}) {
  const exponentOf = (currency: string): number =>
    rollings.find((rolling) => rolling.currency === currency)?.exponent ?? 0;
  return (
    <div class="remaining">
      <p class={`verdict ${may ? 'ok' : 'warn'}`}>
        {may ? 'May withdraw' : 'May not withdraw'}
        <span>{may ? 'No rolling is open.' : `${open} ${open === 1 ? 'rolling is' : 'rollings are'} open.`}</span>
      </p>
      {sums.map(({ currency, remaining_minor: remaining, open: count }) => (
        <p class="verdict" key={currency}>
          <Amount minor={remaining} exponent={exponentOf(currency)} currency={currency} />
          <span>left to stake, on {count === 1 ? 'one rolling' : `${count} rollings`}</span>
        </p>
      ))}
    </div>
  );
}

/** For those who may see it: everybody else is not told, and misses nothing they could act on. */
function QuarantineNotice({ playerId, round }: { readonly playerId: string; readonly round: number }) {
  const { api } = useSession();
  const { value } = useLoaded(`${api.brand} ${playerId} ${round}`, async (signal) =>
    api.get(`/ops/parked/${segment(playerId)}`, decodeQuarantine, { signal }).catch((error: unknown) => {
      if (error instanceof ApiFailure && [FORBIDDEN, NOT_FOUND].includes(error.problem.status)) return null;
      throw error;
    }),
  );
  if (value === null) return null;
  return (
    <div class="notice warn">
      <strong>
        In quarantine since <Moment at={value.since} />: {value.parked} events wait
      </strong>
      <span>{value.detail}</span>
      <Link href={hrefOf('parked', api.brand)}>To parked events</Link>
    </div>
  );
}
