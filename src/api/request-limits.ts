// How large a request may be before anybody looks at it, and what is said to one that is no HTTP at all.
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Api } from './api.ts';
import { ApiProblem, PROBLEM_MEDIA_TYPE, type ProblemCode, problemBody } from './problems.ts';

export const BODY_BYTES_MAX = 65_536;
/** An id of 128 characters, each percent-encoded as up to four bytes. */
export const PARAM_LENGTH_MAX = 128 * 12;
/** The longest list query of ids alone fits twice. */
const URL_LENGTH_MAX = 8_192;
/** Of the request line and all headers. */
export const HEADER_BYTES_MAX = 16_384;
const HEADERS_MAX = 100;

export function limitRequests(app: Api): void {
  app.addHook('onRequest', async ({ raw }) => {
    if ((raw.url ?? '').length > URL_LENGTH_MAX) {
      throw new ApiProblem('URL_TOO_LONG', `the address is above ${URL_LENGTH_MAX} characters`);
    }
    if (raw.rawHeaders.length > HEADERS_MAX * 2) {
      throw new ApiProblem('HEADERS_TOO_LARGE', `there are more than ${HEADERS_MAX} headers`);
    }
  });
}

const BROKEN: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['REQUEST_TIMEOUT', 'send the whole request at once'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ['BODY_TOO_LARGE', 'the extensions of its chunks are too long'],
  HPE_HEADER_OVERFLOW: ['HEADERS_TOO_LARGE', `address and headers are above ${HEADER_BYTES_MAX} bytes`],
};

/** Node could not make a request of what came, so there is no route, no id and no reply: the answer is written by hand. */
export function answerBrokenRequest(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [code, detail] = BROKEN[error.code ?? ''] ?? ['INVALID_HTTP', 'it could not be parsed'];
  const { status, text } = problemBody(new ApiProblem(code, detail));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    `Content-Type: ${PROBLEM_MEDIA_TYPE}`,
    `Content-Length: ${Buffer.byteLength(text)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`);
}
