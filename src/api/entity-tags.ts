// Versions as entity tags (RFC 9110, 8.8.3). They are strong: one version of a rolling has one representation, byte for byte, and
// If-Match knows strong ones only.
import type { FastifyRequest } from 'fastify';
import { invalidRequest } from './problems.ts';

export const etagOf = (version: number): string => `"${version}"`;

const TAG = /(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"/g;
const LIST = /^[ \t]*((W\/)?"[\x21\x23-\x7e\x80-\xff]*"[ \t]*(,[ \t]*|$))+$/;
const VERSION = /^[1-9]\d{0,14}$/;

interface Tag {
  readonly isWeak: boolean;
  readonly opaque: string;
}

/** Null: the header is no list of tags. */
function tagsOf(header: string): readonly Tag[] | null {
  if (!LIST.test(header)) return null;
  return [...header.matchAll(TAG)].map(([, weak, opaque = '']) => ({ isWeak: weak !== undefined, opaque }));
}

/** Whether the caller holds this version already. A header that cannot be read is none: the answer is then sent whole. */
export function isHeldByCaller(request: FastifyRequest, version: number): boolean {
  const header = request.headers['if-none-match'];
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  return tagsOf(header)?.some(({ opaque }) => opaque === String(version)) ?? false;
}

/** The versions that If-Match names; undefined where any will do. Tags that are weak or not ours match nothing. */
export function versionsAskedFor(request: FastifyRequest): readonly number[] | undefined {
  const header = request.headers['if-match'];
  if (header === undefined || header.trim() === '*') return undefined;
  const tags = tagsOf(header);
  if (tags === null) {
    throw invalidRequest([{ in: 'header', pointer: '/if-match', detail: 'is neither * nor a list of quoted ETags' }]);
  }
  return tags.filter(({ isWeak, opaque }) => !isWeak && VERSION.test(opaque)).map(({ opaque }) => Number(opaque));
}
