import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { MonthFigures } from '../../src/console/figures.protocol.js';
import type { BulletinView } from '../../src/bulletin/bulletin.view.js';
import { MAX_WAITING, RenderProcess } from '../../src/bulletin/documents/render-process.js';
import { canonicalJson } from '../../src/bulletin/canonical.js';
import { ApiClient, type Answered } from '../support/api-client.js';
import { LIMITED, ORGS, type SmallProvince, type Told, startSmallProvince } from '../support/small-province.js';
import { PASSWORD } from '../support/test-app.js';

const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

const handled = (caseNo: string, org: string, accepted: string, decided: string): Told[] => [
  [caseNo, 'case.received', `${accepted} 09:00`, { item: LIMITED, org }],
  [caseNo, 'case.accepted', `${accepted} 09:30`],
  [caseNo, 'case.decided', `${decided} 15:00`, { outcome: 'granted' }],
];

let province: SmallProvince;
let client: ApiClient;
beforeAll(async () => {
  province = await startSmallProvince(Date.UTC(2026, 3, 20, 2));
  client = new ApiClient(province.url, PASSWORD);
  await province.account('province', 'province', null);
  await province.account('admin', 'admin', null);
  await province.account('head', 'head', ORGS.shenyang);
  await province.tell(
    [
      ...handled('A-1', ORGS.shenyang, '2026-03-02', '2026-03-05'),
      ...handled('A-2', ORGS.heping, '2026-03-03', '2026-03-20'),
      ...handled('A-3', ORGS.dalian, '2026-03-10', '2026-03-12'),
      ...handled('A-0', ORGS.dalian, '2026-02-03', '2026-02-04'),
    ],
    '2026-04-10 00:00',
  );
});
afterAll(() => province.stop());

const path = (month: string, query: Record<string, string> = {}): string =>
  `/api/v1/bulletins/${month}?${new URLSearchParams(query).toString()}`;
const read = (month: string, query = {}, who = 'inspector'): Promise<Answered<BulletinView & { code?: string }>> =>
  client.get(path(month, query), who);
const issue = async (
  month: string,
  body?: object,
  who = 'province',
  query: Record<string, string> = {},
): Promise<Answered<BulletinView & { code?: string }>> =>
  client.ask(path(`${month}/issue`, query), { method: 'POST', token: await client.login(who), body });
const file = async (name: string, query: Record<string, string> = {}): Promise<{ headers: Headers; bytes: Buffer }> =>
  province.file(path(name, query));

describe('a draft', () => {
  it('holds the very figures of the month page, and text made of them', async () => {
    const { status, body } = await read('2026-03');
    const page = (await client.get<MonthFigures>('/api/v1/statistics/month?month=2026-03&by=region')).body;
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'draft', edition: null, issuedAt: null, documents: [], editions: [] });
    const { total, previous, lastYear, days, regions } = body.figures;
    expect({ total, previous, lastYear, days, regions }).toEqual({
      ...{ total: page.total, previous: page.previous, lastYear: page.lastYear },
      ...{ days: page.days, regions: page.rows },
    });
    expect(total).toMatchObject({ received: 3, decided: 3, measured: 3, onTime: 2, yellow: 1 });
    const text = body.text.blocks.flatMap((block) => (block.kind === 'p' ? block.text : [])).join('');
    expect(text).toContain('全省共收件3件，环比增长200.00%，上年同月为0件');
    expect(text).toContain('其中按时办结2件，按时办结率66.67%');
  });

  it('tells the hash of its figures so that anybody can work it out', async () => {
    const { body } = await read('2026-03');
    expect(body.hash).toBe(sha256(canonicalJson(body.figures)));
  });

  it('of a region holds its figures and bears its name', async () => {
    const { body } = await read('2026-03', { region: '210100' });
    expect(body.figures.total).toMatchObject({ received: 2, decided: 2, onTime: 1 });
    expect(body.text.title.join('')).toBe('关于2026年3月沈阳市行政审批电子监察情况的通报');
  });

  it('says in every file that it is one', async () => {
    const { headers, bytes } = await file('2026-04.pdf');
    expect(headers.get('content-type')).toBe('application/pdf');
    expect(headers.get('content-disposition')).toBe('attachment; filename="bulletin-2026-04-draft.pdf"');
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await read('2026-04')).body.text.notices).toContain('草稿');
  });
});

describe('what is refused, each by its name', () => {
  it.each<[string, string, Record<string, string>, number, string]>([
    ['a month that there is not', '2026-13', {}, 400, 'invalid'],
    ['a month that has not begun', '2026-05', {}, 404, 'month-not-begun'],
    ['a file of another kind', '2026-03.xlsx', {}, 404, 'unknown-format'],
    ['a region that there is not', '2026-03', { region: '990000' }, 404, 'unknown-region'],
    ['an edition that there is not', '2026-03', { edition: '7' }, 404, 'no-such-edition'],
    ['an edition that is none', '2026-03', { edition: 'last' }, 400, 'invalid'],
    ['a parameter that is not known', '2026-03', { city: '210100' }, 400, 'invalid'],
  ])('%s', async (_, month, query, status, code) => {
    expect(await read(month, query)).toMatchObject({ status, body: { code } });
  });

  it('an issue by an inspector, or by a head', async () => {
    for (const who of ['inspector', 'head'])
      expect(await issue('2026-03', undefined, who)).toMatchObject({ status: 403 });
  });

  it('a look by an account that is bound to an organisation', async () => {
    for (const name of ['2026-03', '2026-03.pdf', '2026-03.docx'])
      expect(await read(name, {}, 'head')).toMatchObject({ status: 403, body: { code: 'out-of-scope' } });
  });

  it('a look without signing in', async () => {
    expect(await client.ask(path('2026-03'))).toMatchObject({ status: 401 });
  });

  it('the issue of a month that is not over', async () => {
    expect(await issue('2026-04')).toMatchObject({ status: 409, body: { code: 'month-not-over' } });
  });

  it('a reason where nothing has been issued that could be corrected', async () => {
    const body = { reason: '更正' };
    expect(await issue('2026-02', body)).toMatchObject({ status: 400, body: { code: 'reason-not-expected' } });
  });
});

