import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CatalogueModule } from '../../src/catalogue/catalogue.module.js';
import { CatalogueService } from '../../src/catalogue/catalogue.service.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let admin: string;
let reader: string;

beforeAll(async () => {
  app = await startTestApp({ modules: [CatalogueModule] });
  [admin, reader] = [await app.signedIn('admin'), await app.signedIn('head')];
  const org = (code: string, body: object) => ({ code, body });
  await app.app
    .get(CatalogueService)
    .publishOrganisations(
      [
        org('210000', { name: '辽宁省', nameEn: 'Liaoning', kind: 'province' }),
        org('210100', { name: '沈阳市', kind: 'city', parent: '210000' }),
        org('210102', { name: '和平区', kind: 'county', parent: '210100' }),
        org('210000-slt', { name: '水利厅', kind: 'department', region: '210000' }),
        org('210100-slj', { name: '水务局', kind: 'department', region: '210100', parent: '210000-slt' }),
        org('210100-zx', { name: '市政务服务中心', kind: 'centre', region: '210100' }),
        org('210100-zx-01', { name: '1号窗口', kind: 'window', region: '210100', parent: '210100-zx' }),
      ],
      'test',
    );
  const item = (amount: number) => ({
    name: '取水许可',
    org: '210000-slt',
    kind: 'promised',
    promised: { amount, unit: 'workingDay' },
  });
  for (const amount of [9, 7]) {
    await app.ask('PUT /api/v1/items/B-1', { token: admin, body: item(amount) });
    app.clock.at += 1_000;
  }
  await app.ask('PUT /api/v1/items/B-2', {
    token: admin,
    body: { ...item(3), effectiveFrom: '2030-01-01T00:00:00+08:00' },
  });
});
afterAll(() => app?.close());

const get = (path: string) => app.ask(`GET /api/v1/catalogue/${path}`, { token: reader });
const codes = ({ body }: { body: Record<string, unknown> }) =>
  (body['items'] as { code: string }[]).map(({ code }) => code);

describe('the lists of the catalogue', () => {
  it('hold each entry once, as it is in force, or as it will be', async () => {
    expect((await get('items?q=B-')).body).toMatchObject({
      total: 2,
      items: [
        {
          code: 'B-1',
          name: { zh: '取水许可' },
          org: '210000-slt',
          orgName: { zh: '水利厅', en: '水利厅' },
          version: 2,
          versions: 2,
          state: 'in-force',
          drafts: 0,
        },
        { code: 'B-2', version: 1, state: 'future', effectiveFrom: '2030-01-01T00:00:00+08:00' },
      ],
    });
    expect((await get('items?q=B-1&at=2026-01-01')).body).toMatchObject({ items: [{ version: 1 }] });
  });

  it('are found by part of name or code and by organisation, and paged', async () => {
    expect(codes(await get('organisations?q=liaoning'))).toEqual(['210000']);
    expect(codes(await get('organisations?q=水务'))).toEqual(['210100-slj']);
    expect(codes(await get('organisations?org=210100-zx'))).toEqual(['210100-zx-01']);
    const first = await get('organisations?limit=4');
    expect(first.body['total']).toBe(7);
    const next = await get(`organisations?limit=4&cursor=${String(first.body['nextCursor'])}`);
    expect([...codes(first), ...codes(next)]).toEqual([
      '210000',
      '210000-slt',
      '210100',
      '210100-slj',
      '210100-zx',
      '210100-zx-01',
      '210102',
    ]);
    expect(next.body['nextCursor']).toBeNull();
  });

  it('are there for each kind, from the files at the first start', async () => {
    expect((await get('calendars')).body).toMatchObject({
      items: [{ code: 'cn', name: { zh: '全国' }, effectiveFrom: null }],
    });
    expect(codes(await get('profiles'))).toContain('default');
    expect((await get('standards')).body).toMatchObject({ items: [], total: 0 });
    expect((await get('houses')).status).toBe(404);
    expect((await get('items?colour=1')).status).toBe(400);
    expect((await get('items?cursor=%20')).status).toBe(400);
  });
});

describe('an entry', () => {
  it('is the version in force at an instant, with its history', async () => {
    expect((await get('items/B-1')).body).toMatchObject({
      version: 2,
      body: { promised: { amount: 7 } },
      warnings: [],
      history: [
        { version: 2, state: 'in-force', origin: 'direct', differences: [{ member: 'promised.amount' }] },
        { version: 1, state: 'former', origin: 'direct', differences: [] },
      ],
      proposals: [],
    });
    expect((await get('items/B-1?at=2026-01-01T00:00:00Z')).body).toMatchObject({ version: 1 });
    expect((await get('items/B-1?version=1')).body).toMatchObject({ version: 1, state: 'former' });
    expect((await get('items/B-2')).body).toMatchObject({ state: 'future' });
    expect((await get('items/B-1?version=9')).status).toBe(404);
    expect((await get('items/nothing')).status).toBe(404);
  });

  it('is told what is doubtful about it', async () => {
    await app.ask('PUT /api/v1/items/B-3', { token: admin, body: { name: 'x', org: 'nobody', kind: 'promised' } });
    expect((await get('items/B-3')).body['warnings']).toMatchObject([{ member: 'org' }, { member: '' }]);
  });
});

describe('the tree of organisations', () => {
  it('begins with the regions and goes down as deep as is asked for', async () => {
    expect((await get('organisations/tree')).body).toEqual({
      root: null,
      nodes: [{ code: '210000', name: '辽宁省', nameEn: 'Liaoning', kind: 'province', below: 2 }],
    });
    const { body } = await get('organisations/tree?root=210100&depth=2');
    expect(body['nodes']).toMatchObject([
      { code: '210102', kind: 'county', below: 0 },
      { code: '210100-slj', kind: 'department', parent: '210000-slt' },
      { code: '210100-zx', kind: 'centre', below: 1, children: [{ code: '210100-zx-01', kind: 'window' }] },
    ]);
    expect((await get('organisations/tree?root=210102')).body).toMatchObject({ nodes: [] });
    expect((await get('organisations/tree?root=999')).status).toBe(404);
    expect((await get('organisations/tree?depth=5')).status).toBe(400);
  });
});

describe('the formats of the kinds', () => {
  it.each(['organisation', 'calendar', 'standard'])('%s is there for everybody', async (name) => {
    const answer = await app.ask(`GET /api/v1/schemas/${name}.json`);
    expect(answer.headers.get('content-type')).toContain('application/schema+json');
    expect(answer.body).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object' });
  });
});
