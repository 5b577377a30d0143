import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { zipSync } from 'fflate';
import iconv from 'iconv-lite';
import { CatalogueModule } from '../../src/catalogue/catalogue.module.js';
import { instantOf } from '../../src/catalogue/exchange/national/national.dates.js';
import { loadNationalMapping, mappingFaults } from '../../src/catalogue/exchange/national/national.mapping.js';
import type { ImportAnswer } from '../../src/console/exchange.protocol.js';
import { rfc3339 } from '../../src/domain/instant.js';
import { type Answer, CONFIG, startTestApp, type TestApp } from '../support/test-app.js';

const MAPPING = {
  kind: 'national-items',
  name: '测试',
  org: { column: 'dept_code', values: { D1: '210000-x' } },
  links: {
    up_task_general_extend: { column: 'task_code', basic: 'task_code' },
    up_task_general_material: { column: 'task_guid', basic: 'row_guid' },
    up_task_general_fee_project: { column: 'task_code', basic: 'task_code' },
  },
  effectiveFrom: 'plan_effective_date',
  values: {
    anticipate_type: { '1': 'workingDay', '2': 'calendarDay', '9': null },
    promise_type: { '1': 'workingDay' },
    project_type: { '1': 'instant', '2': 'promised' },
    task_state: { '1': true, '3': false },
    is_fee: { '0': false, '1': true },
    is_need: { '1': true, '2': false },
    is_desc: { '1': true, '0': false },
    special_procedure: { 专家评审: [{ kind: 'expert-review', maxDays: 15 }] },
  },
};
const HEAD =
  'task_code,task_name,dept_code,anticipate_day,anticipate_type,promise_day,promise_type,project_type,by_law,limit_scene_num,plan_effective_date,plan_cancel_date,task_version,task_state,is_fee,special_procedure,row_guid,handle_flow';
const row = (given: Record<string, string>): string => {
  const usual: Record<string, string> = {
    ...{ task_name: '取水许可', dept_code: 'D1', anticipate_day: '20', anticipate_type: '1', promise_day: '7' },
    ...{ promise_type: '1', project_type: '2', by_law: '取水条例', task_state: '1' },
  };
  return HEAD.split(',')
    .map((name) => given[name] ?? usual[name] ?? '')
    .join(',');
};
const basic = (...rows: Record<string, string>[]): string => [HEAD, ...rows.map(row)].join('\n');

let app: TestApp;
let token: string;
let second: string;
let configDir: string;

beforeAll(async () => {
  configDir = mkdtempSync(join(tmpdir(), 'national-'));
  cpSync(CONFIG, configDir, { recursive: true });
  const mapping = (name: string, more: object) =>
    writeFileSync(join(configDir, 'mappings', `${name}.yaml`), JSON.stringify({ ...MAPPING, ...more }));
  mapping('local', {});
  mapping('lenient', { unknownLimit: 'leave-out', versions: 'highest', encoding: 'gb18030' });
  mapping('unlinked', { links: {} });
  app = await startTestApp({ modules: [CatalogueModule], configDir });
  [token, second] = [await app.signedIn('admin'), await app.signedIn('province')];
});
afterAll(async () => {
  await app?.close();
  rmSync(configDir, { recursive: true, force: true });
});