describe('an issued bulletin', () => {
  it('is frozen: figures, text, files and their hashes, whatever is reported later', async () => {
    const issued = await issue('2026-03');
    expect(issued).toMatchObject({
      status: 201,
      body: { status: 'issued', edition: 1, issuedBy: 'province', reason: null, issuedAt: '2026-04-20T10:00:00+08:00' },
    });
    const files = { pdf: (await file('2026-03.pdf')).bytes, docx: (await file('2026-03.docx')).bytes };
    for (const { format, bytes, hash, fonts } of issued.body.documents) {
      expect({ bytes, hash }).toEqual({ bytes: files[format].length, hash: sha256(files[format]) });
      expect(fonts).toHaveLength(5);
    }
    await province.tell(handled('A-4', ORGS.shenyang, '2026-03-16', '2026-03-17'), '2026-04-11 00:00');

    const later = (await read('2026-03')).body;
    expect(later).toEqual(issued.body);
    expect(sha256(canonicalJson(later.figures))).toBe(later.hash);
    expect((await file('2026-03.pdf')).bytes.equals(files.pdf)).toBe(true);
    expect((await file('2026-03.docx')).bytes.equals(files.docx)).toBe(true);
    const draft = (await read('2026-03', { edition: 'draft' })).body;
    expect(draft.figures.total.received).toBe(4);
    expect(draft.hash).not.toBe(later.hash);
  });

  it('is followed by a new edition only with a reason', async () => {
    expect(await issue('2026-03')).toMatchObject({ status: 400, body: { code: 'reason-required' } });
  });

  it('is followed by a new, numbered edition that says what it corrects, and stays as it was', async () => {
    const first = (await read('2026-03')).body;
    const { status, body } = await issue('2026-03', { reason: '沈阳市局补报3月办件。' }, 'admin');
    expect({ status, edition: body.edition, issuedBy: body.issuedBy }).toEqual({
      status: 201,
      edition: 2,
      issuedBy: 'admin',
    });
    expect(body.text.notices).toContain('第2版');
    expect(JSON.stringify(body.text)).toContain('替代2026年4月20日印发的第1版。更正原因：沈阳市局补报3月办件。');
    expect(body.editions.map(({ edition, reason }) => [edition, reason])).toEqual([
      [2, '沈阳市局补报3月办件。'],
      [1, null],
    ]);
    expect((await read('2026-03')).body).toEqual(body);
    const kept = (await read('2026-03', { edition: '1' })).body;
    expect({ ...kept, editions: [] }).toEqual({ ...first, editions: [] });
  });

  it('is not followed by an edition with the same figures', async () => {
    expect(await issue('2026-03', { reason: '再印一次' })).toMatchObject({ status: 409, body: { code: 'unchanged' } });
  });

  it('of a region is a bulletin of its own', async () => {
    const { status, body } = await issue('2026-03', undefined, 'province', { region: '210200' });
    expect({ status, edition: body.edition, region: body.region }).toEqual({
      status: 201,
      edition: 1,
      region: '210200',
    });
  });

  it('is issued once when two people issue it at the same time', async () => {
    const answers = await Promise.all([issue('2026-02'), issue('2026-02', undefined, 'admin')]);
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused).toHaveLength(1);
    // One that came after the other's commit is asked for its reason.
    expect(['issued-meanwhile', 'reason-required']).toContain(refused[0]?.body.code);
    expect((await read('2026-02')).body.editions).toHaveLength(1);
  });

  it('asks to come again when too many documents are being made', async () => {
    const maker = province.resolve(RenderProcess);
    const { text: doc } = (await read('2026-04')).body;
    const waiting = Array.from({ length: 1 + MAX_WAITING }, () => maker.render({ format: 'docx', doc, madeAt: 0 }));
    const answer = await read('2026-04.pdf');
    expect(answer).toMatchObject({ status: 503, body: { code: 'documents-busy' } });
    expect(answer.headers.get('retry-after')).toBe('5');
    await Promise.all(waiting);
    expect((await file('2026-04.pdf')).bytes.length).toBeGreaterThan(1_000);
  });

  it.each(['bulletin', 'bulletin_document'])('cannot be changed in the table %s', async (table) => {
    await expect(province.query(`DELETE FROM ${table}`)).rejects.toThrow('insert-only');
    await expect(province.query(`TRUNCATE ${table} CASCADE`)).rejects.toThrow('insert-only');
  });
});
