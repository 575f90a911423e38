// What a browser may do with each page. Nothing inline, nothing of another host but the one that the bridge exists for.

/** The inspector that Stately hosts; the bridge shows it where somebody asks for it. */
const HOSTED_INSPECTOR = 'https://stately.ai';

export interface PagePolicy {
  /** As one header Content-Security-Policy. */
  readonly content: string;
  /** Whether a window that the page opened may answer it. */
  readonly opener: 'same-origin' | 'same-origin-allow-popups';
}

const OWN_FILES = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
};

function policy(directives: Readonly<Record<string, string>>): string {
  return Object.entries({ ...OWN_FILES, ...directives })
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}

export const PAGE_POLICIES = {
  console: { content: policy({ 'frame-ancestors': "'none'" }), opener: 'same-origin' },
  bridge: {
    content: policy({ 'frame-src': `'self' ${HOSTED_INSPECTOR}`, 'frame-ancestors': "'self'" }),
    opener: 'same-origin-allow-popups',
  },
  // The bridge's frame, or its pop-up.
  viewer: { content: policy({ 'frame-ancestors': "'self'" }), opener: 'same-origin' },
} as const satisfies Readonly<Record<string, PagePolicy>>;
