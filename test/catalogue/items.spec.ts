import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CatalogueModule } from '../../src/catalogue/catalogue.module.js';
import { CatalogueService } from '../../src/catalogue/catalogue.service.js';
import { loadItems } from '../../src/catalogue/items/item.files.js';
import { HOUR } from '../../src/domain/instant.js';
import { CONFIG, PASSWORD, startTestApp, type Answer, type TestApp } from '../support/test-app.js';

const FOOD = '11210000MB0P02002W4000117051000';

let app: TestApp;
let admin: string;
let catalogue: CatalogueService;

beforeAll(async () => {
  app = await startTestApp({ modules: [CatalogueModule] });
  admin = await app.signedIn('admin');
  catalogue = app.app.get(CatalogueService);
});
afterAll(() => app?.close());

const item = (more: object = {}) => ({ name: '取水许可', org: '210000-slt', kind: 'promised', ...more });
const put = (code: string, body: unknown, token = admin): Promise<Answer> =>
  app.ask(`PUT /api/v1/items/${encodeURIComponent(code)}`, { token, body });
const get = (path: string): Promise<Answer> => app.ask(`GET /api/v1/items${path}`, { token: admin });
const days = (amount: number) => ({ amount, unit: 'workingDay', from: 'acceptance' });

describe('publishing an item', () => {
  it('is for the items of its organisation where an account is limited to one', async () => {
    await put('X-1', item({ org: '210000-slt' }));
    await app.addAccount('limited', 'admin', '2199*');
    const { body } = await app.ask('POST /api/v1/session', { body: { username: 'limited', password: PASSWORD } });
    const limited = (code: string, org: string) => put(code, item({ org, promised: days(9) }), String(body['token']));
    expect((await limited('X-2', '219901-a')).status).toBe(200);
    const refused = (member: string) => ({ status: 403, body: { code: 'out-of-scope', member } });
    expect(await limited('X-3', '210000-slt')).toMatchObject(refused('org'));
    expect(await limited('X-1', '219901-a')).toMatchObject(refused('code'));
    expect((await get('/X-1')).body).toMatchObject({ version: 1, org: '210000-slt' });
  });

  it('makes a first version in force from the beginning, and keeps it while nothing changes', async () => {
    const body = item({ promised: days(7), steps: [{ name: '审查', limit: days(3) }], pauses: [{ kind: 'hearing' }] });
    const first = await put('P-1', body);
    expect(first).toMatchObject({ status: 200, body: { code: 'P-1', version: 1, effectiveFrom: null, ...body } });
    const { pauses, steps, ...rest } = body as Record<string, unknown>;
    const again = await put('P-1', { code: 'P-1', pauses, steps, ...rest, fees: null });
    expect([again.status, again.body]).toEqual([200, first.body]);
  });

  it('makes later versions in force from now, or from when they say', async () => {
    await put('P-2', item({ promised: days(7) }));
    expect((await put('P-2', item({ promised: days(5) }))).body).toMatchObject({
      version: 2,
      effectiveFrom: '2026-05-06T10:00:00+08:00',
    });
    const effectiveFrom = '2026-07-01T00:00:00+08:00';
    expect((await put('P-2', item({ promised: days(3), effectiveFrom }))).body).toMatchObject({
      version: 3,
      effectiveFrom,
    });
    expect((await put('P-2', item({ promised: days(3), effectiveFrom: '2026-06-30T16:00:00Z' }))).body).toMatchObject({
      version: 3,
    });
    const { body } = await get('/P-2');
    expect(body).toMatchObject({ version: 3, promised: days(3) });
    expect(body['versions']).toEqual(
      [3, 2, 1].map((version) => ({
        version,
        effectiveFrom: version === 1 ? null : expect.any(String),
        createdAt: expect.any(String),
        createdBy: expect.stringMatching(/^admin-/),
      })),
    );
    expect((await get('/P-2?version=1')).body).toMatchObject({ version: 1, promised: days(7) });
  });

  it.each([
    [item({ colour: 'red' }), 'colour'],
    [item({ statutory: { ...days(20), note: 'x' } }), 'statutory.note'],
    [item({ kind: 'slow' }), 'kind'],
    [item({ promised: { amount: 0, unit: 'hour' } }), 'promised.amount'],
    [item({ promised: { amount: 1.5, unit: 'workingDay' } }), 'promised.amount'],
    [item({ promised: { amount: -1, unit: 'month' } }), 'promised.amount'],
    [item({ promised: { amount: '7', unit: 'workingDay' } }), 'promised.amount'],
    [item({ promised: { amount: 7, unit: 'fortnight' } }), 'promised.unit'],
    [item({ promised: 7 }), 'promised'],
    [item({ steps: [{ name: '审查' }, { name: '审查' }] }), 'steps'],
    [item({ steps: 'none' }), 'steps'],
    [item({ steps: [1] }), 'steps'],
    [
      item({ steps: [{ name: 'a' }, { name: 'b', limit: { amount: 0, unit: 'workingHour' } }] }),
      'steps[1].limit.amount',
    ],
    [item({ steps: Array.from({ length: 51 }, (_, i) => ({ name: `s${i}` })) }), 'steps'],
    [item({ pauses: [{ kind: 'holiday' }] }), 'pauses[0].kind'],
    [item({ pauses: [{ kind: 'hearing' }, { kind: 'hearing' }] }), 'pauses'],
    [item({ materials: ['x'.repeat(70_000)] }), 'materials'],
    [item({ effectiveFrom: '2026-07-01' }), 'effectiveFrom'],
    [item({ code: 'other' }), 'code'],
    [item({ name: 'a\u0000b' }), 'name'],
    [{ org: 'x', kind: 'promised' }, 'name'],
    [JSON.parse('{"name":"a","org":"b","kind":"instant","__proto__":{}}'), '__proto__'],
    [item({ fees: [JSON.parse('{"a":{"__proto__":{}}}')] }), 'fees'],
    [[], ''],
  ])('refuses %# and names the member', async (body: unknown, member) => {
    const answer = await put('P-3', body);
    expect([answer.status, answer.body['member']]).toEqual([400, member]);
    expect((await get('/P-3')).status).toBe(404);
  });

  it('takes hours in fractions, zero days and any list of materials', async () => {
    const given = item({
      promised: { amount: 0.5, unit: 'workingHour' },
      statutory: days(0),
      materials: [{ a: [1, null] }],
    });
    expect((await put('P-4', given)).body).toMatchObject(given);
  });

  it('is for administrators', async () => {
    expect((await put('P-5', item(), await app.signedIn('province'))).status).toBe(403);
  });
});

