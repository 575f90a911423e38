/**
 * The wallet simulator as a process: `node src/dev/wallet-simulator/main.ts [--port N]`, the port also by PORT, 0 or absent =
 * any free one. The credentials it expects come by the names the service uses for them. Prints {"listening":PORT} on stdout;
 * ends on SIGTERM and SIGINT, and when stdin is a pipe that closes: that is how it never outlives the process that started it.
 */
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { createWalletServer } from './server.ts';

const { values } = parseArgs({ options: { port: { type: 'string' } } });
const port = Number(values.port ?? process.env['PORT'] ?? 0);
const token = process.env['INTERNAL_SERVICE_TOKEN_ROLLING'] ?? '';
const signingKey = process.env['BRAND_SIGNING_KEY'] ?? '';

if (!Number.isInteger(port) || port < 0 || port > 65_535)
  fail('--port (or PORT) must be a port number, or 0 for a free one');
if (token === '' || signingKey === '') {
  fail('INTERNAL_SERVICE_TOKEN_ROLLING and BRAND_SIGNING_KEY must be set: calls are checked against them');
}

const server = createWalletServer({ token, signingKey });
server.on('error', (error) => fail(error.message));
server.listen(port, '127.0.0.1', () => {
  const address = server.address();
  const listening = typeof address === 'object' && address !== null ? address.port : port;
  process.stdout.write(`${JSON.stringify({ listening })}\n`);
});

// Node gives a child a socket pair where a shell gives it a FIFO. A terminal or /dev/null says nothing about a parent.
const stdin = fs.fstatSync(0);
if (stdin.isFIFO() || stdin.isSocket()) process.stdin.on('end', end).on('error', end).resume();
process.on('SIGTERM', end);
process.on('SIGINT', end);

/** At once: a caller whose answer is cut off is one of the things this process is there to show. */
function end(): never {
  process.exit(0);
}

function fail(reason: string): never {
  process.stderr.write(`wallet simulator: ${reason}\n`);
  process.exit(1);
}
