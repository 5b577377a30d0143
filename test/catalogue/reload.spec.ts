import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CatalogueModule } from '../../src/catalogue/catalogue.module.js';
import { CatalogueService } from '../../src/catalogue/catalogue.service.js';
import { CatalogueWatch } from '../../src/catalogue/catalogue.watch.js';
import { HOUR, rfc3339 } from '../../src/domain/instant.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import type { ItemBody } from '../../src/catalogue/items/item.js';
import { VersionPublisher } from '../../src/catalogue/versions/version.publisher.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let database: TestDatabase;
let one: TestApp;
let two: TestApp;
let author: string;
let second: string;

beforeAll(async () => {
  database = await createTestDatabase();
  one = await startTestApp({ modules: [CatalogueModule], databaseUrl: database.url });
  two = await startTestApp({ modules: [CatalogueModule], databaseUrl: database.url });
  author = await one.signedIn('admin');
  second = await one.signedIn('province');
});
afterAll(async () => {
  await two?.close();
  await one?.close();
  await database?.drop();
});

/** Drafts it in one process and has it checked there. */
async function inForce(path: string, body: unknown, effectiveFrom?: string): Promise<void> {
  const drafted = await one.ask(`POST /api/v1/catalogue/${path}/drafts`, {
    token: author,
    body: { body, effectiveFrom, note: '按通知调整' },
  });
  const at = `${path}/drafts/${String(drafted.body['id'])}`;
  const checked = await one.ask(`POST /api/v1/catalogue/${at}/check`, {
    token: second,
    body: { edition: 1, decision: 'approve' },
  });
  expect(checked).toMatchObject({ status: 200 });
}

const catalogueOf = ({ app }: TestApp): CatalogueService => app.get(CatalogueService);

/** The next change that a process tells of. */
const changeOf = (app: TestApp): Promise<void> =>
  new Promise((resolve) => {
    const following = catalogueOf(app).changes$.subscribe(() => {
      following.unsubscribe();
      resolve();
    });
  });

const early = (orgs: string[], open = '08:00') => ({
  name: '早班',
  extends: 'cn',
  orgs,
  officeHours: [[open, '16:00']],
  days: [],
});

describe('a version that comes into force', () => {
  it('is taken up by every process without a restart', async () => {
    const told = changeOf(two);
    await inForce('calendars/early', early(['2101*']));
    await told;
    expect(catalogueOf(two).calendars.forOrg('210100-a').code).toBe('early');
    expect(catalogueOf(two).currentRefs('210100-a')).toEqual(catalogueOf(one).currentRefs('210100-a'));
    expect(catalogueOf(two).currentRefs('210200-a').calendar).toMatch(/^cn@/);
  });

  it('is for the cases opened from then on: a batch goes on with what it began with, a case keeps what it was given', async () => {
    const [was, at] = [await catalogueOf(one).revision(), one.clock.at];
    const before = catalogueOf(one).currentRefs('210100-a', { rev: was, at });
    await inForce('calendars/early', early(['2101*'], '07:00'));
    const service = catalogueOf(one);
    expect(service.currentRefs('210100-a', { rev: was, at })).toEqual(before);
    expect(service.currentRefs('210100-a').calendar).not.toBe(before.calendar);
    expect(service.missing(before)).toEqual([]);
    const { calendar } = service.standards({ ...before, rev: was });
    expect(calendar.opening(20_580) % (24 * HOUR)).toBe(0);
  });

  it('waits for its date, which every process sees by its own clock', async () => {
    const effectiveFrom = one.clock.at + HOUR;
    await inForce('calendars/late', early(['2102*']), rfc3339(effectiveFrom));
    await catalogueOf(two).ensure(await catalogueOf(two).revision());
    expect(catalogueOf(two).currentRefs('210200-a').calendar).toMatch(/^cn@/);
    two.clock.at = effectiveFrom - 1;
    expect(catalogueOf(two).currentRefs('210200-a').calendar).toMatch(/^cn@/);
    two.clock.at = effectiveFrom;
    const { calendar, profile } = catalogueOf(two).currentRefs('210200-a');
    expect(calendar).toMatch(/^late@/);
    expect(catalogueOf(two).missing({ calendar, profile })).toEqual([]);
    const told = changeOf(two);
    await two.app.get(CatalogueWatch).look();
    await told;
  });

  it('of an organisation is in the registers from its date on', async () => {
    const name = () => one.source.query<unknown[]>(`SELECT name FROM org WHERE code = '210300-a'`);
    await inForce('organisations/210300-a', { name: '旧名', kind: 'department', region: '210300' });
    const effectiveFrom = one.clock.at + 2 * HOUR;
    await inForce(
      'organisations/210300-a',
      { name: '新名', kind: 'department', region: '210300' },
      rfc3339(effectiveFrom),
    );
    expect(await name()).toEqual([{ name: '旧名' }]);
    one.clock.at = effectiveFrom;
    await one.app.get(CatalogueWatch).look();
    expect(await name()).toEqual([{ name: '新名' }]);
  });

  it('of a calendar changes those that extend it', async () => {
    const { body } = await one.ask('GET /api/v1/catalogue/calendars/cn', { token: author });
    const cn = body['body'] as { days: { date: string }[] };
    const before = catalogueOf(one).currentRefs('210100-a').calendar;
    const days = [...cn.days, { date: '2026-12-21', off: true, name: '冬至', notice: '试' }];
    await inForce('calendars/cn', { ...cn, days });
    const after = catalogueOf(one).currentRefs('210100-a').calendar;
    expect(after).toMatch(/^early@/);
    expect(after).not.toBe(before);
    expect(catalogueOf(one).missing(catalogueOf(one).currentRefs('210100-a'))).toEqual([]);
  });
});

