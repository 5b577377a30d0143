import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { jsonFault } from '../../src/intake/json-fault.js';
import { parseJson } from '../../src/intake/parse-json.js';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('the place where a text ceases to be JSON', () => {
  it.each<[string, number, number]>([
    ['', 1, 1],
    ['{"a":1', 1, 7],
    ['{"a":1,}', 1, 8],
    ['{\n  "名": 01\n}', 2, 9],
    ['{\n  "𠮷": x\n}', 2, 8],
    ['[1 2]', 1, 4],
    ['{"a":"\\x"}', 1, 7],
    ['{"a" 1}', 1, 6],
    ['{} {}', 1, 4],
    ["{'a':1}", 1, 2],
    ['[', 1, 2],
    ['[}', 1, 2],
    ['"a\nb"', 1, 3],
    ['nul', 1, 1],
  ])('of %j is line %d, column %d', (text, line, column) => expect(jsonFault(text)).toEqual({ line, column }));

  it('is there exactly where the text is no JSON', () => {
    const damaged = fc
      .tuple(
        fc.json(),
        fc.nat(),
        fc.nat(2),
        fc.constantFrom('', ',', '"', '}', ']', '{', '[', ':', '0', '\\', ' ', '-', 'e'),
      )
      .map(([text, at, cut, put]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + put + text.slice(place + cut);
      });
    fc.assert(fc.property(fc.oneof(fc.json(), damaged), (text) => (jsonFault(text) === undefined) === isJson(text)));
  });

  it('is found however deeply the text is nested', () => {
    expect(jsonFault('['.repeat(500_000))).toEqual({ line: 1, column: 500_001 });
  });

  it('is what a rejection tells, in both languages, and nothing of the text', () => {
    expect(parseJson(Buffer.from('\uFEFF{"name":"张三丰}'))).toMatchObject({
      rejection: {
        reason: 'invalid-json',
        detail: '不是有效的 JSON：第 1 行第 14 列 / not valid JSON: line 1, column 14',
      },
    });
  });
});
