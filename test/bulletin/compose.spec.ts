import { describe, expect, it } from '@jest/globals';
import { plain } from '../../src/bulletin/text/plain.js';
import { NOVEMBER_3, blocksOf, octoberDoc } from './documents.js';
import type { Figures } from '../../src/console/figures.protocol.js';
import { figuresOf, provinceFigures, rowOf } from './month-figures.js';

/** Words of blame and of sanctions: a card is a fact of time, found by a rule. */
const GUILT = /违法|违规|违纪|处分|问责|追究|责令|失职|渎职|乱作为|不作为(?!对)|严重|恶劣/;

describe('the document of a month', () => {
  it('has the parts of the official format in their order', () => {
    const { blocks } = octoberDoc();
    expect(blocks.map(({ kind }) => kind).join(' ')).toBe(
      'p h h p table figure h p h p p h p p p p annexes sign annex table annex table annex table imprint',
    );
    expect(blocksOf(octoberDoc(), 'h').map(({ text }) => text)).toEqual([
      '一、基本情况',
      '（一）办件总量',
      '（二）按时办结',
      '二、发牌情况',
      '三、有关说明',
    ]);
  });

  it('leaves out no level of headings on the way down', () => {
    let above = 0;
    for (const { level } of blocksOf(octoberDoc(), 'h')) {
      expect(level).toBeLessThanOrEqual(above + 1);
      above = level;
    }
  });

  it('leaves the number of the document to its registration', () => {
    expect(octoberDoc().documentNo).toBe('辽审监〔2026〕12号');
    const blank = { at: NOVEMBER_3, edition: 1, number: null, correction: null };
    expect(octoberDoc({ issue: blank }).documentNo).toBe('辽审监〔2026〕\u3000\u3000号');
    expect(octoberDoc({ issue: null }).documentNo).toBe('辽审监〔2026〕\u3000\u3000号');
    // The year is that of the date which the document bears.
    const january = { ...blank, at: Date.UTC(2027, 0, 4), number: 1 };
    expect(octoberDoc({ issue: january }).documentNo).toBe('辽审监〔2027〕1号');
  });

  it('bears its date when it is issued, and says so when it is a draft or made of demonstration data', () => {
    expect(blocksOf(octoberDoc(), 'sign')).toMatchObject([
      { organ: '辽宁省行政审批电子监察办公室', date: '2026年11月3日' },
    ]);
    expect(octoberDoc().notices).toEqual([]);
    const draft = octoberDoc({ issue: null, demo: true });
    expect(draft.notices).toEqual(['草稿', '演示数据']);
    expect(blocksOf(draft, 'sign')[0]?.date).toBe('（未印发）');
  });

  it('says the same of a count in its text and in every table', () => {
    const doc = octoberDoc();
    const { total } = provinceFigures();
    const received = total.received.toLocaleString('en-US');
    expect(blocksOf(doc, 'p').some(({ text }) => text.includes(`共收件${received}件`))).toBe(true);
    const [totals, ...annexes] = blocksOf(doc, 'table');
    expect(totals?.rows[0]?.slice(0, 2)).toEqual(['收件（件）', received]);
    for (const table of annexes) expect(table.rows.at(-1)?.slice(0, 2)).toEqual(['合计', received]);
  });

  it('compares no count with months before the system ran, in no table; a row of nothing then is a real zero', () => {
    const october = provinceFigures();
    const tablesOf = (previous: Figures) =>
      blocksOf(octoberDoc({ figures: { ...october, previous, lastYear: figuresOf() } }), 'table');
    const [totals, regions] = tablesOf(figuresOf());
    for (const row of totals!.rows) expect(row.slice(2)).toEqual(['—', '—', '—', '—']);
    for (const row of regions!.rows) expect(row[2]).toBe('—');
    const [compared, , orgs] = tablesOf(october.previous);
    for (const row of compared!.rows)
      expect(row.slice(2).map((cell) => cell === '—')).toEqual([false, false, true, true]);
    // This one received nothing in either month.
    expect(orgs!.rows.find(([, received]) => received === '0')?.[2]).toBe('持平');
  });

  it('names each annex in its list, and each has its table', () => {
    const doc = octoberDoc();
    expect(blocksOf(doc, 'annexes')[0]?.titles).toEqual(blocksOf(doc, 'annex').map(({ title }) => title));
    expect(blocksOf(doc, 'annex').map(({ label }) => label)).toEqual(['附件1', '附件2', '附件3']);
  });

  it('tells in words what the chart shows', () => {
    expect(blocksOf(octoberDoc(), 'figure')[0]?.alt).toMatch(/收件最多的一日为\d+日，[\d,]+件；办结最多的一日为\d+日/);
  });

  it('holds no word of guilt, whatever the figures', () => {
    const worst = provinceFigures({
      total: figuresOf({ received: 9, decided: 9, measured: 9, red: 9, yellow: 9 }),
      regions: [rowOf('210100', '沈阳市', figuresOf({ received: 9, red: 9, yellow: 9 }))],
    });
    for (const figures of [provinceFigures(), worst]) {
      const issue = { at: NOVEMBER_3, edition: 2, number: null, correction: { formerAt: NOVEMBER_3, reason: '补报' } };
      expect(JSON.stringify(octoberDoc({ figures, issue }))).not.toMatch(GUILT);
    }
  });

  it('names no region, organisation or person outside its tables', () => {
    const text = blocksOf(octoberDoc(), 'p')
      .map(({ text: said }) => said)
      .join('');
    for (const name of ['沈阳市', '大连市', '第1行政审批局']) expect(text).not.toContain(name);
  });
});

describe('a text from outside', () => {
  it.each([
    ['line\nbreak\ttab', 'line break tab'],
    ['\u202Eright to left\u2066', 'right to left'],
    ['nul\u0000 and bell\u0007', 'nul and bell'],
    ['private \uE000', 'private 〓'],
    ['lone \uD800', 'lone'],
    ['  blanks  ', 'blanks'],
    ['e\u0301', 'é'],
    ['𠮷野家', '𠮷野家'],
  ])('%j becomes %j', (given, shown) => expect(plain(given)).toBe(shown));

  it('is cut when it is long', () => {
    expect([...plain('𠮷'.repeat(900))]).toHaveLength(500);
    expect(plain('长'.repeat(501)).endsWith('…')).toBe(true);
  });
});
