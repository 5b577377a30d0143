import { ByteBuffer } from './byte-buffer.js';
import { MAX_BODY_BYTES } from './rejection.js';

export interface Line {
  /** Without its end (LF or CRLF); of a line that is too long only its beginning. */
  readonly bytes: Buffer;
  readonly tooLong: boolean;
}

const LF = 10;
const CR = 13;

/** Cuts a stream of bytes into lines, in memory bounded by `limit`. Blank lines are left out. */
export class LineSplitter {
  /** The beginning of a line that has not ended yet. */
  readonly #begun = new ByteBuffer();
  #tooLong = false;

  constructor(private readonly limit: number) {}

  /** The lines that end within `chunk`. */
  *push(chunk: Buffer): Generator<Line, void, undefined> {
    let from = 0;
    for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, from)) {
      const line = this.#finish(chunk.subarray(from, end));
      from = end + 1;
      if (line) yield line;
    }
    if (from < chunk.length) this.#hold(chunk.subarray(from));
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

  #hold(part: Buffer): void {
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
    return tooLong || !isBlank(bytes) ? { bytes, tooLong } : undefined;
  }
}

function isBlank(bytes: Buffer): boolean {
  for (const byte of bytes) if (byte !== 0x20 && byte !== 0x09 && byte !== CR) return false;
  return true;
}
