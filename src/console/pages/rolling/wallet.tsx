// The calls to the wallet: how the one under way stands, and every attempt with its answer.
import type { ComponentChildren } from 'preact';
import type { Rolling } from '../../api/rolling.ts';
import { type Money, entryText } from '../../explain/entries.ts';
import type { JournalEntry } from '../../feed/step.ts';
import { Amount } from '../../parts/amount.tsx';
import { Chip } from '../../parts/chip.tsx';
import { inWords } from '../../parts/format.ts';
import { Moment } from '../../parts/moment.tsx';
import { Table } from '../../parts/table.tsx';
import { Empty } from '../../parts/waiting.tsx';

const COLUMNS = [{ title: 'When' }, { title: 'What' }, { title: 'State after' }];

/** Entries that begin, repeat or answer a call. */
function attemptsOf(entries: readonly JournalEntry[]): readonly JournalEntry[] {
  const calls = ['completing', 'canceling', 'expiring'];
  return entries.filter(
    ({ kind, rule, state_from: from, state_to: to }) =>
      kind === 'WALLET_RESULT' || (kind === 'TIMER' && rule === 'attempt') || (from !== to && calls.includes(to)),
  );
}

interface Call {
  readonly title: string;
  readonly attempts: number | null;
  readonly nextAt: string | null;
  readonly lastError: string | null;
  readonly transaction: string | null;
  readonly amount: string | null;
}

function callsOf({ completion, cancellation }: Rolling): readonly Call[] {
  const common = (call: NonNullable<Rolling['completion'] | Rolling['cancellation']>) => ({
    attempts: call.attempts,
    nextAt: call.next_attempt_at,
    lastError: call.last_error,
    transaction: call.wallet_transaction_id,
  });
  return [
    ...(completion === null ? [] : [{ title: 'Release', ...common(completion), amount: completion.released_minor }]),
    ...(cancellation === null
      ? []
      : [{ title: 'Forfeit', ...common(cancellation), amount: cancellation.forfeited_minor }]),
  ];
}

function CallFacts({ call, rolling }: { readonly call: Call; readonly rolling: Rolling }) {
  const { title, attempts, nextAt, lastError, transaction, amount } = call;
  const facts: readonly (readonly [string, ComponentChildren])[] = [
    ['Attempts that counted', attempts ?? '—'],
    ['Next attempt', nextAt === null ? '—' : <Moment at={nextAt} />],
    ['Last error', lastError === null ? '—' : <code>{lastError}</code>],
    ['Wallet transaction', transaction === null ? '—' : <code>{transaction}</code>],
    [
      title === 'Release' ? 'Released' : 'Forfeited',
      amount === null ? 'not yet' : <Amount minor={amount} exponent={rolling.exponent} currency={rolling.currency} />,
    ],
  ];
  return (
    <div class="card-body">
      <h3>{title}</h3>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

interface Props {
  readonly rolling: Rolling;
  readonly entries: readonly JournalEntry[];
  readonly money: Money;
}

export function Wallet({ rolling, entries, money }: Props) {
  const calls = callsOf(rolling);
  const attempts = attemptsOf(entries).toReversed();
  const { cancellation } = rolling;
  return (
    <section class="card" aria-labelledby="wallet-title">
      <header>
        <h2 id="wallet-title">Wallet</h2>
        {cancellation !== null && (
          <span class="muted">
            ends because of {inWords(cancellation.reason)}
            {cancellation.requested_by !== null && `, asked by ${cancellation.requested_by}`}
          </span>
        )}
      </header>
      {calls.map((call) => (
        <CallFacts key={call.title} call={call} rolling={rolling} />
      ))}
      {attempts.length === 0 ? (
        <Empty>The wallet was not called yet.</Empty>
      ) : (
        <Table label="Attempts" columns={COLUMNS}>
          {attempts.map((entry) => (
            <tr key={entry.version}>
              <td>
                <Moment at={entry.at} />
              </td>
              <td>
                {entryText(entry, money)} {entry.rule !== null && <code class="muted">{entry.rule}</code>}
              </td>
              <td>
                <Chip state={entry.state_to} />
              </td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}
