import { describe, expect, it, jest } from '@jest/globals';
import { canonicalJson } from '../../src/bulletin/canonical.js';
import type { BulletinPreview } from '../../src/console/bulletin.protocol.js';
import type { MonthFigures } from '../../src/console/figures.protocol.js';
import { StatisticsService } from '../../src/statistics/statistics.service.js';
import { ORGS } from '../support/small-province.js';
import { handled, bulletinStage, path, sha256 } from './bulletin-stage.js';

const { province, client, read, preview, issue, file } = bulletinStage();
/** Members as JSON has them. */
const typed = ({ number, ...members }: { number?: string; date?: string; reason?: string }): object => ({
  ...members,
  ...(number !== undefined && { number: Number(number) }),
});

describe('a draft', () => {
  it('holds the very figures of the month page, and text made of them', async () => {
    const { status, body } = await read('2026-03');
    const page = (await client().get<MonthFigures>('/api/v1/statistics/month?month=2026-03&by=region')).body;
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'draft', edition: null, issuedAt: null, documents: [], editions: [] });
    const { total, previous, lastYear, days, regions } = body.figures;
    expect({ total, previous, lastYear, days, regions }).toEqual({
      ...{ total: page.total, previous: page.previous, lastYear: page.lastYear },
      ...{ days: page.days, regions: page.rows },
    });
    expect(total).toMatchObject({ received: 3, decided: 3, measured: 3, onTime: 2, yellow: 1 });
    const text = body.text.blocks.flatMap((block) => (block.kind === 'p' ? block.text : [])).join('');
    expect(text).toContain('全省共收件3件，环比增长200.00%；受理3件');
    expect(text).toContain('其中按时办结2件，按时办结率66.67%');
  });

  it('is counted in one snapshot: what is stored meanwhile is in all of its tables or in none', async () => {
    const before = (await read('2026-03')).body;
    const page = (await client().get<MonthFigures>('/api/v1/statistics/month?month=2026-03&by=item')).body;
    const statistics = province().resolve(StatisticsService);
    const snapshot = statistics.snapshot.bind(statistics);
    let hasTold = false;
    const spy = jest.spyOn(statistics, 'snapshot').mockImplementation((work) =>
      snapshot(({ queries, asOf }) => {
        const query = async <T>(sql: string, values?: unknown[]): Promise<T> => {
          const rows = await queries.query<T>(sql, values);
          if (!hasTold) {
            hasTold = true;
            await province().tell(handled('A-9', ORGS.heping, '2026-03-24', '2026-03-25'), '2026-04-10 01:00');
          }
          return rows;
        };
        return work({ queries: { query }, asOf });
      }),
    );
    const during = (await read('2026-03')).body;
    spy.mockRestore();
    expect(hasTold).toBe(true);
    expect(during.figures).toEqual(before.figures);
    expect(during.figures.items.rows).toEqual(page.rows);
    expect((await read('2026-03')).body.figures.total.received).toBe(before.figures.total.received + 1);
    // Gone again: the other tests know of three cases.
    await province().query(`DELETE FROM case_file WHERE case_no = 'A-9'`);
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

  it('of a region in which nobody lies is an empty one, in every file', async () => {
    await province().query(`INSERT INTO region VALUES ('210300', '鞍山市', 'Anshan', 'city', '210000')`);
    const { status, body } = await read('2026-03', { region: '210300' });
    expect({ status, regions: body.figures.regions, received: body.figures.total.received }).toEqual({
      ...{ status: 200, regions: [], received: 0 },
    });
    expect(JSON.stringify(body.text)).toContain('鞍山市当月未发现收件、受理和办结');
    for (const format of ['pdf', 'docx', 'xlsx'])
      expect((await file(`2026-03.${format}`, { region: '210300' })).bytes.length).toBeGreaterThan(1_000);
  });

  it('can be looked at page by page, with the number, date and reason that it shall bear', async () => {
    const { status, body } = await preview('2026-03', { number: '7', date: '2026-04-02' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'draft', documentNo: '辽审监〔2026〕7号', asPrinted: true });
    expect(body.text.notices).toContain('草稿');
    expect(JSON.stringify(body.text)).toContain('2026年4月2日印发');
    expect(body.pages.length).toBe(6);
    for (const page of body.pages) expect(page).toMatch(/^<svg [^]*<\/svg>$/);
    expect((await preview('2026-03')).body.documentNo).toBe('辽审监〔2026〕\u3000\u3000号');
  });

  it('is set again with the very figures that were seen, while they are remembered', async () => {
    const { hash, asOf } = (await preview('2026-02')).body;
    province().clock.at += 60_000;
    await province().tell(handled('A-8', ORGS.heping, '2026-02-10', '2026-02-11'), '2026-04-10 02:00');
    const seen = (await preview('2026-02', { hash, number: '8' })).body;
    expect(seen).toMatchObject({ hash, asOf, documentNo: '辽审监〔2026〕8号' });
    const now = (await preview('2026-02')).body;
    expect([now.hash === hash, now.figures.total.received]).toEqual([false, seen.figures.total.received + 1]);
    // Of another month, or never seen: what is asked for is counted.
    expect((await preview('2026-03', { hash })).body.month).toBe('2026-03');
    expect((await preview('2026-03', { hash })).body.figures.total.received).toBe(3);
    expect((await preview('2026-02', { hash: '0'.repeat(64) })).body.hash).toBe(now.hash);
    expect((await preview('2026-02', { hash: 'x' })).status).toBe(400);
  });

  it('gives its pages compressed to those who take them so', async () => {
    const { headers } = await client().get(path('2026-03/preview'));
    expect([headers.get('content-encoding'), headers.get('vary')]).toEqual(['gzip', 'Accept-Encoding']);
    const plain = await fetch(`${province().url}${path('2026-03/preview')}`, {
      headers: { authorization: `Bearer ${await client().login('inspector')}`, 'accept-encoding': 'identity' },
    });
    expect([plain.headers.get('content-encoding'), ((await plain.json()) as BulletinPreview).pages.length]).toEqual([
      ...[null, 6],
    ]);
  });

  it.each([
    [{ number: '0' }, 'number'],
    [{ number: '1.5' }, 'number'],
    [{ number: '100000' }, 'number'],
    [{ date: '2026-03-31' }, 'date'],
    [{ date: '2026-04-21' }, 'date'],
    [{ date: '2026-04-31' }, 'date'],
    [{ reason: 'x'.repeat(301) }, 'reason'],
  ])('cannot bear %j', async (members, member) => {
    for (const answer of [await preview('2026-03', members), await issue('2026-03', typed(members))])
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid', member } });
  });
});

