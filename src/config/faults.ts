// What is wrong with the environment: every fault at once, by the variable's name, and never with its value.
import type { TLocalizedValidationError } from 'typebox/error';

export interface Fault {
  readonly variable: string;
  readonly problem: string;
}

export class ConfigError extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    const lines = faults.map(({ variable, problem }) => `  ${variable} ${problem}`);
    super(`the environment is not fit to start with:\n${lines.join('\n')}`);
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

/** The sentence comes from the schema alone: what was given may be a credential in the wrong place. */
export function faultsOf(errors: readonly TLocalizedValidationError[]): readonly Fault[] {
  return errors.flatMap((error) => {
    if (error.keyword === 'required') {
      return error.params.requiredProperties.map((variable) => ({ variable, problem: 'is required' }));
    }
    const variable = error.instancePath.slice(1);
    if (error.keyword === 'enum') {
      return [{ variable, problem: `must be one of ${error.params.allowedValues.join(', ')}` }];
    }
    return [{ variable, problem: error.message }];
  });
}
