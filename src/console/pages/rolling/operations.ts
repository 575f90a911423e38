// What can be asked for a rolling. Whether its state allows it the statechart says, whether the caller may is the API's answer.
import type { Statechart } from '../../statechart/machine-definition.ts';
import { activePaths, availableTransitions } from '../../statechart/state-value.ts';

type OperationName = 'suspend' | 'resume' | 'complete' | 'retry-completion' | 'adjust' | 'review' | 'cancel' | 'expire';

export interface Operation {
  readonly name: OperationName;
  /** The event of the statechart that it becomes. */
  readonly event: string;
  readonly title: string;
  /** What will happen, before it is confirmed. */
  readonly explanation: string;
  readonly done: string;
  readonly isDangerous: boolean;
  readonly right: 'rolling.operate' | 'rolling.cancel';
}

const OPERATE = { right: 'rolling.operate', isDangerous: false } as const;

export const OPERATIONS: readonly Operation[] = [
  {
    ...OPERATE,
    name: 'suspend',
    event: 'SUSPEND',
    title: 'Suspend',
    explanation: 'Bets count nothing until it is resumed.',
    done: 'It is suspended.',
  },
  {
    ...OPERATE,
    name: 'resume',
    event: 'RESUME',
    title: 'Resume',
    explanation: 'Bets count again. Where its brand freezes the end of a suspended rolling, the end moves accordingly.',
    done: 'It is resumed.',
  },
  {
    ...OPERATE,
    name: 'retry-completion',
    event: 'RETRY_COMPLETION',
    title: 'Call the wallet again',
    explanation: 'A new round of wallet calls begins, with the same idempotency key: nothing is paid or taken twice.',
    done: 'The wallet is called again.',
  },
  {
    ...OPERATE,
    name: 'adjust',
    event: 'ADJUST',
    title: 'Adjust',
    explanation: 'Progress given or taken counts at full weight. The end can only be put off.',
    done: 'It is adjusted.',
  },
  {
    ...OPERATE,
    name: 'review',
    event: 'REVIEW',
    title: 'Mark as reviewed',
    explanation: 'Says that somebody has looked at what was rolled back after completion.',
    done: 'It is marked as reviewed.',
  },
  {
    ...OPERATE,
    name: 'complete',
    event: 'COMPLETE',
    title: 'Complete',
    explanation:
      'It completes whatever its progress, and the wallet is asked to release the money. This cannot be undone.',
    done: 'It completes.',
    isDangerous: true,
  },
  {
    name: 'cancel',
    event: 'CANCEL',
    title: 'Cancel the rolling',
    explanation:
      'It ends without a release, and the wallet is asked to forfeit what its terms say. This cannot be undone.',
    done: 'It is canceled.',
    isDangerous: true,
    right: 'rolling.cancel',
  },
  {
    ...OPERATE,
    name: 'expire',
    event: 'EXPIRE',
    title: 'Expire',
    explanation:
      'It ends now as if its time were over, and the wallet is asked to forfeit what its terms say. This cannot be undone.',
    done: 'It expires.',
    isDangerous: true,
  },
];

export const CANCEL_REASONS = [
  'REQUESTED',
  'WITHDRAWAL',
  'SELF_EXCLUSION',
  'LOW_BALANCE',
  'MAX_BET_BREACH',
  'BONUS_ABUSE',
  'ACCOUNT_CLOSED',
  'OTHER',
] as const;

/** In the order of the table. A review is asked for where there is one to do. */
export function operationsIn(chart: Statechart, value: unknown, review: string | null): readonly Operation[] {
  const events = new Set(availableTransitions(chart, activePaths(value)).map(({ event }) => event));
  return OPERATIONS.filter(({ name, event }) => events.has(event) && (name !== 'review' || review === 'open'));
}
