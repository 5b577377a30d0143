import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CatalogueModule } from '../../src/catalogue/catalogue.module.js';
import { CatalogueService } from '../../src/catalogue/catalogue.service.js';
import type { OverlaidCase, OverlayDraft } from '../../src/catalogue/in-force/overlay.js';
import { VersionPublisher } from '../../src/catalogue/versions/version.publisher.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const OCTOBER = Date.UTC(2025, 9, 1);
const MAY = Date.UTC(2026, 4, 1);
/** After whatever is published while this test runs. */
const LATER = Date.UTC(2100, 0, 1);
const days = (amount: number) => ({ amount, unit: 'workingDay', from: 'acceptance' });
const item = (amount: number) => ({ name: '取水许可', org: '210000-slt', kind: 'promised', promised: days(amount) });

let app: TestApp;
let catalogue: CatalogueService;

beforeAll(async () => {
  app = await startTestApp({ modules: [CatalogueModule] });
  catalogue = app.app.get(CatalogueService);
  const token = await app.signedIn('admin');
  await app.ask('PUT /api/v1/items/W-1', { token, body: item(7) });
  await app.app
    .get(VersionPublisher)
    .publishFiles([{ kind: 'standards', files: [{ code: 'R-1', body: row(10) }], by: 'test' }]);
  await catalogue.ensure(await catalogue.revision());
});
afterAll(() => app?.close());

const row = (value: number) => ({ items: ['W-1'], tiers: [{ code: '一般', value: { type: 'fixed', value } }] });
const received = (at: number | undefined, org = '210000-slt'): OverlaidCase => ({
  refs: { ...catalogue.currentRefs(org), rev: loadedRev },
  org,
  received: at,
});
let loadedRev = 0;
beforeAll(async () => {
  loadedRev = await catalogue.revision();
});

const draft = (given: Partial<OverlayDraft>): OverlayDraft => ({
  kind: 'items',
  code: 'W-1',
  body: { ...item(3), steps: [], pauses: [] },
  effectiveFrom: null,
  ...given,
});
const promised = (overlaid: OverlayDraft, one: OverlaidCase) =>
  catalogue
    .overlay(overlaid)
    .standards(one)
    .itemAt('W-1', one.received ?? MAY)?.promised?.amount;
const rows = (overlaid: OverlayDraft, one: OverlaidCase) =>
  catalogue
    .overlay(overlaid)
    .standards(one)
    .itemAt('W-1', one.received ?? MAY)?.guide?.discretion;

describe('the standards with a draft in force', () => {
  it('give a case the draft of its item, when it was received from its date on', () => {
    expect(promised(draft({}), received(OCTOBER))).toBe(3);
    expect(promised(draft({ effectiveFrom: MAY }), received(MAY))).toBe(3);
    expect(promised(draft({ effectiveFrom: MAY }), received(MAY - 1))).toBe(7);
    expect(promised(draft({ effectiveFrom: MAY }), received(undefined))).toBe(7);
    expect(promised(draft({ code: 'W-2' }), received(MAY))).toBe(7);
  });

  it('leave the catalogue as it is', () => {
    promised(draft({}), received(OCTOBER));
    const standards = catalogue.standards(received(OCTOBER).refs);
    expect(standards.itemAt('W-1', OCTOBER)?.promised?.amount).toBe(7);
    expect(standards.itemAt('W-1', OCTOBER)?.guide?.discretion).toEqual([
      { code: 'R-1', tiers: [{ code: '一般', value: { type: 'fixed', value: 10 } }] },
    ]);
  });

  it('hold a draft of a discretion standard instead of the row that is registered', () => {
    const tried = draft({ kind: 'standards', code: 'R-1', body: row(20), effectiveFrom: MAY });
    expect(rows(tried, received(MAY))).toEqual([{ code: 'R-1', tiers: row(20).tiers }]);
    expect(rows(tried, received(OCTOBER))).toEqual([{ code: 'R-1', tiers: row(10).tiers }]);
    const moved = draft({ kind: 'standards', code: 'R-1', body: { ...row(20), items: ['W-9'] } });
    expect(rows(moved, received(MAY))).toBeUndefined();
  });

  it('hold a draft of a calendar for the organisations that it names, and for calendars that extend it', () => {
    const own = { name: '早班', extends: 'cn', orgs: ['2199*'], officeHours: [['08:00', '16:00']], days: [] };
    const tried = catalogue.overlay(draft({ kind: 'calendars', code: 'early', body: own }));
    expect(tried.standards(received(MAY, '219900-a')).calendar.code).toBe('early');
    expect(tried.standards(received(MAY)).calendar).toBe(catalogue.standards(received(MAY).refs).calendar);
  });

  it('hold a draft of a profile, and of one that another profile extends', () => {
    const body = {
      code: 'default',
      version: 'next',
      rules: { 'T-NOTICE-LATE': { level: 'red', levelSource: '本系统约定' } },
    };
    const tried = catalogue.overlay(draft({ kind: 'profiles', code: 'default', body, effectiveFrom: MAY }));
    expect(tried.standards(received(MAY)).profile).toMatchObject({ version: 'next' });
    expect(tried.standards(received(MAY)).profile.rules['T-NOTICE-LATE'].level).toBe('red');
    expect(tried.standards(received(OCTOBER)).profile.version).not.toBe('next');
  });

  it('hold a version that has come into force later, for cases that are frozen to the one before', async () => {
    const before = received(OCTOBER);
    const body = { code: 'own', version: '1', extends: 'default', orgs: ['210000-slt'] };
    await app.app
      .get(VersionPublisher)
      .publishFiles([{ kind: 'profiles', files: [{ code: 'own', body }], by: 'test' }]);
    await catalogue.ensure(await catalogue.revision());
    expect(catalogue.standards(before.refs).profile.code).toBe('default');
    expect(catalogue.overlay(draft({ kind: 'profiles', code: 'own', body })).standards(before).profile.code).toBe(
      'own',
    );
  });

  it('hold a draft without a start instead of every version, dated ones and later ones too', async () => {
    const token = await app.signedIn('admin');
    await app.ask('PUT /api/v1/items/W-1', { token, body: { ...item(9), effectiveFrom: '2026-03-01T00:00:00+08:00' } });
    const files = [{ code: 'R-1', body: row(11) }];
    await app.app.get(VersionPublisher).publishFiles([{ kind: 'standards', files, by: 'test' }]);
    loadedRev = await catalogue.revision();
    await catalogue.ensure(loadedRev);
    expect(catalogue.standards(received(LATER).refs).itemAt('W-1', LATER)).toMatchObject({
      promised: { amount: 9 },
      guide: { discretion: [{ tiers: row(11).tiers }] },
    });
    expect([promised(draft({}), received(OCTOBER)), promised(draft({}), received(LATER))]).toEqual([3, 3]);
    const tried = draft({ kind: 'standards', code: 'R-1', body: row(20) });
    expect(rows(tried, received(LATER))).toEqual([{ code: 'R-1', tiers: row(20).tiers }]);
  });

  it('cannot be had for a profile that nobody can read', () => {
    expect(() => catalogue.overlay(draft({ kind: 'profiles', code: 'default', body: { code: 'default' } }))).toThrow(
      'default',
    );
  });
});
