/** The simulated wallet's HTTP side: wallet routes, and `/simulator/*` to steer and inspect it. Binds to the loopback only. */
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { doneAnswer, errorAnswer, jsonAnswer, repeatedAnswer } from './answers.ts';
import { parseBehaviour } from './behaviour.ts';
import type { Behaviour, VerbatimAnswer } from './behaviour.ts';
import { drawFate } from './fate.ts';
import type { Delivery, Fate } from './fate.ts';
import { Ledger } from './ledger.ts';
import type { Booking } from './ledger.ts';
import { checkRequest, parseJson } from './request-check.ts';
import type { Credentials } from './request-check.ts';
import { seededRandom } from './seeded-random.ts';

const bodyBytesMax = 1_048_576;

interface Wallet {
  readonly credentials: Credentials;
  readonly ledger: Ledger;
  behaviour: Behaviour;
  random: () => number;
}

export function createWalletServer(credentials: Credentials): http.Server {
  const behaviour = parseBehaviour({});
  const wallet: Wallet = { credentials, ledger: new Ledger(), behaviour, random: seededRandom(behaviour.seed) };
  const server = http.createServer((request, response) => {
    respond(wallet, request, response).catch((error: unknown) => {
      // a caller that went away half-way is everyday life here; anything else is our mistake and must be seen
      if (!request.destroyed) send(response, errorAnswer(500, 'SIMULATOR_FAILED'), 'whole');
      process.stderr.write(`wallet simulator: ${String(error)}\n`);
    });
  });
  let connectionsOpen = 0;
  server.on('connection', (socket) => {
    wallet.ledger.noteConnections((connectionsOpen += 1));
    socket.once('close', () => (connectionsOpen -= 1));
  });
  return server;
}

async function respond(wallet: Wallet, request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const body = await readBody(request);
  const target = request.url ?? '/';
  if (body === null) return send(response, errorAnswer(413, 'BODY_TOO_LARGE'), 'whole');
  if (target.startsWith('/simulator/')) {
    return send(response, steer(wallet, `${request.method} ${target}`, body), 'whole');
  }
  wallet.ledger.countCall();
  const fate = drawFate(wallet.behaviour, wallet.random);
  if (fate.reset) return void request.socket.resetAndDestroy();
  await sleep(fate.latencyMs);
  const checked = checkRequest(
    { method: request.method ?? '', target, headers: request.headers, body },
    wallet.credentials,
    Date.now(),
  );
  if (checked.kind === 'rejected') {
    wallet.ledger.countRejection(checked.rejection);
    return send(response, errorAnswer(checked.status, checked.code), 'whole');
  }
  const verbatim = wallet.behaviour.next_answers.shift();
  if (verbatim !== undefined) return send(response, verbatim, 'whole');
  const { answer, worked } = work(wallet, fate, checked.booking, body);
  send(response, answer, worked ? fate.delivery : 'whole');
}

function work(wallet: Wallet, fate: Fate, booking: Booking, body: string): { answer: VerbatimAnswer; worked: boolean } {
  const { behaviour, ledger } = wallet;
  const unworked = (answer: VerbatimAnswer): { answer: VerbatimAnswer; worked: false } => ({ answer, worked: false });
  if (behaviour.outage) return unworked(errorAnswer(503, 'OUTAGE', behaviour.retry_after_s));
  if (fate.fail) return unworked(errorAnswer(behaviour.fail_status, 'FAILED', behaviour.retry_after_s));
  if (fate.refuse && !ledger.knows(booking.key)) return unworked(errorAnswer(422, 'REFUSED'));
  const result = ledger.book(booking, body);
  if (result.kind === 'full') return unworked(errorAnswer(503, 'LEDGER_FULL'));
  if (result.kind === 'other_body') return unworked(errorAnswer(422, 'IDEMPOTENCY_KEY_REUSED'));
  const { kind, transactionId } = result;
  const answer =
    kind === 'booked' ? doneAnswer(behaviour.shape, transactionId) : repeatedAnswer(behaviour, transactionId);
  return { answer, worked: true };
}

function steer(wallet: Wallet, call: string, body: string): VerbatimAnswer {
  switch (call) {
    case 'GET /simulator/ledger':
      return jsonAnswer(200, wallet.ledger.report());
    case 'GET /simulator/behaviour':
      return jsonAnswer(200, wallet.behaviour);
    case 'PUT /simulator/behaviour':
      try {
        wallet.behaviour = parseBehaviour(parseJson(body) ?? null);
      } catch (error) {
        return jsonAnswer(400, { error: { code: 'INVALID_BEHAVIOUR', message: String(error) } });
      }
      wallet.random = seededRandom(wallet.behaviour.seed);
      return jsonAnswer(200, wallet.behaviour);
    default:
      return errorAnswer(404, 'NOT_FOUND');
  }
}

function send(response: http.ServerResponse, answer: VerbatimAnswer, delivery: Delivery): void {
  const { socket } = response;
  if (socket === null || socket.destroyed) return;
  if (delivery === 'lost') return void socket.resetAndDestroy();
  const bytes = Buffer.from(answer.body);
  response.writeHead(answer.status, { ...answer.headers, 'content-length': bytes.length });
  if (delivery === 'half' || delivery === 'stalled') {
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => {
      if (delivery === 'half') socket.destroy();
    });
    return;
  }
  response.end(bytes, () => {
    if (delivery === 'dropped_after') socket.destroy();
  });
}

async function readBody(request: http.IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    bytes += chunk.length;
    if (bytes > bodyBytesMax) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
