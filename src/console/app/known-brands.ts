// Brands that have a shard, to choose from. Whoever may not see shards types the brand.
import { useEffect, useState } from 'preact/hooks';
import { object, page, text } from '../api/decode.ts';
import { useSession } from './session.tsx';

const decodeBrands = page(object({ brand_id: text }));
const LIMIT = 200;

export function useKnownBrands(): readonly string[] {
  const { api } = useSession();
  const [brands, setBrands] = useState<readonly string[]>([]);
  useEffect(() => {
    const abort = new AbortController();
    api
      .get('/ops/shards', decodeBrands, { query: { limit: LIMIT }, signal: abort.signal })
      .then(({ items }) => setBrands([...new Set(items.map(({ brand_id: brand }) => brand))]))
      // Nothing depends on it.
      .catch(() => undefined);
    return () => abort.abort();
  }, [api]);
  return brands;
}
