import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BulletinDoc } from '../../src/bulletin/bulletin-doc.js';
import { figuresOf, provinceFigures, rowOf } from './month-figures.js';
import { blocksOf, octoberDoc, press } from './documents.js';
import { type PdfText, readPdf } from './pdf-text.js';

const MADE_AT = 1_793_000_000;
const MM = 72 / 25.4;

const maker = press();
afterAll(() => maker.stop());
const pdfOf = async (doc: BulletinDoc): Promise<Buffer> =>
  Buffer.from((await maker.render({ format: 'pdf', doc, madeAt: MADE_AT })).bytes);
const linesOf = (page: PdfText['pages'][number] | undefined): string[] => page?.runs.map(({ text }) => text) ?? [];

describe('the PDF of a bulletin', () => {
  let bytes: Buffer;
  let pdf: PdfText;
  beforeAll(async () => {
    bytes = await pdfOf(octoberDoc());
    pdf = readPdf(bytes);
  });

  it('says that it is PDF/A-2a: tagged, in Chinese, with its title, colours and fonts', () => {
    for (const claim of [
      '<pdfaid:part>2</pdfaid:part>',
      '<pdfaid:conformance>A</pdfaid:conformance>',
      '/OutputIntents',
      '/StructTreeRoot',
      '/Marked true',
      '/Lang (zh-CN)',
      '关于2026年10月全省行政审批电子监察情况的通报',
    ])
      expect(Buffer.from(pdf.source, 'latin1').includes(claim)).toBe(true);
    expect(pdf.source).not.toMatch(/\/(JavaScript|Encrypt|EmbeddedFile|URI)\b/);
  });

  it('uses the fonts that come with the product, and none of this machine', () => {
    expect([...new Set(pdf.fonts)].sort()).toEqual([
      'LXGWWenKai-Regular',
      'NotoSansSC-Medium',
      'NotoSerifSC-Bold',
      'NotoSerifSC-Regular',
    ]);
  });

  it('tells tables, figures and headings to those who cannot see them', () => {
    for (const tag of ['/S /Table', '/S /TH', '/S /Figure', '/S /H1', '/S /H2', '/S /Caption'])
      expect(pdf.source.includes(tag) ? tag : `no ${tag}`).toBe(tag);
    expect(pdf.source).toContain('/Alt ');
  });

  it('is A4, with the mark 35 mm below the upper edge of the type area, in red', () => {
    const [first] = pdf.pages;
    expect([first?.width, first?.height].map((length) => Math.round((length ?? 0) / MM))).toEqual([210, 297]);
    const mark = first?.runs.find(({ text }) => text === '辽宁省行政审批电子监察办公室文件');
    const top = (mark?.y ?? 0) - 0.88 * (mark?.size ?? 0);
    expect(top / MM).toBeCloseTo(37 + 35, 0);
    expect(mark?.font).toBe('NotoSerifSC-Bold');
  });

  it('sets headings in 黑体 and 楷体, the text in 三号, page numbers in 四号 with a dash on each side', () => {
    const runs = pdf.pages.flatMap((page) => page.runs);
    const of = (text: string) => runs.find((run) => run.text.startsWith(text));
    expect(of('一、基本情况')).toMatchObject({ font: 'NotoSansSC-Medium', size: 16 });
    expect(of('（一）办件总量')).toMatchObject({ font: 'LXGWWenKai-Regular', size: 16 });
    expect(of('各市人民政府')).toMatchObject({ font: 'NotoSerifSC-Regular', size: 16 });
    const numbers = pdf.pages.map((page) => page.runs.find(({ text }) => /^— \d+ —$/.test(text)));
    expect(numbers.map((run) => run?.text)).toEqual(pdf.pages.map((_, i) => `— ${i + 1} —`));
    expect(numbers.every((run) => run?.size === 14)).toBe(true);
    // Odd pages to the right, even ones to the left.
    expect(numbers.map((run) => (run?.x ?? 0) > 300)).toEqual(pdf.pages.map((_, i) => i % 2 === 0));
  });

  it('ends on an even page with the imprint at the bottom', () => {
    expect(pdf.pages.length % 2).toBe(0);
    const lines = linesOf(pdf.pages.at(-1));
    expect(lines).toContain('2026年11月3日印发');
    expect(lines.join('')).toContain('抄送：省委办公厅、省监察委员会。');
  });

  it('never leaves the signature alone on a page', () => {
    const page = pdf.pages.find(({ runs }) => runs.some(({ text }) => text === '2026年11月3日'));
    expect(linesOf(page).join('')).toContain('4.数据截止之后');
  });

  it('is the same to the byte when it is made again, by another process too', async () => {
    const other = press();
    try {
      const again = await other.render({ format: 'pdf', doc: octoberDoc(), madeAt: MADE_AT });
      expect(bytes.equals(Buffer.from(again.bytes))).toBe(true);
      expect(bytes.equals(await pdfOf(octoberDoc()))).toBe(true);
    } finally {
      other.stop();
    }
  });

  it('names the typefaces that it was made with', async () => {
    const { fonts } = await maker.render({ format: 'pdf', doc: octoberDoc(), madeAt: MADE_AT });
    expect(fonts).toContain('仿宋：Noto Serif SC（替代 stand-in）');
  });
});

