// A call that was not served, in the API's own words.
import type { ApiFailure } from '../api/problem.ts';

interface Props {
  readonly failure: ApiFailure;
  readonly onRetry?: () => void;
}

export function Failure({ failure, onRetry }: Props) {
  const { code, title, detail } = failure.problem;
  const errors = failure.problem.errors ?? [];
  // The detail says the same in one line.
  const hasList = errors.length > 1;
  return (
    <div class="notice bad" role="alert">
      <strong>{title}</strong>
      {!hasList && detail !== null && detail !== '' && <span>{detail}</span>}
      {hasList && (
        <ul>
          {errors.map((fault) => (
            <li key={`${fault.pointer} ${fault.detail}`}>
              <code>{fault.pointer === '' ? fault.in : fault.pointer}</code> {fault.detail}
            </li>
          ))}
        </ul>
      )}
      <div class="row">
        <code>{code}</code>
        {onRetry !== undefined && (
          <button type="button" class="button small" onClick={onRetry}>
            Try again
          </button>
        )}
      </div>
    </div>
  );
}
