// XState's pure transition, as the service uses it: on a resident snapshot, with one scope made once and reused. A throw-away
// scope per call (XState's own helper) costs three times the transition itself. The statechart raises, spawns and emits nothing,
// so the scope holds no state between two calls; a test compares every step with XState's own actor and helper.
import { createActor } from 'xstate';
import type { MachineTerms, RollingInput } from './rolling.context.ts';
import type { RollingEvent } from './rolling.events.ts';
import type { RollingSnapshot } from './rolling.codec.ts';
import { rollingMachine } from './rolling.machine.ts';

const NO_TERMS: MachineTerms = {
  rollingId: '',
  target: 1n,
  releaseMinor: 0n,
  maxConversionMinor: null,
  policy: {
    retry: { maxAttempts: 0, baseMs: 0, maxMs: 0 },
    forfeit: 'none',
    suspensionFreezesExpiry: false,
    rollbackAfterCompletion: 'record',
  },
};

const scope: Parameters<typeof rollingMachine.transition>[2] = (() => {
  const self = createActor(rollingMachine, { input: { terms: NO_TERMS, activeFrom: 0, expiresAt: null } });
  const nothing = (): void => undefined;
  return {
    self,
    id: 'rolling',
    sessionId: 'rolling',
    system: self.system,
    logger: nothing,
    defer: nothing,
    stopChild: nothing,
    emit: nothing,
    actionExecutor: nothing,
  };
})();

/** The next snapshot; the same reference comes back where the event means nothing in this state. */
export function transition(snapshot: RollingSnapshot, event: RollingEvent): RollingSnapshot {
  return rollingMachine.transition(snapshot, event, scope);
}

/** The snapshot a rolling is born with: `pending`. */
export function initialSnapshot(input: RollingInput): RollingSnapshot {
  return rollingMachine.getInitialSnapshot(scope, input);
}
