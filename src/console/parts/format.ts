// Amounts, times and rates as people read them. Amounts stay text: they may be larger than a number holds.

const MINUS = '\u2212';
const NARROW_SPACE = '\u202f';

function grouped(digits: string): string {
  return digits.replaceAll(/\B(?=(\d{3})+$)/g, NARROW_SPACE);
}

/** `"-1234567"` with exponent 2 → `−12 345.67`. */
export function formatMinor(minor: string, exponent: number): string {
  const isNegative = minor.startsWith('-');
  const digits = (isNegative ? minor.slice(1) : minor).padStart(exponent + 1, '0');
  const whole = grouped(digits.slice(0, digits.length - exponent));
  const fraction = exponent === 0 ? '' : `.${digits.slice(-exponent)}`;
  return `${isNegative ? MINUS : ''}${whole}${fraction}`;
}

export function formatCount(count: number): string {
  return grouped(String(Math.round(count)));
}

/** `0.4` · `12.5` · `1 204`. */
export function formatRate(perS: number): string {
  return perS < 100 ? String(Math.round(perS * 10) / 10) : formatCount(perS);
}

/** `"0.4321"` → `43.21 %`; a hundred only where nothing is left. */
export function formatRatio(ratio: string): string {
  const percent = (Number(ratio) * 100).toFixed(2).replace(/\.?0+$/, '');
  return `${percent}${NARROW_SPACE}%`;
}

const UNITS: readonly (readonly [unit: string, ms: number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
];

/** In its largest unit, floored: `4 min`. */
export function formatDuration(ms: number): string {
  for (const [unit, size] of UNITS) {
    if (ms >= size) return `${Math.floor(ms / size)}${NARROW_SPACE}${unit}`;
  }
  return `${Math.max(0, Math.round(ms))}${NARROW_SPACE}ms`;
}

/** `12 s ago`, `in 3 h`, `now`. */
export function formatRelative(atMs: number, nowMs: number): string {
  const distance = nowMs - atMs;
  if (Math.abs(distance) < 1_000) return 'now';
  return distance > 0 ? `${formatDuration(distance)} ago` : `in ${formatDuration(-distance)}`;
}

/** By the operator's own clock and zone, to the second. */
export function formatMoment(atMs: number): string {
  return new Date(atMs).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'long' });
}

/** `COMPLETION_FAILED`, `completion_failed` → `completion failed`. */
export function inWords(name: string): string {
  return name.toLowerCase().replaceAll(/[_-]+/g, ' ');
}
