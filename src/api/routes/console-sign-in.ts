// POST /console/sign-in: a sign-in link holds a code that is exchanged once for an operator's token. For a desk: the demo prints
// such a link. Where no code was configured, and in production none can be, every code is refused.
import { createHash, timingSafeEqual } from 'node:crypto';
import Type from 'typebox';
import { Sampler } from '../../observe/sampler.ts';
import type { Api, ApiDependencies } from '../api.ts';
import { ApiProblem } from '../problems.ts';
import { strict, text } from '../schemas/fields.ts';

const CODE_LENGTH_MAX = 256;
const LINES = { burst: 5, everyMs: 60_000 };

const signInBody = strict('ConsoleSignIn', { code: text(CODE_LENGTH_MAX, 'The code of the link.') });
const schema = { hide: true, body: signInBody, response: { 200: Type.Unsafe<unknown>({ type: 'object' }) } };

const digestOf = (code: string): Buffer => createHash('sha256').update(code).digest();

export function routeConsoleSignIn(app: Api, { consoleSignIn, clock }: ApiDependencies): void {
  const sampler = new Sampler(LINES);
  let offered = consoleSignIn === undefined ? null : { digest: digestOf(consoleSignIn.code), ...consoleSignIn };
  app.post('/console/sign-in', { schema }, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const given = digestOf(request.body.code);
    if (offered === null || !timingSafeEqual(offered.digest, given)) {
      const unsaid = sampler.admit(clock.now());
      if (unsaid !== null) request.log.warn({ ip: request.ip, unsaid }, 'a sign-in code was refused');
      throw new ApiProblem('SIGN_IN_REFUSED', 'it was used before, is wrong, or none is offered: sign in with a token');
    }
    const { token } = offered;
    offered = null;
    request.log.info({ ip: request.ip }, 'a sign-in link was used');
    return { token };
  });
}
