// The bytes of a frame: numbers as little-endian doubles, texts as their length in bytes and UTF-8, items with their length in
// front, so that a reader can skip what a newer build added at an item's end. FROZEN FORMAT: frames.ts says what is in an item.

/** What arrived is no frame of this protocol; nothing of it was acted upon. */
export class MalformedFrame extends Error {
  override readonly name = 'MalformedFrame';
}

const LENGTH_BYTES = 4;
const NUMBER_BYTES = 8;
const UTF8_BYTES_MAX = 3;
const FIRST_BYTES = 65_536;

/** One growing buffer, used for frame after frame. */
export class FrameWriter {
  #bytes = Buffer.allocUnsafe(FIRST_BYTES);
  #at = 0;

  get length(): number {
    return this.#at;
  }

  begin(format: number): void {
    this.#at = 0;
    this.#byte(format);
  }

  /** Gives what `endItem` wants. */
  beginItem(kind: number): number {
    this.#byte(kind);
    this.#reserve(LENGTH_BYTES);
    this.#at += LENGTH_BYTES;
    return this.#at;
  }

  endItem(start: number): void {
    this.#bytes.writeUInt32LE(this.#at - start, start - LENGTH_BYTES);
  }

  number(value: number): void {
    this.#reserve(NUMBER_BYTES);
    this.#at = this.#bytes.writeDoubleLE(value, this.#at);
  }

  text(value: string): void {
    this.#reserve(LENGTH_BYTES + value.length * UTF8_BYTES_MAX);
    const size = this.#bytes.write(value, this.#at + LENGTH_BYTES, 'utf8');
    this.#bytes.writeUInt32LE(size, this.#at);
    this.#at += LENGTH_BYTES + size;
  }

  /** The frame, as a copy of its own. */
  take(): Buffer {
    return Buffer.from(this.#bytes.subarray(0, this.#at));
  }

  #byte(value: number): void {
    this.#reserve(1);
    this.#at = this.#bytes.writeUInt8(value, this.#at);
  }

  #reserve(size: number): void {
    const needed = this.#at + size;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }
}

/** Throws `MalformedFrame` rather than read past the end of an item or of the frame. */
export class FrameReader {
  readonly #bytes: Buffer;
  #at = 0;
  #end: number;

  constructor(bytes: Buffer, format: number) {
    this.#bytes = bytes;
    this.#end = bytes.length;
    if (this.#byte() !== format) throw new MalformedFrame('a frame of another format');
  }

  get hasMore(): boolean {
    return this.#at < this.#bytes.length;
  }

  /** The next item's kind. What follows is read inside its bounds, until `endItem`. */
  beginItem(): number {
    this.#end = this.#bytes.length;
    const kind = this.#byte();
    const size = this.#length();
    this.#demand(size);
    this.#end = this.#at + size;
    return kind;
  }

  /** Skips what this build does not know of the item. */
  endItem(): void {
    this.#at = this.#end;
  }

  /** A whole number of at least 0; all numbers of this protocol are. */
  count(): number {
    this.#demand(NUMBER_BYTES);
    const value = this.#bytes.readDoubleLE(this.#at);
    this.#at += NUMBER_BYTES;
    if (!Number.isSafeInteger(value) || value < 0) throw new MalformedFrame('a number that counts nothing');
    return value;
  }

  text(): string {
    const size = this.#length();
    this.#demand(size);
    const start = this.#at;
    this.#at += size;
    return this.#bytes.toString('utf8', start, this.#at);
  }

  #byte(): number {
    this.#demand(1);
    const value = this.#bytes.readUInt8(this.#at);
    this.#at += 1;
    return value;
  }

  #length(): number {
    this.#demand(LENGTH_BYTES);
    const size = this.#bytes.readUInt32LE(this.#at);
    this.#at += LENGTH_BYTES;
    return size;
  }

  #demand(size: number): void {
    if (this.#at + size > this.#end) throw new MalformedFrame('it ends too early');
  }
}
