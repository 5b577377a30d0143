import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MAX_ACCOUNT_FAILURES } from '../../src/identity/account.repository.js';
import { MAX_FAILURES } from '../../src/identity/attempts.js';
import { SessionService } from '../../src/identity/session.service.js';
import { tokenHash } from '../../src/identity/token.js';
import { PASSWORD, startTestApp, type Answer, type TestApp } from '../support/test-app.js';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
  for (const name of ['li', 'wang', 'zhao', 'sun', 'qian', 'zhou', 'wu'])
    await app.addAccount(name, 'head', '210000-sczj');
});
afterAll(() => app?.close());

const signIn = (username: string, password = PASSWORD): Promise<Answer> =>
  app.ask('POST /api/v1/session', { body: { username, password } });
const at = (ip: string, username: string, password = PASSWORD) =>
  app.app.get(SessionService).signIn(username, password, ip);
const cookieOf = ({ headers }: Answer): string => headers.getSetCookie()[0] ?? '';

describe('signing in', () => {
  it('gives a token, the user and a cookie that scripts and other sites cannot use', async () => {
    const answer = await signIn('li');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      token: expect.stringMatching(/^[\w-]{43}$/),
      user: { username: 'li', name: 'li', role: 'head', org: '210000-sczj' },
    });
    expect(cookieOf(answer)).toMatch(/^liangpai_session=[\w-]{43};.*HttpOnly; SameSite=Strict$/);
    expect(cookieOf(answer)).not.toContain('Secure');
  });

  it('stores the hash of the token and never the token', async () => {
    const { body } = await signIn('li');
    const rows: unknown[] = await app.source.query('SELECT 1 FROM session WHERE token_hash = $1', [
      tokenHash(String(body['token'])),
    ]);
    expect(rows).toHaveLength(1);
  });

  it('answers an unknown username as a wrong password, in body and in time', async () => {
    const timed = async (username: string) => {
      const start = performance.now();
      const { status, body } = await signIn(username, 'wrong');
      return { answer: { status, body }, ms: performance.now() - start };
    };
    const [wrong, unknown] = [await timed('wang'), await timed('nobody')];
    expect(unknown.answer).toEqual(wrong.answer);
    expect(wrong.answer.status).toBe(401);
    expect(Math.min(wrong.ms, unknown.ms) / Math.max(wrong.ms, unknown.ms)).toBeGreaterThan(0.3);
  });

  it.each([
    [{ username: 'li' }, 'password'],
    [{ username: 'li', password: PASSWORD, admin: true }, 'admin'],
    [{ username: { $ne: '' }, password: PASSWORD }, 'username'],
    [[], 'body'],
  ])('refuses %j and names the member', async (body, member) => {
    const answer = await app.ask('POST /api/v1/session', { body });
    expect([answer.status, answer.body['member']]).toEqual([400, member]);
  });

  it.each(['zhao', 'no-such-person'])(
    'locks %s after five wrong passwords, also against the right one',
    async (name) => {
      const guesses = await Promise.all(Array.from({ length: 8 }, () => signIn(name, 'wrong')));
      expect(guesses.map(({ status }) => status).sort()).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
      const locked = await signIn(name);
      expect(locked.status).toBe(429);
      expect(locked.headers.get('retry-after')).toBe('900');
    },
  );

  it('locks out the address that guesses, not the person at another', async () => {
    for (let i = 0; i < MAX_FAILURES; i++) expect((await at('1.1.1.1', 'zhou', 'wrong')).result).toBe('wrong');
    expect((await at('1.1.1.1', 'zhou')).result).toBe('locked');
    expect((await at('2.2.2.2', 'zhou')).result).toBe('signed-in');
  });

  it('locks an account after many guesses from many addresses, but not for an address that it knows', async () => {
    expect((await at('9.9.9.9', 'wu')).result).toBe('signed-in');
    await app.source.query(`UPDATE account SET failures = $1 WHERE username = 'wu'`, [MAX_ACCOUNT_FAILURES - 1]);
    expect((await at('1.1.1.1', 'wu', 'wrong')).result).toBe('wrong');
    expect((await at('2.2.2.2', 'wu')).result).toBe('locked');
    expect((await at('9.9.9.9', 'wu')).result).toBe('signed-in');
  });

  it('lets a locked account in again after its time', async () => {
    await app.source.query(`UPDATE account SET locked_until = now() + interval '1 hour' WHERE username = 'sun'`);
    expect((await at('2.2.2.2', 'sun')).result).toBe('locked');
    await app.source.query(`UPDATE account SET locked_until = now() - interval '1 second' WHERE username = 'sun'`);
    expect((await at('2.2.2.2', 'sun')).result).toBe('signed-in');
  });

  it('lets a person in before the flood of names that another address has sent', async () => {
    let tried = 0;
    const flood = Array.from({ length: 12 }, (_, n) => at('6.6.6.6', `stranger ${n}`).then(() => tried++));
    expect((await at('2.2.2.2', 'qian')).result).toBe('signed-in');
    expect(tried).toBeLessThan(6);
    await Promise.all(flood);
  });

  it('forgets earlier failures after a right password', async () => {
    for (let i = 0; i < 4; i++) await signIn('sun', 'wrong');
    expect((await signIn('sun')).status).toBe(200);
    expect((await signIn('sun', 'wrong')).status).toBe(401);
  });

  it('takes many sign-ins of one account at once', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => signIn('qian')));
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
  });
});

describe('a session', () => {
  it('is known by Bearer token and by cookie', async () => {
    const answer = await signIn('li');
    const user = { username: 'li', name: 'li', role: 'head', org: '210000-sczj' };
    const token = String(answer.body['token']);
    expect((await app.ask('GET /api/v1/session', { token })).body).toEqual({ user });
    const headers = { cookie: `other=1; ${cookieOf(answer).split(';')[0]}` };
    expect((await app.ask('GET /api/v1/session', { headers })).body).toEqual({ user });
  });

  it('is asked for with 401 where there is none', async () => {
    for (const token of [undefined, 'nonsense']) {
      const answer = await app.ask('GET /api/v1/session', { token });
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    }
  });

  it('ends at once when the user signs out', async () => {
    const token = String((await signIn('li')).body['token']);
    await app.ask('GET /api/v1/session', { token });
    const out = await app.ask('DELETE /api/v1/session', { token });
    expect([out.status, cookieOf(out)]).toEqual([204, expect.stringContaining('liangpai_session=;')]);
    expect((await app.ask('GET /api/v1/session', { token })).status).toBe(401);
  });

  it.each([
    ['twelve hours after it began', `expires_at = now()`],
    ['two hours after its last use', `seen_at = now() - interval '2 hours'`],
  ])('ends %s', async (_, change) => {
    const token = String((await signIn('li')).body['token']);
    await app.source.query(`UPDATE session SET ${change} WHERE token_hash = $1`, [tokenHash(token)]);
    expect(await app.app.get(SessionService).authenticate(token)).toBeUndefined();
  });

  it('ends with its account', async () => {
    const token = String((await signIn('li')).body['token']);
    await app.source.query(`UPDATE account SET disabled_at = now() WHERE username = 'li'`);
    expect(await app.app.get(SessionService).authenticate(token)).toBeUndefined();
    expect((await signIn('li')).status).toBe(401);
  });
});

describe('in production', () => {
  it('the cookie travels over TLS only', async () => {
    const production = await startTestApp({ settings: { production: true } });
    await production.addAccount('li', 'head');
    const answer = await production.ask('POST /api/v1/session', { body: { username: 'li', password: PASSWORD } });
    expect(cookieOf(answer)).toContain('Secure');
    await production.close();
  });
});
