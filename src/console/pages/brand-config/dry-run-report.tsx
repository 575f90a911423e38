// What a dry-run found: sums before and after, and each rolling that would have come out differently.
import type { DryRun, Outcome } from '../../api/brand-config.ts';
import { Link, hrefOf } from '../../app/router.tsx';
import { useSession } from '../../app/session.tsx';
import { Chip } from '../../parts/chip.tsx';
import { formatCount, formatMinor, inWords } from '../../parts/format.ts';
import { Table } from '../../parts/table.tsx';
import { Empty } from '../../parts/waiting.tsx';

const STATES = ['open', 'completed', 'canceled', 'expired', 'undetermined', 'refused'] as const;
const SHORT_ID = 8;

function differenceOf(was: bigint, will: bigint): string {
  if (was === will) return '–';
  return `${will > was ? '+' : ''}${formatMinor(String(will - was), 0)}`;
}

function Sums({ report: { before, after } }: { readonly report: DryRun }) {
  const counts = [...STATES, 'bets_counted'] as const;
  const amounts = ['credited_minor', 'release_minor'] as const;
  const currencies = [...new Set(amounts.flatMap((name) => Object.keys({ ...before[name], ...after[name] })))];
  const rows = [
    ...counts.map((name) => ({ name: inWords(name), was: BigInt(before[name]), will: BigInt(after[name]) })),
    ...amounts.flatMap((name) =>
      currencies.map((currency) => ({
        name: `${inWords(name)}, ${currency}`,
        was: BigInt(before[name][currency] ?? '0'),
        will: BigInt(after[name][currency] ?? '0'),
      })),
    ),
  ];
  return (
    <Table
      label="Sums, as it was and as it would have been"
      columns={[
        { title: 'Sum' },
        { title: 'As it was', isNumber: true },
        { title: 'As edited', isNumber: true },
        { title: 'Difference', isNumber: true },
      ]}
    >
      {rows.map(({ name, was, will }) => (
        <tr key={name} class={was === will ? 'muted' : ''}>
          <th scope="row">{name}</th>
          <td class="number">{formatMinor(String(was), 0)}</td>
          <td class="number">{formatMinor(String(will), 0)}</td>
          <td class="number">{differenceOf(was, will)}</td>
        </tr>
      ))}
    </Table>
  );
}

function OutcomeCell({ outcome }: { readonly outcome: Outcome }) {
  return (
    <td>
      <Chip state={outcome.state} />{' '}
      <span class="muted">
        {outcome.refusal ?? `${outcome.wagered_minor} of ${outcome.target_minor}, ${outcome.bets_counted} bets`}
      </span>
    </td>
  );
}

export function DryRunReport({ report }: { readonly report: DryRun }) {
  const { api } = useSession();
  const left = Object.entries(report.left_out);
  return (
    <>
      <p role="status">
        {formatCount(report.rollings)} rollings compared, {formatCount(report.bets)} bets decided again:{' '}
        <strong>{formatCount(report.changed_count)} would have come out differently</strong>.
        {left.length > 0 && ` Left out: ${left.map(([why, count]) => `${count} ${inWords(why)}`).join(', ')}.`}
      </p>
      {report.rollings === 0 ? <Empty>No rolling of this brand was created then.</Empty> : <Sums report={report} />}
      {report.changed.length > 0 && (
        <Table
          label="Rollings that would have come out differently"
          columns={[{ title: 'Rolling' }, { title: 'Player' }, { title: 'As it was' }, { title: 'As edited' }]}
        >
          {report.changed.map(({ rolling_id: id, player_id: player, before, after }) => (
            <tr key={id}>
              <th scope="row" class="mono">
                <Link href={hrefOf(`rollings/${id}`, api.brand)} title={id}>
                  {id.slice(-SHORT_ID)}
                </Link>
              </th>
              <td>{player}</td>
              <OutcomeCell outcome={before} />
              <OutcomeCell outcome={after} />
            </tr>
          ))}
        </Table>
      )}
    </>
  );
}
