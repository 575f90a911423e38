// REDIS_URL: one server, or, of a cluster, several nodes in one URL, as `redis://user:password@a:6379,b:6379`. Read here into
// a URL per node, all with the protocol and credentials of the first.
import { listOf } from './values.ts';

const PROTOCOLS: readonly string[] = ['redis:', 'rediss:'];

/** Null where the text is no such URL, or what stands behind a comma is more than a host and its port. */
export function nodeUrlsOf(text: string): readonly string[] | null {
  const [head = '', ...others] = listOf(text);
  const first = URL.parse(head);
  if (first === null || !PROTOCOLS.includes(first.protocol) || first.hostname === '') return null;
  const urls = [first];
  for (const other of others) {
    const url = URL.parse(`${first.protocol}//${other}`);
    if (
      url === null ||
      url.hostname === '' ||
      `${url.username}${url.password}${url.pathname}${url.search}${url.hash}` !== ''
    )
      return null;
    url.username = first.username;
    url.password = first.password;
    urls.push(url);
  }
  return urls.map((url) => url.href);
}

/** A cluster has the database 0 alone; which node's URL names another does not matter. */
export function namesDatabase(url: string): boolean {
  const { pathname } = new URL(url);
  return pathname !== '' && pathname !== '/' && pathname !== '/0';
}
