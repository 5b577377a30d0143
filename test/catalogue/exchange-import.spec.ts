import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import { CatalogueModule } from '../../src/catalogue/catalogue.module.js';
import { CATALOGUE_KINDS } from '../../src/console/catalogue.protocol.js';
import type { ImportAnswer } from '../../src/console/exchange.protocol.js';
import { type Answer, startTestApp, type TestApp } from '../support/test-app.js';

const TYPES = {
  csv: 'text/csv',
  zip: 'application/zip',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  yaml: 'application/yaml',
} as const;
type Format = keyof typeof TYPES;

let app: TestApp;
let author: string;
let second: string;
let inspector: string;
let base: string;

beforeAll(async () => {
  app = await startTestApp({ modules: [CatalogueModule] });
  base = await app.app.getUrl();
  [author, second, inspector] = [
    await app.signedIn('admin'),
    await app.signedIn('province'),
    await app.signedIn('inspector'),
  ];
  const organisations = [
    { code: '210000', name: '辽宁省', kind: 'province' },
    { code: '210000-x', name: '厅', kind: 'department', region: '210000', uscc: '11440232MB2D06811W' },
  ];
  await applied('organisations', 'yaml', organisations.map((one) => `- ${JSON.stringify(one)}\n`).join(''));
  const standard = { code: 'S-1', items: ['A'], tiers: [{ code: '轻', value: { type: 'range', min: 1, max: 2 } }] };
  await applied('standards', 'yaml', `- ${JSON.stringify(standard)}\n`);
});
afterAll(() => app?.close());

const url = (path: string): string => `${base.replace('[::1]', 'localhost')}/api/v1/catalogue/${path}`;
const file = async (path: string): Promise<Uint8Array> => {
  const answer = await fetch(url(path), { headers: { authorization: `Bearer ${author}` } });
  expect([answer.status, path]).toEqual([200, path]);
  return new Uint8Array(await answer.arrayBuffer());
};
async function send(path: string, type: string, body: string | Uint8Array, token = author): Promise<Answer> {
  const answer = await fetch(url(path), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': type },
    body: typeof body === 'string' ? body : Buffer.from(body),
  });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Answer['body'] };
}
const told = async (kind: string, format: Format, body: string | Uint8Array, query = ''): Promise<ImportAnswer> => {
  const answer = await send(`${kind}/import${query}`, TYPES[format], body);
  expect([answer.status, answer.body]).toMatchObject([200, { kind }]);
  return answer.body as unknown as ImportAnswer;
};
const ask = (request: string, token: string, body?: unknown): Promise<Answer> =>
  app.ask(request.replace(' ', ' /api/v1/catalogue/'), { token, body });
async function check(batch: number | null, token = second, more: object = {}): Promise<Answer> {
  const { edition } = (await ask(`GET batches/${batch}`, author)).body;
  return ask(`POST batches/${batch}/check`, token, { edition, decision: 'approve', ...more });
}
async function applied(kind: string, format: Format, body: string | Uint8Array, query = ''): Promise<ImportAnswer> {
  const answer = await told(kind, format, body, `?apply=true&note=${NOTE}${query}`);
  expect(await check(answer.batch)).toMatchObject({ status: 200, body: { open: 0 } });
  return answer;
}
const NOTE = '年度调整';
const entry = async (path: string) => (await ask(`GET ${path}`, author)).body;

describe('an export', () => {
  it('imported again changes nothing, in every format of every kind', async () => {
    for (const kind of CATALOGUE_KINDS)
      for (const format of ['yaml', 'csv', 'zip', 'xlsx'] as const) {
        const { counts } = await told(kind, format, await file(`${kind}.${format}`));
        expect({ kind, format, ...counts }).toMatchObject({ kind, format, new: 0, changed: 0, refused: 0 });
        expect(counts.same).toBeGreaterThan(0);
      }
  });

  it('of one table imported again changes nothing either', async () => {
    for (const table of ['steps', 'pauses', 'materials', 'fees', 'refusals']) {
      const { counts } = await told('items', 'csv', await file(`items.csv?table=${table}`), `?table=${table}`);
      expect({ table, ...counts }).toMatchObject({ table, new: 0, changed: 0, refused: 0 });
    }
  });

  it('is a CSV file that Excel opens: BOM, CRLF, titles in Chinese with the member', async () => {
    const bytes = await file('items.csv');
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(new TextDecoder().decode(bytes)).toMatch(/^编码 code,名称 name,机构 org,.*承诺时限 promised\.amount.*\r\n/u);
    expect(Object.keys(unzipSync(await file('items.zip')))).toEqual(
      ['items', 'steps', 'pauses', 'materials', 'fees', 'refusals', 'discretion', 'tiers'].map((name) => `${name}.csv`),
    );
  });

  it('is for accounts only, of kinds and tables that exist', async () => {
    expect((await fetch(url('items.csv'))).status).toBe(401);
    expect((await ask('GET nothing.csv', author)).status).toBe(404);
    expect((await ask('GET items.csv?table=tables', author)).status).toBe(400);
    expect((await ask('GET items.yaml?table=steps', author)).status).toBe(400);
  });
});

