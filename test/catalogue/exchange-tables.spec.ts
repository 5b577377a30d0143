import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { join } from 'node:path';
import { entriesIn } from '../../src/catalogue/exchange/assemble.js';
import type { FileTable } from '../../src/catalogue/exchange/file-entry.js';
import { csvOf, readCsv } from '../../src/catalogue/exchange/csv.js';
import { KIND_TABLES } from '../../src/catalogue/exchange/kind-tables.js';
import type { Members } from '../../src/catalogue/exchange/members.js';
import { type KindTable, type PlacedTable, tablesOf } from '../../src/catalogue/exchange/table.js';
import { rowsOf } from '../../src/catalogue/exchange/tabulate.js';
import { readXlsx, xlsxOf } from '../../src/catalogue/exchange/xlsx.js';
import { readYaml, yamlOf } from '../../src/catalogue/exchange/yaml.js';
import { loadItems } from '../../src/catalogue/items/item.files.js';
import { CONFIG } from '../support/test-app.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const rowsOfAll = (kind: KindTable, entries: readonly Members[]) => entries.flatMap((entry) => rowsOf(kind, entry));

async function throughCsv(kind: KindTable, entries: readonly Members[]): Promise<Map<string, FileTable>> {
  const rows = rowsOfAll(kind, entries);
  const read = (one: PlacedTable) => readCsv(one, bytes(csvOf(one, rows)));
  return new Map(await Promise.all(tablesOf(kind).map(async (one) => [one.table.name, await read(one)] as const)));
}
const assembled = (kind: KindTable, tables: Map<string, FileTable>) => {
  const entries = [...entriesIn(kind, tables, () => undefined)];
  expect(entries.flatMap(({ faults }) => faults)).toEqual([]);
  return entries.map(({ value }) => value);
};
const throughYaml = (entries: readonly Members[]) =>
  [...readYaml(bytes(entries.map(yamlOf).join('')))].map(({ value }) => value);

