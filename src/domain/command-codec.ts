// Commands and their replies as JSON text and back, for the way between processes. FROZEN FORMAT (pinned by a golden test):
// members are named as in command.ts, exact integers are decimal strings. Unknown members are ignored, so that a build may add
// optional ones while the one before it still runs.
import type {
  AdjustCommand,
  CancelAllCommand,
  CancelCommand,
  Command,
  CommandOrigin,
  CommandReply,
  CreateCommand,
  PlainCommand,
  ReviewCommand,
} from './command.ts';
import { isBrandId, isPlayerId, isRollingId } from './ids.ts';
import type { Decimal } from './money.ts';
import type { ContributionTable } from './policy.ts';
import { UNBOUNDED, contributionAsJson, readContribution } from './policy-shape.ts';
import {
  type Member,
  type Members,
  RecordFault,
  isJsonObject,
  member,
  nullable,
  optional,
  readRecord,
  writeRecord,
} from './record-codec.ts';
import type { SourceType } from './rolling.ts';
import { ShapeReader } from './shape-reader.ts';
import { traceOf } from './trace.ts';

type Operation = Command['operation'];

const INTEGER = /^-?[0-9]{1,100}$/;

const same = <Value>(value: Value): Value => value;

const text = member<string>(same, (value) => (typeof value === 'string' ? value : undefined));
const number = member<number>(same, (value) => (Number.isFinite(value) ? Number(value) : undefined));
const amount = member<bigint>(String, (value) =>
  typeof value === 'string' && INTEGER.test(value) ? BigInt(value) : undefined,
);

/** A text of a narrower kind. */
function textThat<Kind extends string>(is: (value: string) => value is Kind): Member<Kind> {
  return member<Kind>(same, (value) => (typeof value === 'string' && is(value) ? value : undefined));
}

function oneOf<Word extends string>(...words: readonly Word[]): Member<Word> {
  return member<Word>(same, (value) => words.find((word) => word === value));
}

function record<Item extends object>(members: Members<Item>): Member<Item> {
  return member<Item>(
    (item) => writeRecord(members, item),
    (value) => (isJsonObject(value) ? readRecord(members, value) : undefined),
  );
}

/** A rule that this build does not know would count other bets: such a table is refused, not read in part. */
const contribution = member<ContributionTable>(contributionAsJson, (value) => {
  const reader = ShapeReader.of(value);
  const table = readContribution(reader, UNBOUNDED);
  return reader.faults.length === 0 ? table : undefined;
});

const decimal = record<Decimal>({ digits: amount, scale: number });

const BASE = {
  brandId: textThat(isBrandId),
  playerId: textThat(isPlayerId),
  key: text,
  fingerprint: number,
  requestedBy: nullable(text),
};
const NOTED = { note: nullable(text) };
const versions = member<readonly number[]>(same, (value) =>
  Array.isArray(value) && value.every((version) => Number.isSafeInteger(version)) ? value.map(Number) : undefined,
);
const ON_ROLLING = { ...BASE, ...NOTED, rollingId: textThat(isRollingId), ifVersion: optional(versions) };

const CREATE: Members<CreateCommand> = {
  ...BASE,
  rollingId: textThat(isRollingId),
  operation: oneOf('create'),
  currency: text,
  exponent: number,
  source: record({ type: oneOf<SourceType>('bonus', 'deposit', 'free_spins', 'manual', 'shortfall'), id: text }),
  requiredMinor: nullable(amount),
  baseMinor: nullable(amount),
  multiplier: nullable(record({ text, value: decimal })),
  releaseMinor: nullable(amount),
  maxConversionMinor: nullable(amount),
  activatesAt: nullable(number),
  expiresAt: nullable(number),
  priority: number,
  contribution: nullable(contribution),
  minOdds: nullable(text),
  maxBetMinor: nullable(amount),
  betCapMinor: nullable(amount),
  metadata: nullable(text),
};
const CANCEL: Members<CancelCommand> = { ...ON_ROLLING, operation: oneOf('cancel'), reason: text };
const PLAIN: Members<PlainCommand> = {
  ...ON_ROLLING,
  operation: oneOf('complete', 'expire', 'retry-completion', 'suspend', 'resume'),
  reason: nullable(text),
};
const ADJUST: Members<AdjustCommand> = {
  ...ON_ROLLING,
  operation: oneOf('adjust'),
  reason: text,
  expiresAt: nullable(number),
  wageredDeltaMinor: nullable(amount),
};
const REVIEW: Members<ReviewCommand> = { ...ON_ROLLING, operation: oneOf('review'), reason: text };
const CANCEL_ALL: Members<CancelAllCommand> = { ...BASE, ...NOTED, operation: oneOf('cancel-all'), reason: text };

