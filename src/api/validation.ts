// Requests against their schemas: every fault at once, unknown fields refused, and no text that could not be stored.
import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { TLocalizedValidationError } from 'typebox/error';
import { Settings } from 'typebox/system';
import Value from 'typebox/value';
import { isStorableText } from '../domain/ids.ts';
import { type RequestFault, invalidRequest } from './problems.ts';

/** Deeper nesting than any caller needs, and shallow enough to walk recursively. */
const DEPTH_MAX = 20;

/** Of one request; the library's own bound is 8. */
Settings.Set({ maxErrors: 100 });

const escapePointer = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

function faultsOf(part: RequestFault['in'], errors: readonly TLocalizedValidationError[]): RequestFault[] {
  return errors.flatMap((error) => {
    const pointer = error.instancePath;
    if (error.keyword === 'required') {
      return error.params.requiredProperties.map((name) => ({
        in: part,
        pointer: `${pointer}/${escapePointer(name)}`,
        detail: 'is required',
      }));
    }
    // Unknown members: each is reported by itself, under the keyword `boolean`.
    if (error.keyword === 'additionalProperties') return [];
    if (error.keyword === 'boolean') return [{ in: part, pointer, detail: 'is not known here' }];
    if (error.keyword === 'enum') {
      return [{ in: part, pointer, detail: `must be one of ${error.params.allowedValues.join(', ')}` }];
    }
    return [{ in: part, pointer, detail: error.message }];
  });
}

/** Texts that Postgres or JSON could not keep, and nesting beyond reason. */
function unstorable(value: unknown, pointer: string, depth: number, faults: RequestFault[]): void {
  if (typeof value === 'string') {
    if (!isStorableText(value)) faults.push({ in: 'body', pointer, detail: 'holds NUL or a lone surrogate' });
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (depth >= DEPTH_MAX) {
    faults.push({ in: 'body', pointer, detail: 'is nested too deep' });
    return;
  }
  for (const [name, member] of Object.entries(value)) {
    const place = `${pointer}/${escapePointer(name)}`;
    if (!isStorableText(name)) faults.push({ in: 'body', pointer, detail: 'has a name with NUL or a lone surrogate' });
    unstorable(member, place, depth + 1, faults);
  }
}

/** fastify's validator compiler: a fault becomes an `ApiProblem`, which the error handler sends as it is. */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const validator = Compile(schema);
  const part = httpPart === 'body' ? 'body' : httpPart === 'headers' ? 'header' : 'query';
  return (given: unknown): { value: unknown } | { error: Error } => {
    const faults: RequestFault[] = [];
    if (part === 'body') unstorable(given, '', 0, faults);
    if (faults.length > 0) return { error: invalidRequest(faults) };
    const value: unknown = part === 'query' ? Value.Convert(schema, Value.Default(schema, given)) : given;
    if (validator.Check(value)) return { value };
    return { error: invalidRequest(faultsOf(part, validator.Errors(value))) };
  };
};
