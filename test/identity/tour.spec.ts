import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());

const seen = async (token: string) => (await app.ask('GET /api/v1/tour', { token })).body;

describe('the tour of the console', () => {
  it('is remembered for one account, wherever it signs in, and may be noted again', async () => {
    const [one, other] = [await app.signedIn('inspector'), await app.signedIn('inspector')];
    expect(await seen(one)).toEqual({ seen: false });
    for (let i = 0; i < 2; i++) expect((await app.ask('PUT /api/v1/tour', { token: one })).status).toBe(204);
    expect(await seen(one)).toEqual({ seen: true });
    expect(await seen(other)).toEqual({ seen: false });
  });

  it('is nothing for those who have not signed in', async () => {
    for (const method of ['GET', 'PUT']) expect((await app.ask(`${method} /api/v1/tour`)).status).toBe(401);
  });
});
