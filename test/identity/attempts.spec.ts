import { describe, expect, it } from '@jest/globals';
import { LOCK_MINUTES, MAX_ACCOUNT_FAILURES } from '../../src/identity/account.repository.js';
import { addressShare } from '../../src/identity/address.js';
import { Attempts, MAX_FAILURES, MAX_REMEMBERED } from '../../src/identity/attempts.js';

const from = (address: string, username = 'li') => ({ username, address });

function failing(attempts: Attempts, times: number, who = from('1.1.1.1')): void {
  for (let n = 0; n < times; n++) attempts.countFailure(who);
}

describe('wrong passwords', () => {
  it('lock one name from one address, for a time', () => {
    let now = 0;
    const attempts = new Attempts(() => now);
    failing(attempts, MAX_FAILURES - 1);
    expect(attempts.isLocked(from('1.1.1.1'))).toBe(false);
    failing(attempts, 1);
    expect(attempts.isLocked(from('1.1.1.1'))).toBe(true);
    expect(attempts.isLocked(from('2.2.2.2'))).toBe(false);
    expect(attempts.isLocked(from('1.1.1.1', 'wang'))).toBe(false);
    now += LOCK_MINUTES * 60_000;
    expect(attempts.isLocked(from('1.1.1.1'))).toBe(false);
  });

  it('of a name that does not exist lock it for all addresses as an account would be', () => {
    const attempts = new Attempts();
    for (let n = 0; n < MAX_ACCOUNT_FAILURES; n++) {
      expect(attempts.isUnknownLocked('nobody')).toBe(false);
      attempts.countUnknown('nobody');
    }
    expect(attempts.isUnknownLocked('nobody')).toBe(true);
  });

  it('are remembered within a bound', () => {
    const attempts = new Attempts();
    failing(attempts, MAX_FAILURES, from('1.1.1.1'));
    for (let n = 1; n < MAX_REMEMBERED; n++) failing(attempts, 1, from(`address ${n}`));
    expect(attempts.isLocked(from('1.1.1.1'))).toBe(true);
    failing(attempts, 1, from('one more'));
    expect(attempts.isLocked(from('1.1.1.1'))).toBe(false);
  });
});

describe('a right password', () => {
  it('makes the address familiar to this name, which then has turns of its own', () => {
    const attempts = new Attempts();
    attempts.countSuccess(from('1.1.1.1'));
    expect([from('1.1.1.1'), from('2.2.2.2'), from('1.1.1.1', 'wang')].map((who) => attempts.isFamiliar(who))).toEqual([
      ...[true, false, false],
    ]);
    expect(attempts.shareOf(from('1.1.1.1'))).not.toBe(attempts.shareOf(from('1.1.1.1', 'wang')));
    expect(attempts.shareOf(from('1.1.1.1', 'sun'))).toBe(attempts.shareOf(from('1.1.1.1', 'wang')));
  });
});

describe('an address', () => {
  it.each([
    ['10.1.2.3', '10.1.2.3'],
    ['::ffff:10.1.2.3', '10.1.2.3'],
    ['2001:DB8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['', ''],
  ])('%s counts as %s', (ip, share) => {
    expect(addressShare(ip)).toBe(share);
  });
});
