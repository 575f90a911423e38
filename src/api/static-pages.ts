// The pages that people look at: /console, and /inspect of one rolling. Shells that hold nothing of anybody; whatever they show
// comes from the API, under its rights. Their files are built from src/console, at the latest with the image.
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyReply } from 'fastify';
import type { Api } from './api.ts';
import { PAGE_POLICIES, type PagePolicy } from './page-policies.ts';
import { ApiProblem } from './problems.ts';

const BUILT_PAGES = fileURLToPath(new URL('../console/dist/', import.meta.url));

interface Page {
  readonly file: string;
  readonly policy: PagePolicy;
}

/** By address. The console finds its own way in what is behind /console. */
const PAGES: Readonly<Record<string, Page>> = {
  '/console': { file: 'index.html', policy: PAGE_POLICIES.console },
  '/console/*': { file: 'index.html', policy: PAGE_POLICIES.console },
  '/inspect/rollings/:rolling_id': { file: 'inspect.html', policy: PAGE_POLICIES.bridge },
  '/inspect/viewer': { file: 'viewer.html', policy: PAGE_POLICIES.viewer },
};

/** As the build names them: flat, and with the hash of what they hold, so one that is kept is never out of date. */
const ASSET = /^[\w-]+(\.[\w-]+)+$/;
const HIDDEN = { hide: true };

async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

async function sendPage(reply: FastifyReply, directory: string, { file, policy }: Page): Promise<FastifyReply> {
  if (!(await isThere(join(directory, file)))) {
    throw new ApiProblem('PAGES_NOT_BUILT', 'the API is there, its pages are not: run npm run build:console');
  }
  reply.header('content-security-policy', policy.content).header('cross-origin-opener-policy', policy.opener);
  // A page names the assets of its build, so it is asked for again each time; its ETag makes that cheap.
  reply.header('cache-control', 'no-cache');
  return reply.sendFile(file, directory, { cacheControl: false });
}

async function sendAsset(reply: FastifyReply, directory: string, file: string): Promise<FastifyReply> {
  if (!ASSET.test(file)) throw new ApiProblem('ROUTE_NOT_FOUND', 'no asset has such a name');
  return reply.sendFile(file, join(directory, 'assets'), { maxAge: '365d', immutable: true });
}

/** `directory`: what the build wrote; that of this very source tree where nothing is said. */
export async function servePages(app: Api, directory = BUILT_PAGES): Promise<void> {
  await app.register(fastifyStatic, { serve: false, preCompressed: true });
  for (const [address, page] of Object.entries(PAGES)) {
    app.get(address, { schema: HIDDEN }, async (_request, reply) => sendPage(reply, directory, page));
  }
  const asset = { schema: HIDDEN };
  app.get<{ Params: { file: string } }>('/assets/:file', asset, async ({ params }, reply) =>
    sendAsset(reply, directory, params.file),
  );
}
