// A list that is read page by page: the first with the list, the others as they are asked for.
import { useState } from 'preact/hooks';
import { type ApiFailure, failureFrom } from '../api/problem.ts';
import { type Loaded, useLoaded } from './use-loaded.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next_cursor: string | null;
}

export interface Pages<Item> extends Loaded<readonly Item[]> {
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly more: () => void;
}

interface Further<Item> {
  /** The first page that they follow: another one, and they are of no use. */
  readonly first: Page<Item> | null;
  readonly pages: readonly Page<Item>[];
  readonly isLoading: boolean;
  readonly failure: ApiFailure | null;
}

/** `key` names the list: another key begins anew. */
export function usePages<Item>(
  key: string,
  load: (cursor: string | null, signal?: AbortSignal) => Promise<Page<Item>>,
): Pages<Item> {
  const first = useLoaded(key, (signal) => load(null, signal));
  const none: Further<Item> = { first: first.value, pages: [], isLoading: false, failure: null };
  const [kept, setFurther] = useState(none);
  const further = kept.first === first.value ? kept : none;
  const cursor = (further.pages.at(-1) ?? first.value)?.next_cursor ?? null;
  const more = (): void => {
    if (cursor === null || further.isLoading) return;
    const settle = (change: Partial<Further<Item>>): void =>
      setFurther((now) => (now.first === further.first ? { ...now, isLoading: false, ...change } : now));
    setFurther({ ...further, isLoading: true, failure: null });
    load(cursor).then(
      (page) => settle({ pages: [...further.pages, page] }),
      (error: unknown) => settle({ failure: failureFrom(error) }),
    );
  };
  return {
    ...first,
    value: first.value === null ? null : [first.value, ...further.pages].flatMap(({ items }) => items),
    failure: first.failure ?? further.failure,
    hasMore: cursor !== null,
    isLoadingMore: further.isLoading,
    more,
  };
}
