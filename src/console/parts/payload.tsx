// What came over the wire, laid out for reading: JSON inside JSON is unfolded, everything else stands as it came.

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? unfolded(value) : value;
  } catch {
    return text;
  }
}

const looksLikeJson = (text: string): boolean => /^\s*[[{]/.test(text);

function unfolded(value: unknown): unknown {
  if (typeof value === 'string') return looksLikeJson(value) ? parsed(value) : value;
  if (Array.isArray(value)) return value.map(unfolded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, unfolded(each)]));
}

export function laidOut(raw: string): string {
  const value = parsed(raw);
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

export function Payload({ raw, label }: { readonly raw: string; readonly label: string }) {
  return (
    <details>
      <summary>{label}</summary>
      <pre>{laidOut(raw)}</pre>
    </details>
  );
}
