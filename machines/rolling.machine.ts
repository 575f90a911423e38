// The statechart of one rolling's whole life. Pure: guards read, actions assign, nothing is invoked, spawned or delayed;
// the owner derives timers, wallet calls and outbox events from the difference a transition makes.
//
// completed, canceled and expired are never left (a test walks the graph), yet they are no XState final states: a rollback
// that comes later must still be booked, and XState stops listening in final states. They carry the tag `final` instead.
//
// Every guard and action has its name in `setup` and stands by it below, so the config is plain JSON: what people look at.
import { assign, setup } from 'xstate';
import { initialContext, type RollingContext, type RollingInput } from './rolling.context.ts';
import type { RollingEvent } from './rolling.events.ts';
import {
  beginEnding,
  callFailed,
  callMisconfigured,
  callRefused,
  callSucceeded,
  close,
  closeReview,
  credit,
  adjust,
  forceComplete,
  hold,
  prepareRelease,
  queueAttempt,
  recordAttempt,
  resume,
  reverse,
  reverseAfterCompletion,
  reviveCall,
  settleWaitingAsReversed,
  settleWaitingAsRolledBack,
  suspend,
  withdrawRelease,
} from './rolling.actions.ts';
import {
  attemptsLeft,
  endingIsExpiry,
  expiryUnanswered,
  forfeitNeedsNoCall,
  outcomeUnknown,
  reachesTarget,
  refusedAndNothingToForfeit,
  releaseRefused,
  reviewIsOpen,
  rollbackReopens,
  targetAlreadyReached,
  waitingReopens,
  walletIsOpen,
} from './rolling.guards.ts';

const definition = setup({
  types: {
    context: {} as RollingContext,
    events: {} as RollingEvent,
    input: {} as RollingInput,
  },
  guards: {
    attemptsLeft,
    endingIsExpiry,
    expiryUnanswered,
    forfeitNeedsNoCall,
    outcomeUnknown,
    reachesTarget,
    refusedAndNothingToForfeit,
    releaseRefused,
    reviewIsOpen,
    rollbackReopens,
    targetAlreadyReached,
    waitingReopens,
    walletIsOpen,
  },
  actions: {
    adjust: assign(adjust),
    beginEnding: assign(beginEnding),
    callFailed: assign(callFailed),
    callMisconfigured: assign(callMisconfigured),
    callRefused: assign(callRefused),
    callSucceeded: assign(callSucceeded),
    close: assign(close),
    closeReview: assign(closeReview),
    credit: assign(credit),
    forceComplete: assign(forceComplete),
    hold: assign(hold),
    prepareRelease: assign(prepareRelease),
    queueAttempt: assign(queueAttempt),
    recordAttempt: assign(recordAttempt),
    resume: assign(resume),
    reverse: assign(reverse),
    reverseAfterCompletion: assign(reverseAfterCompletion),
    reviveCall: assign(reviveCall),
    settleWaitingAsReversed: assign(settleWaitingAsReversed),
    settleWaitingAsRolledBack: assign(settleWaitingAsRolledBack),
    suspend: assign(suspend),
    withdrawRelease: assign(withdrawRelease),
  },
});

/** A wallet call is decided on entry: recorded as an attempt if the wallet may be called now, else queued. */
const starting = definition.createStateConfig({
  always: [
    { guard: 'walletIsOpen', target: 'attempting', actions: 'recordAttempt' },
    { guard: 'outcomeUnknown', target: 'backing_off', actions: 'queueAttempt' },
    { target: 'queued', actions: 'queueAttempt' },
  ],
});

/** No attempt was ever recorded: the wallet cannot have heard of it. */
const queued = definition.createStateConfig({
  on: {
    ATTEMPT_DUE: [
      { guard: 'walletIsOpen', target: 'attempting', actions: 'recordAttempt' },
      { actions: 'queueAttempt' },
    ],
  },
});

