// The environment after its shape was checked, and how flags and lists in it are read.
import type { Static } from 'typebox';
import type { VARIABLES } from './variables.ts';

export type Values = Static<typeof VARIABLES>;

export const isOn = (flag: string): boolean => flag === 'on' || flag === 'true' || flag === '1';

/** The parts of a comma-separated list, blanks dropped. */
export function listOf(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
