// The OpenAPI document, made from the schemas that also validate: served as JSON, and as a page whose every file is our own.
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { Api } from './api.ts';
import { nameComponents } from './openapi-components.ts';

const DESCRIPTION = `Wagering requirements of a gaming platform. docs/integrate.md shows the first ten minutes.

Amounts are integers in minor units, as decimal text. Times are RFC 3339. Every error is a problem document with a stable \`code\`;
a 503 means: done wholly or not at all, ask again with the same \`Idempotency-Key\`.`;

const TAGS = [
  { name: 'rollings', description: 'Create and read wagering requirements.' },
  { name: 'commands', description: 'Done to one rolling.' },
  { name: 'players', description: 'All rollings of a player at once.' },
  { name: 'brand config', description: 'The rules that new rollings are made under.' },
  { name: 'operations', description: 'For people on call.' },
  { name: 'probes', description: 'For machines, without a token.' },
];

/** The page runs our own scripts and asks our own addresses; React sets styles through the DOM, which no policy forbids. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export async function describeApi(app: Api): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'rolling_service', version: '1', description: DESCRIPTION },
      tags: TAGS,
      components: {
        securitySchemes: {
          serviceToken: {
            type: 'apiKey',
            in: 'header',
            name: 'X-Internal-Service-Token',
            description: 'The token of the calling service.',
          },
        },
      },
    },
    // Every call under /internal/rolling demands a token, whoever wrote the route.
    transform: ({ schema, url }) => ({
      schema: url.startsWith('/internal/rolling') ? { ...schema, security: [{ serviceToken: [] }] } : schema,
      url,
    }),
    transformObject: (document) => ('openapiObject' in document ? nameComponents(document.openapiObject) : {}),
  });
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}

/** `/docs`. Only where the document is served. */
export async function showDocs(app: Api): Promise<void> {
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: PAGE_POLICY,
    theme: { title: 'rolling_service' },
    uiConfig: { docExpansion: 'list', persistAuthorization: false, tryItOutEnabled: false },
  });
}