/** Cancel and expire leave a state the same way. Only these states expire: a reached target is never lost to the clock. */
const endings = {
  CANCEL: [
    { guard: 'forfeitNeedsNoCall', target: '#rolling.canceled', actions: ['beginEnding', 'close'] },
    { target: '#rolling.canceling', actions: 'beginEnding' },
  ],
  EXPIRE: [
    { guard: 'forfeitNeedsNoCall', target: '#rolling.expired', actions: ['beginEnding', 'close'] },
    { target: '#rolling.expiring', actions: 'beginEnding' },
  ],
} as const;

/** Backing off, there is an attempt left: the last one's failure rests elsewhere. */
const again = { ATTEMPT_DUE: { target: 'starting' }, WALLET_RETRY: { actions: 'callFailed' } } as const;

/** A recorded release: the wallet's answer, or the timer for its repeat, decides; what is rolled back meanwhile waits. */
const releaseOut = {
  BET_ROLLED_BACK: { actions: 'hold' },
  WALLET_DONE: { target: '#rolling.completed', actions: ['callSucceeded', 'settleWaitingAsReversed', 'close'] },
  WALLET_REFUSED: [
    { guard: 'waitingReopens', target: '#rolling.active', actions: ['callRefused', 'settleWaitingAsRolledBack'] },
    { target: '#rolling.completion_failed', actions: ['callRefused', 'settleWaitingAsRolledBack'] },
  ],
  WALLET_MISCONFIGURED: { target: 'backing_off', actions: 'callMisconfigured' },
} as const;

const releaseAttempt = {
  ...releaseOut,
  ATTEMPT_DUE: [
    { guard: 'attemptsLeft', target: 'starting' },
    { target: '#rolling.completion_failed', actions: 'callFailed' },
  ],
  WALLET_RETRY: [
    { guard: 'attemptsLeft', target: 'backing_off', actions: 'callFailed' },
    { target: '#rolling.completion_failed', actions: 'callFailed' },
  ],
} as const;

/** A recorded forfeit, in the same way; only the wallet's yes leads to different ends. */
const forfeitOut = {
  WALLET_REFUSED: { target: '#rolling.cancellation_failed', actions: 'callRefused' },
  WALLET_MISCONFIGURED: { target: 'backing_off', actions: 'callMisconfigured' },
} as const;

const forfeitAttempt = {
  ...forfeitOut,
  ATTEMPT_DUE: [
    { guard: 'attemptsLeft', target: 'starting' },
    { target: '#rolling.cancellation_failed', actions: 'callFailed' },
  ],
  WALLET_RETRY: [
    { guard: 'attemptsLeft', target: 'backing_off', actions: 'callFailed' },
    { target: '#rolling.cancellation_failed', actions: 'callFailed' },
  ],
} as const;

const canceledAtLast = { WALLET_DONE: { target: '#rolling.canceled', actions: ['callSucceeded', 'close'] } } as const;
const expiredAtLast = { WALLET_DONE: { target: '#rolling.expired', actions: ['callSucceeded', 'close'] } } as const;

