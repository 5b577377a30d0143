import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TrialChange, TrialGroups, TrialList, TrialView } from '../../src/console/trials.protocol.js';
import type { ProblemBody } from '../../src/http/problem.js';
import { MAX_WAITING_TRIALS } from '../../src/trials/trials.service.js';
import { LONGER_FESTIVAL, PERIOD, TrialStage } from './trial-stage.js';

const CALENDAR = { kind: 'calendar' as const, code: 'cn', body: { days: LONGER_FESTIVAL } };
const told = ({ caseNo, kind, rule, before, after }: TrialChange): string =>
  [caseNo, kind, rule, before?.dueAt?.slice(0, 10), '→', after?.dueAt?.slice(0, 10)].join(' ');

let stage: TrialStage;
beforeAll(async () => {
  stage = await TrialStage.open();
});
afterAll(() => stage.close());

describe('a calendar tried on stored cases', () => {
  let trial: TrialView;
  let before: unknown[];
  beforeAll(async () => {
    before = await stage.untouched();
    trial = await stage.tried({ name: '延长春节假期', draft: CALENDAR });
  });

  it('tells which cards would vanish, case by case, with both due instants (golden case C3)', async () => {
    const vanished = (await stage.changes(trial.id, 'kind=vanish')).map(told).sort();
    expect(vanished).toEqual([
      'W3 vanish T-STATUTE-OVER 2020-02-19 → 2020-02-21',
      'W4 vanish T-PROMISE-OVER 2020-02-07 → 2020-02-11',
      'W5 vanish T-PROMISE-OVER 2020-02-04 → 2020-02-06',
    ]);
  });

  it('tells which cards would remain with other instants', async () => {
    const moved = (await stage.changes(trial.id, 'kind=moved&rule=T-PROMISE-OVER')).map(told).sort();
    expect(moved).toEqual([
      'LATE moved T-PROMISE-OVER 2020-02-04 → 2020-02-06',
      'W3 moved T-PROMISE-OVER 2020-02-05 → 2020-02-07',
    ]);
  });

  it('sums the changes up by rule, department and item, with their names', () => {
    expect(trial).toMatchObject({ state: 'done', name: '延长春节假期', progress: { casesDone: 4, casesTotal: 4 } });
    expect(trial.summary?.cases).toEqual({ total: 4, judged: 4, unjudgeable: 0 });
    expect(trial.summary?.cards).toMatchObject({ appear: 0, vanish: 3, level: 0 });
    const promise = trial.summary?.byRule.find(({ code }) => code === 'T-PROMISE-OVER');
    expect(promise).toMatchObject({ name: { zh: '超过承诺时限' }, counts: { vanish: 2, moved: 2 } });
    expect(trial.summary?.byOrg.map(({ code }) => code).sort()).toEqual(['210000-sczj', '210000-zrzyt']);
    expect(trial.summary?.byItem.find(({ code }) => code === 'W5-ITEM')?.counts.vanish).toBe(1);
  });

  it('tells cards, findings and hints apart, what was compared, and how long it took', () => {
    const none = { appear: 0, vanish: 0, level: 0, mode: 0, moved: 0 };
    const promise = trial.summary?.byRule.find(({ code }) => code === 'T-PROMISE-OVER');
    expect(promise).toMatchObject({ cards: { vanish: 2, moved: 2 }, findings: none, hints: none });
    expect(trial.summary).toMatchObject({ hints: none, versions: [{ cases: 4 }] });
    expect(trial.summary?.versions[0]?.before).not.toBe(trial.summary?.versions[0]?.after);
    const { before } = trial.summary!;
    const levels = trial.summary!.levels!;
    for (const level of ['reminder', 'yellow', 'red'] as const)
      expect(levels.card.before[level] + levels.finding.before[level] + levels.hint.before[level]).toBe(before[level]);
    expect(trial.seconds).toEqual(expect.any(Number));
  });

  it('is downloaded as CSV, its totals and its changes', async () => {
    const csv = async (query: string) =>
      (await stage.download(`/api/v1/trials/${trial.id}/result.csv?${query}`)).split('\r\n');
    const changes = await csv('rule=T-PROMISE-OVER&kind=vanish');
    expect(changes[0]).toMatch(/^\uFEFF办件编号,变化,结果,规则代码/u);
    expect(
      changes
        .slice(1, -1)
        .map((line) => line.split(',').slice(0, 4))
        .sort(),
    ).toEqual([
      ['W4', '消失', '自动告警', 'T-PROMISE-OVER'],
      ['W5', '消失', '自动告警', 'T-PROMISE-OVER'],
    ]);
    const summary = await csv('part=summary');
    expect(summary).toEqual(
      expect.arrayContaining([
        '时期内办件（件）,4',
        expect.stringMatching(/^全部,,,自动告警,0,3,0,0,[1-9]\d*$/),
        '全部,,,线索,0,0,0,0,0',
      ]),
    );
    expect((await stage.send('GET', `/api/v1/trials/${trial.id}/result.csv?part=all`)).status).toBe(400);
  });

  it('narrows each grouping by what is chosen in the others', async () => {
    const { body } = await stage.send<TrialGroups>(
      'GET',
      `/api/v1/trials/${trial.id}/groups?rule=T-STATUTE-OVER&kind=vanish`,
    );
    const told = (groups: TrialGroups['byRule']) => groups.map(({ code, counts }) => `${code} ${counts.vanish}`).sort();
    expect(told(body.byRule)).toEqual(['T-PROMISE-OVER 2', 'T-STATUTE-OVER 1']);
    expect(body.byOrg).toHaveLength(1);
    expect(body.byOrg[0]?.counts).toMatchObject({ vanish: 1, moved: 0 });
    expect(body.byItem).toHaveLength(1);
  });

  it('shows both computations of a change, day by day', async () => {
    const [change] = await stage.changes(trial.id, 'rule=T-STATUTE-OVER&kind=vanish');
    expect(change?.before).toMatchObject({ level: 'red', raisedAt: '2020-02-19T17:00:00+08:00' });
    expect(change?.after).toMatchObject({ level: null, finishedAt: '2020-02-20T10:00:00+08:00' });
    expect(change?.after?.versions.calendar).not.toBe(change?.before?.versions.calendar);
    const festival = change?.after?.ledger.find(({ date }) => date === '2020-01-31');
    expect(festival).toMatchObject({ counted: false });
  });

  it('touches nothing', async () => {
    expect(await stage.untouched()).toEqual(before);
  });

  it('finds the same where the old calendar is tried in its place', async () => {
    const same = await stage.tried({ draft: { kind: 'calendar', code: 'cn' } });
    expect(same.summary).toMatchObject({
      cases: { total: 4, unjudgeable: 0 },
      cards: { appear: 0, vanish: 0, moved: 0 },
    });
  });
});

