// Where the service was started with a one-time code (never in production), the code in the address is exchanged for a token.
import { object, text } from './decode.ts';
import { failureFrom, failureOf } from './problem.ts';

const decodeSignedIn = object({ token: text });

export async function exchangeCode(code: string): Promise<string> {
  try {
    const answer = await fetch('/console/sign-in', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    });
    if (!answer.ok) throw await failureOf(answer);
    const read: unknown = await answer.json();
    return decodeSignedIn(read, '').token;
  } catch (error) {
    throw failureFrom(error);
  }
}

/** Takes it out of the address at once: neither history nor a copied link shall hold it. */
export function takeCodeFromAddress(): string | null {
  const code = new URLSearchParams(location.hash.slice(1)).get('code');
  if (code !== null) history.replaceState(null, '', location.pathname + location.search);
  return code;
}
