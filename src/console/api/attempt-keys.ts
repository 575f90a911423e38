// Idempotency keys of what is being tried. A call whose answer was lost may have been done: pressed again, the same call goes out
// under the same key, and what was done is answered, not done twice. Any answer that says yes or no ends the attempt.

export class AttemptKeys {
  private readonly open = new Map<string, string>();
  private readonly newKey: () => string;

  constructor(newKey: () => string) {
    this.newKey = newKey;
  }

  /** `call` names address, brand and body. */
  keyOf(call: string): string {
    const key = this.open.get(call) ?? this.newKey();
    this.open.set(call, key);
    return key;
  }

  /** `status`: of its answer; 0 where none came. */
  ended(call: string, status: number): void {
    if (isDefinite(status)) this.open.delete(call);
  }
}

const REQUEST_TIMEOUT = 408;
const TOO_MANY_REQUESTS = 429;

/** A 503 means wholly or not at all, and does not say which; 408 and 429 ask for the same again. */
function isDefinite(status: number): boolean {
  return status >= 200 && status < 500 && status !== REQUEST_TIMEOUT && status !== TOO_MANY_REQUESTS;
}