describe('the list of items', () => {
  it('goes page by page and finds by name, code and organisation', async () => {
    const seen: unknown[] = [];
    let cursor: string | null = null;
    do {
      const { body }: Answer = await get(`?limit=3${cursor === null ? '' : `&cursor=${cursor}`}`);
      seen.push(...(body['items'] as { code: string }[]).map(({ code }) => code));
      cursor = body['nextCursor'] as string | null;
      expect(body['total']).toBeGreaterThan(3);
    } while (cursor !== null);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(['P-1', 'P-2', FOOD]));
    expect((await get(`?q=${encodeURIComponent('食品')}`)).body).toMatchObject({ total: 1, items: [{ code: FOOD }] });
    expect((await get('?q=p-2&org=210000-slt')).body).toMatchObject({ total: 1, items: [{ code: 'P-2', version: 3 }] });
    expect((await get('?q=100%25')).body).toMatchObject({ total: 0 });
  });

  it.each(['limit=0', 'limit=501', 'limit=x', 'cursor=', 'page=2', 'q=a&q=b'])('refuses ?%s', async (query) => {
    expect((await get(`?${query}`)).status).toBe(400);
  });
});

describe('item files', () => {
  it('are loaded at the start as first versions in force from the beginning', async () => {
    expect((await get(`/${FOOD}`)).body).toMatchObject({
      version: 1,
      effectiveFrom: null,
      name: '食品经营许可',
      statutory: { amount: 20, unit: 'workingDay' },
      versions: [{ createdBy: 'config/items' }],
    });
  });

  it('do not undo at the next start what was decided since', async () => {
    const [food] = loadItems(`${CONFIG}/items`).filter(({ code }) => code === FOOD);
    await put(FOOD, { ...food!.body, promised: days(5) });
    await catalogue.onModuleInit();
    expect((await get(`/${FOOD}`)).body).toMatchObject({ version: 2, promised: days(5) });
  });

  it('hold an item that ends at once and one promised within a working hour', () => {
    const items = loadItems(`${CONFIG}/items`).map(({ body }) => body);
    expect(items.some(({ kind, promised }) => kind === 'instant' && promised === undefined)).toBe(true);
    expect(items.some(({ promised }) => promised?.amount === 1 && promised.unit === 'workingHour')).toBe(true);
    expect(items.every(({ statutory }) => statutory?.basis)).toBe(true);
  });
});

