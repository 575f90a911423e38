// What came over the wire, folded away until somebody wants to read it.
import { laidOut } from './laid-out.ts';

export function Payload({ raw, label }: { readonly raw: string; readonly label: string }) {
  return (
    <details>
      <summary>{label}</summary>
      <pre>{laidOut(raw)}</pre>
    </details>
  );
}
