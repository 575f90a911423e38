// What an operator types as an amount, exactly.

/** `"12.50"` with exponent 2 → `"1250"`; null where it is no amount of this currency. A sign may stand before it. */
export function minorFrom(typed: string, exponent: number): string | null {
  const parts = /^([-−+]?)(\d+)(?:\.(\d+))?$/.exec(typed.trim().replaceAll(/[\s\u202f]/g, ''));
  if (parts === null) return null;
  const [, sign = '', whole = '', fraction = ''] = parts;
  if (fraction.length > exponent) return null;
  const digits = `${whole}${fraction.padEnd(exponent, '0')}`.replace(/^0+(?=\d)/, '');
  return sign === '' || sign === '+' || digits === '0' ? digits : `-${digits}`;
}