describe('an import', () => {
  const HEAD = '编码 code,名称,org,kind,承诺时限 promised.amount,promised.unit,promised.from';
  const csv = (...lines: string[]) => [HEAD, ...lines].join('\r\n');
  const days = (code: string, amount: string, org = '210000-x') =>
    `${code},事项${code},${org},promised,${amount},workingDay,acceptance`;

  it('is told row by row, and stores nothing until it is applied', async () => {
    await applied('items', 'csv', csv(days('IM-1', '7'), days('IM-2', '7')));
    const answer = await told(
      'items',
      'csv',
      csv(days('IM-1', '5'), days('IM-2', '7'), days('IM-3', '七'), days('IM-4', '3', 'nobody')),
    );
    expect(answer).toMatchObject({
      applied: false,
      batch: null,
      counts: { new: 1, changed: 1, same: 1, refused: 1 },
      rows: [
        {
          code: 'IM-1',
          line: 2,
          outcome: 'changed',
          differences: [{ member: 'promised.amount', before: { zh: '7' }, after: { zh: '5' } }],
        },
        { code: 'IM-2', line: 3, outcome: 'same', differences: [] },
        {
          code: 'IM-3',
          line: 4,
          outcome: 'refused',
          faults: [{ table: 'items', line: 4, member: 'promised.amount' }],
          given: { 'promised.amount': '七' },
        },
        { code: 'IM-4', line: 5, outcome: 'new', warnings: [{ table: 'items', line: 5, member: 'org' }] },
      ],
    });
    expect((await ask('GET drafts?state=draft', author)).body).toMatchObject({ total: 0 });
  });

  it('becomes one batch, which keeps what was refused and is checked as a whole by a second person', async () => {
    const { batch, counts, rows } = await told(
      'items',
      'csv',
      csv(days('IM-5', '7'), days('IM-6', '7'), days('IM-7', 'x')),
      '?apply=true&note=年度调整',
    );
    expect(counts).toMatchObject({ new: 2, refused: 1 });
    expect(rows.map(({ draft }) => typeof draft)).toEqual(['number', 'number', 'object']);
    const stored = (await ask(`GET batches/${batch}`, author)).body;
    expect(stored).toMatchObject({
      origin: 'csv',
      note: '年度调整',
      drafts: 2,
      open: 2,
      refused: 1,
      entries: [{ code: 'IM-5', note: '年度调整', state: 'draft' }, { code: 'IM-6' }],
      refusedRows: [{ code: 'IM-7', given: { 'promised.amount': 'x' } }],
      mayCheck: { en: expect.stringContaining('second person') },
    });
    expect(await check(batch, author)).toMatchObject({ status: 403, body: { code: 'second-person' } });
    const stale = { edition: 1, decision: 'approve' };
    expect(await ask(`POST batches/${batch}/check`, second, stale)).toMatchObject({
      status: 409,
      body: { code: 'batch-edited' },
    });
    expect(await check(batch)).toMatchObject({
      status: 200,
      body: { open: 0, entries: [{ state: 'in-force', version: 1 }, {}] },
    });
    expect(await entry('items/IM-6')).toMatchObject({
      version: 1,
      history: [{ origin: 'draft', checker: 'province-2', note: '年度调整' }],
    });
    expect(await check(batch)).toMatchObject({ status: 409, body: { code: 'batch-closed' } });
    expect((await ask('GET batches?limit=1', author)).body).toMatchObject({ items: [{ id: batch, refused: 1 }] });
  });

  it('says why before it becomes drafts', async () => {
    for (const note of ['', '&note=', '&note=%20%20%20%20', '&note=改时限'])
      expect(await send(`items/import?apply=true${note}`, TYPES.csv, csv(days('IM-9', '7')))).toMatchObject({
        status: 400,
        body: { member: 'note' },
      });
    expect((await ask('GET items/IM-9/drafts', author)).body).toMatchObject({ total: 0 });
  });

  it('is turned down as a whole with a reason', async () => {
    const { batch } = await told('items', 'csv', csv(days('IM-8', '7')), `?apply=true&note=${NOTE}`);
    expect(await check(batch, second, { decision: 'reject' })).toMatchObject({
      status: 400,
      body: { code: 'reason-needed' },
    });
    expect(await check(batch, second, { decision: 'reject', reason: '未经批准' })).toMatchObject({
      body: { entries: [{ state: 'rejected', reason: '未经批准' }] },
    });
    expect((await ask('GET items/IM-8', author)).status).toBe(404);
  });

  it('leaves what the file has no column and no table for as it is', async () => {
    const body = { name: '整', org: '210000-x', kind: 'promised', steps: [{ name: '审查' }], fees: [], maxVisits: 1 };
    await app.ask('PUT /api/v1/items/KEEP', { token: author, body });
    await applied('items', 'csv', 'code,maxVisits\nKEEP,2');
    expect(await entry('items/KEEP')).toMatchObject({ version: 2, body: { ...body, maxVisits: 2 } });
    await applied('items', 'csv', 'item,name\nKEEP,受理\nKEEP,决定', '&table=steps');
    expect(await entry('items/KEEP')).toMatchObject({
      body: { ...body, maxVisits: 2, steps: [{ name: '受理' }, { name: '决定' }] },
    });
    await applied('items', 'csv', 'code,fees\nKEEP,');
    expect((await entry('items/KEEP'))['body']).not.toHaveProperty('fees');
    const contradiction = await told('items', 'csv', 'code,fees\nKEEP,有');
    expect(contradiction.rows).toMatchObject([{ outcome: 'refused', faults: [{ member: 'fees', line: 2 }] }]);
  });

  it('refuses rows with the same code, and rows of other tables that belong to nothing', async () => {
    const answer = await told('items', 'csv', csv(days('TWICE', '7'), days('TWICE', '5')));
    expect(answer.rows.map(({ outcome, faults }) => [outcome, faults[0]?.zh])).toEqual([
      ['refused', '编码与第 3 行相同'],
      ['refused', '编码与第 2 行相同'],
    ]);
    const strays = await told('items', 'csv', 'item,name\nNOBODY,审查', '?table=steps');
    expect(strays.rows).toMatchObject([
      { code: 'NOBODY', outcome: 'refused', faults: [{ table: 'steps', line: 2, member: 'item' }] },
    ]);
  });

  it('tells where in which table a member is wrong', async () => {
    const yaml = `- { code: W, name: 错, org: 210000-x, kind: promised, steps: [{ name: 审查, limit: { amount: 1, unit: week } }] }\n`;
    const [row] = (await told('items', 'yaml', yaml)).rows;
    expect(row).toMatchObject({ outcome: 'refused', faults: [{ member: 'steps[0].limit.unit', line: 1 }] });
    await app.ask('PUT /api/v1/items/KEEP2', {
      token: author,
      body: { name: '整', org: '210000-x', kind: 'promised' },
    });
    const [inTable] = (
      await told(
        'items',
        'csv',
        'item,name,limit.amount,limit.unit\nKEEP2,审查,1,workingDay\nKEEP2,决定,1,week',
        '?table=steps',
      )
    ).rows;
    expect(inTable).toMatchObject({
      outcome: 'refused',
      faults: [{ member: 'steps[1].limit.unit', table: 'steps', line: 3 }],
    });
  });

  it('of organisations may refer to rows of the same file, but not to refused ones; doubtful codes are warnings', async () => {
    const head = 'code,name,kind,region,parent,uscc';
    const answer = await told(
      'organisations',
      'csv',
      [
        head,
        '219999-w,窗口,window,210000,219999-c,',
        '219999-c,中心,centre,210000,,91350211M0000XUF46',
        '219998-w,窗口,window,210000,219998-c,',
        '219998-c,中心,nothing,210000,,',
      ].join('\n'),
    );
    expect(answer.rows.map(({ code, outcome }) => [code, outcome])).toEqual([
      ['219999-w', 'new'],
      ['219999-c', 'new'],
      ['219998-w', 'refused'],
      ['219998-c', 'refused'],
    ]);
    expect(answer.rows[1]?.warnings).toMatchObject([{ member: 'uscc' }]);
    expect(answer.rows[2]?.faults).toMatchObject([{ member: 'parent' }]);
  });

  it('of organisations that refer to each other is checked as a whole', async () => {
    const lines = [
      'code,name,kind,region,parent',
      '210000-w1,窗口,window,210000,210000-c1',
      '210000-c1,中心,centre,210000,',
    ];
    await applied('organisations', 'csv', lines.join('\n'));
    expect(await entry('organisations/210000-w1')).toMatchObject({ version: 1, body: { parent: '210000-c1' } });
  });

  it('keeps an account to its organisations', async () => {
    await app.addAccount('limited', 'province', '210000-x');
    const { body } = await app.ask('POST /api/v1/session', {
      body: { username: 'limited', password: 'a-long-enough-password' },
    });
    const answer = await send(
      'items/import',
      'text/csv',
      csv(days('L-1', '7'), days('L-2', '7', '310000-y')),
      String(body['token']),
    );
    expect((answer.body as unknown as ImportAnswer).rows).toMatchObject([
      { outcome: 'new' },
      { outcome: 'refused', faults: [{ member: 'org' }] },
    ]);
  });

  it('is refused to other roles, in other types, empty or too large', async () => {
    expect((await send('items/import', 'text/csv', 'code', inspector)).status).toBe(403);
    expect(await send('items/import', 'text/plain', 'code')).toMatchObject({
      status: 415,
      body: { code: 'unsupported-type' },
    });
    expect(await send('items/import', 'text/csv', '')).toMatchObject({ status: 400, body: { code: 'empty-file' } });
    expect(await send('items/import', 'text/csv', new Uint8Array(8 * 1024 * 1024 + 1))).toMatchObject({
      status: 413,
      body: { code: 'too-large' },
    });
    expect(await send('items/import?applied=true', 'text/csv', 'code')).toMatchObject({ status: 400 });
    expect(await send('nothing/import', 'text/csv', 'code')).toMatchObject({ status: 404 });
  });
});
