import { setImmediate as pause } from 'node:timers/promises';
import { type UnzipFile, Unzip, UnzipInflate } from 'fflate';
import { MAX_PARTS, MAX_UNPACKED_BYTES } from './exchange-limits.js';
import { fileFault, megabytes, tooLarge } from './file-fault.js';

/** Packed bytes that are taken at a time: they unpack to a thousand times as many at most. */
const PIECE = 16 * 1024;

/**
 * The parts of a ZIP archive by name. What the archive says of its sizes is not believed: unpacking stops at the bound.
 *
 * @param wanted parts that are looked at; others are passed over
 * @throws 400; 413
 */
export async function unpack(bytes: Uint8Array, wanted: (name: string) => boolean): Promise<Map<string, Uint8Array>> {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw noArchive();
  const unpacking = new Unpacking(wanted);
  for (let from = 0; from < bytes.length; from += PIECE) {
    unpacking.take(bytes.subarray(from, from + PIECE), from + PIECE >= bytes.length);
    await pause();
  }
  return unpacking.parts();
}

const noArchive = (reason = '') =>
  fileFault(
    'no-archive',
    `不是完整的 ZIP/XLSX 文件${reason && `：${reason}`}`,
    `is no whole ZIP/XLSX file${reason && `: ${reason}`}`,
  );

class Unpacking {
  private readonly found = new Map<string, { readonly pieces: Uint8Array[]; ended: boolean }>();
  private readonly zip = new Unzip((file) => this.begin(file));
  private count = 0;
  private bytes = 0;
  private failure: Error | undefined;

  constructor(private readonly wanted: (name: string) => boolean) {
    this.zip.register(UnzipInflate);
  }

  take(piece: Uint8Array, isLast: boolean): void {
    try {
      this.zip.push(piece, isLast);
    } catch (error) {
      this.failure ??= noArchive(error instanceof Error ? error.message : String(error));
    }
    if (this.failure) throw this.failure;
  }

  parts(): Map<string, Uint8Array> {
    const parts = [...this.found];
    if (parts.some(([, { ended }]) => !ended) || this.count === 0) throw noArchive();
    return new Map(parts.map(([name, { pieces }]) => [name, joined(pieces)]));
  }

  private begin(file: UnzipFile): void {
    this.count += 1;
    if (this.count > MAX_PARTS)
      this.failure ??= tooLarge({
        zh: `压缩包超过 ${MAX_PARTS} 个文件`,
        en: `the archive has more than ${MAX_PARTS} files`,
      });
    if (this.failure || !this.wanted(file.name)) return;
    if (this.found.has(file.name)) {
      this.failure = fileFault('part-twice', `压缩包中 ${file.name} 重复`, `the archive holds ${file.name} twice`);
      return;
    }
    const part: { pieces: Uint8Array[]; ended: boolean } = { pieces: [], ended: false };
    this.found.set(file.name, part);
    file.ondata = (error, data, isLast) => {
      if (error) this.failure ??= noArchive(error.message);
      if (this.failure) return;
      this.bytes += data.length;
      if (this.bytes > MAX_UNPACKED_BYTES) {
        const size = megabytes(MAX_UNPACKED_BYTES);
        this.failure = tooLarge({ zh: `解压后超过 ${size}`, en: `unpacks to more than ${size}` });
        file.terminate();
        return;
      }
      part.pieces.push(data);
      part.ended ||= isLast;
    };
    file.start();
  }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
