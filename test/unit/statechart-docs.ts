// docs/statechart.md, drawn from the machine itself: every state, and every transition with its guard.
import { getStateNodes } from 'xstate/graph';
import { rollingMachine } from '../../machines/rolling.machine.ts';

type StateNode = ReturnType<typeof getStateNodes>[number];

const WORDS: Readonly<Record<string, string>> = {
  attemptsLeft: 'attempts are left',
  endingIsExpiry: 'it was expiring',
  expiryUnanswered: 'a call may have been sent, it was expiring',
  forfeitNeedsNoCall: 'nothing is forfeited',
  outcomeUnknown: 'a call may have been sent',
  reachesTarget: 'the target is reached',
  refusedAndNothingToForfeit: 'the release was refused, nothing is forfeited',
  releaseRefused: 'the release was refused',
  rollbackReopens: 'below the target, not forced',
  targetAlreadyReached: 'the target was reached',
  waitingReopens: 'what waited takes it below the target',
  walletIsOpen: 'the wallet is open',
};

const nameOf = (node: StateNode): string => node.path.join('_');

/** Every guard stands in the config by its name: test/unit/inspection.test.ts holds it to that. */
function label(eventType: string, guard: unknown): string {
  return typeof guard === 'string' ? `${eventType} [${WORDS[guard] ?? guard}]` : eventType;
}

interface Declared {
  readonly said: string;
  readonly guard?: unknown;
  readonly target: readonly StateNode[] | undefined;
}

/** Only what leads somewhere: most of what is heard without leaving would hide the rest. */
function arrowsFrom(node: StateNode): string[] {
  const heard: Declared[] = [...node.transitions].flatMap(([said, transitions]) =>
    transitions.map(({ guard, target }) => ({ said, guard, target })),
  );
  const passing: Declared[] = (node.always ?? []).map(({ guard, target }) => ({ said: 'at once', guard, target }));
  return [...heard, ...passing].flatMap(({ said, guard, target }) => {
    const to = target?.[0];
    return to === undefined ? [] : [`${nameOf(node)} --> ${nameOf(to)} : ${label(said, guard)}`];
  });
}

function inside(node: StateNode): string[] {
  const children = Object.values(node.states);
  if (children.length === 0) return [`  ${nameOf(node)}`];
  const initial = node.initial.target[0];
  return [
    `  state ${nameOf(node)} {`,
    ...(initial === undefined ? [] : [`    [*] --> ${nameOf(initial)}`]),
    ...children.map((child) => `    ${nameOf(child)} : ${child.key}`),
    '  }',
  ];
}

function statechartDiagram(): string {
  const nodes = getStateNodes(rollingMachine);
  const initial = rollingMachine.root.initial.target[0];
  const finals = nodes.filter((node) => ['completed', 'canceled', 'expired'].includes(node.key));
  return [
    'stateDiagram-v2',
    '  direction TB',
    ...(initial === undefined ? [] : [`  [*] --> ${nameOf(initial)}`]),
    ...Object.values(rollingMachine.root.states).flatMap(inside),
    ...nodes.flatMap(arrowsFrom).map((arrow) => `  ${arrow}`),
    ...finals.map((node) => `  ${nameOf(node)} --> [*]`),
  ].join('\n');
}

/** The whole page. Written by `npx vitest run --project unit statechart --update`. */
export function statechartPage(): string {
  return `# The statechart of a rolling

Drawn from \`machines/rolling.machine.ts\`, and held to it by \`test/unit/statechart.test.ts\`; do not edit by hand.
\`completed\`, \`canceled\` and \`expired\` are never left: a rollback that comes later is only booked there.
\`starting\` is passed through: it records the attempt where the wallet is open, and else waits, \`queued\` where no
attempt was ever recorded, \`backing_off\` where one may have been sent. What a state hears without being left is not
drawn; the table in \`test/unit/machine-graph.test.ts\` has it, with every state an event may lead to.

\`\`\`mermaid
${statechartDiagram()}
\`\`\`
`;
}
