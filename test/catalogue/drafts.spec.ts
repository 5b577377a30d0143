import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CatalogueModule } from '../../src/catalogue/catalogue.module.js';
import { CatalogueService } from '../../src/catalogue/catalogue.service.js';
import { DraftDesk } from '../../src/catalogue/drafts/draft.desk.js';
import { DraftRepository } from '../../src/catalogue/drafts/draft.repository.js';
import { transitionFaults, DRAFT_TRANSITIONS } from '../../src/catalogue/drafts/draft.transitions.js';
import { DAY, rfc3339 } from '../../src/domain/instant.js';
import { PASSWORD, startTestApp, type Answer, type TestApp } from '../support/test-app.js';

let app: TestApp;
let author: string;
let second: string;
let inspector: string;

beforeAll(async () => {
  app = await startTestApp({ modules: [CatalogueModule] });
  [author, second, inspector] = [
    await app.signedIn('admin'),
    await app.signedIn('province'),
    await app.signedIn('inspector'),
  ];
});
afterAll(() => app?.close());

const days = (amount: number) => ({ amount, unit: 'workingDay', from: 'acceptance' });
const item = (amount: number) => ({ name: '取水许可', org: '210000-slt', kind: 'promised', promised: days(amount) });
const row = (value: number) => ({ items: ['D-1'], tiers: [{ code: '一般', value: { type: 'fixed', value } }] });
const ask = (request: string, token: string, body?: unknown): Promise<Answer> =>
  app.ask(request.replace(' ', ' /api/v1/catalogue/'), { token, body });

async function drafted(
  path: string,
  body: unknown,
  more: object = {},
  token = author,
): Promise<Answer & { at: string }> {
  const answer = await ask(`POST ${path}/drafts`, token, { body, note: '按新的实施清单修改', ...more });
  return { ...answer, at: `${path}/drafts/${String(answer.body['id'])}` };
}
const check = (at: string, token = second, more: object = {}) =>
  ask(`POST ${at}/check`, token, { edition: 1, decision: 'approve', ...more });
const history = async (path: string) => (await ask(`GET ${path}`, author)).body['history'] as Record<string, unknown>[];

