// What rollings are looked for by. A search is an address: it can be kept and sent to a colleague.
import { hrefOf, useRouter } from '../../app/router.tsx';
import { inWords } from '../../parts/format.ts';

/** As the API names them; `open` and `all` are groups of ours. */
const STATES = [
  'pending',
  'active',
  'suspended',
  'completing',
  'completion_failed',
  'canceling',
  'expiring',
  'cancellation_failed',
  'completed',
  'canceled',
  'expired',
];
const OPEN_STATES = STATES.slice(0, STATES.indexOf('completed'));
const SOURCES = ['bonus', 'deposit', 'free_spins', 'manual', 'shortfall'];
const ROLLING_ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

export const FIELDS = ['player_id', 'state', 'source_type', 'source_id', 'review'] as const;

/** The query of the API. */
export function stateQuery(chosen: string): string {
  return chosen === 'open' ? OPEN_STATES.join(',') : chosen;
}

export function Search({ brand }: { readonly brand: string }) {
  const { query, setQuery, go } = useRouter();
  const submit = (event: SubmitEvent & { readonly currentTarget: HTMLFormElement }): void => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const textOf = (name: string): string => {
      const value = given.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const player = textOf('player_id');
    if (ROLLING_ID.test(player)) go(hrefOf(`rollings/${player}`, brand));
    else setQuery(Object.fromEntries(FIELDS.map((name) => [name, textOf(name)])));
  };
  const before = (name: string): string => query.get(name) ?? '';
  return (
    <form class="card search" role="search" aria-label="Rollings" key={query.toString()} onSubmit={submit}>
      <div class="field">
        <label for="player_id">Player, or id of a rolling</label>
        <input id="player_id" name="player_id" type="search" defaultValue={before('player_id')} autocomplete="off" />
      </div>
      <div class="field">
        <label for="state">State</label>
        <select id="state" name="state" defaultValue={before('state')}>
          <option value="">any</option>
          <option value="open">open: not yet at its end</option>
          {STATES.map((state) => (
            <option key={state} value={state}>
              {inWords(state)}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="source_type">Source</label>
        <select id="source_type" name="source_type" defaultValue={before('source_type')}>
          <option value="">any</option>
          {SOURCES.map((source) => (
            <option key={source} value={source}>
              {inWords(source)}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="source_id">Source id</label>
        <input id="source_id" name="source_id" type="search" defaultValue={before('source_id')} autocomplete="off" />
      </div>
      <label class="row">
        <input type="checkbox" name="review" value="open" defaultChecked={before('review') === 'open'} />
        Waiting for a review
      </label>
      <button type="submit" class="button primary">
        Search
      </button>
    </form>
  );
}
