// What probes answer, for the OpenAPI document. What they look at grows with the service, so its names are left open here.
import Type, { type TSchema } from 'typebox';
import { answer } from './answers.ts';

const dependency = Type.Object(
  { status: Type.Enum(['up', 'down']), latency_ms: Type.Number() },
  { title: 'Dependency' },
);

const loop = Type.Object(
  {
    status: Type.Enum(['fresh', 'stale', 'disabled']),
    age_ms: Type.Unsafe<unknown>({ type: ['number', 'null'] }),
    threshold_ms: Type.Number(),
  },
  { title: 'Loop' },
);

const health = Type.Object(
  { status: Type.String(), dependencies: Type.Record(Type.String(), dependency) },
  { title: 'Health' },
);
const readiness = Type.Object(
  { status: Type.String(), loops: Type.Record(Type.String(), loop) },
  { title: 'Readiness' },
);

const either = (yes: string, no: string, schema: TSchema) => ({
  200: answer({ description: yes, content: { 'application/json': { schema } } }),
  503: answer({ description: no, content: { 'application/json': { schema } } }),
});

export const liveAnswers = either('Yes.', 'No: end it.', Type.Object({ status: Type.Enum(['alive', 'dead']) }));
export const healthAnswers = either('Each answers.', 'One does not.', health);
export const readyAnswers = either('Each moves, or is switched off.', 'One does not move.', readiness);
export const metricsAnswers = {
  200: answer({ description: 'In the text format.', content: { 'text/plain': { schema: Type.String() } } }),
};
