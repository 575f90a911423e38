// The options of a command, read strictly; what is wrong with them is told in a sentence.
import { userInfo } from 'node:os';
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { parseTimestamp } from '../domain/timestamp.ts';
import { UsageFault } from './usage-fault.ts';

export function parseOptions<Options extends ParseArgsOptionsConfig>(
  argv: readonly string[],
  options: Options,
  usage: string,
) {
  try {
    return parseArgs({ args: [...argv], strict: true, allowPositionals: true, options });
  } catch (cause) {
    throw new UsageFault(cause instanceof Error ? cause.message : String(cause), usage, { cause });
  }
}

export function timeOption(name: string, text: string, usage: string): number {
  const at = parseTimestamp(text);
  if (at === null) throw new UsageFault(`--${name} must be a time such as 2026-11-22T08:00:00Z, not "${text}"`, usage);
  return at;
}

/** Who is at the keyboard, where they do not say. */
export const operatorName = (): string => `ops:${userInfo().username}`;