describe('a draft of a profile, an item or a row of discretion standards', () => {
  it('of a profile changes levels and reminders', async () => {
    const rules = { 'T-PROMISE-OVER': { level: 'red' }, 'T-PROMISE-NEAR': { params: { daysBefore: 3 } } };
    const { id, summary } = await stage.tried({ draft: { kind: 'profile', code: 'default', body: { rules } } });
    expect(summary?.cards).toMatchObject({ level: 4, moved: 4, vanish: 0 });
    const [change] = await stage.changes(id, 'kind=level');
    expect([change?.before?.level, change?.after?.level]).toEqual(['yellow', 'red']);
  });

  it('of a profile that changes no rule asks nothing', async () => {
    const { summary } = await stage.tried({ draft: { kind: 'profile', code: 'default', body: { rules: {} } } });
    expect(summary).toMatchObject({ cases: { total: 4, judged: 0 }, before: { yellow: 0 }, cards: { moved: 0 } });
  });

  it('of an item judges its cases by other limits, as if it had always been in force', async () => {
    const item = {
      name: 'W5',
      org: '210000-sczj',
      kind: 'promised',
      promised: { amount: 30, unit: 'workingDay' },
      statutory: { amount: 40, unit: 'workingDay' },
    };
    const draft = (more: object) => ({ kind: 'item' as const, code: 'W5-ITEM', body: { ...item, ...more } });
    const { id, summary } = await stage.tried({ draft: draft({}) });
    expect(summary?.cases).toMatchObject({ total: 4, judged: 1 });
    expect((await stage.changes(id)).map(({ kind, rule }) => `${kind} ${rule}`).sort()).toEqual([
      'vanish T-PROMISE-NEAR',
      'vanish T-PROMISE-OVER',
    ]);
    const later = await stage.tried({ draft: draft({ effectiveFrom: '2030-02-01T00:00:00+08:00' }) });
    expect(later.summary).toMatchObject({ cases: { judged: 1 }, cards: { vanish: 2 } });
    expect(later.start).toEqual({
      always: true,
      effectiveFrom: '2030-02-01T00:00:00+08:00',
      note: { zh: '试算时视为自始有效', en: 'tried as if it had always been in force' },
    });
  });

  it('of a row of discretion standards concerns the items that list it, and those named', async () => {
    const row = { tiers: [{ code: '一般', value: { type: 'range', min: 1, max: 2 } }], items: ['W5-ITEM'] };
    const { summary } = await stage.tried({ draft: { kind: 'discretion', code: 'B-1', body: row } });
    expect(summary?.cases).toMatchObject({ total: 4, judged: 1, unjudgeable: 0 });
  });

  it('of the catalogue is tried by its number', async () => {
    const item = { name: 'W5', org: '210000-sczj', kind: 'promised', promised: { amount: 30, unit: 'workingDay' } };
    const path = '/api/v1/catalogue/items/W5-ITEM/drafts';
    const { body } = await stage.send<{ id: number }>('POST', path, 'province', {
      ...{ body: item, effectiveFrom: '2030-01-01T00:00:00+08:00', note: '延长时限' },
    });
    const draft = { kind: 'item' as const, code: 'W5-ITEM', draft: String(body.id) };
    const { summary, start } = await stage.tried({ draft });
    expect(summary).toMatchObject({ cases: { judged: 1 }, cards: { vanish: 2 } });
    expect(start).toMatchObject({ always: true, effectiveFrom: '2030-01-01T00:00:00+08:00' });
    const other = await stage.send<ProblemBody>('POST', '/api/v1/trials', 'inspector', {
      ...{ from: '2020-01-01', to: '2020-03-01' },
      draft: { ...draft, code: 'another' },
    });
    expect([other.status, other.body.member]).toEqual([400, 'draft.draft']);
  });

  it.each<[fault: string, draft: unknown, member: string]>([
    ['no kind', { code: 'cn' }, 'draft.kind'],
    ['a profile that there is not', { kind: 'profile', code: 'x' }, 'draft.code'],
    ['an unknown rule', { kind: 'profile', code: 'default', body: { rules: { X: {} } } }, 'draft.body.rules.X'],
    [
      'a level that there is not',
      { kind: 'profile', code: 'default', body: { rules: { 'T-STEP-OVER': { level: 'blue' } } } },
      'draft.body.rules.T-STEP-OVER.level',
    ],
    [
      'what cannot be stored',
      {
        kind: 'discretion',
        code: 'B',
        body: { items: [], basis: '\0', tiers: [{ code: 'a', value: { type: 'fixed' } }] },
      },
      'draft.body.basis',
    ],
    [
      'numbers that are none',
      { kind: 'profile', code: 'default', body: { rules: { 'T-STEP-OVER': { params: null } } } },
      'draft.body.rules.T-STEP-OVER.params',
    ],
    [
      'a day that there is not',
      { kind: 'calendar', code: 'cn', body: { days: { '2020-02-30': null } } },
      'draft.body.days.2020-02-30',
    ],
    ['an item without a name', { kind: 'item', code: 'A', body: { org: 'o', kind: 'promised' } }, 'draft.body.name'],
    ['a row without tiers', { kind: 'discretion', code: 'B', body: {} }, 'draft.body.tiers'],
  ])('with %s is refused by name', async (_, draft, member) => {
    const { status, body } = await stage.send<ProblemBody>('POST', '/api/v1/trials', 'inspector', {
      ...{ from: '2020-01-01', to: '2020-03-01' },
      draft,
    });
    expect({ status, member: body.member }).toEqual({ status: 400, member });
  });
});

