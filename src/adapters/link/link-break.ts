// Why a connection did not come about or ended.

export type LinkBreakKind =
  /** Nobody listens there, or the way is cut. */
  | 'unreachable'
  /** The other side does not want us: another secret, another protocol, too many connections. */
  | 'refused'
  /** It was open and ended. */
  | 'closed'
  /** Not a sign of life for too long. */
  | 'silent'
  /** It sent what is no answer. */
  | 'malformed';

export class LinkBreak extends Error {
  override readonly name = 'LinkBreak';
  readonly kind: LinkBreakKind;

  constructor(kind: LinkBreakKind, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.kind = kind;
  }
}