describe('the files of the configuration', () => {
  it('do not undo at the next start what was decided since', async () => {
    const three = await startTestApp({ modules: [CatalogueModule], databaseUrl: database.url });
    try {
      three.clock.at = one.clock.at;
      expect(catalogueOf(three).currentRefs('210100-a')).toEqual(catalogueOf(one).currentRefs('210100-a'));
      const { body } = await three.ask('GET /api/v1/catalogue/calendars/cn', { token: author });
      expect(body).toMatchObject({
        version: 2,
        history: [{ origin: 'draft' }, { origin: 'file', author: 'config/calendars' }],
      });
    } finally {
      await three.close();
    }
  });

  it('that are changed and changed back make a version each time', async () => {
    const [first, other] = ['08:00', '07:30'].map((open) => [{ code: 'rolling', body: early(['2104*'], open) }]);
    const by = 'config/calendars';
    const publish = (files = other!) => one.app.get(VersionPublisher).publishFiles([{ kind: 'calendars', files, by }]);
    for (const files of [first, other, other, first]) await publish(files);
    const { body } = await one.ask('GET /api/v1/catalogue/calendars/rolling', { token: author });
    expect(body).toMatchObject({ version: 3, body: { officeHours: [['08:00', '16:00']] } });

    const items = (days: number) => [{ code: 'ROLLING', body: itemBody(days) }];
    for (const days of [5, 4, 4, 5]) await catalogueOf(one).publishFiles(items(days), 'config/items');
    expect(catalogueOf(one).newest('ROLLING')).toMatchObject({ version: 3, promised: { amount: 5 } });
  });
});

describe('two drafts for a later date', () => {
  const draft = (code: string, orgs: string[], effectiveFrom?: string) =>
    one.ask(`POST /api/v1/catalogue/calendars/${code}/drafts`, {
      token: author,
      body: { body: early(orgs), effectiveFrom, note: '按通知调整' },
    });
  const check = (code: string, id: unknown) =>
    one.ask(`POST /api/v1/catalogue/calendars/${code}/drafts/${String(id)}/check`, {
      token: second,
      body: { edition: 1, decision: 'approve' },
    });

  it('that name the same organisation do not both come into force, whichever begins first', async () => {
    const [day, next] = [24, 48].map((hours) => rfc3339(one.clock.at + hours * HOUR));
    const [a, b, c] = [
      await draft('dated-a', ['2108*'], day),
      await draft('dated-b', ['2108*'], day),
      await draft('dated-c', ['2108*']),
    ];
    expect([a.status, b.status, c.status]).toEqual([201, 201, 201]);
    expect(await check('dated-b', b.body['id'])).toMatchObject({ status: 200 });
    for (const [code, { body }] of [['dated-a', a] as const, ['dated-c', c] as const])
      expect(await check(code, body['id'])).toMatchObject({
        status: 400,
        body: { message: { zh: expect.stringContaining('dated-b') } },
      });
    expect(await draft('dated-a', ['2108*'], next)).toMatchObject({ status: 400 });
  });

  it('of which one gives an organisation up and the other takes it over are both in force from that day', async () => {
    const day = rfc3339(one.clock.at + 72 * HOUR);
    await inForce('calendars/giving', early(['2109*']));
    await inForce('calendars/giving', early(['2109-other*']), day);
    expect(await draft('taking', ['2109*'])).toMatchObject({ status: 400 });
    await inForce('calendars/taking', early(['2109*']), day);
  });
});

describe('a profile of a newer edition of this program', () => {
  it('is the one of new cases as it was kept, in processes that run and in one that starts again', async () => {
    const body = { code: 'newer', version: '2099.1', extends: 'default', orgs: ['2105*'], novelty: { value: 1 } };
    const parent = catalogueOf(one).profile;
    const ref = `newer@2099.1+${parent.version}`;
    const kept = { ...parent, code: 'newer', version: `2099.1+${parent.version}`, novelty: 1 };
    await one.source.query(`INSERT INTO standard (ref, kind, body) VALUES ($1, 'profile', $2)`, [
      ref,
      JSON.stringify(kept),
    ]);
    await one.source.query(
      `INSERT INTO catalogue_version (kind, code, version, body, origin, created_by) VALUES ('profiles', 'newer', 1, $1, 'file', 'test')`,
      [JSON.stringify(body)],
    );
    await catalogueOf(one).ensure(await catalogueOf(one).revision());
    const refs = catalogueOf(one).currentRefs('210500-a');
    expect([refs.profile, catalogueOf(one).missing(refs)]).toEqual([ref, []]);
    expect(catalogueOf(one).currentRefs('210600-a').profile).toBe(`default@${parent.version}`);
    expect(catalogueOf(one).unreadProfiles).toEqual([ref]);

    await inForce('calendars/late-again', early(['2107*']));
    const again = await startTestApp({ modules: [CatalogueModule], databaseUrl: database.url });
    try {
      expect(catalogueOf(again).currentRefs('210500-a').profile).toBe(ref);
    } finally {
      await again.close();
    }
  });
});

const itemBody = (amount: number): ItemBody => ({
  name: '滚动发布的事项',
  org: '210100-a',
  kind: 'promised',
  promised: { amount, unit: 'workingDay', from: 'acceptance' },
  steps: [],
});
