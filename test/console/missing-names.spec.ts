import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type MissingTexts, missingText } from '../../src/console/web/findings/missing-text.js';
import { findingsEn } from '../../src/console/web/i18n/findings.en.js';
import { findingsZh } from '../../src/console/web/i18n/findings.zh.js';
import { vocabularyEn } from '../../src/console/web/i18n/vocabulary.en.js';
import { vocabularyZh } from '../../src/console/web/i18n/vocabulary.zh.js';
import { HINT_RULES } from '../../src/domain/hints/registry.js';
import { RULE_BOOK } from '../../src/domain/review/rule-book.js';
import { RULES } from '../../src/domain/rules/registry.js';
import { fromRoot } from '../support/child.js';

type Tables = Readonly<Record<string, unknown>>;

/** The texts of one language, as the console reads them. */
const texts = (tables: Tables): MissingTexts => ({
  word: (table, code) => (tables[table] as Readonly<Record<string, string>>)[code] ?? code,
  t: (sentence, named) => String(tables[sentence]).replace(/\{(\w+)\}/g, (_, name: string) => named[name] ?? ''),
});
const zh = texts({ ...findingsZh, ...vocabularyZh });
const en = texts({ ...findingsEn, ...vocabularyEn });

/** `cannotJudge('…')`, `missing: '…'`, `notReviewed(…, '…')`: everything that a rule or the reviewer may say is missing. */
const SAID = /(?:cannotJudge\(|missing: |notReviewed\([^)']*?)(?:seen\.item \? )?['`]([^'`]+)['`]/g;

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}
const said = [...sources(fromRoot('src/domain')), ...sources(fromRoot('src/review'))].flatMap((text) =>
  [...text.matchAll(SAID)].map(([, code = '']) =>
    code.replace('${act.type}', 'case.decided').replace(/\$\{(condition\.)?fact\}/, 'area'),
  ),
);
const needed = [...RULES, ...RULE_BOOK, ...HINT_RULES].flatMap(({ needs }) => needs);
const codes = [...new Set([...needed, ...said, 'fault', 'standards', 'too-large'])].sort();

describe('what a rule needs and what it may lack', () => {
  it('is found in the sources', () => {
    expect(codes.length).toBeGreaterThan(40);
    expect(codes).toEqual(
      expect.arrayContaining(['item.refusals', 'pause.started.plannedDays', 'discretion.facts.kind']),
    );
    expect(codes.filter((code) => code.includes('$'))).toEqual([]);
  });

  it.each(codes)('has a name in both languages: %s', (code) => {
    const [chinese, english] = [missingText(code, zh), missingText(code, en)];
    expect(chinese).not.toBe(code);
    expect(english).not.toBe(code);
    // The fact of a tier is called as the standard calls it.
    expect(chinese.replace('“area”', '')).not.toMatch(/[A-Za-z]/);
    expect(english).not.toMatch(/[a-z][A-Z]|[a-z]\.[a-z]/);
  });

  it('is shown as it is where it has no name', () => {
    expect(missingText('item.unheardOf', zh)).toBe('item.unheardOf');
  });
});
