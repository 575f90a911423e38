/**
 * What the wallet or the network says about a failure is stored and shown to people. Before that it loses our secrets,
 * the characters Postgres refuses (NUL, lone surrogates), and whatever is too long to read.
 */

const textCharsMax = 200;

/** Secrets go first: cut off half-way, one would no longer be recognised. */
export function safeText(text: string, secrets: readonly string[]): string {
  const withoutSecrets = secrets.reduce(
    (rest, secret) => (secret === '' ? rest : rest.replaceAll(secret, '[redacted]')),
    text,
  );
  const printable = withoutSecrets.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  return printable.slice(0, textCharsMax).toWellFormed();
}