describe('what is refused, each by its name', () => {
  it.each<[string, string, Record<string, string>, number, string]>([
    ['a month that there is not', '2026-13', {}, 400, 'invalid'],
    ['a month that has not begun', '2026-05', {}, 404, 'month-not-begun'],
    ['a file of another kind', '2026-03.odt', {}, 404, 'unknown-format'],
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

  it('a look at a draft by an account that is bound to an organisation', async () => {
    for (const name of ['2026-03', '2026-03/preview', ...['pdf', 'docx', 'xlsx', 'json'].map((f) => `2026-03.${f}`)]) {
      const draft = await read(name, { edition: 'draft' }, 'head');
      expect(draft).toMatchObject({ status: 403, body: { code: 'out-of-scope' } });
      expect(await read(name, {}, 'head')).toMatchObject({ status: 404, body: { code: 'not-issued' } });
    }
  });

  it('an issue by an account that is bound to an organisation, whatever its role', async () => {
    await province().account('bound', 'province', '2101*');
    expect(await issue('2026-03', {}, 'bound')).toMatchObject({ status: 403, body: { code: 'out-of-scope' } });
  });

  it('the issue of other figures than those that were seen', async () => {
    const body = { hash: '0'.repeat(64) };
    expect(await issue('2026-03', body)).toMatchObject({ status: 409, body: { code: 'figures-changed' } });
    expect(await issue('2026-03', { hash: 'abc' })).toMatchObject({ status: 400, body: { member: 'hash' } });
    expect(await issue('2026-03', { number: '7' })).toMatchObject({ status: 400, body: { member: 'number' } });
  });

  it('a look without signing in', async () => {
    expect(await client().ask(path('2026-03'))).toMatchObject({ status: 401 });
  });

  it('the issue of a month that is not over', async () => {
    expect(await issue('2026-04')).toMatchObject({ status: 409, body: { code: 'month-not-over' } });
  });

  it('a reason where nothing has been issued that could be corrected', async () => {
    const body = { reason: '更正' };
    expect(await issue('2026-02', body)).toMatchObject({ status: 400, body: { code: 'reason-not-expected' } });
  });
});
