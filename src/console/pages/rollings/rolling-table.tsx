// Rollings as rows: who, in which state, how far along.
import type { Rolling } from '../../api/rolling.ts';
import { Link, hrefOf } from '../../app/router.tsx';
import { Amount, Progress } from '../../parts/amount.tsx';
import { Chip } from '../../parts/chip.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Table } from '../../parts/table.tsx';

const COLUMNS = [
  { title: 'Rolling' },
  { title: 'Player' },
  { title: 'State' },
  { title: 'Progress' },
  { title: 'Wagered', isNumber: true },
  { title: 'Target', isNumber: true },
  { title: 'Bets', isNumber: true },
  { title: 'Source' },
  { title: 'Created' },
  { title: 'Ends' },
];

const SHORT_ID = 8;

function Row({ rolling }: { readonly rolling: Rolling }) {
  const { rolling_id: id, brand_id: brand, player_id: player, state, source, exponent, currency } = rolling;
  const end = rolling.completed_at ?? rolling.expires_at;
  return (
    <tr>
      <th scope="row" class="mono">
        <Link href={hrefOf(`rollings/${encodeURIComponent(id)}`, brand)} title={id}>
          {id.slice(-SHORT_ID)}
        </Link>
      </th>
      <td>
        <Link class="id" href={hrefOf(`players/${encodeURIComponent(player)}`, brand)} title={player}>
          {player}
        </Link>
      </td>
      <td>
        <Chip state={state} /> {rolling.review === 'open' && <Chip state="to review" tone="warn" />}
      </td>
      <td>
        <Progress ratio={rolling.progress_ratio} label={`Progress of ${id}`} />
      </td>
      <td class="number">
        <Amount minor={rolling.wagered_minor} exponent={exponent} />
      </td>
      <td class="number">
        <Amount minor={rolling.target_minor} exponent={exponent} currency={currency} />
      </td>
      <td class="number">{rolling.bets_counted}</td>
      <td>
        {source.type}{' '}
        <span class="muted id" title={source.id}>
          {source.id}
        </span>
      </td>
      <td>
        <Moment at={rolling.created_at} />
      </td>
      <td>{end === null ? <span class="muted">never</span> : <Moment at={end} />}</td>
    </tr>
  );
}

export function RollingTable({ rollings, label }: { readonly rollings: readonly Rolling[]; readonly label: string }) {
  return (
    <Table label={label} columns={COLUMNS}>
      {rollings.map((rolling) => (
        <Row key={rolling.rolling_id} rolling={rolling} />
      ))}
    </Table>
  );
}
