// What a connection to Redis is told, be it to one server or to a cluster.
import type { Logger } from '../../observe/logger.ts';

export interface RedisConnectionOptions {
  /** One server; of a cluster, those of its nodes that are asked for the others. */
  readonly urls: readonly string[];
  readonly cluster?: boolean;
  /** The streams this connection is for: of a cluster, their nodes are connected to at once. */
  readonly streams?: readonly string[];
  /** Shown by CLIENT LIST. */
  readonly name: string;
  readonly logger: Logger;
  /** PEM of the authorities trusted by a `rediss://` URL instead of the public ones. */
  readonly ca?: string | null;
  readonly connectTimeoutMs?: number;
  /** The longest silence of a server that owes us an answer; a blocking read must ask for less. */
  readonly silenceTimeoutMs?: number;
}
