import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream';
import { pipeline as piped } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import iconv from 'iconv-lite';
import { ReadError } from './records.js';

export interface InputFile {
  /** Decoded text in pieces, without a byte order mark. Bytes that the encoding does not know become U+FFFD. */
  readonly text: AsyncGenerator<string, void, undefined>;
  /** Bytes of the file (compressed ones when it is gzip) taken so far. */
  bytesRead(): number;
}

/** Opens a plain or gzip file; `encodingOf` names its encoding from the first bytes. A byte order mark goes first. */
export async function openInput(file: string, encodingOf: (head: Buffer) => string): Promise<InputFile> {
  const raw = createReadStream(file);
  // An error or an early end on one side destroys the other; the reading loop throws the error.
  const bytes = (await isGzip(file)) ? pipeline(raw, createGunzip(), () => undefined) : raw;
  return { text: decoded(bytes as AsyncIterable<Buffer>, encodingOf), bytesRead: () => raw.bytesRead };
}

/** SHA-256 of the file as it lies on the disk, and its size in bytes. */
export async function fingerprint(file: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  const stream = createReadStream(file);
  await piped(stream, hash);
  return { sha256: hash.digest('hex'), bytes: stream.bytesRead };
}

async function isGzip(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
}

async function* decoded(
  chunks: AsyncIterable<Buffer>,
  encodingOf: (head: Buffer) => string,
): AsyncGenerator<string, void, undefined> {
  let decoder: ReturnType<typeof iconv.getDecoder> | undefined;
  let first = true;
  try {
    for await (const chunk of chunks) {
      decoder ??= decoderFor(markOf(chunk) ?? encodingOf(chunk));
      let text = decoder.write(chunk);
      if (first && text) {
        first = false;
        text = text.replace(/^\uFEFF/, '');
      }
      yield text;
    }
  } catch (error) {
    if (error instanceof ReadError) throw error;
    throw new ReadError(`the file cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const rest = decoder?.end();
  if (rest) yield rest;
}

function decoderFor(encoding: string): ReturnType<typeof iconv.getDecoder> {
  if (iconv.encodingExists(encoding)) return iconv.getDecoder(encoding);
  throw new ReadError(`unknown encoding ${String(encoding)}`);
}

function markOf(head: Buffer): string | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return undefined;
}