describe('who may try what', () => {
  it('an account of one organisation tries its own cases only, and nobody below sees a trial of all', async () => {
    await stage.addAccount('planner', '210000-zrzyt');
    const own = await stage.tried({ draft: CALENDAR }, 'planner');
    expect(own.summary).toMatchObject({ cases: { total: 2 }, byOrg: [{ code: '210000-zrzyt' }] });
    const { body } = await stage.send<TrialList>('GET', '/api/v1/trials', 'planner');
    expect(body.items.map(({ id }) => id)).toEqual([own.id]);
    const all = await stage.tried({ draft: CALENDAR });
    expect((await stage.send('GET', `/api/v1/trials/${all.id}`, 'planner')).status).toBe(404);
    expect((await stage.send('GET', `/api/v1/trials/${all.id}/changes`, 'planner')).status).toBe(404);
    expect((await stage.ask({ draft: CALENDAR, org: '210000-sczj' }, 'planner')).status).toBe(403);
  });

  it('a draft of another organisation is none for an account that does not see it', async () => {
    await stage.addAccount('neighbour', '210000-zrzyt');
    const item = { name: 'W5', org: '210000-sczj', kind: 'promised', promised: { amount: 31, unit: 'workingDay' } };
    const path = '/api/v1/catalogue/items/W5-ITEM/drafts';
    const { body } = await stage.send<{ id: number }>('POST', path, 'province', { body: item, note: '延长时限' });
    const asked = { ...PERIOD, draft: { kind: 'item', code: 'W5-ITEM', draft: body.id } };
    const answer = await stage.send<ProblemBody>('POST', '/api/v1/trials', 'neighbour', asked);
    expect([answer.status, answer.body.member]).toEqual([400, 'draft.draft']);
  });

  it('a trial of one organisation leaves the others out', async () => {
    const { summary, orgName } = await stage.tried({ draft: CALENDAR, org: '210000-sczj' });
    expect(orgName).toMatchObject({ zh: expect.stringContaining('市场监督管理局') });
    expect(summary).toMatchObject({ cases: { total: 2 }, cards: { vanish: 1 } });
  });

  it('a head of department tries nothing', async () => {
    expect((await stage.ask({ draft: CALENDAR }, 'head')).status).toBe(403);
  });
});

