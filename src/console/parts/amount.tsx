// An amount of money in its currency, and how far along a rolling is.
import { formatMinor, formatRatio } from './format.ts';

interface AmountProps {
  readonly minor: string;
  readonly exponent: number;
  readonly currency?: string;
}

export function Amount({ minor, exponent, currency }: AmountProps) {
  return (
    <span class="nowrap">
      {formatMinor(minor, exponent)}
      {currency !== undefined && <span class="muted"> {currency}</span>}
    </span>
  );
}

interface ProgressProps {
  /** `"0.4321"`. */
  readonly ratio: string;
  /** What makes progress, read aloud. */
  readonly label: string;
}

export function Progress({ ratio, label }: ProgressProps) {
  const value = Number(ratio);
  return (
    <div class="progress">
      <progress class={value >= 1 ? 'done' : ''} max={1} value={value} aria-label={label} />
      <span class="muted nowrap">{formatRatio(ratio)}</span>
    </div>
  );
}