export const rollingMachine = definition.createMachine({
  id: 'rolling',
  context: ({ input }) => initialContext(input),
  initial: 'pending',
  states: {
    pending: {
      on: {
        ACTIVATE: [{ guard: 'targetAlreadyReached', target: 'completing' }, { target: 'active' }],
        ADJUST: { actions: 'adjust' },
        ...endings,
      },
    },
    active: {
      on: {
        BET_SETTLED: [{ guard: 'reachesTarget', target: 'completing', actions: 'credit' }, { actions: 'credit' }],
        BET_ROLLED_BACK: { actions: 'reverse' },
        ADJUST: [{ guard: 'reachesTarget', target: 'completing', actions: 'adjust' }, { actions: 'adjust' }],
        SUSPEND: { target: 'suspended', actions: 'suspend' },
        COMPLETE: { target: 'completing', actions: 'forceComplete' },
        ...endings,
      },
    },
    suspended: {
      on: {
        BET_ROLLED_BACK: { actions: 'reverse' },
        ADJUST: { actions: 'adjust' },
        RESUME: [
          { guard: 'targetAlreadyReached', target: 'completing', actions: 'resume' },
          { target: 'active', actions: 'resume' },
        ],
        COMPLETE: { target: 'completing', actions: 'forceComplete' },
        ...endings,
      },
    },
    completing: {
      entry: 'prepareRelease',
      initial: 'starting',
      on: { BET_SETTLED: { actions: 'credit' } },
      states: {
        starting,
        queued: {
          on: {
            ...queued.on,
            BET_ROLLED_BACK: [
              { guard: 'rollbackReopens', target: '#rolling.active', actions: ['reverse', 'withdrawRelease'] },
              { actions: 'reverse' },
            ],
            CANCEL: endings.CANCEL,
          },
        },
        attempting: { on: releaseAttempt },
        backing_off: { on: { ...releaseOut, ...again } },
      },
    },
    completion_failed: {
      on: {
        BET_SETTLED: { actions: 'credit' },
        BET_ROLLED_BACK: [
          { guard: 'outcomeUnknown', actions: 'hold' },
          { guard: 'rollbackReopens', target: 'active', actions: 'reverse' },
          { actions: 'reverse' },
        ],
        RETRY_COMPLETION: { target: 'completing', actions: 'reviveCall' },
        WALLET_DONE: {
          guard: 'outcomeUnknown',
          target: 'completed',
          actions: ['callSucceeded', 'settleWaitingAsReversed', 'close'],
        },
        WALLET_REFUSED: [
          { guard: 'waitingReopens', target: 'active', actions: ['callRefused', 'settleWaitingAsRolledBack'] },
          { guard: 'outcomeUnknown', actions: ['callRefused', 'settleWaitingAsRolledBack'] },
        ],
        CANCEL: [
          { guard: 'refusedAndNothingToForfeit', target: 'canceled', actions: ['beginEnding', 'close'] },
          { guard: 'releaseRefused', target: 'canceling', actions: 'beginEnding' },
        ],
      },
    },
    canceling: {
      initial: 'starting',
      on: { BET_ROLLED_BACK: { actions: 'reverse' } },
      states: {
        starting,
        queued,
        attempting: { on: { ...forfeitAttempt, ...canceledAtLast } },
        backing_off: { on: { ...forfeitOut, ...again, ...canceledAtLast } },
      },
    },
    expiring: {
      initial: 'starting',
      on: { BET_ROLLED_BACK: { actions: 'reverse' } },
      states: {
        starting,
        queued,
        attempting: { on: { ...forfeitAttempt, ...expiredAtLast } },
        backing_off: { on: { ...forfeitOut, ...again, ...expiredAtLast } },
      },
    },
    cancellation_failed: {
      on: {
        BET_ROLLED_BACK: { actions: 'reverse' },
        RETRY_COMPLETION: [
          { guard: 'endingIsExpiry', target: 'expiring', actions: 'reviveCall' },
          { target: 'canceling', actions: 'reviveCall' },
        ],
        WALLET_DONE: [
          { guard: 'expiryUnanswered', target: 'expired', actions: ['callSucceeded', 'close'] },
          { guard: 'outcomeUnknown', target: 'canceled', actions: ['callSucceeded', 'close'] },
        ],
        WALLET_REFUSED: { guard: 'outcomeUnknown', actions: 'callRefused' },
      },
    },
    completed: {
      tags: 'final',
      on: {
        BET_ROLLED_BACK: { actions: 'reverseAfterCompletion' },
        REVIEW: { guard: 'reviewIsOpen', actions: 'closeReview' },
      },
    },
    canceled: { tags: 'final', on: { BET_ROLLED_BACK: { actions: 'reverse' } } },
    expired: { tags: 'final', on: { BET_ROLLED_BACK: { actions: 'reverse' } } },
  },
});
