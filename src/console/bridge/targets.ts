// What can show the feed. The policy of this page (src/api/page-policies.ts) allows these and no others.

export type TargetName = 'viewer' | 'hosted-frame' | 'hosted-window';

export interface Target {
  readonly name: TargetName;
  readonly title: string;
  readonly address: string;
  readonly origin: string;
  /** Whether it is told the steps of before; a message that is ours is nothing for Stately's. */
  readonly hasPast: boolean;
  readonly isOfOthers: boolean;
}

const HOSTED = 'https://stately.ai';

export const TARGETS: readonly Target[] = [
  {
    name: 'viewer',
    title: 'Our viewer',
    address: '/inspect/viewer',
    origin: location.origin,
    hasPast: true,
    isOfOthers: false,
  },
  {
    name: 'hosted-frame',
    title: 'Stately, here',
    address: `${HOSTED}/inspect`,
    origin: HOSTED,
    hasPast: false,
    isOfOthers: true,
  },
  {
    name: 'hosted-window',
    title: 'Stately, in a window',
    address: `${HOSTED}/inspect`,
    origin: HOSTED,
    hasPast: false,
    isOfOthers: true,
  },
];
