// The next page of a list.
import type { Pages } from '../app/use-pages.ts';

export function More<Item>({ of: { hasMore, isLoadingMore, more } }: { readonly of: Pages<Item> }) {
  if (!hasMore) return null;
  return (
    <div class="card-body row">
      <button type="button" class="button" disabled={isLoadingMore} onClick={more}>
        {isLoadingMore ? 'Loading…' : 'Show more'}
      </button>
    </div>
  );
}
