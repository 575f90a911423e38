// How many decimals a currency has: 1 EUR is 10² minor units, 1 BTC 10⁸. FROZEN per code: the wallet counts in these units,
// so changing a line changes what stored amounts mean. docs/currencies.md is held to this list by a test.

/** The exponent of a currency code as written on the wire; undefined for a code we do not know. */
export type ExponentOf = (currency: string) => number | undefined;

/** Crypto codes with the decimals of their main chain. */
export const CRYPTO_EXPONENTS: Readonly<Record<string, number>> = {
  ADA: 6,
  ALGO: 6,
  ATOM: 6,
  AVAX: 18,
  BCH: 8,
  BNB: 18,
  BTC: 8,
  DAI: 18,
  DASH: 8,
  DOGE: 8,
  DOT: 10,
  ETC: 18,
  ETH: 18,
  LINK: 18,
  LTC: 8,
  NEAR: 24,
  POL: 18,
  SHIB: 18,
  SOL: 9,
  TON: 9,
  TRX: 6,
  UNI: 18,
  USDC: 6,
  USDT: 6,
  XLM: 7,
  XMR: 12,
  XRP: 6,
  XTZ: 6,
  ZEC: 8,
};

/** A look-up over the crypto list and `iso`, the ISO 4217 codes with their minor units. ISO wins where both know a code. */
export function exponentTable(iso: Iterable<readonly [string, number]>): ExponentOf {
  const table = new Map([...Object.entries(CRYPTO_EXPONENTS), ...iso]);
  return (currency) => table.get(currency);
}
