import { describe, expect, it } from '@jest/globals';
import { BulletinPress } from '../../src/bulletin/bulletin.press.js';
import { canonicalJson } from '../../src/bulletin/canonical.js';
import { MAX_WAITING, RenderProcess } from '../../src/bulletin/documents/render-process.js';
import type { BulletinList } from '../../src/console/bulletin.protocol.js';
import { ORGS } from '../support/small-province.js';
import { handled, bulletinStage, sha256 } from './bulletin-stage.js';
import { unzip } from './unzip.js';

const { province, client, read, preview, issue, file } = bulletinStage();

describe('an issued bulletin', () => {
  it('is frozen: figures, text, files and their hashes, whatever is reported later', async () => {
    const seen = (await read('2026-03')).body.hash;
    const issued = await issue('2026-03', { hash: seen, number: 12, date: '2026-04-19' });
    expect(issued).toMatchObject({
      status: 201,
      body: { status: 'issued', edition: 1, issuedBy: 'province', reason: null, issuedAt: '2026-04-20T10:00:00+08:00' },
    });
    expect(issued.body).toMatchObject({ documentNo: '辽审监〔2026〕12号', dated: '2026-04-19', hash: seen });
    const files = {
      pdf: (await file('2026-03.pdf')).bytes,
      docx: (await file('2026-03.docx')).bytes,
      xlsx: (await file('2026-03.xlsx')).bytes,
    };
    expect(issued.body.documents.map(({ format }) => format)).toEqual(['pdf', 'docx', 'xlsx']);
    const data = await file('2026-03.json');
    expect(data.headers.get('content-disposition')).toBe('attachment; filename="bulletin-2026-03-1.json"');
    expect(sha256(data.bytes)).toBe(issued.body.hash);
    for (const { format, bytes, hash, fonts } of issued.body.documents) {
      expect({ bytes, hash }).toEqual({ bytes: files[format].length, hash: sha256(files[format]) });
      expect(fonts).toHaveLength(format === 'xlsx' ? 1 : 5);
    }
    await province().tell(handled('A-4', ORGS.shenyang, '2026-03-16', '2026-03-17'), '2026-04-11 00:00');

    const later = (await read('2026-03')).body;
    expect(later).toEqual(issued.body);
    expect(sha256(canonicalJson(later.figures))).toBe(later.hash);
    expect((await file('2026-03.pdf')).bytes.equals(files.pdf)).toBe(true);
    for (const format of ['docx', 'xlsx'] as const)
      expect((await file(`2026-03.${format}`)).bytes.equals(files[format])).toBe(true);
    expect((await file('2026-03.json')).bytes.equals(data.bytes)).toBe(true);
    const draft = (await read('2026-03', { edition: 'draft' })).body;
    expect(draft.figures.total.received).toBe(4);
    expect(draft.hash).not.toBe(later.hash);
  });

  it('is looked at as it was printed', async () => {
    const { body } = await preview('2026-03');
    expect(body).toMatchObject({ status: 'issued', edition: 1, asPrinted: true });
    expect(body.pages.length).toBe(6);
    const another = { ...body.text, mark: '另一机关文件' };
    const { issuedAt, documents } = body;
    const press = province().resolve(BulletinPress);
    const hash = Buffer.from(documents[0]!.hash, 'hex');
    expect(await press.printsAgain(another, Date.parse(issuedAt!), hash)).toBe(false);
  });

  it('may be read by an account that is bound to an organisation, its files too, but not what came after it', async () => {
    const { status, body } = await read('2026-03', {}, 'head');
    expect({ status, edition: body.edition }).toEqual({ status: 200, edition: 1 });
    expect((await preview('2026-03', {}, 'head')).status).toBe(200);
    for (const format of ['pdf', 'docx', 'xlsx', 'json']) {
      const mine = await file(`2026-03.${format}`, {}, 'head');
      expect([mine.status, sha256(mine.bytes)]).toEqual([200, sha256((await file(`2026-03.${format}`)).bytes)]);
    }
    expect((await read('2026-03', { edition: 'draft' }, 'head')).status).toBe(403);
  });

  it('is issued by a user, told by name as long as there is an account', async () => {
    const { issuedBy, issuedByName } = (await read('2026-03')).body;
    const accounts = await province().query<{ name: string }>('SELECT name FROM account WHERE username = $1', [
      issuedBy,
    ]);
    expect(accounts).toEqual([{ name: issuedByName }]);
    await province().query(`UPDATE account SET username = 'gone' WHERE username = $1`, [issuedBy]);
    const without = (await read('2026-03', {}, 'head')).body;
    expect([without.issuedBy, without.issuedByName]).toEqual([issuedBy, null]);
    await province().query(`UPDATE account SET username = $1 WHERE username = 'gone'`, [issuedBy]);
  });

  it('bears a number that no other bears', async () => {
    const body = { reason: '更正', number: 12 };
    expect(await issue('2026-03', body)).toMatchObject({
      status: 409,
      body: { code: 'number-taken', member: 'number', message: { zh: expect.stringMatching(/已用于本通报第\d版$/) } },
    });
    expect(await issue('2026-02', { number: 12 })).toMatchObject({
      status: 409,
      body: { code: 'number-taken', message: { zh: expect.stringMatching(/已用于另一份通报（2026-03）$/) } },
    });
  });

  it.each(['\u200b\u3164', '更\u202e正', 'a\u0001b', '\ufffe', '。'])(
    'takes no reason that cannot be read in print: %j',
    async (reason) => {
      expect(await issue('2026-03', { reason })).toMatchObject({ status: 400, body: { member: 'reason' } });
    },
  );

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

  it('is followed by an edition with the same figures when its number was wrong', async () => {
    const { status, body } = await issue('2026-03', { reason: '发文字号有误', number: 21 });
    expect({ status, edition: body.edition, documentNo: body.documentNo }).toEqual({
      ...{ status: 201, edition: 3, documentNo: '辽审监〔2026〕21号' },
    });
    expect(body.editions.map(({ documentNo }) => documentNo)).toEqual([
      ...['辽审监〔2026〕21号', '辽审监〔2026〕\u3000\u3000号', '辽审监〔2026〕12号'],
    ]);
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

  it('looks in a workbook like the figures that it holds', async () => {
    const files = unzip((await file('2026-03.xlsx', { edition: '1' })).bytes);
    const names = [
      ...files
        .get('xl/workbook.xml')!
        .toString()
        .matchAll(/<sheet [^>]*name="([^"]+)"/g),
    ].map(([, n]) => n);
    expect(names).toEqual(['说明', '总体', '每日', '附件1 各地区', '附件2 各单位', '附件3 各事项']);
  });

  it('asks to come again when too many documents are being made', async () => {
    const maker = province().resolve(RenderProcess);
    const { text: doc } = (await read('2026-04')).body;
    const waiting = Array.from({ length: 1 + MAX_WAITING }, () => maker.render({ format: 'docx', doc, madeAt: 0 }));
    const answer = await read('2026-04.pdf');
    expect(answer).toMatchObject({ status: 503, body: { code: 'documents-busy' } });
    expect(answer.headers.get('retry-after')).toBe('5');
    await Promise.all(waiting);
    expect((await file('2026-04.pdf')).bytes.length).toBeGreaterThan(1_000);
  });

  it('gives no file that was not made with it', async () => {
    await province().query(
      `INSERT INTO bulletin (month, edition, as_of, figures, hash, text, issued_at, issued_by)
       SELECT '2025-12', 1, as_of, figures, hash, text, issued_at, issued_by FROM bulletin WHERE month = '2026-02'`,
    );
    expect(await read('2025-12.xlsx')).toMatchObject({ status: 404, body: { code: 'not-kept' } });
    expect((await read('2025-12')).body).toMatchObject({
      ...{ status: 'issued', documentNo: '辽审监〔2026〕\u3000\u3000号', dated: '2026-04-20' },
    });
  });

  it.each(['bulletin', 'bulletin_document'])('cannot be changed in the table %s', async (table) => {
    await expect(province().query(`DELETE FROM ${table}`)).rejects.toThrow('insert-only');
    await expect(province().query(`TRUNCATE ${table} CASCADE`)).rejects.toThrow('insert-only');
  });
});

describe('the list of bulletins', () => {
  const list = async (query = '', who = 'inspector'): Promise<BulletinList> =>
    (await client().get<BulletinList>(`/api/v1/bulletins${query}`, who)).body;
  const lines = ({ items }: BulletinList): string[] =>
    items.map(
      ({ month, status, edition, formats }) => `${month} ${status} ${edition?.edition ?? '-'} ${formats.join()}`,
    );

  it('holds the months of a year from the first case on, the newest first, each with its newest edition', async () => {
    const year = await list();
    expect(lines(year)).toEqual([
      '2026-04 running - ',
      '2026-03 issued 3 pdf,docx,xlsx',
      '2026-02 issued 1 pdf,docx,xlsx',
    ]);
    expect(year).toMatchObject({ year: 2026, years: [2026], region: null, area: '全省' });
    expect(year.regions.map(({ code }) => code)).toEqual(['210100', '210200']);
    expect(year.items[1]?.edition).toMatchObject({ documentNo: '辽审监〔2026〕21号', issuedBy: 'province' });
    expect(lines(await list('?year=2025'))).toEqual(['2025-12 issued 1 ']);
  });

  it('of a region holds its own', async () => {
    expect(lines(await list('?region=210200'))).toEqual([
      '2026-04 running - ',
      '2026-03 issued 1 pdf,docx,xlsx',
      '2026-02 draft - ',
    ]);
    expect((await client().get('/api/v1/bulletins?region=990000')).status).toBe(404);
  });

  it('shows an account that is bound to an organisation what has been issued', async () => {
    expect(lines(await list('?region=210200', 'head'))).toEqual(['2026-03 issued 1 pdf,docx,xlsx']);
  });

  it.each(['?year=26', '?year=next', '?month=2026-03'])('refuses %s', async (query) => {
    expect((await client().get(`/api/v1/bulletins${query}`)).status).toBe(400);
  });
});