async function send(query: string, body: string | Uint8Array, type = 'text/csv'): Promise<Answer> {
  const base = (await app.app.getUrl()).replace('[::1]', 'localhost');
  const answer = await fetch(`${base}/api/v1/catalogue/items/import-national?${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': type },
    body: Buffer.from(body),
  });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Answer['body'] };
}
async function told(body: string | Uint8Array, query = 'source=local', type = 'text/csv'): Promise<ImportAnswer> {
  const answer = await send(query, body, type);
  expect([answer.status, answer.body]).toMatchObject([200, { kind: 'items' }]);
  return answer.body as unknown as ImportAnswer;
}
const zip = (tables: Record<string, string>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(tables).map(([name, text]) => [
        `export/up_task_general_${name}.csv`,
        new TextEncoder().encode(text),
      ]),
    ),
  );

describe('the national implementation list', () => {
  it('becomes items with limits, materials and fees, checked by a second person', async () => {
    const file = zip({
      basic: basic({
        ...{ task_code: 'N-1', limit_scene_num: '1', plan_effective_date: '2026/1/1', row_guid: 'g1', is_fee: '1' },
        special_procedure: '专家评审',
      }),
      extend: 'task_code,result_name\nN-1,取水许可证',
      material: 'task_guid,material_name,is_need,order_num\ng1,论证报告,2,2\ng1,申请书,1,1',
      fee_project:
        'task_code,fee_name,fee_stand,by_law,is_desc,desc_explain\nN-1,水资源费,10 元,收费文件,1,小微企业减半',
    });
    const { counts, batch, rows } = await told(file, 'source=local&apply=true&note=年度清单', 'application/zip');
    expect([counts, rows[0]?.warnings]).toMatchObject([{ new: 1 }, [{ member: 'result_name' }, { member: 'org' }]]);
    const { edition } = (await app.ask(`GET /api/v1/catalogue/batches/${batch}`, { token })).body;
    const check = { edition, decision: 'approve' };
    await app.ask(`POST /api/v1/catalogue/batches/${batch}/check`, { token: second, body: check });
    expect((await app.ask('GET /api/v1/catalogue/items/N-1', { token })).body).toMatchObject({
      effectiveFrom: '2026-01-01T00:00:00+08:00',
      body: {
        name: '取水许可',
        org: '210000-x',
        kind: 'promised',
        statutory: { amount: 20, unit: 'workingDay', from: 'acceptance', basis: '取水条例' },
        promised: { amount: 7, unit: 'workingDay', from: 'acceptance' },
        maxVisits: 1,
        resultName: '取水许可证',
        pauses: [{ kind: 'expert-review', maxDays: 15 }],
        materials: [
          { name: '申请书', required: true },
          { name: '论证报告', required: false },
        ],
        fees: [{ name: '水资源费', standard: '10 元', basis: '收费文件', reductionBasis: '小微企业减半' }],
      },
    });
    expect((await app.ask('GET /api/v1/catalogue/items/N-1', { token })).body).not.toHaveProperty('body.result');
    expect((await told(file, 'source=local', 'application/zip')).counts).toEqual({
      new: 0,
      changed: 0,
      same: 1,
      refused: 0,
    });
  });

  it('leaves what its tables do not carry as it is in force', async () => {
    const body = {
      name: '旧',
      org: '210000-x',
      kind: 'promised',
      steps: [{ name: '审查' }],
      refusals: ['不符合'],
      maxVisits: 2,
    };
    await app.ask('PUT /api/v1/items/N-2', { token, body });
    const { rows } = await told(basic({ task_code: 'N-2', task_name: '旧', by_law: '' }));
    expect(rows[0]?.differences.map(({ member, change }) => [member, change])).toEqual([
      ['statutory', 'added'],
      ['promised', 'added'],
    ]);
  });

  it('lists values that its mapping does not know, with their rows, and refuses these', async () => {
    const { rows, unknownValues, counts } = await told(
      basic(
        { task_code: 'U-1', anticipate_type: '7' },
        { task_code: 'U-2', anticipate_type: '7', promise_type: '' },
        { task_code: 'U-3', project_type: '01' },
        { task_code: 'U-4', dept_code: 'D9' },
        { task_code: 'U-5', special_procedure: '听证或鉴定' },
        { task_code: 'U-6', anticipate_type: '9' },
      ),
    );
    expect(counts).toMatchObject({ new: 1, refused: 5 });
    expect(unknownValues).toEqual(
      [
        {
          table: 'up_task_general_basic',
          column: 'anticipate_type',
          label: { zh: '法定办结时限单位', en: 'unit of the statutory limit' },
          value: '7',
          rows: 2,
          lines: [2, 3],
        },
        {
          table: 'up_task_general_basic',
          column: 'promise_type',
          label: { zh: '承诺办结时限单位', en: 'unit of the promised limit' },
          value: '',
          rows: 1,
          lines: [3],
        },
        {
          table: 'up_task_general_basic',
          column: 'dept_code',
          label: { zh: '实施主体编码', en: 'code of the organisation' },
          value: 'D9',
          rows: 1,
          lines: [5],
        },
        {
          table: 'up_task_general_basic',
          column: 'project_type',
          label: { zh: '办件类型', en: 'kind of cases' },
          value: '01',
          rows: 1,
          lines: [4],
        },
        {
          table: 'up_task_general_basic',
          column: 'special_procedure',
          label: { zh: '特别程序', en: 'special procedure' },
          value: '听证或鉴定',
          rows: 1,
          lines: [6],
        },
      ].sort((a, b) => a.lines[0]! - b.lines[0]!),
    );
    expect(rows[0]).toMatchObject({
      outcome: 'refused',
      faults: [{ member: 'anticipate_type', line: 2, zh: '映射中没有值“7”' }],
      given: { task_code: 'U-1', anticipate_type: '7' },
    });
  });

  it('goes without a limit of unknown unit where the mapping says so, and takes the highest version, in GB 18030', async () => {
    const text = basic(
      { task_code: 'L-1', anticipate_type: '7', task_version: '2' },
      { task_code: 'L-1', task_version: '10' },
      { task_code: 'L-2', anticipate_type: '7' },
    );
    const { rows, leftOut, unknownValues } = await told(iconv.encode(text, 'gb18030'), 'source=lenient');
    expect(rows).toMatchObject([
      { code: 'L-1', line: 3, outcome: 'new', name: { zh: '取水许可' } },
      { code: 'L-2', outcome: 'new', warnings: [{ member: 'anticipate_type' }, { member: 'org' }] },
    ]);
    expect(leftOut).toContainEqual(expect.objectContaining({ line: 2, member: 'task_version' }));
    expect(unknownValues).toHaveLength(1);
    expect(await send('source=local', iconv.encode(text, 'gb18030'))).toMatchObject({
      status: 400,
      body: { code: 'wrong-encoding' },
    });
  });

  it('refuses cancelled items, contradictory fees, unreadable numbers and the same code twice; leaves out what the mapping says', async () => {
    const { rows, leftOut } = await told(
      basic(
        { task_code: 'C-1', plan_cancel_date: '2025-12-31' },
        { task_code: 'C-2', promise_day: '七' },
        { task_code: 'C-3', plan_effective_date: '2026-02-30' },
        { task_code: 'C-4', task_state: '3' },
        { task_code: 'C-5', is_fee: '0', handle_flow: '受理—审查' },
        { task_code: 'C-6' },
        { task_code: 'C-6' },
        { task_code: '' },
      ),
    );
    expect(rows.map(({ code, outcome, faults }) => [code, outcome, faults[0]?.member])).toEqual([
      ['C-1', 'refused', 'plan_cancel_date'],
      ['C-2', 'refused', 'promise_day'],
      ['C-3', 'refused', 'plan_effective_date'],
      ['C-5', 'new', undefined],
      ['C-6', 'refused', 'code'],
      ['C-6', 'refused', 'code'],
      ['', 'refused', 'task_code'],
    ]);
    expect(leftOut.map(({ line, member }) => [line, member])).toEqual([
      [5, 'task_state'],
      [null, 'handle_flow'],
    ]);
  });

  it('tells of tables that nothing links, and of rows that belong to no item', async () => {
    const tables = { basic: basic({ task_code: 'T-1' }), material: 'task_guid,material_name\nnobody,申请书' };
    const { leftOut } = await told(zip(tables), 'source=local', 'application/zip');
    expect(leftOut).toMatchObject([{ table: 'up_task_general_material', line: 2, member: 'task_guid' }]);
    const unlinked = await told(zip(tables), 'source=unlinked', 'application/zip');
    expect(unlinked.leftOut).toContainEqual(
      expect.objectContaining({ table: 'up_task_general_material', line: null, member: '' }),
    );
  });

  it('needs its mapping, the basic table and files that it knows', async () => {
    expect(await send('source=none', 'x')).toMatchObject({ status: 404, body: { code: 'unknown-mapping' } });
    expect(await send('source=../local', 'x')).toMatchObject({ status: 404 });
    expect(await send('source=wabo-receipt', 'x')).toMatchObject({ status: 400, body: { code: 'invalid-mapping' } });
    expect(await send('', 'x')).toMatchObject({ status: 400, body: { member: 'source' } });
    expect(await send('source=local', zip({ extend: 'a' }), 'application/zip')).toMatchObject({
      body: { code: 'missing-table' },
    });
    expect(await send('source=local', zip({ basic: HEAD, other: 'a' }), 'application/zip')).toMatchObject({
      body: { code: 'unknown-part' },
    });
  });
});

describe('a mapping of national tables', () => {
  it('as it is shipped presets no value', () => {
    const { values } = loadNationalMapping(CONFIG, 'national-items');
    expect(Object.values(values).flatMap((meanings: object) => Object.keys(meanings))).toEqual([]);
  });

  it('is refused with the place of each fault', () => {
    const wrong = { ...MAPPING, values: { ...MAPPING.values, promise_type: { '1': 'weeks', '2': 3 } } };
    expect(mappingFaults(wrong).map(({ path }) => path)).toEqual(['values.promise_type.1', 'values.promise_type.2']);
    expect(mappingFaults({ ...MAPPING, encoding: 'nothing' })).toMatchObject([{ path: 'encoding' }]);
    expect(mappingFaults({ ...MAPPING, valeus: {} })).toMatchObject([{ path: 'valeus' }]);
    expect(mappingFaults(MAPPING)).toEqual([]);
  });

  it('reads dates as these tables write them, by the clock of Shanghai', () => {
    const shown = (text: string) => (instantOf(text) === undefined ? undefined : rfc3339(instantOf(text)!));
    for (const text of ['2024-01-05', '2024/1/5', '20240105', '2024年1月5日', '2024-01-05 00:00:00', '20240105000000'])
      expect([text, shown(text)]).toEqual([text, '2024-01-05T00:00:00+08:00']);
    expect(shown('2024-01-05 08:30:15.0')).toBe('2024-01-05T08:30:15+08:00');
    for (const text of ['2024-02-30', '2024-01-05 25:00', 'soon', '2024'])
      expect([text, shown(text)]).toEqual([text, undefined]);
  });
});
