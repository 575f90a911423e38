// The bridge's entrance: which rolling and brand stand in the address, who looks is said here.
import { useState } from 'preact/hooks';
import { Entrance } from '../app/entrance.tsx';
import { SessionProvider } from '../app/session.tsx';
import { BridgePage } from './page.tsx';

interface Address {
  readonly rollingId: string;
  readonly brand: string;
}

const PATH = /^\/inspect\/rollings\/([^/]+)\/?$/;

function addressNow(): Address {
  const rollingId = decodeURIComponent(PATH.exec(location.pathname)?.[1] ?? '');
  return { rollingId, brand: new URLSearchParams(location.search).get('brand') ?? '' };
}

function BrandForm({ onChoose }: { readonly onChoose: (brand: string) => void }) {
  const [brand, setBrand] = useState('');
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (brand.trim() !== '') onChoose(brand.trim());
  };
  return (
    <main class="entrance">
      <h1>Of which brand is the rolling?</h1>
      <form class="card-body" onSubmit={submit}>
        <div class="field">
          <label for="brand">Brand</label>
          <input
            id="brand"
            required
            autocomplete="off"
            spellcheck={false}
            value={brand}
            onInput={({ currentTarget }) => setBrand(currentTarget.value)}
          />
        </div>
        <button type="submit" class="button primary">
          Go on
        </button>
      </form>
    </main>
  );
}

export function Bridge() {
  const [{ rollingId, brand }, setAddress] = useState(addressNow);
  const choose = (chosen: string): void => {
    history.replaceState(null, '', `${location.pathname}?${new URLSearchParams({ brand: chosen })}`);
    setAddress({ rollingId, brand: chosen });
  };
  if (brand === '') return <BrandForm onChoose={choose} />;
  return (
    <SessionProvider brand={brand} entrance={(entrance) => <Entrance {...entrance} />}>
      <BridgePage rollingId={rollingId} brand={brand} />
    </SessionProvider>
  );
}
