import { describe, expect, it } from '@jest/globals';
import {
  compare,
  type Decimal,
  decimalOf,
  decimalText,
  minus,
  percentOf,
  rounded,
  times,
  yuanText,
} from '../../src/domain/decimal.js';

const of = (value: number | string): Decimal => decimalOf(value)!;

describe('an exact decimal number', () => {
  it.each<[value: unknown, text: string | undefined]>([
    ['120.50', '120.5'],
    [' -0.05 ', '-0.05'],
    ['１２．５', '12.5'],
    ['007', '7'],
    [0.1, '0.1'],
    [0.1 * 3, '0.3'],
    [123456789012.34, '123456789012.34'],
    [1e21, '1000000000000000000000'],
    [1.5e-7, '0.00000015'],
    [-0, '0'],
    ['1e3', undefined],
    ['1,000', undefined],
    ['.5', undefined],
    ['5.', undefined],
    ['', undefined],
    ['十', undefined],
    [NaN, undefined],
    [Infinity, undefined],
    [true, undefined],
    [undefined, undefined],
  ])('is read from a number or a text that is nothing else: %p', (value, text) => {
    const number = decimalOf(value);
    expect(number && decimalText(number)).toBe(text);
  });

  it('is computed without any loss', () => {
    expect(decimalText(minus(of(0.3), of(0.1)))).toBe('0.2');
    expect(decimalText(times(of('1.1'), of('1.1')))).toBe('1.21');
    expect(decimalText(percentOf(of('200.50'), of(5)))).toBe('10.025');
    expect(compare(of('0.30'), of(0.3))).toBe(0);
    expect(compare(of('99999999999999999.01'), of('99999999999999999.02'))).toBeLessThan(0);
  });

  it.each<[value: string, down: string, up: string]>([
    ['1.005', '1', '1.01'],
    ['1.01', '1.01', '1.01'],
    ['1.010', '1.01', '1.01'],
    ['-1.005', '-1.01', '-1'],
  ])('is rounded to fen outwards: %s', (value, down, up) => {
    expect(decimalText(rounded(of(value), 'down', 2))).toBe(down);
    expect(decimalText(rounded(of(value), 'up', 2))).toBe(up);
  });

  it('is written as yuan with its fen', () => {
    expect([yuanText(of(5)), yuanText(of('0.5')), yuanText(of('10.025'))]).toEqual(['5.00', '0.50', '10.025']);
  });
});