describe('the standards of a case', () => {
  const at = Date.UTC(2026, 4, 6, 2);

  it('know the version in force at an instant, among those known when the case was opened', async () => {
    app.clock.at = at;
    await put('S-1', item({ promised: days(7) }));
    const before = await catalogue.revision();
    app.clock.at = at + HOUR;
    await put('S-1', item({ promised: days(5) }));
    await put('S-1', item({ promised: days(4), effectiveFrom: '2020-01-01T00:00:00+08:00' }));
    const rev = await catalogue.revision();
    await catalogue.ensure(rev);
    const refs = catalogue.currentRefs();
    const [old, now] = [before, rev].map((known) => catalogue.standards({ ...refs, rev: known }));
    expect(old?.itemAt('S-1', at + 2 * HOUR)?.promised).toEqual(days(7));
    expect(now?.itemAt('S-1', at + 2 * HOUR)?.promised).toEqual(days(5));
    expect(now?.itemAt('S-1', at + HOUR - 1)?.promised).toEqual(days(4));
    expect(now?.itemAt('S-1', 0)).toMatchObject({ version: 1, effectiveFrom: undefined });
    expect(now?.itemAt('unknown', at)).toBeUndefined();
    app.clock.at = at;
  });

  it('take the later of two versions from the same instant', async () => {
    const effectiveFrom = '2026-01-01T00:00:00+08:00';
    await put('S-2', item({ promised: days(9), effectiveFrom }));
    await put('S-2', item({ promised: days(8), effectiveFrom }));
    const rev = await catalogue.revision();
    await catalogue.ensure(rev);
    const standards = catalogue.standards({ ...catalogue.currentRefs(), rev });
    expect(standards.itemAt('S-2', Date.UTC(2026, 0, 2))?.promised).toEqual(days(8));
    expect(standards.itemAt('S-2', Date.UTC(2025, 0, 2))).toBeUndefined();
  });

  it('are those of the given names or none at all', async () => {
    const { calendar, profile } = catalogue.currentRefs('210000-sczj');
    expect([calendar, profile]).toEqual([expect.stringMatching(/^cn@[0-9a-f]{12}$/), 'default@2026.4']);
    const standards = catalogue.standards({ calendar, profile, rev: 0 });
    expect(`cn@${standards.calendar.version} default@${standards.profile.version}`).toBe(`${calendar} ${profile}`);
    const older = { calendar: 'cn@000000000000', profile };
    await catalogue.ensure(0, [older]);
    expect(() => catalogue.standards({ ...older, rev: 0 })).toThrow('calendar cn@000000000000');
    expect(() => catalogue.standards({ calendar, profile: 'default@2020.1', rev: 0 })).toThrow(
      'profile default@2020.1',
    );
  });

  it('are not given for a revision that has not been loaded', () => {
    expect(() => catalogue.standards({ ...catalogue.currentRefs(), rev: 1e9 })).toThrow('has not been loaded');
  });
});
