// The three things a page shows instead of what it loads: that it loads, that it failed, that there is nothing.
import type { ComponentChildren } from 'preact';
import type { Loaded } from '../app/use-loaded.ts';
import { Failure } from './failure.tsx';

interface Props<Value> {
  readonly of: Loaded<Value>;
  /** What is loaded, in words: `the workers`. */
  readonly what: string;
  readonly children: (value: Value) => ComponentChildren;
}

/** Draws what is there, and beside it what went wrong with the last try. */
export function Waiting<Value>({ of: { value, failure, isLoading, reload }, what, children }: Props<Value>) {
  return (
    <>
      {failure !== null && <Failure failure={failure} onRetry={reload} />}
      {value === null && failure === null && isLoading && (
        <p class="empty" role="status">
          Loading {what}…
        </p>
      )}
      {value !== null && children(value)}
    </>
  );
}

export function Empty({ children }: { readonly children: ComponentChildren }) {
  return <p class="empty">{children}</p>;
}
