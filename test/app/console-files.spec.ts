import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import { serveConsole } from '../../src/app/console-files.js';
import { temporaryDirectory } from '../support/child.js';

describe("the console's files", () => {
  const dir = temporaryDirectory();
  let server: Server;

  beforeAll(async () => {
    mkdirSync(join(dir, 'assets'));
    const write = (name: string, content: string | Buffer): void => writeFileSync(join(dir, name), content);
    write('index.html', '<p>亮牌</p>');
    write('assets/live-1.js', 'let live;');
    write('assets/live-1.js.gz', gzipSync('let live;'));
    write('assets/gone-1.css', 'p {}');
    write('assets/gone-1.css.gz', gzipSync('p {}'));
    write('assets/plain-1.js', 'let plain;');
    const app = express();
    serveConsole(app, dir);
    rmSync(join(dir, 'assets/gone-1.css.gz'));
    server = await new Promise<Server>((resolve) => {
      const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
    });
  });
  afterAll(() => {
    server.close();
    rmSync(dir, { recursive: true, force: true });
  });

  /** Without the decoding that `fetch` does. */
  const get = async (path: string, encoding?: string) => {
    const { port } = server.address() as AddressInfo;
    const headers = encoding === undefined ? {} : { 'accept-encoding': encoding };
    const answer = await new Promise<IncomingMessage>((resolve, reject) =>
      request({ port, path, headers }, resolve).on('error', reject).end(),
    );
    return { status: answer.statusCode, headers: answer.headers, body: await buffer(answer) };
  };

  it('are sent compressed to whoever takes that, as what they are and for good', async () => {
    const { headers, body } = await get('/assets/live-1.js', 'gzip, deflate, br');
    expect(gunzipSync(body).toString()).toBe('let live;');
    expect(headers).toMatchObject({
      'content-encoding': 'gzip',
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
    });
  });

  it.each([undefined, 'br', 'gzip;q=0'])('are sent as they are to who takes %s', async (encoding) => {
    const { headers, body } = await get('/assets/live-1.js', encoding);
    expect(body.toString()).toBe('let live;');
    expect(headers['content-encoding']).toBeUndefined();
    expect(headers).toMatchObject({ vary: 'Accept-Encoding', 'content-type': 'text/javascript; charset=utf-8' });
  });

  it('are sent as they are where there is no copy, or no longer one', async () => {
    for (const [path, content] of [
      ['/assets/plain-1.js', 'let plain;'],
      ['/assets/gone-1.css', 'p {}'],
    ] as const) {
      const { status, headers, body } = await get(path, 'gzip');
      expect([path, status, headers['content-encoding'], body.toString()]).toEqual([path, 200, undefined, content]);
    }
  });

  it('are never taken for the page, which every other address is answered with', async () => {
    expect((await get('/live/17', 'gzip')).body.toString()).toBe('<p>亮牌</p>');
    expect((await get('/live', 'gzip')).headers['cache-control']).toBe('no-cache');
    expect((await get('/assets/none-1.js', 'gzip')).status).toBe(404);
    expect((await get('/api/v1/none', 'gzip')).status).toBe(404);
  });
});
