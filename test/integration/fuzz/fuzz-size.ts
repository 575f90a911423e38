// How much is tried: little and always the same with the other tests, much and something new with `npm run fuzz`.

const { FUZZ_CASES: asked, FUZZ_SEED: chosen } = process.env;
const FUZZ_CASES = Number(asked ?? 2_000);
/** fast-check says it where a case fails. */
const seed = Number(chosen ?? (asked === undefined ? 20_261_122 : Date.now() % 2 ** 31));

export const FUZZ = { numRuns: FUZZ_CASES, seed, endOnFailure: false } as const;
export const FUZZ_TIMEOUT_MS = 60_000 + FUZZ_CASES * 40;
