/** How the simulated wallet behaves: set as a whole by `PUT /simulator/behaviour`; what is left out goes back to its default. */
import Type from 'typebox';
import Value from 'typebox/value';

const rate = Type.Number({ minimum: 0, maximum: 1, default: 0 });
const status = (value: number) => Type.Integer({ minimum: 200, maximum: 599, default: value });

const behaviourSchema = Type.Object(
  {
    /** Least and most; the work is done after it, also when the caller has gone by then. */
    latency_ms: Type.Array(Type.Integer({ minimum: 0, maximum: 60_000 }), {
      minItems: 2,
      maxItems: 2,
      default: [0, 0],
    }),
    /** The connection is reset before any work. */
    reset_rate: rate,
    /** Answered with `fail_status` before any work. */
    fail_rate: rate,
    fail_status: status(500),
    /** A key that was not used before is answered 422, and stays unused. */
    refuse_rate: rate,
    /** The work is done, then the connection is reset without an answer. */
    lose_answer_rate: rate,
    /** The work is done, then half of the body is sent and the connection destroyed. */
    half_answer_rate: rate,
    /** The work is done, then half of the body is sent and the connection held open. */
    stall_answer_rate: rate,
    /** The whole answer is sent as on a connection that stays open, which is then destroyed. */
    drop_after_answer_rate: rate,
    /** Every call is answered 503. */
    outage: Type.Boolean({ default: false }),
    /** Retry-After of the answers to `fail_rate` and `outage`. */
    retry_after_s: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], { default: null }),
    shape: Type.Enum(['current', 'legacy_success', 'legacy_ok'], { default: 'current' }),
    /** How a repeated key with the same body is answered. */
    repeated: Type.Enum(['conflict', 'conflict_under_error', 'conflict_under_data', 'success'], {
      default: 'conflict',
    }),
    /** Starts the random numbers anew at every PUT: the same calls in the same order meet the same fate. */
    seed: Type.Integer({ minimum: 0, maximum: 0xffffffff, default: 1 }),
    /** Sent word for word to the next calls that pass the checks, one each, before any work. */
    next_answers: Type.Array(
      Type.Object(
        {
          status: status(200),
          headers: Type.Record(Type.String(), Type.String(), { default: {} }),
          body: Type.String({ default: '' }),
        },
        { additionalProperties: false },
      ),
      { maxItems: 1_000, default: [] },
    ),
  },
  { additionalProperties: false },
);

export type Behaviour = Type.Static<typeof behaviourSchema>;
export type VerbatimAnswer = Behaviour['next_answers'][number];

/** Throws with every fault in words: a misspelt member must not silently test nothing. */
export function parseBehaviour(given: unknown): Behaviour {
  const whole: unknown = Value.Default(behaviourSchema, structuredClone(given));
  if (Value.Check(behaviourSchema, whole)) return whole;
  const faults = Value.Errors(behaviourSchema, whole).map((fault) => `${fault.instancePath || '/'} ${fault.message}`);
  throw new Error(faults.join('; '));
}