describe('a queue of trials', () => {
  it('takes a stated number, and each may be cancelled while it waits', async () => {
    await stage.server.query(
      `INSERT INTO trial (name, kind, code, draft, from_at, before_at, created_at, created_by)
       SELECT 'waits', 'calendar', 'cn', '{}', now() - interval '1 day', now(), now(), 'x' FROM generate_series(1, ${MAX_WAITING_TRIALS})`,
    );
    const refused = await stage.send<ProblemBody>('POST', '/api/v1/trials', 'inspector', {
      ...{ from: '2020-01-01', to: '2020-03-01' },
      draft: CALENDAR,
    });
    expect([refused.status, refused.body.code]).toEqual([429, 'too-many-waiting']);
    const { body } = await stage.send<TrialList>('GET', '/api/v1/trials');
    const waiting = body.items.filter(({ state }) => state === 'queued');
    expect(waiting.map(({ ahead }) => ahead)).toEqual([7, 6, 5, 4, 3, 2, 1, 0]);
    for (const { id } of waiting) {
      expect((await stage.send('DELETE', `/api/v1/trials/${id}`)).status).toBe(409);
      const { body: after } = await stage.send<TrialView>('POST', `/api/v1/trials/${id}/cancel`);
      expect(after.state).toBe('cancelled');
      expect((await stage.send('POST', `/api/v1/trials/${id}/cancel`)).status).toBe(409);
      expect((await stage.send('DELETE', `/api/v1/trials/${id}`)).status).toBe(204);
    }
  });

  it('is cancelled while it runs, and what it has found so far is kept', async () => {
    await stage.server.query(
      `INSERT INTO case_file (case_no, item, org, state, file, feeds, parked_feed, catalogue_rev, calendar, profile, received_at, judged_to, version)
       SELECT 'N-' || n, item, org, state, file, feeds, parked_feed, catalogue_rev, calendar, profile, received_at, judged_to, 1
       FROM case_file, generate_series(1, 60000) n WHERE case_no = 'W3'`,
    );
    const { body } = await stage.ask({ draft: CALENDAR });
    const path = `/api/v1/trials/${body.id}`;
    for (let now = body; now.progress.casesDone === 0;) now = (await stage.send<TrialView>('GET', path)).body;
    expect((await stage.send('DELETE', path)).status).toBe(409);
    expect((await stage.send('POST', `${path}/cancel`)).status).toBe(200);
    const over = await stage.over(body.id);
    expect(over).toMatchObject({ state: 'cancelled', summary: null, proposable: { open: false, reason: 'not-done' } });
    expect(over.progress.casesDone).toBeLessThan(60_000);
    expect((await stage.send('DELETE', path)).status).toBe(204);
    await stage.server.query(`DELETE FROM case_file WHERE case_no LIKE 'N-%'`);
  });

  it('marks a trial whose server has gone as interrupted at the next start, and goes on with those that wait', async () => {
    const draft = JSON.stringify({ kind: 'item', code: 'none', body: NOTHING, effectiveFrom: null });
    const [running, waits] = await stage.server.query<{ id: number }>(
      `INSERT INTO trial (name, kind, code, draft, from_at, before_at, created_at, created_by, state, started_at)
       SELECT 'x', 'item', 'none', '${draft}', now() - interval '1 day', now(), now(), 'x', state, now()
       FROM unnest(ARRAY['running', 'queued']) AS state RETURNING id`,
    );
    await stage.server.stop();
    await stage.start();
    expect((await stage.over(running!.id)).state).toBe('interrupted');
    expect((await stage.over(waits!.id)).state).toBe('done');
  });
});

const NOTHING = { name: 'none', org: 'none', kind: 'promised', steps: [], pauses: [] };
