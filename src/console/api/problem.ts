// What the API says when it does not serve: RFC 9457, as docs/errors.md lists it. Shown as it is said, never reworded.
import { type Decoded, ShapeError, list, nullable, number, object, text } from './decode.ts';

const fault = object({ in: text, pointer: text, detail: text });
const decodeProblem = object({
  status: number,
  code: text,
  title: text,
  detail: nullable(text),
  right: nullable(text),
  version: nullable(number),
  errors: nullable(list(fault)),
});

export type Problem = Decoded<typeof decodeProblem>;
export type Fault = Decoded<typeof fault>;

/** A call that was not served, with what the API said about it. */
export class ApiFailure extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = 'ApiFailure';
    this.problem = problem;
  }

  /** The faults of one place of the body, or below it. */
  faultsAt(pointer: string): readonly Fault[] {
    const faults = this.problem.errors ?? [];
    return faults.filter(({ pointer: at }) => at === pointer || at.startsWith(`${pointer}/`));
  }
}

/** Something that stands between us and the API answered, or nothing did. */
function unreadable(status: number, detail: string): Problem {
  const title = status === 0 ? 'The service does not answer' : `The answer (${status}) is not one of the service`;
  return { status, code: 'UNREACHABLE', title, detail, right: null, version: null, errors: null };
}

export async function failureOf(answer: Response): Promise<ApiFailure> {
  const body = await answer.text();
  try {
    return new ApiFailure(decodeProblem(JSON.parse(body), ''));
  } catch {
    return new ApiFailure(unreadable(answer.status, answer.statusText));
  }
}

/** Whatever went wrong, in the words that are shown. */
export function failureFrom(error: unknown): ApiFailure {
  if (error instanceof ApiFailure) return error;
  const detail = error instanceof Error ? error.message : String(error);
  const failure = new ApiFailure(unreadable(0, detail));
  if (!(error instanceof ShapeError)) return failure;
  return new ApiFailure({
    ...failure.problem,
    code: 'NOT_UNDERSTOOD',
    title: 'This page does not understand the answer',
  });
}
