// A rolling's frozen terms as JSON and back. FROZEN FORMAT (held by golden files): exact integers are decimal strings, and the
// policy comes last, so that its text is found without parsing it. A hundred thousand rollings made under one policy share one
// object: the text is the key.
import type { FrozenPolicy } from './policy.ts';
import { decodePolicy, encodePolicy } from './policy-codec.ts';
import type { RollingTerms } from './rolling.ts';

/** More policies than a fleet's brands have in force at a time; beyond it the oldest are forgotten and only cost memory twice. */
const INTERNED_MAX = 10_000;
const POLICY_MEMBER = ',"policy":';

const interned = new Map<string, FrozenPolicy>();
const texts = new WeakMap<FrozenPolicy, string>();

function textOf(policy: FrozenPolicy): string {
  let text = texts.get(policy);
  if (text === undefined) {
    text = encodePolicy(policy);
    texts.set(policy, text);
  }
  return text;
}

function remember(text: string, policy: FrozenPolicy): FrozenPolicy {
  if (interned.size >= INTERNED_MAX) {
    for (const oldest of interned.keys()) {
      interned.delete(oldest);
      break;
    }
  }
  interned.set(text, policy);
  texts.set(policy, text);
  return policy;
}

function policyOfText(text: string): FrozenPolicy {
  return interned.get(text) ?? remember(text, decodePolicy(JSON.parse(text)));
}

/** The one object that stands for all policies equal to `policy`. */
export function internPolicy(policy: FrozenPolicy): FrozenPolicy {
  const text = textOf(policy);
  return interned.get(text) ?? remember(text, policy);
}

/** The terms as a compact JSON text without line breaks; `rollingId` is not repeated. */
export function encodeTerms(terms: RollingTerms): string {
  const cap = terms.maxConversionMinor;
  return (
    `{"target":"${terms.target}","release":"${terms.releaseMinor}"` +
    (cap === null ? '' : `,"max_conversion":"${cap}"`) +
    `,"policy_version":${terms.policyVersion},"completion_ratio":"${terms.completionRatio}"` +
    `${POLICY_MEMBER}${textOf(terms.policy)}}`
  );
}

/** Throws `TypeError` where the text is not one of `encodeTerms`. */
export function decodeTerms(json: string, rollingId: string): RollingTerms {
  const at = json.indexOf(POLICY_MEMBER);
  if (at === -1) throw new TypeError('terms end with their policy');
  const head: unknown = JSON.parse(`${json.slice(0, at)}}`);
  if (!isHead(head)) throw new TypeError('terms hold target, release, policy_version and completion_ratio');
  return {
    rollingId,
    target: BigInt(head.target),
    releaseMinor: BigInt(head.release),
    maxConversionMinor: head.max_conversion === undefined ? null : BigInt(head.max_conversion),
    policyVersion: head.policy_version,
    completionRatio: head.completion_ratio,
    policy: policyOfText(json.slice(at + POLICY_MEMBER.length, -1)),
  };
}

interface PersistedHead {
  readonly target: string;
  readonly release: string;
  readonly max_conversion?: string;
  readonly policy_version: number;
  readonly completion_ratio: string;
}

function isHead(value: unknown): value is PersistedHead {
  return (
    typeof value === 'object' &&
    value !== null &&
    'target' in value &&
    typeof value.target === 'string' &&
    'release' in value &&
    typeof value.release === 'string' &&
    (!('max_conversion' in value) || typeof value.max_conversion === 'string') &&
    'policy_version' in value &&
    typeof value.policy_version === 'number' &&
    'completion_ratio' in value &&
    typeof value.completion_ratio === 'string'
  );
}
