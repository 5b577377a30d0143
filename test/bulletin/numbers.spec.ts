import { describe, expect, it } from '@jest/globals';
import { countMove, percent, share, shareMove, whole } from '../../src/bulletin/text/numbers.js';
import { moveCell } from '../../src/bulletin/text/phrases.js';

describe('numbers of a bulletin', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1_000, '1,000'],
    [1_234_567, '1,234,567'],
  ])('%d is written %s', (n, text) => expect(whole(n)).toBe(text));

  it.each([
    [0, 0, '—'],
    [0, 7, '0.00%'],
    [7, 7, '100.00%'],
    [1, 3, '33.33%'],
    [2, 3, '66.67%'],
    [1, 8, '12.50%'],
    [1, 800, '0.13%'],
    // Not all of them, and not none.
    [99_999, 100_000, '99.99%'],
    [1, 1_000_000, '0.01%'],
  ])('%d of %d is %s', (part, of, text) => expect(percent(share(part, of))).toBe(text));

  it.each([
    [120, 100, '↑20.00%'],
    [80, 100, '↓20.00%'],
    [1, 3, '↓66.67%'],
    [5_610, 3_198, '↑75.42%'],
    [100, 100, '持平'],
    [0, 0, '持平'],
    [0, 5, '↓100.00%'],
    [1_099, 100, '↑999.00%'],
    [219_999, 20_000, '↑10.00倍'],
    [219_998, 20_000, '↑999.99%'],
    [2_693, 4, '↑672.25倍'],
    [2_000_004, 2_000, '↑999.00倍'],
    [12_346, 1, '↑12,345倍'],
    [5, 0, '—'],
    [1_000_001, 1_000_000, '基本持平'],
  ])('%d after %d is %s', (now, before, text) => expect(moveCell(countMove(now, before))).toBe(text));

  it.each([
    [9_876, 9_864, '↑0.12个百分点'],
    [9_864, 9_876, '↓0.12个百分点'],
    [9_876, 9_876, '持平'],
    [9_876, null, '—'],
    [null, 9_876, '—'],
  ])('a share of %s after %s is %s', (now, before, text) => expect(moveCell(shareMove(now, before))).toBe(text));

  it('differences of shares are those of the shares as they are printed', () => {
    const [now, before] = [share(2, 3), share(1, 3)];
    expect([percent(now), percent(before), shareMove(now, before)?.amount]).toEqual([
      '66.67%',
      '33.33%',
      '33.34个百分点',
    ]);
  });
});
