// The building blocks of request schemas: ids, amounts, times, decimals.
import Type, { type TProperties } from 'typebox';

export const ID_LENGTH_MAX = 128;

/** Unknown members are refused, so that a misspelled one is never silently a default. A body's title names it in the OpenAPI document. */
export const strict = <Properties extends TProperties>(
  title: string | null,
  properties: Properties,
  documented: { readonly description?: string; readonly examples?: readonly unknown[] } = {},
) => Type.Object(properties, { additionalProperties: false, ...(title === null ? {} : { title }), ...documented });

export const id = (description: string) => Type.String({ minLength: 1, maxLength: ID_LENGTH_MAX, description });

/** Sign and size are judged later, as 422 `INVALID_AMOUNT`: this is the shape only. */
export const amount = (description: string) =>
  Type.Unsafe<string | number>({
    type: ['string', 'integer'],
    pattern: '^-?[0-9]+$',
    maxLength: 128,
    description: `${description} Integer minor units as a decimal string of up to 60 digits, or a JSON integer up to 2^53 - 1.`,
  });

export const time = (description: string) =>
  Type.String({ maxLength: 40, format: 'date-time', description: `${description} RFC 3339.` });

export const decimal = (description: string) =>
  Type.String({ pattern: '^[0-9]+(\\.[0-9]+)?$', maxLength: 61, description: `${description} Decimal text.` });

export const basisPoints = (description: string) => Type.Integer({ minimum: 0, maximum: 10_000, description });

export const text = (lengthMax: number, description: string) =>
  Type.String({ minLength: 1, maxLength: lengthMax, description });
