import { describe, expect, it } from '@jest/globals';
import {
  divisionRemarks,
  implementationRemarks,
  levelRemarks,
  usccCheckDigit,
  usccRemarks,
} from '../../src/catalogue/kinds/code-checks.js';

describe('the check digit of a unified social credit code', () => {
  it.each(['11440232MB2D06811W', '91110000101623741K', '911101066976941872', '11371000004359010J'])(
    'agrees with the code %s',
    (code) => {
      expect(usccCheckDigit(code)).toBe(code.at(-1));
      expect(usccRemarks(code, 'uscc')).toEqual([]);
    },
  );

  it('is told where a real-looking code has another one', () => {
    expect(usccRemarks('91350211M0000XUF46', 'uscc')).toMatchObject([{ member: 'uscc', en: /the check digit/ }]);
  });

  it.each([
    ['9111000010162374', 'places'],
    ['91110000101623741Kx', 'places'],
    ['91110000I01623741K', 'character'],
    ['', 'places'],
  ])('is not asked of %p', (code, word) => expect(usccRemarks(code, 'm')[0]?.en).toContain(word));
});

describe('a division code', () => {
  const known = (code: string): boolean => code === '210102';
  it.each([
    ['210102', []],
    ['210199', ['210199 is not in the register of divisions']],
    ['990000', ['there is no province 99']],
    ['21010', ['a division code has 6, 9 or 12 digits']],
  ])('%s is told what is doubtful about it', (code, said) =>
    expect(divisionRemarks(code, 'region', known).map(({ en }) => en)).toEqual(said),
  );

  it('belongs to its level and lies below its parent', () => {
    expect(levelRemarks('210100', 'city', '210000')).toEqual([]);
    expect(levelRemarks('210102', 'county', '210100')).toEqual([]);
    expect(levelRemarks('210102004', 'town', '210102')).toEqual([]);
    expect(levelRemarks('210102004001', 'village', '210102004')).toEqual([]);
    expect(levelRemarks('210102', 'city', '210000')).toMatchObject([{ member: 'kind' }]);
    expect(levelRemarks('220102', 'county', '210100')).toMatchObject([{ member: 'parent' }]);
  });
});

describe('an implementation code', () => {
  it.each([
    ['11440232MB2D06811W4000117051000', 0],
    ['11440232MB2D06811W400011705100001', 0],
    ['000117051000', 0],
    ['00016421300301', 0],
    ['A'.repeat(24), 0],
    ['A'.repeat(25), 1],
    ['A'.repeat(36), 1],
    ['11440232MB2D06811X4000117051000', 1],
    ['11440232MB2D06811W9000117051000', 1],
  ])('%s has %i remarks', (code, count) => expect(implementationRemarks(code, 'code')).toHaveLength(count));
});