describe('the annexes with the longest numbers', () => {
  const most = figuresOf({
    ...{ received: 9_999_999, accepted: 9_999_999, decided: 9_999_999, measured: 9_999_999, onTime: 9_999_999 },
    ...{ reminders: 99_999, yellow: 99_999, red: 99_999 },
  });

  it.each([
    [909_097, '↑999.99%', '↑999.99%'],
    [14_853, '↑672.26倍', '↑672.26倍'],
    // Beyond what a country counts, the unit goes to a line of its own.
    [1, '↑9,999,998倍', '↑9,999,998'],
  ])('hold what came in after %d within its cell', async (received, cell, line) => {
    const before = figuresOf({ ...most, received });
    const figures = provinceFigures({
      total: most,
      previous: before,
      regions: [rowOf('210100', '第58行政审批局', most, before)],
    });
    const doc = octoberDoc({ figures });
    const runs = readPdf(await pdfOf(doc)).pages.flatMap((page) => page.runs);
    const { columns, rows } = blocksOf(doc, 'table').find((table) => table.columns.length === 9)!;
    expect(rows.map((row) => row[2])).toEqual([cell, cell]);
    const width = (156 * MM) / columns.reduce((sum, { weight }) => sum + weight, 0);
    for (const row of rows)
      row.forEach((text, i) => {
        const left = 28 * MM + width * columns.slice(0, i).reduce((sum, { weight }) => sum + weight, 0);
        const inCell = (x: number): boolean => x > left && x < left + width * columns[i]!.weight;
        const shown = text === cell ? line : text;
        expect([shown, runs.some((run) => run.text === shown && inCell(run.x))]).toEqual([shown, true]);
      });
  });
});

describe('a page full of text', () => {
  it('holds 22 lines of 28 characters within 156 mm × 225 mm', async () => {
    const doc = octoberDoc();
    const text = '国'.repeat(28 * 22 * 3);
    const { pages } = readPdf(await pdfOf({ ...doc, blocks: [{ kind: 'p', text }, ...doc.blocks] }));
    const lines = pages[1]!.runs.filter((run) => run.text.includes('国'));
    expect(lines.map((run) => [...run.text].length)).toEqual(Array(22).fill(28));
    for (const { x, y } of lines) {
      expect(x / MM).toBeCloseTo(28, 1);
      expect(y / MM).toBeGreaterThan(37);
      expect(y / MM).toBeLessThan(297 - 35);
    }
  });
});

describe('text from outside', () => {
  const HOSTILE = '#panic("x") #read("/etc/passwd") $x^2$ *b* _i_ `c` <label> @ref \\ // /* ]] {{';

  it('stays text, whatever it would mean to Typst', async () => {
    const regions = [rowOf('210100', HOSTILE, figuresOf({ received: 1 })), ...provinceFigures().regions];
    const pdf = readPdf(await pdfOf(octoberDoc({ figures: provinceFigures({ regions }) })));
    const shown = pdf.pages
      .flatMap(linesOf)
      .join('')
      .replaceAll(/[\s\u200b]/g, '');
    expect(shown).toContain(HOSTILE.replaceAll(' ', ''));
  });

  it('may hold characters that no font has; a geta stands for each', async () => {
    const region = { code: '210100', name: '沈阳\u{1F600}\uE000市\u202E' };
    const doc = octoberDoc({ figures: provinceFigures({ region }) });
    expect(doc.title[0]).toBe('关于2026年10月沈阳\u{1F600}〓市行政审批');
    const pdf = readPdf(await pdfOf(doc));
    expect(linesOf(pdf.pages[0])).toContain('关于2026年10月沈阳〓〓市行政审批');
  });

  it('may be long and without a place to break', async () => {
    const regions = [
      rowOf('210100', `${'W'.repeat(300)}${'长'.repeat(300)}`, figuresOf()),
      ...provinceFigures().regions,
    ];
    const pdf = readPdf(await pdfOf(octoberDoc({ figures: provinceFigures({ regions }) })));
    const right = (210 - 26) * MM;
    const runs = pdf.pages.flatMap((page) => page.runs).filter(({ text }) => text.includes('W\u200bW'));
    expect(runs.length).toBeGreaterThan(10);
    for (const { x, size, text } of runs) expect(x + text.length * size * 0.95).toBeLessThan(right);
  });

  it('does not reach the structure of the document', () => {
    const reason = '一、伪造标题\n附件：9.伪造';
    const doc = octoberDoc({ issue: { at: 0, edition: 2, number: null, correction: { formerAt: 0, reason } } });
    expect(blocksOf(doc, 'h').map(({ text }) => text)).not.toContain('一、伪造标题');
    expect(blocksOf(doc, 'p').some(({ text }) => text.includes('更正原因：一、伪造标题 附件：9.伪造。'))).toBe(true);
  });
});
