import { describe, expect, it } from '@jest/globals';
import { xlsxOf } from '../../src/bulletin/documents/xlsx.js';
import { composeWorkbook } from '../../src/bulletin/text/workbook.js';
import type { BulletinFigures } from '../../src/bulletin/bulletin-figures.js';
import { NOVEMBER_3, OCTOBER, blocksOf, octoberDoc } from './documents.js';
import { figuresOf, provinceFigures, rowOf } from './month-figures.js';
import { unzip } from './unzip.js';

const workbookOf = (figures: BulletinFigures = provinceFigures()) =>
  composeWorkbook({ month: OCTOBER, figures, asOf: NOVEMBER_3, doc: octoberDoc({ figures }), hash: 'ab'.repeat(32) });
const parts = async (figures?: BulletinFigures): Promise<Map<string, string>> => {
  const files = unzip(Buffer.from(await xlsxOf(workbookOf(figures))));
  return new Map([...files].map(([name, content]) => [name, content.toString()]));
};

interface Cell {
  readonly type: string | undefined;
  readonly value: string;
}

/** The cells of a sheet as a spreadsheet reads them. */
function cellsOf(files: ReadonlyMap<string, string>, sheet: number): Cell[][] {
  const strings = [...files.get('xl/sharedStrings.xml')!.matchAll(/<si>[^]*?<t[^>]*>([^]*?)<\/t>[^]*?<\/si>/g)].map(
    ([, text = '']) => text,
  );
  const rows = files.get(`xl/worksheets/sheet${sheet}.xml`)!.matchAll(/<row [^>]*>([^]*?)<\/row>/g);
  return [...rows].map(([, row = '']) =>
    [...row.matchAll(/<c ([^>]*)>(?:<v>([^]*?)<\/v>)?[^]*?<\/c>/g)].map(([, members = '', value = '']) => {
      const type = /t="(\w+)"/.exec(members)?.[1];
      return { type, value: type === 's' ? strings[Number(value)]! : value };
    }),
  );
}

describe('the workbook of a bulletin', () => {
  it('holds a sheet for each table, with a head that stays in sight', async () => {
    const files = await parts();
    const names = [...files.get('xl/workbook.xml')!.matchAll(/<sheet [^>]*name="([^"]+)"/g)].map(([, name]) => name);
    expect(names).toEqual(['说明', '总体', '每日', '附件1 各地区', '附件2 各单位', '附件3 各事项']);
    for (let i = 1; i <= names.length; i += 1)
      expect(files.get(`xl/worksheets/sheet${i}.xml`)).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/);
  });

  it('says what it is: title, number, up to when, and the hash of its figures', async () => {
    const about = cellsOf(await parts(), 1).map((row) => row.map(({ value }) => value).join(' '));
    expect(about).toContain('标题 关于2026年10月全省行政审批电子监察情况的通报');
    expect(about).toContain('发文字号 辽审监〔2026〕12号');
    expect(about).toContain('数据截至 2026年11月3日10:20');
    expect(about).toContain(`数字的 SHA-256 ${'ab'.repeat(32)}`);
  });

  it('leaves out what months before the system ran would have to be compared with', async () => {
    const blank = figuresOf();
    const files = await parts({ ...provinceFigures(), previous: blank, lastYear: blank });
    const texts = (sheet: number): string[][] => cellsOf(files, sheet).map((row) => row.map(({ value }) => value));
    for (const row of texts(2).slice(1)) expect(row.slice(3)).toEqual(['—', '—', '—', '—']);
    for (const row of texts(4).slice(1)) expect(row.slice(2, 4)).toEqual(['—', '—']);
  });

  it('holds numbers as numbers, and they add up', async () => {
    const [head, ...rows] = cellsOf(await parts(), 4);
    const at = (title: string): number => head!.findIndex(({ value }) => value === title);
    for (const title of [
      '收件（件）',
      '上月收件（件）',
      '办结（件）',
      '其中按时办结（件）',
      '预警（次）',
      '红牌（张）',
    ]) {
      const column = rows.map((row) => row[at(title)]!);
      expect(column.every(({ type }) => type === undefined || type === 'n')).toBe(true);
      const numbers = column.map(({ value }) => Number(value));
      expect(numbers.slice(0, -1).reduce((sum, n) => sum + n, 0)).toBe(numbers.at(-1));
    }
    expect(rows.at(-1)![0]!.value).toBe('合计');
  });

  it('shows the very figures that the document prints', async () => {
    const files = await parts();
    const shown = ({ type, value }: Cell, printed: string): string => {
      if (type === 's') return value;
      return printed.includes('%') ? `${(100 * Number(value)).toFixed(2)}%` : Number(value).toLocaleString('en-US');
    };
    // The columns of the annex among those of the sheet.
    const columns = [0, 1, 3, 4, 5, 8, 9, 10, 11];
    const annexes = blocksOf(octoberDoc(), 'table').slice(1);
    for (const [i, { rows }] of annexes.entries()) {
      const sheet = cellsOf(files, 4 + i).slice(1);
      expect(sheet).toHaveLength(rows.length);
      for (const [y, printed] of rows.entries())
        for (const [x, text] of printed.entries()) {
          const plain = text
            .replace(/^↓/, '-')
            .replace(/^↑/, '')
            .replace(/^(基本)?持平$/, '0.00%');
          expect(shown(sheet[y]![columns[x]!]!, plain)).toBe(plain);
        }
    }
  });

  it('says nothing where there is nothing to compare with or to measure', async () => {
    const none = figuresOf({ received: 3 });
    const figures = provinceFigures({ total: none, previous: figuresOf(), regions: [rowOf('a', '甲', none)] });
    const row = cellsOf(await parts(figures), 4)[1]!;
    expect([row[3]?.value, row[8]?.value]).toEqual(['—', '—']);
  });

  it.each(['=HYPERLINK("http://x","y")', '+1+1', '-1', '@SUM(A1)', "=cmd|'/c calc'!A1"])(
    'takes the name %s for a text',
    async (name) => {
      const files = await parts(provinceFigures({ regions: [rowOf('x', name, figuresOf({ received: 1 }))] }));
      const cell = cellsOf(files, 4)[1]![0]!;
      expect(cell.type).toBe('s');
      expect(cell.value.replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&#39;', "'")).toBe(name);
      for (const [file, content] of files) if (file.includes('sheet')) expect(content).not.toMatch(/<f[ >]/);
    },
  );

  it('is the same to the byte when it is made again', async () => {
    const [first, second] = [await xlsxOf(workbookOf()), await xlsxOf(workbookOf())];
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
    // 1 January 1980, the first day that an archive knows, whatever the clock or the time zone.
    expect(Buffer.from(first).readUInt32LE(10)).toBe(0x00210000);
  });
});
