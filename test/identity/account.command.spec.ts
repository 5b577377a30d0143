import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addAccount } from '../../src/identity/account.command.js';
import { AccountRepository } from '../../src/identity/account.repository.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());

describe('liangpai account add', () => {
  const add = (username: string, password: string) =>
    addAccount(app.app.get(AccountRepository), username, password, { role: 'admin' });

  it('makes an account that can sign in', async () => {
    await add('zhang', 'correct horse battery');
    const body = { username: 'zhang', password: 'correct horse battery' };
    expect(await app.ask('POST /api/v1/session', { body })).toMatchObject({
      status: 200,
      body: { user: { username: 'zhang', name: 'zhang', role: 'admin', org: null } },
    });
  });

  it('refuses a short password and a taken username', async () => {
    await expect(add('wu', 'short')).rejects.toThrow('12');
    await expect(add('zhang', 'correct horse battery')).rejects.toThrow('taken');
  });
});
