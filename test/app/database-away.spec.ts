import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, HttpException, type INestApplication, Module, NotFoundException } from '@nestjs/common';
import { HttpAdapterHost, NestFactory } from '@nestjs/core';
import { DataSource, QueryFailedError } from 'typeorm';
import { DatabaseAwayFilter } from '../../src/app/database-away.filter.js';
import { Stopping } from '../../src/supervision/try-later.js';
import { startServer, type TestServer } from '../support/server.js';

const failed = (message: string, code?: string) => Object.assign(new Error(message), code !== undefined && { code });
let thrown: unknown;

@Controller()
class Thrower {
  @Get()
  answer(): never {
    throw thrown;
  }
}
@Module({ controllers: [Thrower] })
class Root {}

describe('an error of a route', () => {
  let app: INestApplication;
  beforeAll(async () => {
    app = await NestFactory.create(Root, { logger: false });
    app.useGlobalFilters(new DatabaseAwayFilter(app.get(HttpAdapterHost).httpAdapter));
    await app.listen(0, '127.0.0.1');
  });
  afterAll(() => app?.close());

  const answer = async (error: unknown) => {
    thrown = error;
    const { port } = (app.getHttpServer() as { address(): AddressInfo }).address();
    const response = await fetch(`http://127.0.0.1:${port}`);
    const text = await response.text();
    return { status: response.status, retryAfter: response.headers.get('retry-after'), text };
  };

  it.each<[string, unknown]>([
    ['a refused connection', failed('connect ECONNREFUSED 127.0.0.1:5432', 'ECONNREFUSED')],
    ['all addresses refused', new AggregateError([failed('x', 'ECONNREFUSED')])],
    ['a broken pipe', failed('write EPIPE', 'EPIPE')],
    ['an ended connection', failed('Connection terminated unexpectedly')],
    ['no connection in time', failed('timeout exceeded when trying to connect')],
    ['no answer in time', failed('Query read timeout')],
    ['a shutdown', new QueryFailedError('SELECT 1', [], failed('terminating connection', '57P01'))],
    ['too many connections', new QueryFailedError('SELECT 1', [], failed('sorry, too many clients already', '53300'))],
    ['a lock that is not to be had', new QueryFailedError('SELECT 1', [], failed('lock timeout', '55P03'))],
    ['a connection exception', new QueryFailedError('SELECT 1', [], failed('connection failure', '08006'))],
  ])('is 503 and to be tried again for %s', async (_, error) => {
    const { status, retryAfter, text } = await answer(error);
    expect([status, retryAfter]).toEqual([503, '1']);
    expect(JSON.parse(text)).toMatchObject({ statusCode: 503, code: 'database-away' });
  });

  it('of the router is told in our words: no such address', async () => {
    const { status, text } = await answer(new NotFoundException('Cannot GET /nowhere'));
    expect([status, JSON.parse(text)]).toEqual([
      404,
      { statusCode: 404, code: 'not-found', message: { zh: '没有这个地址', en: 'no such address' } },
    ]);
  });

  it.each<[string, unknown]>([
    ['a fault of ours', new TypeError('secret of the code')],
    ['a fault of our SQL', new QueryFailedError('SELECT secret', [], failed('secret syntax', '42601'))],
    ['something that is no error', 'secret'],
    ['nothing at all', undefined],
  ])('is 500 without details for %s', async (_, error) => {
    const { status, retryAfter, text } = await answer(error);
    expect([status, retryAfter]).toEqual([500, null]);
    expect(JSON.parse(text)).toEqual({
      statusCode: 500,
      code: 'internal',
      message: { zh: expect.any(String), en: expect.any(String) },
    });
    expect(text).not.toContain('secret');
  });

  it('is 503 and to be tried again where the process is stopping', async () => {
    const { status, retryAfter, text } = await answer(new Stopping());
    expect([status, retryAfter, (JSON.parse(text) as { code: string }).code]).toEqual([503, '1', 'busy']);
  });

  it('that is meant for the client stays as it is', async () => {
    expect((await answer(new NotFoundException())).status).toBe(404);
    expect((await answer(new HttpException({ code: 'own' }, 409))).text).toBe('{"code":"own"}');
    expect(
      (await answer(Object.assign(failed('too large'), { statusCode: 413, status: 413, expose: true }))).status,
    ).toBe(413);
  });
});

describe('a server whose database is away', () => {
  let server: TestServer;
  let url: string;
  beforeAll(async () => {
    server = await startServer();
    url = `http://127.0.0.1:${(server.app.getHttpServer() as { address(): AddressInfo }).address().port}`;
  });
  afterAll(() => server?.stop());

  it.each([
    ['POST', '/api/v1/events', 'a-token-that-was-never-seen'],
    ['GET', '/api/v1/cards', 'a-session-that-was-never-seen'],
  ])('answers 503 to %s %s', async (method, path, token) => {
    const source = server.app.get(DataSource);
    const query = source.query.bind(source);
    source.query = () => Promise.reject(failed('connect ECONNREFUSED', 'ECONNREFUSED'));
    try {
      const response = await fetch(`${url}${path}`, { method, headers: { authorization: `Bearer ${token}` } });
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
      expect(await response.json()).toMatchObject({ code: 'database-away' });
    } finally {
      source.query = query;
    }
  });
});
