import type { IncomingMessage } from 'node:http';
import { finished, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BODY_IDLE_MS, patiently } from './body-patience.js';
import { ByteBuffer } from './byte-buffer.js';
import { isGzip } from './content-mode.js';
import { HttpProblem } from './http-problem.js';
import { isPlainObject } from './payloads/values.js';

/**
 * The decoded bytes of a request, read only as fast as they are asked for. Leaving early does not destroy the request,
 * so that an answer can still be sent on its socket.
 */
export const bodyOf = (req: IncomingMessage, idle = BODY_IDLE_MS): AsyncGenerator<Buffer, void, undefined> =>
  patiently(isGzip(req.headers) ? gunzipped(req) : plain(req), idle);

async function* plain(req: IncomingMessage): AsyncGenerator<Buffer, void, undefined> {
  try {
    for await (const chunk of req.iterator({ destroyOnReturn: false })) yield chunk as Buffer;
  } catch (error) {
    throw problemOf(error);
  }
}

/** Decoded bytes for one that was sent: events hardly reach a third of it, while one byte can stand for a thousand. */
export const MAX_GZIP_RATIO = 100;
/** Decoded bytes up to which the ratio does not matter. */
export const GZIP_ALLOWANCE = 32 * 1024 * 1024;

async function* gunzipped(req: IncomingMessage): AsyncGenerator<Buffer, void, undefined> {
  const gunzip = createGunzip();
  // `pipe` carries no errors; `pipeline` would destroy the request, and the answer with it.
  const stopWatching = finished(req, { writable: false }, (error) => error && gunzip.destroy(error));
  req.pipe(gunzip);
  try {
    let decoded = 0;
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      decoded += chunk.length;
      if (decoded > GZIP_ALLOWANCE && decoded > gunzip.bytesWritten * MAX_GZIP_RATIO) throw tooDense();
      yield chunk;
    }
  } catch (error) {
    throw problemOf(error);
  } finally {
    stopWatching();
    req.unpipe(gunzip);
    gunzip.destroy();
  }
}

function problemOf(error: unknown): unknown {
  const code = isPlainObject(error) ? String(error.code) : '';
  if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE')
    return new HttpProblem(400, 'aborted', '请求中断 / the request was broken off');
  if (code.startsWith('Z_')) return new HttpProblem(400, 'bad-encoding', '不是有效的 gzip / not valid gzip');
  return error;
}

const tooDense = (): HttpProblem =>
  new HttpProblem(
    413,
    'too-dense',
    `压缩率超过 ${MAX_GZIP_RATIO} 倍 / compressed to less than a ${MAX_GZIP_RATIO}th of its size`,
  );

const tooLarge = (limit: number): HttpProblem =>
  new HttpProblem(413, 'too-large', `正文超过 ${limit} 字节 / the body exceeds ${limit} bytes`);

/** The whole body, decoded, of at most `limit` bytes; more is 413, before reading where the length is declared. */
export async function wholeBody(req: IncomingMessage, limit: number): Promise<Buffer> {
  if (!isGzip(req.headers) && Number(req.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  const body = new ByteBuffer();
  for await (const chunk of bodyOf(req)) {
    if (body.length + chunk.length > limit) throw tooLarge(limit);
    body.append(chunk);
  }
  return body.take();
}

/**
 * Reads the rest of a refused body away, so that the client comes to read the answer: at most `limit` bytes, then the
 * connection is cut. Call it when the answer has been sent (with `Connection: close`).
 */
export function discardBody(req: IncomingMessage, limit = 16 * 1024 * 1024): void {
  if (req.readableEnded || req.destroyed) return;
  let size = 0;
  req.on('error', () => req.destroy());
  (req as Readable).on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > limit) req.destroy();
  });
  req.resume();
}
