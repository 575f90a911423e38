import openapiTS, { type OpenAPI3, astToString } from 'openapi-typescript';

// The types that integrators generate from /openapi.json.

export const CLIENT_TYPES = new URL('rolling-service.d.ts', import.meta.url);

const HEAD = '// Generated from /openapi.json by `npm run client`. Do not edit.\n\n';

export async function clientTypes(document: Record<string, unknown>): Promise<string> {
  const nodes = await openapiTS(document as unknown as OpenAPI3, { alphabetize: true, defaultNonNullable: false });
  return HEAD + astToString(nodes);
}
