// Every bet that the rolling was offered: what it counted, by which rule, and if nothing, why.
import { useMemo, useState } from 'preact/hooks';
import { formatCredited, formatWeight, isZero } from '../../explain/credit.ts';
import { type Money, ruleText } from '../../explain/entries.ts';
import { type LedgerLine, ledgerOf, linesMatching } from '../../explain/ledger.ts';
import { reasonText } from '../../explain/reasons.ts';
import type { JournalEntry } from '../../feed/step.ts';
import { Field } from '../../parts/field.tsx';
import { formatMinor } from '../../parts/format.ts';
import { Moment } from '../../parts/moment.tsx';
import { Table } from '../../parts/table.tsx';
import { Empty } from '../../parts/waiting.tsx';

const COLUMNS = [
  { title: 'When' },
  { title: 'Bet' },
  { title: 'Stake', isNumber: true },
  { title: 'Weight', isNumber: true },
  { title: 'Counted', isNumber: true },
  { title: 'Why' },
];

const ROWS = 100;

function Why({ entry, money }: { readonly entry: JournalEntry; readonly money: Money }) {
  const { kind, reason, rule, stake_minor: stake, credited } = entry;
  const isRollback = kind === 'BET_ROLLBACK';
  const counted = isZero(credited);
  const said = reason === null ? '' : reasonText(reason);
  return (
    <li>
      {isRollback && (
        <>
          Rolled back{stake !== null && ` ${formatMinor(stake, money.exponent)}`}, <Moment at={entry.at} />
          {said !== '' && ': '}
        </>
      )}
      {!isRollback && counted && said !== '' && <strong>Nothing: </strong>}
      {said}
      {reason !== null && <code class="why-code"> {reason}</code>}
      {!isRollback && rule !== null && (
        <span class="muted">
          {said === '' ? 'By ' : ', by '}
          {ruleText(rule)} <code>{rule}</code>
        </span>
      )}
    </li>
  );
}

function BetRow({ line, money }: { readonly line: LedgerLine; readonly money: Money }) {
  const { betId, settlementId, entries, credited } = line;
  const settle = entries.find(({ kind }) => kind === 'BET_SETTLED') ?? entries[0];
  if (settle === undefined) return null;
  const { stake_minor: stake, weight_bp: weight } = settle;
  return (
    <tr class={isZero(credited) ? 'counted-nothing' : ''}>
      <td>
        <Moment at={settle.at} />
      </td>
      <th scope="row" class="mono bet-id">
        {betId}
        {settlementId !== betId && <span class="muted"> / {settlementId}</span>}
      </th>
      <td class="number">{stake === null ? '' : formatMinor(stake, money.exponent)}</td>
      <td class="number">{weight === null ? '' : formatWeight(weight)}</td>
      <td class="number counted">
        <strong>{formatCredited(credited, money.exponent)}</strong>
      </td>
      <td>
        <ul class="why">
          {entries.map((entry) => (
            <Why key={entry.version} entry={entry} money={money} />
          ))}
        </ul>
      </td>
    </tr>
  );
}

interface Props {
  readonly entries: readonly JournalEntry[];
  readonly money: Money;
  readonly isLoading: boolean;
}

export function Bets({ entries, money, isLoading }: Props) {
  const [part, setPart] = useState('');
  const [onlyNothing, setOnlyNothing] = useState(false);
  const [rows, setRows] = useState(ROWS);
  const lines = useMemo(() => ledgerOf(entries), [entries]);
  const matching = linesMatching(lines, part).filter(({ credited }) => !onlyNothing || isZero(credited));
  const nothing = lines.filter(({ credited }) => isZero(credited)).length;
  return (
    <section class="card" aria-labelledby="bets-title">
      <header>
        <h2 id="bets-title">Bets</h2>
        <span class="muted">
          {lines.length} offered, {nothing} counted nothing, amounts in {money.currency}
        </span>
      </header>
      <form class="card-body ledger-filter" role="search" onSubmit={(event) => event.preventDefault()}>
        <Field label="Bet or settlement">
          {(tied) => (
            <input
              {...tied}
              type="search"
              autocomplete="off"
              value={part}
              onInput={({ currentTarget }) => setPart(currentTarget.value)}
            />
          )}
        </Field>
        <label class="row">
          <input
            type="checkbox"
            checked={onlyNothing}
            onChange={({ currentTarget }) => setOnlyNothing(currentTarget.checked)}
          />
          Only those that counted nothing
        </label>
      </form>
      {matching.length === 0 ? (
        <Empty>
          {isLoading
            ? 'Reading the journal…'
            : lines.length === 0
              ? 'No bet was offered to it yet.'
              : 'No bet is like that.'}
        </Empty>
      ) : (
        <div class="ledger">
          <Table label="Bets of the rolling" columns={COLUMNS}>
            {matching.slice(0, rows).map((line) => (
              <BetRow key={`${line.betId} ${line.settlementId}`} line={line} money={money} />
            ))}
          </Table>
        </div>
      )}
      {matching.length > rows && (
        <div class="card-body">
          <button type="button" class="button" onClick={() => setRows(rows + 5 * ROWS)}>
            Show {Math.min(5 * ROWS, matching.length - rows)} more of {matching.length - rows}
          </button>
        </div>
      )}
    </section>
  );
}
