// Which dead letters are shown; kept in the address.
import { useRouter } from '../../app/router.tsx';

export const FILTERS = ['state', 'reason', 'of_brand'] as const;

export function Filter() {
  const { query, setQuery } = useRouter();
  const before = (name: string): string => query.get(name) ?? '';
  return (
    <form class="row" role="search" aria-label="Dead letters" onSubmit={(event) => event.preventDefault()}>
      <label class="row">
        State
        <select value={before('state')} onChange={({ currentTarget }) => setQuery({ state: currentTarget.value })}>
          <option value="">open</option>
          <option value="replayed">replayed</option>
          <option value="discarded">discarded</option>
          <option value="all">all</option>
        </select>
      </label>
      <label class="row">
        Reason
        <input
          type="search"
          key={`reason ${before('reason')}`}
          defaultValue={before('reason')}
          placeholder="NOT_JSON"
          autocomplete="off"
          onChange={({ currentTarget }) => setQuery({ reason: currentTarget.value.trim() })}
        />
      </label>
      <label class="row">
        Of brand
        <input
          type="search"
          key={`brand ${before('of_brand')}`}
          defaultValue={before('of_brand')}
          placeholder="all, and none"
          list="brands"
          onChange={({ currentTarget }) => setQuery({ of_brand: currentTarget.value.trim() })}
        />
      </label>
    </form>
  );
}
