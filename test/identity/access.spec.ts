import { Controller, Get, Module, Post } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FeedOnly, FromFeed, Public, Roles, SignedIn, Who } from '../../src/identity/access.decorator.js';
import type { Account } from '../../src/identity/account.js';
import type { Feed } from '../../src/sources/feed.js';
import { FeedService } from '../../src/sources/feed.service.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

@Controller('probe')
@SignedIn()
class ProbeController {
  @Get('public')
  @Public()
  open() {
    return {};
  }

  @Get('any')
  any(@Who() { role }: Account) {
    return { role };
  }

  @Post('admin')
  @Roles('admin', 'province')
  admin() {
    return {};
  }

  @Post('feed')
  @FeedOnly()
  feed(@FromFeed() { name }: Feed) {
    return { name };
  }
}

@Module({ controllers: [ProbeController] })
class ProbeModule {}

@Controller('careless')
class CarelessController {
  @Get()
  leak() {
    return {};
  }
}

@Module({ controllers: [CarelessController] })
class CarelessModule {}

let app: TestApp;
let inspector: string;
let admin: string;

beforeAll(async () => {
  app = await startTestApp({ modules: [ProbeModule] });
  [inspector, admin] = [await app.signedIn('inspector'), await app.signedIn('admin')];
  await app.app.get(FeedService).add({ name: 'window', scope: ['*'], policy: 'clock', maxLag: 0 }, 'window-token');
});
afterAll(() => app?.close());

describe('a declared policy', () => {
  it.each([
    ['GET /probe/public', () => undefined, 200],
    ['GET /probe/any', () => undefined, 401],
    ['GET /probe/any', () => inspector, 200],
    ['GET /probe/any', () => 'window-token', 401],
    ['POST /probe/admin', () => inspector, 403],
    ['POST /probe/admin', () => admin, 201],
    ['POST /probe/feed', () => admin, 401],
    ['POST /probe/feed', () => undefined, 401],
    ['POST /probe/feed', () => 'window-token', 201],
  ])('%s answers case %#', async (request, token, status) => {
    expect((await app.ask(request, { token: token() })).status).toBe(status);
  });

  it('hands over who was let in', async () => {
    expect((await app.ask('GET /probe/any', { token: inspector })).body).toEqual({ role: 'inspector' });
    expect((await app.ask('POST /probe/feed', { token: 'window-token' })).body).toEqual({ name: 'window' });
  });

  it('says why in Chinese and English, with a code', async () => {
    expect((await app.ask('POST /probe/admin', { token: inspector })).body).toEqual({
      statusCode: 403,
      code: 'forbidden',
      message: { zh: expect.any(String), en: expect.any(String) },
    });
  });

  it('is missing nowhere, or nothing starts', async () => {
    await expect(startTestApp({ modules: [CarelessModule] })).rejects.toThrow('CarelessController=leak');
  });
});

describe('a write with the cookie of a browser', () => {
  const write = (origin?: string) =>
    app.ask('POST /probe/admin', {
      headers: { cookie: `liangpai_session=${admin}`, ...(origin !== undefined && { origin }) },
    });

  it('is refused when it comes from another site', async () => {
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1']) {
      const { status, body } = await write(origin);
      expect([status, body['code']]).toEqual([403, 'other-origin']);
    }
  });

  it('is taken from our own pages, and where no origin is told', async () => {
    expect((await write(await app.app.getUrl())).status).toBe(201);
    expect((await write()).status).toBe(201);
  });
});
