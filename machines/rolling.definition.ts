// The statechart as people look at it: its config as plain JSON, states and transitions with the names of guards and actions.
// Nothing of any rolling is in it. (XState's own inspector cuts such texts at a depth of ten; this one is whole.)
import { rollingMachine } from './rolling.machine.ts';

export const ROLLING_DEFINITION: string = JSON.stringify(rollingMachine.config);
