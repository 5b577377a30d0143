import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import { boundBody } from '../../src/app/slow-bodies.js';
import { MAX_FAILURES } from '../../src/identity/attempts.js';
import { startServer, type TestServer } from '../support/server.js';

describe('the address of the events', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server?.stop());

  it.each(['/api/v1/events', '/api/v1/events/', '/API/v1/events'])(
    'takes binary mode, whose body is JSON, as %s',
    async (path) => {
      const answer = await fetch(`${server.url}${path}`, {
        method: 'POST',
        headers: {
          authorization: 'Bearer demo-window',
          'content-type': 'application/json',
          ...{ 'ce-specversion': '1.0', 'ce-id': path, 'ce-source': 'w', 'ce-type': 'approval.visit.made' },
          ...{ 'ce-subject': 'BINARY', 'ce-time': '2018-10-15T09:00:00+08:00' },
        },
        body: JSON.stringify({ window: 'A07' }),
      });
      expect(await answer.json()).toEqual({ accepted: 1, duplicates: 0, rejected: [], rejectedTotal: 0 });
    },
  );
});

describe('the address of somebody who signs in', () => {
  let server: TestServer;
  afterEach(() => server?.stop());
  const signIn = async (forwarded: string, password = 'liangpai-demo'): Promise<number> => {
    const answer = await fetch(`${server.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': forwarded },
      body: JSON.stringify({ username: 'inspector', password }),
    });
    return answer.status;
  };

  it('is the one that our proxy has seen', async () => {
    server = await startServer({ LIANGPAI_PROXIES: '127.0.0.1,10.0.0.0/8' });
    for (let n = 0; n < MAX_FAILURES; n++) expect(await signIn(`9.9.9.${n}, 1.1.1.1, 10.0.0.1`, 'wrong')).toBe(401);
    expect(await signIn('1.1.1.1')).toBe(429);
    expect(await signIn('2.2.2.2')).toBe(200);
  });

  it('cannot be made up where there is no proxy', async () => {
    server = await startServer();
    for (let n = 0; n < MAX_FAILURES; n++) expect(await signIn(`9.9.9.${n}`, 'wrong')).toBe(401);
    expect(await signIn('9.9.9.99')).toBe(429);
  });
});

describe('a JSON body', () => {
  let server: Server;
  afterEach(() => void server?.close());

  it('that does not come in time is answered with 408, and the connection is closed', async () => {
    const app = express();
    app.use((req, res, next) => {
      boundBody(req, res, 100);
      next();
    });
    app.use(express.json());
    server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const headers = { 'content-type': 'application/json', 'content-length': '100' };
    const sending = request({ host: '127.0.0.1', port, method: 'POST', headers });
    sending.on('error', () => undefined);
    sending.write('{"slow');
    const [answer] = (await once(sending, 'response')) as [IncomingMessage];
    expect([answer.statusCode, answer.headers.connection]).toEqual([408, 'close']);
    expect(JSON.parse(await text(answer))).toMatchObject({ code: 'timeout' });
  });
});

describe('an answer to a GET', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server?.stop());
  const get = async (path: string, encoding: string): Promise<IncomingMessage> => {
    const sending = request(`${server.url}${path}`, { headers: { 'accept-encoding': encoding } }).end();
    const [answer] = (await once(sending, 'response')) as [IncomingMessage];
    return answer.resume();
  };

  it('travels compressed when it is long, to whoever takes that', async () => {
    const { headers } = await get('/api/openapi.json', 'gzip');
    expect(headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
    expect((await get('/api/openapi.json', 'identity')).headers['content-encoding']).toBeUndefined();
    expect((await get('/health/live', 'gzip')).headers['content-encoding']).toBeUndefined();
  });
});
