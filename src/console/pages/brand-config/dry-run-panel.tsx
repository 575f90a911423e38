// What the edited rules would have made of the rollings created in a period. Nothing is changed by asking.
import { useState } from 'preact/hooks';
import { type DryRun, decodeDryRun } from '../../api/brand-config.ts';
import { type ApiFailure, failureFrom } from '../../api/problem.ts';
import { useSession } from '../../app/session.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Field } from '../../parts/field.tsx';
import { DryRunReport } from './dry-run-report.tsx';

interface Props {
  readonly config: Readonly<Record<string, unknown>>;
  /** Told when the API finds faults in the config itself. */
  readonly onRefused: (failure: ApiFailure | null) => void;
}

const DAY_MS = 86_400_000;
const DAYS_BACK = 7;

/** As a datetime-local field takes it: the operator's own clock, without its zone. */
function localText(atMs: number): string {
  const offsetMs = new Date(atMs).getTimezoneOffset() * 60_000;
  return new Date(atMs - offsetMs).toISOString().slice(0, 16);
}

const instantOf = (local: string): string => new Date(local).toISOString();

export function DryRunPanel({ config, onRefused }: Props) {
  const { api } = useSession();
  const [from, setFrom] = useState(() => localText(Date.now() - DAYS_BACK * DAY_MS));
  const [to, setTo] = useState(() => localText(Date.now() + DAY_MS));
  const [isRunning, setRunning] = useState(false);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [report, setReport] = useState<DryRun | null>(null);
  const run = (event: SubmitEvent): void => {
    event.preventDefault();
    setRunning(true);
    setFailure(null);
    setReport(null);
    onRefused(null);
    const body = { config, from: instantOf(from), to: instantOf(to) };
    api
      .post('/brand-config/dry-run', body, decodeDryRun)
      .then(setReport, (error: unknown) => {
        const refused = failureFrom(error);
        setFailure(refused);
        if (refused.problem.code === 'INVALID_BRAND_CONFIG') onRefused(refused);
      })
      .finally(() => setRunning(false));
  };
  return (
    <section class="card" aria-labelledby="dry-run-title">
      <header>
        <h2 id="dry-run-title">Dry-run</h2>
        <span class="hint">
          Had these rules, as edited, been in force: what would have become of the rollings created then?
        </span>
      </header>
      <div class="card-body">
        <form class="dry-run" onSubmit={run}>
          <Field label="Created from">
            {(tied) => (
              <input
                {...tied}
                type="datetime-local"
                required
                value={from}
                onInput={({ currentTarget }) => setFrom(currentTarget.value)}
              />
            )}
          </Field>
          <Field label="Created before">
            {(tied) => (
              <input
                {...tied}
                type="datetime-local"
                required
                value={to}
                onInput={({ currentTarget }) => setTo(currentTarget.value)}
              />
            )}
          </Field>
          <button type="submit" class="button" disabled={isRunning}>
            {isRunning ? 'Deciding again…' : 'Run'}
          </button>
        </form>
        {failure !== null && <Failure failure={failure} />}
        {report !== null && <DryRunReport report={report} />}
      </div>
    </section>
  );
}
