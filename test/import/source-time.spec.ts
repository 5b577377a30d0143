import { describe, expect, it } from '@jest/globals';
import { parseSourceTime } from '../../src/import/source-time.js';

const shanghai = { zone: 'Asia/Shanghai' };
const text = (time: string, rules: { zone: string; dateOnlyAt?: number } = shanghai) => {
  const found = parseSourceTime(time, rules);
  return 'fault' in found ? found.fault : found.text;
};

describe('a time of the source', () => {
  it('stays as it is written when it is RFC 3339', () => {
    expect(parseSourceTime('2011-10-11T13:42:22.688+02:00', shanghai)).toEqual({
      at: Date.UTC(2011, 9, 11, 11, 42, 22, 688),
      text: '2011-10-11T13:42:22.688+02:00',
    });
  });

  it.each([
    ['2024-03-05 09:30:00', '2024-03-05T09:30:00+08:00'],
    ['2024/3/5 9:30', '2024-03-05T09:30:00+08:00'],
    ['2024年3月5日 9时30分', '2024-03-05T09:30:00+08:00'],
    ['2024年3月5日9时30分15秒', '2024-03-05T09:30:15+08:00'],
    ['20240305093015', '2024-03-05T09:30:15+08:00'],
    ['2024-03-05T09:30:15.0001', '2024-03-05T09:30:15.001+08:00'],
    ['2024-03-05 09:30:00+0100', '2024-03-05T16:30:00+08:00'],
    ['2024-02-30 09:00', 'no such date: 2024-02-30 09:00'],
    ['2024-03-05 25:00', 'no such time of day: 2024-03-05 25:00'],
    ['2024-03-05', 'a date without a time of day: 2024-03-05 (mapping: time.dateOnlyAt)'],
    ['soon', 'not a time: "soon"'],
    ['45356.5', 'not a time: "45356.5"'],
  ])('%s is read as %s', (from, to) => expect(text(from)).toBe(to));

  it('takes a bare date at the time of day that the mapping states', () => {
    expect(text('2024-03-05', { ...shanghai, dateOnlyAt: 17 * 3_600_000 })).toBe('2024-03-05T17:00:00+08:00');
  });

  it('follows the summer time of its zone, and refuses an hour that is skipped or comes twice', () => {
    const zone = 'Europe/Amsterdam';
    expect(text('2011-07-01 12:00', { zone })).toBe('2011-07-01T18:00:00+08:00');
    expect(text('2011-12-01 12:00', { zone })).toBe('2011-12-01T19:00:00+08:00');
    expect(text('2011-03-27 02:30', { zone })).toMatch(/does not exist in Europe\/Amsterdam/);
    expect(text('2011-10-30 02:30', { zone })).toMatch(/comes twice in Europe\/Amsterdam/);
  });
});
