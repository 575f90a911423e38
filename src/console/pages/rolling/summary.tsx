// How far along it is, for whom, and until when.
import type { ComponentChildren } from 'preact';
import type { Rolling } from '../../api/rolling.ts';
import { Link, hrefOf } from '../../app/router.tsx';
import { Amount, Progress } from '../../parts/amount.tsx';
import { formatCount, inWords } from '../../parts/format.ts';
import { Moment } from '../../parts/moment.tsx';

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function endOf({ completed_at: completedAt, expires_at: expiresAt }: Rolling): ComponentChildren {
  if (completedAt !== null) return <Moment at={completedAt} />;
  return expiresAt === null ? 'never' : <Moment at={expiresAt} />;
}

export function Summary({ rolling }: { readonly rolling: Rolling }) {
  const { brand_id: brand, player_id: player, exponent, currency, source } = rolling;
  const money = { exponent, currency };
  return (
    <section class="card summary" aria-label="Summary">
      <div class="card-body">
        <Progress ratio={rolling.progress_ratio} label="Progress to the target" />
        <dl class="facts">
          <Fact name="Counted">
            <Amount minor={rolling.wagered_minor} {...money} />
          </Fact>
          <Fact name="Target">
            <Amount minor={rolling.target_minor} {...money} />
          </Fact>
          <Fact name="Remaining">
            <Amount minor={rolling.remaining_minor} {...money} />
          </Fact>
          <Fact name="Bets that counted">{formatCount(rolling.bets_counted)}</Fact>
          {rolling.reversed_minor !== '0' && (
            <Fact name="Rolled back after completion">
              <Amount minor={rolling.reversed_minor} {...money} />
              {rolling.review !== null && <span class="muted"> · review {rolling.review}</span>}
            </Fact>
          )}
          <Fact name="Player">
            <Link href={hrefOf(`players/${encodeURIComponent(player)}`, brand)}>{player}</Link>
          </Fact>
          <Fact name="Source">
            {inWords(source.type)} <span class="muted">{source.id}</span>
          </Fact>
          <Fact name="Created">
            <Moment at={rolling.created_at} />
          </Fact>
          <Fact name={rolling.completed_at === null ? 'Ends' : 'Completed'}>{endOf(rolling)}</Fact>
        </dl>
      </div>
    </section>
  );
}
