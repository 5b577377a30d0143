import { describe, expect, it } from '@jest/globals';
import { EVENT_TYPES } from '../../../src/domain/event.js';
import { RULE_BOOK } from '../../../src/domain/review/rule-book.js';
import { isActRule } from '../../../src/domain/review/rule.js';
import { RULES } from '../../../src/domain/rules/registry.js';
import { VERDICTS } from './judged.js';

describe('the rule book', () => {
  it('has each code once, in both tiers together', () => {
    const codes = [...RULES, ...RULE_BOOK].map((rule) => rule.code);
    expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([]);
  });

  describe.each(RULE_BOOK.map((rule) => [rule.code, rule] as const))('%s', (code, rule) => {
    it('has a code that fits into a 监察规则编号', () => {
      expect(code).toMatch(/^[A-Z](-[A-Z]+)+$/);
      expect(code.length).toBeLessThanOrEqual(20);
    });

    it('says in both languages what it looks for and what it shows', () => {
      for (const { zh, en } of [rule.name, rule.description, rule.shows]) {
        expect(zh).toMatch(/\p{Script=Han}/u);
        expect(en).toMatch(/[a-z]/i);
        expect(`${zh} ${en}`).not.toMatch(VERDICTS);
      }
    });

    it('names its basis and the data that it needs', () => {
      expect(rule.basis.length).toBeGreaterThan(0);
      expect(rule.needs.length).toBeGreaterThan(0);
      for (const text of [...rule.basis, ...rule.needs]) expect(text.trim()).not.toBe('');
      for (const article of rule.basis.filter((b) => b.startsWith('《')))
        expect(article).toMatch(
          /^《[^》]+》第[一二三四五六七八九十百千零]+条(第[一二三四五六七八九十]+款)?(第[一二三四五六七八九十]+项)?/,
        );
    });

    it('cites the source of each threshold, whose default lies within its borders', () => {
      for (const { value, min, max, source } of Object.values(rule.params)) {
        expect(source.trim()).not.toBe('');
        expect(value).toBeGreaterThanOrEqual(min);
        expect(value).toBeLessThanOrEqual(max);
      }
    });

    it('has a hint as reminder, and looks at acts that exist', () => {
      if (rule.mode === 'hint') expect(rule.level).toBe('reminder');
      if (isActRule(rule)) for (const type of rule.on) expect(EVENT_TYPES).toContain(type);
    });
  });
});
