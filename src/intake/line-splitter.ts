import { ByteBuffer } from './byte-buffer.js';
import { HttpProblem } from './http-problem.js';
import { MAX_BODY_BYTES } from './rejection.js';

export interface Line {
  /** Without its end (LF or CRLF); of a line that is too long only its beginning. */
  readonly bytes: Buffer;
  readonly tooLong: boolean;
}

/** Blank bytes in a row, line ends among them, after which a request is refused: nothing comes of them. */
export const MAX_BLANK_BYTES = 1024 * 1024;
/** Bytes of one line after which a request is refused; a shorter one that is over the limit is only turned down. */
export const MAX_LINE_BYTES = 16 * 1024 * 1024;

const LF = 10;
const CR = 13;
const isBlank = (byte: number | undefined): boolean => byte === LF || byte === CR || byte === 0x20 || byte === 0x09;

/** Cuts a stream of bytes into lines, in memory bounded by `limit`. Blank lines are left out. */
export class LineSplitter {
  /** The beginning of a line that has not ended yet. */
  readonly #begun = new ByteBuffer();
  #tooLong = false;
  /** Bytes of the line that has begun, also those that are not held. */
  #length = 0;
  #blanks = 0;

  constructor(private readonly limit: number) {}

  /** The lines that end within `chunk`. @throws HttpProblem 413 where nothing ends for too long */
  *push(chunk: Buffer): Generator<Line, void, undefined> {
    let from = 0;
    for (;;) {
      if (this.#length === 0) from = this.#skipBlanks(chunk, from);
      if (from === chunk.length) return;
      const end = chunk.indexOf(LF, from);
      if (end === -1) return this.#hold(chunk.subarray(from));
      const line = this.#finish(chunk.subarray(from, end));
      from = end + 1;
      if (line) yield line;
    }
  }

  /** The last line, when it has no end. */
  end(): Line[] {
    const line = this.#finish(Buffer.alloc(0));
    return line ? [line] : [];
  }

  /** Bytes held for a line that has not ended: never more than the limit and a CR. */
  get held(): number {
    return this.#begun.length;
  }

  /** Where the next line begins that is not blank. Byte by byte: blank lines made one by one would hold up everybody. */
  #skipBlanks(chunk: Buffer, from: number): number {
    let at = from;
    while (at < chunk.length && isBlank(chunk[at])) at += 1;
    this.#blanks += at - from;
    if (this.#blanks > MAX_BLANK_BYTES)
      throw new HttpProblem(
        413,
        'too-many-blanks',
        `连续空白超过 ${MAX_BLANK_BYTES} 字节 / more than ${MAX_BLANK_BYTES} blank bytes in a row`,
      );
    if (at < chunk.length) this.#blanks = 0;
    return at;
  }

  #hold(part: Buffer): void {
    this.#length += part.length;
    if (this.#length > MAX_LINE_BYTES)
      throw new HttpProblem(
        413,
        'too-large',
        `一行超过 ${MAX_LINE_BYTES} 字节 / a line of more than ${MAX_LINE_BYTES} bytes`,
      );
    if (this.#tooLong) return;
    // One byte more for the CR of a line that ends in CRLF.
    const room = this.limit + 1 - this.#begun.length;
    this.#begun.append(part.length > room ? part.subarray(0, room) : part);
    if (part.length <= room) return;
    this.#tooLong = true;
    const beginning = Buffer.from(this.#begun.take().subarray(0, MAX_BODY_BYTES));
    this.#begun.append(beginning);
  }

  #finish(rest: Buffer): Line | undefined {
    let whole = rest;
    if (this.#begun.length > 0) {
      this.#hold(rest);
      whole = this.#begun.take();
    }
    const bytes = whole.at(-1) === CR ? whole.subarray(0, -1) : whole;
    const tooLong = this.#tooLong || bytes.length > this.limit;
    this.#tooLong = false;
    this.#length = 0;
    return tooLong || bytes.length > 0 ? { bytes, tooLong } : undefined;
  }
}