function writeCommand(command: Command): Record<string, unknown> {
  switch (command.operation) {
    case 'create':
      return writeRecord(CREATE, command);
    case 'cancel':
      return writeRecord(CANCEL, command);
    case 'complete':
    case 'expire':
    case 'retry-completion':
    case 'suspend':
    case 'resume':
      return writeRecord(PLAIN, command);
    case 'adjust':
      return writeRecord(ADJUST, command);
    case 'review':
      return writeRecord(REVIEW, command);
    case 'cancel-all':
      return writeRecord(CANCEL_ALL, command);
  }
}

const READ: Readonly<Record<Operation, (json: Readonly<Record<string, unknown>>) => Command>> = {
  create: (json) => readRecord(CREATE, json),
  cancel: (json) => readRecord(CANCEL, json),
  complete: (json) => readRecord(PLAIN, json),
  expire: (json) => readRecord(PLAIN, json),
  'retry-completion': (json) => readRecord(PLAIN, json),
  suspend: (json) => readRecord(PLAIN, json),
  resume: (json) => readRecord(PLAIN, json),
  adjust: (json) => readRecord(ADJUST, json),
  review: (json) => readRecord(REVIEW, json),
  'cancel-all': (json) => readRecord(CANCEL_ALL, json),
};

const isOperation = (value: unknown): value is Operation => typeof value === 'string' && Object.hasOwn(READ, value);

const REPLY: Members<CommandReply> = {
  status: number,
  body: text,
  rollingId: nullable(textThat(isRollingId)),
  version: nullable(number),
};

function parsed(json: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new RecordFault('not JSON', { cause: error });
  }
  if (!isJsonObject(value)) throw new RecordFault('not a JSON object');
  return value;
}

/** What a command came with travels beside its members: a build that does not know of it loses a line in a log. */
export function encodeCommand(command: Command, origin?: CommandOrigin): string {
  const members = writeCommand(command);
  if (origin === undefined) return JSON.stringify(members);
  const { requestId, trace } = origin;
  return JSON.stringify({ ...members, origin: { request_id: requestId, trace } });
}

/** Undefined where the text says nothing of it, or nothing of use. */
export function decodeOrigin(json: string): CommandOrigin | undefined {
  const { origin } = parsed(json);
  if (!isJsonObject(origin) || typeof origin['request_id'] !== 'string') return undefined;
  const [parent, ...state] = typeof origin['trace'] === 'string' ? origin['trace'].split(' ') : [];
  return { requestId: origin['request_id'], trace: traceOf(parent, state.join(' ')) };
}

/** Throws `RecordFault` where the text is no command that this build knows. */
export function decodeCommand(json: string): Command {
  const value = parsed(json);
  const { operation } = value;
  if (!isOperation(operation)) throw new RecordFault('operation is missing or unknown');
  return READ[operation](value);
}

export const encodeReply = (reply: CommandReply): string => JSON.stringify(writeRecord(REPLY, reply));

/** Throws `RecordFault` where the text is no reply. */
export const decodeReply = (json: string): CommandReply => readRecord(REPLY, parsed(json));
