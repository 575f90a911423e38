// How strictly the brand that a caller or an event names is held against the brand of what it is about.

export const BRAND_ENFORCEMENTS = ['off', 'observe', 'enforce'] as const;

/** `off` lets a difference pass, `observe` lets it pass and says so, `enforce` refuses it. */
export type BrandEnforcement = (typeof BRAND_ENFORCEMENTS)[number];