describe('a draft', () => {
  it('is in force once a second person has checked it, and every step is traced', async () => {
    await app.ask('PUT /api/v1/items/D-1', { token: author, body: item(7) });
    const { at, status, body } = await drafted('items/D-1', item(5), { note: '压缩时限' });
    expect([status, body]).toMatchObject([
      201,
      {
        state: 'draft',
        edition: 1,
        author: 'admin-1',
        base: 1,
        differences: [{ member: 'promised.amount', before: { zh: '7' }, after: { zh: '5' } }],
        faults: [],
        may: { edit: null, withdraw: null, check: { zh: expect.stringContaining('第二人') } },
      },
    ]);
    expect(await check(at, author)).toMatchObject({ status: 403, body: { code: 'second-person' } });
    expect((await app.ask('GET /api/v1/items/D-1', { token: author })).body).toMatchObject({ version: 1 });

    expect(await check(at)).toMatchObject({
      status: 200,
      body: {
        state: 'in-force',
        version: 2,
        checker: 'province-2',
        base: 1,
        differences: [{ member: 'promised.amount' }],
      },
    });
    const { body: published } = await app.ask('GET /api/v1/items/D-1', { token: author });
    expect(published).toMatchObject({ version: 2, promised: days(5), effectiveFrom: rfc3339(app.clock.at) });
    expect((await ask(`GET ${at}`, second)).body['trace']).toMatchObject([
      { act: 'drafted', by: 'admin-1', from: null, to: 'draft', reason: '压缩时限' },
      { act: 'checked', by: 'province-2', from: 'draft', to: 'in-force' },
    ]);
    expect(await history('items/D-1')).toMatchObject([
      { version: 2, state: 'in-force', origin: 'draft', author: 'admin-1', checker: 'province-2', note: '压缩时限' },
      { version: 1, state: 'former', origin: 'direct', author: 'admin-1', checker: null, draft: null },
    ]);
  });

  it('and its history name people and organisations, not only their accounts and codes', async () => {
    await app.source.query(`UPDATE account SET name = '张立' WHERE username = 'admin-1'`);
    await app.source.query(`UPDATE account SET name = '李核' WHERE username = 'province-2'`);
    await app.app
      .get(CatalogueService)
      .publishOrganisations(
        [{ code: '210000-slt', body: { name: '水利厅', kind: 'department', region: '210000' } }],
        'test',
      );
    const { at, body } = await drafted('items/D-11', item(5));
    const [org, words] = ['210000-slt', { zh: '水利厅', en: '水利厅' }];
    expect(body).toMatchObject({
      author: 'admin-1',
      authorName: '张立',
      org,
      orgName: words,
      orgNames: { [org]: words },
    });
    expect((await ask('GET drafts?limit=1', second)).body).toMatchObject({
      items: [{ authorName: '张立', checkerName: null, orgName: words }],
    });
    expect((await check(at)).body).toMatchObject({
      checkerName: '李核',
      trace: [
        { by: 'admin-1', byName: '张立' },
        { by: 'province-2', byName: '李核' },
      ],
    });
    expect((await ask('GET items/D-11', author)).body).toMatchObject({
      orgName: words,
      orgNames: { [org]: words },
      history: [{ author: 'admin-1', authorName: '张立', checker: 'province-2', checkerName: '李核' }],
    });
  });

  it('is told to be decided, not to be wrong, by who comes after', async () => {
    const { at } = await drafted('items/D-3', item(3));
    const record = (await app.app.get(DraftRepository, { strict: false }).byId(Number(at.split('/').at(-1))))!;
    const other = { id: 0, username: 'other', name: 'other', role: 'province', org: null } as const;
    const late = app.app.get(DraftDesk, { strict: false }).approve(record, 1, other, null, async () => {
      // Another person is quicker: now the draft says what is in force.
      expect((await check(at)).status).toBe(200);
      throw new Error('the same as what is in force');
    });
    await expect(late).rejects.toMatchObject({ status: 409 });
  });

  it('is decided once, whoever comes first', async () => {
    const third = await app.signedIn('admin');
    for (const [path, body] of [
      ['items/D-2', item(3)],
      ['standards/R-2', row(1)],
    ] as const) {
      const { at } = await drafted(path, body);
      const answers = await Promise.all([
        check(at),
        check(at, third),
        check(at, second, { decision: 'reject', reason: '依据不足' }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
      expect((await ask(`GET ${at}`, author)).body['trace']).toHaveLength(2);
    }
  });

  it('that was edited after it was read is not checked unread, nor by whoever edited it', async () => {
    const { at } = await drafted('standards/R-3', row(1));
    const edited = await ask(`PUT ${at}`, second, { body: row(2), note: '改为二档', edition: 1 });
    expect(edited).toMatchObject({ status: 200, body: { edition: 2, body: row(2) } });
    expect(await check(at, second, { edition: 2 })).toMatchObject({ status: 403, body: { code: 'second-person' } });
    const third = await app.signedIn('admin');
    expect(await check(at, third)).toMatchObject({ status: 409, body: { code: 'draft-edited' } });
    expect(await check(at, third, { edition: 2 })).toMatchObject({ status: 200, body: { version: 1 } });
    expect(await ask(`PUT ${at}`, author, { body: row(3), note: '改为三档', edition: 2 })).toMatchObject({
      status: 409,
      body: { code: 'draft-closed' },
    });
  });

  it('is sent back with a reason, or taken back by those who wrote it', async () => {
    const { at } = await drafted('standards/R-4', row(1));
    for (const reason of [undefined, null, '   ', '不同意'])
      expect(await check(at, second, { decision: 'reject', reason })).toMatchObject({
        status: 400,
        body: { code: 'reason-needed', member: 'reason' },
      });
    expect(await check(at, second, { decision: 'reject', reason: '依据不足' })).toMatchObject({
      status: 200,
      body: { state: 'rejected', reason: '依据不足', version: null },
    });
    const other = await drafted('standards/R-4', row(2));
    expect(await ask(`DELETE ${other.at}`, second)).toMatchObject({ status: 403, body: { code: 'not-the-writer' } });
    expect((await ask(`DELETE ${other.at}`, author)).status).toBe(204);
    expect(await check(other.at)).toMatchObject({ status: 409, body: { code: 'draft-closed' } });
    expect((await ask('GET standards/R-4/drafts', author)).body).toMatchObject({
      total: 2,
      items: [{ state: 'withdrawn' }, { state: 'rejected' }],
    });
    expect((await ask('GET standards/R-4', author)).status).toBe(404);
  });

  it('says why, to the second person and to the history: at least four characters', async () => {
    for (const note of [undefined, null, '', '    ', '改时限'])
      expect(await drafted('standards/R-10', row(1), { note })).toMatchObject({
        status: 400,
        body: { code: 'reason-needed', member: 'note', message: { zh: expect.stringContaining('至少 4 个字') } },
      });
    expect((await ask('GET standards/R-10/drafts', author)).body).toMatchObject({ total: 0 });
    const { at, status } = await drafted('standards/R-10', row(1), { note: '压缩时限' });
    expect(status).toBe(201);
    expect((await ask(`PUT ${at}`, author, { body: row(2) })).body).toMatchObject({ member: 'note' });
    expect((await ask('POST standards/R-10/validate', author, { body: row(1) })).status).toBe(200);
  });

  it('names the member that is wrong, and stores nothing', async () => {
    const refused = await drafted('standards/R-5', { tiers: [{ code: 'a', value: { type: 'fixed' } }] });
    const told = { zh: expect.stringMatching(/^阶次 第 1 项 · 裁量幅度 · .+ tiers\[0\]\.value\.value: /) as unknown };
    expect(refused).toMatchObject({
      status: 400,
      body: { code: 'invalid-draft', member: 'tiers[0].value.value', message: told },
    });
    const { body } = await ask('POST standards/R-5/validate', author, { body: { tiers: [] } });
    expect(body).toMatchObject({ faults: [{ member: 'tiers', label: { zh: '阶次', en: 'tier' } }], base: null });
    expect((await ask('GET standards/R-5/drafts', author)).body).toMatchObject({ total: 0 });
    expect((await ask('POST houses/1/drafts', author, { body: {} })).body).toMatchObject({ code: 'unknown-kind' });
  });

  it('begins in the past only where it is an item', async () => {
    const effectiveFrom = rfc3339(app.clock.at - DAY);
    expect((await drafted('standards/R-6', row(1), { effectiveFrom })).body).toMatchObject({ member: 'effectiveFrom' });
    const { at } = await drafted('items/D-6', item(3), { effectiveFrom });
    expect((await check(at)).body).toMatchObject({ state: 'in-force', effectiveFrom });
  });

  it('whose date has passed is not checked as it is', async () => {
    const { at } = await drafted('standards/R-7', row(1), { effectiveFrom: rfc3339(app.clock.at + DAY) });
    app.clock.at += 2 * DAY;
    expect((await ask(`GET ${at}`, second)).body['faults']).toMatchObject([{ member: 'effectiveFrom' }]);
    expect(await check(at)).toMatchObject({ status: 400, body: { code: 'invalid-draft', member: 'effectiveFrom' } });
  });

  it('tells when another version has come into force since it was written', async () => {
    const first = await drafted('standards/R-8', row(1));
    const other = await drafted('standards/R-8', row(2));
    await check(other.at);
    expect((await ask(`GET ${first.at}`, second)).body).toMatchObject({
      base: 1,
      differences: [{ before: { zh: '2' }, after: { zh: '1' } }],
      warnings: expect.arrayContaining([expect.objectContaining({ zh: expect.stringContaining('第 1 版') })]),
    });
  });

  it('that says what is in force already is refused, also when it has come to be so since it was written', async () => {
    const [first, other] = [await drafted('standards/R-9', row(1)), await drafted('standards/R-9', row(1))];
    await check(first.at);
    expect((await drafted('standards/R-9', row(1))).body).toMatchObject({ code: 'invalid-draft' });
    expect(await check(other.at)).toMatchObject({ status: 400, body: { code: 'invalid-draft' } });
    const effectiveFrom = rfc3339(app.clock.at + DAY);
    expect((await drafted('standards/R-9', row(1), { effectiveFrom })).status).toBe(201);
  });

  it('is warned of doubtful codes, and may be in force with them', async () => {
    const body = { name: '某局', kind: 'department', region: '219900', uscc: '91350211M0000XUF46' };
    const { at, body: draft } = await drafted('organisations/219900-a', body);
    expect(draft['warnings']).toMatchObject([{ member: 'region' }, { member: 'uscc' }]);
    expect((await check(at)).body).toMatchObject({ state: 'in-force' });
    const rows: unknown[] = await app.source.query(`SELECT name, uscc FROM org WHERE code = '219900-a'`);
    expect(rows).toEqual([{ name: '某局', uscc: '91350211M0000XUF46' }]);
  });

  it('of a profile needs a new version number, once cases may have been judged by the old one', async () => {
    const { body } = await ask('GET profiles/default', author);
    const changed = { ...(body['body'] as object), name: { zh: '改名', en: 'Renamed' } };
    expect((await drafted('profiles/default', changed)).body).toMatchObject({
      code: 'invalid-draft',
      member: 'version',
    });
    const { at } = await drafted('profiles/default', { ...changed, version: 'next' });
    expect((await check(at)).body).toMatchObject({ state: 'in-force' });
  });

  it('of a profile is warned where a level, a threshold or the counting changed and its source stayed', async () => {
    const cited = (value: unknown) => ({ value, source: '某办法第三条' });
    const profile = (level: string, days: number, counting: string, version: string, levelSource = '某办法第二条') => ({
      version,
      orgs: ['219999*'],
      counting: cited(counting),
      rules: { 'T-PROMISE-NEAR': { level, levelSource, params: { daysBefore: cited(days) } } },
    });
    const first = await drafted('profiles/cited', profile('reminder', 2, 'day', '1'));
    expect(first.body['warnings']).toEqual([]);
    await check(first.at);
    const changed = profile('yellow', 3, 'moment', '2');
    const members = ['counting.value', 'rules.T-PROMISE-NEAR.level', 'rules.T-PROMISE-NEAR.params.daysBefore.value'];
    const told = members.map((member) => ({ member, zh: expect.stringContaining('改了，出处未改') }));
    expect((await ask('POST profiles/cited/validate', author, { body: changed })).body).toMatchObject({
      faults: [],
      warnings: told,
    });
    const { at } = await drafted('profiles/cited', changed);
    expect((await ask(`GET ${at}`, second)).body).toMatchObject({ warnings: told });
    const honest = profile('yellow', 2, 'day', '3', '某办法第四条');
    expect((await drafted('profiles/cited', honest)).body).toMatchObject({ warnings: [] });
  });

  it('is for administrators and the province, each within its scope', async () => {
    expect((await drafted('items/D-1', item(4), {}, inspector)).status).toBe(403);
    expect((await ask('GET drafts', inspector)).status).toBe(403);
    await app.addAccount('limited', 'admin', '2199*');
    const session = await app.ask('POST /api/v1/session', { body: { username: 'limited', password: PASSWORD } });
    const limited = String(session.body['token']);
    expect((await drafted('items/D-1', item(4), {}, limited)).body).toMatchObject({
      code: 'out-of-scope',
      member: 'org',
    });
    expect((await drafted('profiles/own', { version: '1' }, {}, limited)).body).toMatchObject({ code: 'out-of-scope' });
    const mine = await drafted('items/L-1', { ...item(4), org: '219900-a' }, {}, limited);
    expect(mine.status).toBe(201);
    const theirs = await drafted('items/L-2', item(4));
    expect((await ask(`GET ${theirs.at}`, limited)).status).toBe(404);
    expect((await ask('GET drafts?state=draft', limited)).body).toMatchObject({ total: 1 });
  });

  it('and what came of it are kept for ever', async () => {
    for (const table of ['catalogue_version', 'catalogue_trace', 'catalogue_draft'])
      await expect(app.source.query(`DELETE FROM ${table}`)).rejects.toThrow('insert-only');
    await expect(app.source.query(`UPDATE catalogue_version SET body = '{}'`)).rejects.toThrow('insert-only');
  });
});

describe('the table of transitions', () => {
  it('is whole', () => expect(transitionFaults()).toEqual([]));
  it('is refused where a step stands twice or nothing leads to a state', () => {
    expect(transitionFaults([...DRAFT_TRANSITIONS, DRAFT_TRANSITIONS[1]!])).toEqual(['draft → edited stands twice']);
    expect(transitionFaults(DRAFT_TRANSITIONS.slice(0, 3))).toEqual([
      'nothing leads to rejected',
      'nothing leads to withdrawn',
    ]);
  });
});
