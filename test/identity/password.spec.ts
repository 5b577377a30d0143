import { scryptSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { hashPassword, verifyPassword } from '../../src/identity/password.js';
import { sessionTokenOf } from '../../src/identity/token.js';

describe('a password hash', () => {
  it('names its parameters, has its own salt and knows its password only', async () => {
    const [one, two] = [await hashPassword('亮牌'), await hashPassword('亮牌')];
    expect(one).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$/);
    expect(one).not.toBe(two);
    expect(await verifyPassword('亮牌', one)).toBe(true);
    expect(await verifyPassword('亮牌 ', one)).toBe(false);
  });

  it('made with other parameters is still understood', async () => {
    const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
    const key = scryptSync('pleaseletmein', 'SodiumChloride', 64, { N: 2 ** 4, r: 8, p: 1 });
    const hash = `$scrypt$ln=4,r=8,p=1$${text(Buffer.from('SodiumChloride'))}$${text(key)}`;
    expect(await verifyPassword('pleaseletmein', hash)).toBe(true);
    expect(await verifyPassword('something else', hash)).toBe(false);
  });

  it('of an unknown form is an error and no wrong password', async () => {
    await expect(verifyPassword('x', 'plain')).rejects.toThrow('unknown form');
  });
});

describe('the session token of a request', () => {
  it.each([
    [{ authorization: 'Bearer abc' }, 'abc'],
    [{ authorization: 'bearer  abc', cookie: 'liangpai_session=def' }, 'abc'],
    [{ cookie: 'a=b; liangpai_session=def; c=d' }, 'def'],
    [{ cookie: 'xliangpai_session=def' }, undefined],
    [{ authorization: 'Basic abc' }, undefined],
    [{ authorization: `Bearer ${'a'.repeat(600)}` }, undefined],
    [{}, undefined],
  ])('of %j is %s', (headers, token) => {
    expect(sessionTokenOf(headers)).toBe(token);
  });
});
