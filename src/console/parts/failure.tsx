// A call that was not served, in the API's own words.
import type { ApiFailure } from '../api/problem.ts';

interface Props {
  readonly failure: ApiFailure;
  readonly onRetry?: () => void;
}

export function Failure({ failure, onRetry }: Props) {
  const { code, title, detail, errors } = failure.problem;
  return (
    <div class="notice bad" role="alert">
      <strong>{title}</strong>
      {detail !== null && detail !== '' && <span>{detail}</span>}
      {errors !== null && errors.length > 1 && (
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
