import { describe, expect, it } from '@jest/globals';
import { zipSync } from 'fflate';
import { readCsv } from '../../src/catalogue/exchange/csv.js';
import { KIND_TABLES } from '../../src/catalogue/exchange/kind-tables.js';
import { tablesOf } from '../../src/catalogue/exchange/table.js';
import { readXlsx } from '../../src/catalogue/exchange/xlsx.js';
import { readYaml } from '../../src/catalogue/exchange/yaml.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What the request is answered, or the entries. */
function yaml(text: string): unknown {
  try {
    return [...readYaml(bytes(text))];
  } catch (error) {
    return (error as { getResponse?: () => unknown }).getResponse?.() ?? error;
  }
}
const seconds = (work: () => unknown): number => {
  const begin = performance.now();
  work();
  return (performance.now() - begin) / 1_000;
};

describe('a YAML file', () => {
  it('of one mapping with a hundred thousand keys is refused at once, with the line where the entry begins', () => {
    const keys = Array.from({ length: 100_000 }, (_, i) => `  k${i}: v`).join('\n');
    let answer: unknown;
    expect(seconds(() => (answer = yaml(`- code: A\n- code: B\n${keys}\n`)))).toBeLessThan(3);
    expect(answer).toMatchObject({ code: 'entry-too-large', message: { en: expect.stringContaining('line 2') } });
    expect(seconds(() => (answer = yaml(keys)))).toBeLessThan(3);
    expect(answer).toMatchObject({ code: 'entry-too-large', message: { en: expect.stringContaining('line 1') } });
  });

  it('says which keys of a large mapping stand twice, as fast as it is read', () => {
    const keys = Array.from({ length: 6_000 }, (_, i) => `  k${i}: v\n`).join('');
    let answer: unknown;
    expect(seconds(() => (answer = yaml(`- code: A\n${keys}  k7: w\n`)))).toBeLessThan(1.5);
    expect(answer).toMatchObject([{ faults: [{ line: 6_002, zh: expect.stringContaining('k7') }] }]);
  });

  it('that is nested too deep is refused with its line, and no error of the program', () => {
    const blocks = Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}- k:\n`).join('  ');
    const keys = Array.from({ length: 2_000 }, (_, i) => `${' '.repeat(i + 2)}k:\n`).join('');
    const flows = ['['.repeat(40_000), '['.repeat(9_000) + ']'.repeat(9_000), '{a: '.repeat(9_000), '['.repeat(200)];
    for (const deep of [...flows, '- '.repeat(9_000) + 'a', '? '.repeat(9_000) + 'a', blocks, `k:\n${keys}`])
      expect(yaml(`- code: A\n- ${deep}\n`)).toMatchObject({
        code: 'nested-too-deep',
        message: { en: expect.stringContaining('line 2') },
      });
    const [text] = yaml(`- code: A\n  x: |\n${' '.repeat(300)}- - - x\n  y: [[[1]]]\n`) as { faults: unknown }[];
    expect(text).toMatchObject({ faults: [], value: { y: [[[1]]] } });
  });

  it('whose aliases would write more than a file may have is refused with its line', () => {
    const anchors = `  a: &a ${'x'.repeat(1_000_000)}\n  b: [${Array.from({ length: 20 }, () => '*a').join(', ')}]\n`;
    expect(yaml(`- code: A\n${anchors}`)).toMatchObject([
      { faults: [{ line: 1, zh: expect.stringContaining('别名') }] },
    ]);
    const many = Array.from({ length: 2_000 }, (_, i) => `  k${i}: &a${i} v\n  j${i}: *a${i}\n`).join('');
    expect(yaml(`- code: A\n${many}`)).toMatchObject([{ faults: [{ line: 1, zh: expect.stringContaining('别名') }] }]);
    expect(yaml('- code: A\n  a: &a [1]\n  b: *a\n')).toMatchObject([{ faults: [], value: { a: [1], b: [1] } }]);
  });

  it('of more dashes than entries are taken is refused before they are gathered', () => {
    expect(seconds(() => expect(yaml('-\n'.repeat(4_000_000))).toMatchObject({ code: 'too-large' }))).toBeLessThan(2);
  });
});

describe('a table', () => {
  const kind = KIND_TABLES.items;
  const own = tablesOf(kind)[0]!;
  const told = async (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => undefined,
      (error: unknown) => (error as { getResponse?: () => unknown }).getResponse?.() ?? error,
    );
  const sheet = (rows: string) =>
    zipSync({
      'xl/workbook.xml': bytes('<workbook xmlns:r="r"><sheets><sheet name="items" r:id="a"/></sheets></workbook>'),
      'xl/_rels/workbook.xml.rels': bytes(
        '<Relationships><Relationship Id="a" Target="worksheets/s.xml"/></Relationships>',
      ),
      'xl/worksheets/s.xml': bytes(`<worksheet><sheetData>${rows}</sheetData></worksheet>`),
    });
  const tooLarge = (line: string) => ({ code: 'too-large', message: { en: expect.stringContaining(line) } });

  it('whose row has more cells than columns is refused before the rest of the row is read', async () => {
    // What comes behind the row is broken, and not reached.
    const row = `<row r="7">${'<c><v>1</v></c>'.repeat(201)}`;
    expect(await told(readXlsx(kind, sheet(row + '<c>'.repeat(100_000))))).toMatchObject(tooLarge('line 7'));
    const same = `<row r="8">${'<c r="A8"><v>1</v></c>'.repeat(201)}`;
    expect(await told(readXlsx(kind, sheet(same)))).toMatchObject(tooLarge('line 8'));
  });

  it('of CSV is refused at the first row with more cells, or with more blank ones than a spreadsheet has', async () => {
    const csv = (text: string) => told(readCsv(own, bytes(text)));
    expect(await csv(`code\n${'a,'.repeat(400_000)}\n`)).toMatchObject(tooLarge('line 2'));
    expect(await csv(`code\nA\n${','.repeat(4_000_000)}\n`)).toMatchObject(tooLarge('line 3'));
    expect(await csv(`code${','.repeat(16_000)}\nA${','.repeat(16_000)}\n`)).toBeUndefined();
  });

  it('of CSV is read piece by piece: others have their turn', async () => {
    const lines = Array.from({ length: 50_000 }, (_, i) => `A-${i},事项${i}`).join('\n');
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const table = await readCsv(own, bytes(`code,name\n${lines}\n`));
    clearInterval(timer);
    expect(table.rows).toHaveLength(50_000);
    expect(table.rows.at(-1)).toMatchObject({
      line: 50_001,
      cells: new Map([
        ['code', 'A-49999'],
        ['name', '事项49999'],
      ]),
    });
    expect(turns).toBeGreaterThan(5);
  });
});