const plain = (value: unknown): Members => JSON.parse(JSON.stringify(value)) as Members;
const text = fc.oneof(
  fc.constantFrom(
    '=1+1',
    "'=1",
    '@x',
    '-5',
    '+',
    '是',
    '10',
    '01',
    '1.0',
    '[1]',
    'a；b',
    ' 空 ',
    '有',
    '无',
    '\t',
    'a\r\nb',
    '_x0041_',
  ),
  fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
);
const stage = (at: object) => ({ level: 'red', at, source: '法' });
const anything = fc.jsonValue({ maxDepth: 2 });
const optional = (members: Record<string, fc.Arbitrary<unknown>>) => fc.record(members, { requiredKeys: [] });
const limit = optional({ amount: fc.double({ min: 0, max: 99, noNaN: true }), unit: text, from: text, basis: text });
const benchmark = fc.record(
  {
    code: text,
    name: text,
    facts: fc.array(text, { maxLength: 2 }),
    exclusive: fc.array(fc.array(text, { minLength: 2, maxLength: 3 }), { maxLength: 2 }),
    statutory: optional({ min: fc.integer(), max: fc.integer() }),
    tiers: fc.array(
      fc.record({ code: text, value: fc.record({ type: text, min: fc.integer() }), conditions: fc.array(anything) }),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: ['code', 'tiers'] },
);
const item = fc
  .record(
    {
      code: fc.stringMatching(/^[A-Z0-9=@-]{1,8}$/),
      name: text,
      org: text,
      kind: fc.constantFrom('instant', 'promised'),
      effectiveFrom: fc.constant('2024-01-01T00:00:00+08:00'),
      statutory: limit,
      promised: limit,
      steps: fc.array(fc.record({ name: text, code: text, limit }, { requiredKeys: ['name'] }), { maxLength: 3 }),
      pauses: fc.array(fc.record({ kind: text, maxDays: fc.nat() }, { requiredKeys: ['kind'] }), { maxLength: 2 }),
      materials: fc.array(fc.oneof(anything, fc.record({ name: text, required: fc.boolean() })), { maxLength: 3 }),
      fees: fc.array(
        fc.oneof(
          anything,
          optional({
            code: text,
            name: text,
            amount: fc.oneof(text, fc.double(), optional({ min: fc.nat(), max: text })),
            standard: text,
          }),
        ),
        { maxLength: 3 },
      ),
      refusals: fc.array(text, { maxLength: 3 }),
      discretion: fc.array(fc.oneof({ weight: 3, arbitrary: benchmark }, anything as fc.Arbitrary<unknown>), {
        maxLength: 2,
      }),
      maxVisits: fc.nat(),
      handling: fc.record({ kind: fc.constant('joint'), units: fc.array(text, { maxLength: 3 }) }),
    },
    { requiredKeys: ['code', 'name', 'steps'] },
  )
  .map(plain);
const items = fc.uniqueArray(item, { maxLength: 4, selector: ({ code }) => code });

describe('entries as tables', () => {
  const seeded = loadItems(join(CONFIG, 'items')).map(({ code, body }) => plain({ code, ...body }));

  it('keep the items of config whole through every format, without a cell of JSON but for conditions', async () => {
    const kind = KIND_TABLES.items;
    const rows = rowsOfAll(kind, seeded);
    expect(rows.filter(({ cells }) => cells.has('json'))).toEqual([]);
    expect(assembled(kind, await throughCsv(kind, seeded))).toEqual(seeded);
    expect(assembled(kind, await readXlsx(kind, await xlsxOf(kind, rows)))).toEqual(seeded);
    expect(throughYaml(seeded)).toEqual(seeded);
  });

  it('keep any item whole through CSV and YAML', () =>
    fc.assert(
      fc.asyncProperty(items, async (given) => {
        expect(assembled(KIND_TABLES.items, await throughCsv(KIND_TABLES.items, given))).toEqual(given);
        expect(throughYaml(given)).toEqual(given);
      }),
      { numRuns: 150 },
    ));

  it('keep any item whole through XLSX', async () =>
    fc.assert(
      fc.asyncProperty(items, async (given) => {
        const kind = KIND_TABLES.items;
        expect(assembled(kind, await readXlsx(kind, await xlsxOf(kind, rowsOfAll(kind, given))))).toEqual(given);
      }),
      { numRuns: 15 },
    ));

  it('keep profiles, standards, calendars and organisations whole', async () => {
    const others: Record<'profiles' | 'standards' | 'calendars' | 'organisations', Members> = {
      profiles: {
        code: 'p',
        version: '2026.2',
        name: { zh: '方案', en: 'profile' },
        orgs: ['43*'],
        counting: { value: 'day', source: '法' },
        labels: { red: { zh: '红', en: 'red', source: '某' } },
        rules: {
          'T-NOTICE-LATE': {
            level: 'red',
            levelSource: '某',
            params: { days: { value: 5, source: '法' } },
            basis: ['一；二', '三'],
          },
          'N-MATERIAL-EXTRA': { enabled: false },
          'T-PAUSE-OVER': { stages: [stage({ daysBefore: 0 }), stage({ daysOver: 1 })] },
          'T-HEARING-LATE': { stages: [] },
        },
      },
      standards: {
        code: 'LY-1',
        items: ['A', 'B'],
        from: '2024-01-01',
        tiers: [
          {
            code: '轻',
            mitigated: true,
            conditions: [{ fact: '面积', max: 1 }],
            value: { type: 'ratio', base: '价', minPercent: 1 },
          },
        ],
      },
      calendars: {
        code: 'cn-x',
        name: '日历',
        orgs: ['cn'],
        officeHours: [
          ['09:00', '12:00'],
          ['13:00', '17:00'],
        ],
        firstDay: '2024-01-01',
        lastDay: '2026-12-31',
        days: [{ date: '2024-02-10', off: true, name: '春节', notice: '国办' }],
      },
      organisations: {
        code: '210000-sczj',
        name: '局',
        kind: 'department',
        region: '210000',
        uscc: '11440232MB2D06811W',
      },
    };
    for (const [name, entry] of Object.entries(others)) {
      const kind = KIND_TABLES[name as keyof typeof others];
      expect(rowsOf(kind, entry).some(({ cells }) => cells.has('json'))).toBe(false);
      expect(assembled(kind, await throughCsv(kind, [entry]))).toEqual([entry]);
      expect(assembled(kind, await readXlsx(kind, await xlsxOf(kind, rowsOf(kind, entry))))).toEqual([entry]);
      expect(throughYaml([entry])).toEqual([entry]);
    }
  });
});

describe('a hostile file', () => {
  const kind = KIND_TABLES.items;
  const [own] = tablesOf(kind);
  const csv = (lines: readonly string[]) => readCsv(own!, bytes(lines.join('\r\n')));
  const told = async (work: () => unknown): Promise<unknown> => {
    try {
      await work();
    } catch (error) {
      return (error as { getResponse(): unknown }).getResponse();
    }
    return undefined;
  };

  it('in GBK or UTF-16 is refused by the name of its encoding', async () => {
    const gbk = Uint8Array.from([0xb1, 0xe0, 0xc2, 0xeb, 0x0d, 0x0a]);
    expect(await told(() => readCsv(own!, gbk))).toMatchObject({
      code: 'wrong-encoding',
      message: { en: expect.stringContaining('GBK') },
    });
    const utf16 = Uint8Array.from(Buffer.from('\uFEFF编码', 'utf16le'));
    expect(await told(() => readCsv(own!, utf16))).toMatchObject({
      code: 'wrong-encoding',
      message: { en: expect.stringContaining('UTF-16') },
    });
  });

  it('with unknown columns is refused with their names and the nearest ones', async () =>
    expect(await told(() => csv(['code,promised.amuont,备注', 'A,1,x']))).toMatchObject({
      code: 'unknown-column',
      member: 'promised.amuont',
      message: { en: expect.stringMatching(/promised\.amount.*备注/u) },
    }));

  it('with a column twice, or without its code, is refused', async () => {
    expect(await told(() => csv(['code,code', 'A,B']))).toMatchObject({ code: 'column-twice' });
    expect(await told(() => csv(['name', 'A']))).toMatchObject({ code: 'missing-column', member: 'code' });
    expect(await told(() => csv(['code;name', 'A;B']))).toMatchObject({ code: 'unknown-column' });
  });

  it('with an unclosed quote is refused', async () =>
    expect(await told(() => csv(['code,name', 'A,"x']))).toMatchObject({ code: 'broken-csv' }));

  it('tells of huge cells, spoilt codes and words for numbers in their row and column', async () => {
    const tables = new Map([
      ['items', await csv(['code,name,promised.amount', `A,${'x'.repeat(70_000)},1`, '1.17E+11,b,七', ',c,'])],
    ]);
    const entries = [...entriesIn(kind, tables, () => undefined)];
    expect(entries.map(({ faults }) => faults.map(({ line, member }) => `${line} ${member}`))).toEqual([
      ['2 name'],
      ['3 code', '3 promised.amount'],
      ['4 code'],
    ]);
  });

  it('packed as a bomb stops at the bound', async () => {
    const bomb = zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(80 * 1024 * 1024) }, { level: 6 });
    expect(bomb.length).toBeLessThan(200_000);
    expect(await told(() => readXlsx(kind, bomb))).toMatchObject({ code: 'too-large' });
  });

  it('that lies about its size, is cut off or is no archive is refused', async () => {
    const lying = zipSync({ 'xl/a.xml': new Uint8Array(80 * 1024 * 1024) }, { level: 6 });
    // The size unpacked, in the local header and in the directory.
    for (let at = 0; at < lying.length - 4; at++)
      if (lying[at] === 0x50 && lying[at + 1] === 0x4b && lying[at + 2]! < 5)
        new DataView(lying.buffer, lying.byteOffset).setUint32(at + (lying[at + 2] === 1 ? 24 : 22), 10, true);
    expect(await told(() => readXlsx(kind, lying))).toMatchObject({
      code: expect.stringMatching(/too-large|no-archive/u),
    });
    const whole = zipSync({ 'xl/workbook.xml': bytes('<workbook/>') });
    expect(await told(() => readXlsx(kind, whole.subarray(0, 40)))).toMatchObject({ code: 'no-archive' });
    expect(await told(() => readXlsx(kind, bytes('code,name')))).toMatchObject({ code: 'no-archive' });
    expect(await told(() => readXlsx(kind, whole))).toMatchObject({ code: 'broken-xlsx' });
  });

  it('with formulas is refused in their rows, entities expand to nothing', async () => {
    const sheet = (rows: string) =>
      zipSync({
        'xl/workbook.xml': bytes('<workbook xmlns:r="r"><sheets><sheet name="items" r:id="a"/></sheets></workbook>'),
        'xl/_rels/workbook.xml.rels': bytes(
          '<Relationships><Relationship Id="a" Target="worksheets/s.xml"/></Relationships>',
        ),
        'xl/worksheets/s.xml': bytes(
          `<!DOCTYPE x [<!ENTITY e "boom">]><worksheet><sheetData>${rows}</sheetData></worksheet>`,
        ),
      });
    const cell = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
    const head = `<row r="1">${cell('code')}${cell('name')}</row>`;
    const read = await readXlsx(kind, sheet(`${head}<row r="3">${cell('A')}<c t="str"><f>1+1</f><v>2</v></c></row>`));
    expect([...entriesIn(kind, read, () => undefined)][0]?.faults).toMatchObject([{ line: 3, member: 'name' }]);
    expect(await told(() => readXlsx(kind, sheet(`${head}<row r="2">${cell('&e;')}</row>`)))).toMatchObject({
      code: 'broken-xlsx',
    });
    expect(
      await told(() => readXlsx(kind, sheet(`${head}<row r="2"><c r="XFD2" t="str"><v>x</v></c></row>`))),
    ).toMatchObject({ code: 'too-large' });
    const crowded = `${head}<row r="2">${'<c r="A2" t="str"><v>x</v></c>'.repeat(300_000)}</row>`;
    expect(await told(() => readXlsx(kind, sheet(crowded)))).toMatchObject({ code: 'too-large' });
  });

  it('of YAML leaves a broken entry to itself, and no aliases multiply', () => {
    const bomb = `- &a [x,x,x,x,x,x,x,x,x,x]\n- code: B\n  name: &b [1,1,1,1,1,1,1,1,1,1]\n  c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\n  d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\n  e: [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\n`;
    const entries = [
      ...readYaml(bytes(`# items\n- code: A\n  name: x\n- code: "un\n${bomb}- code: C\n  code: D\n- 7\n`)),
    ];
    expect(entries.map(({ code, line, faults }) => [code, line, faults.length])).toEqual([
      ['A', 2, 0],
      ['', 4, 1],
      ['', 5, 1],
      ['', 6, 1],
      ['', 11, 1],
      ['', 13, 1],
    ]);
  });
});
