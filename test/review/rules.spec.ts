import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FindingPage } from '../../src/console/findings.protocol.js';
import type { RuleFigures, RuleList, RuleStatisticsAnswer, RuleView } from '../../src/console/rules.protocol.js';
import { isDoubtful } from '../../src/review/rule-figures.js';
import { event, opened } from '../support/events.js';
import { reviewed, startReviewServer } from '../support/review-server.js';
import type { TestServer } from '../support/server.js';

describe('the rules', () => {
  let server: TestServer;
  const statistics = async (query: string, username = 'inspector') =>
    server.get<RuleStatisticsAnswer>(`/api/v1/rules/statistics?${query}`, username);

  beforeAll(async () => {
    server = await startReviewServer();
    for (const [no, day] of [
      ['S-1', '2026-03-04'],
      ['S-2', '2026-03-05'],
      ['S-3', '2026-04-01'],
    ] as const)
      await server.post([
        ...opened(no, `${day} 09:00`),
        event(no, 'case.decided', `${day} 10:00`, { outcome: 'granted' }),
        event(no, 'licence.delivered', `${day} 15:00`),
      ]);
    await server.post([event('S-4', 'visit.made', '2026-03-06 10:00', { window: 'A' })]);
    await reviewed(server);
    const token = await server.login('inspector');
    const { body } = await server.ask<FindingPage>('/api/v1/findings?rule=X-DOCUMENT', { token });
    const idOf = (caseNo: string) => body.items.find((one) => one.caseNo === caseNo)?.id;
    await server.ask(`/api/v1/findings/${idOf('S-1')}/confirm`, { method: 'POST', token, body: {} });
    await server.ask(`/api/v1/findings/${idOf('S-2')}/dismiss`, { method: 'POST', token, body: { reason: '误报' } });
  });
  afterAll(() => server.stop());

  it('are listed of both tiers, with how the profiles set them and where each number comes from', async () => {
    const { items } = (await server.get<RuleList>('/api/v1/rules', 'head')).body;
    expect(items.map(({ tier, code }) => `${tier} ${code}`)).toEqual(
      expect.arrayContaining(['time T-PROMISE-OVER', 'review X-DOCUMENT']),
    );
    const notice = items.find(({ code }) => code === 'T-NOTICE-LATE');
    expect(notice?.profiles.find(({ profile }) => profile.startsWith('default@'))).toMatchObject({
      inForce: true,
      setting: {
        level: 'yellow',
        mode: 'automatic',
        params: [{ name: 'days', value: 5, unit: 'workingDay', source: '《行政许可法》第三十二条第一款第四项' }],
      },
    });
    expect(items.every(({ code }) => code.length <= 20)).toBe(true);
  });

  it('say who is told of a card, where a profile does, and of a hint nobody', async () => {
    const { body } = await server.get<RuleList>('/api/v1/rules', 'head');
    const notifyOf = (code: string, profile: string) =>
      body.items.find((rule) => rule.code === code)?.profiles.find((one) => one.profile.startsWith(`${profile}@`))
        ?.setting?.notify;
    expect(notifyOf('T-STATUTE-OVER', 'jiangsu')).toMatchObject({
      zh: '部门监察员、监察机构',
      source: expect.stringMatching(/^江苏/),
    });
    expect(notifyOf('T-STATUTE-OVER', 'default')).toBeNull();
    expect(
      body.items
        .flatMap(({ profiles }) => profiles)
        .filter(({ setting }) => setting?.mode === 'hint' && setting.notify),
    ).toEqual([]);
  });

  it('can be read one by one', async () => {
    const { body } = await server.get<RuleView>('/api/v1/rules/X-DOCUMENT');
    expect(body).toMatchObject({ code: 'X-DOCUMENT', tier: 'review', category: 'content', mode: 'confirm' });
    expect((await server.get('/api/v1/rules/NOBODY')).status).toBe(404);
  });

  it('fare by month of the event: fired, confirmed, dismissed, pending, could not judge', async () => {
    const { body } = await statistics('from=2026-03&to=2026-04');
    expect(body.months).toEqual(['2026-03', '2026-04']);
    const of = (code: string) => body.rules.find((rule) => rule.code === code);
    expect(of('X-DOCUMENT')?.months).toMatchObject([
      { fired: 2, confirmed: 1, dismissed: 1, pending: 0 },
      { fired: 1, confirmed: 0, dismissed: 0, pending: 1 },
    ]);
    expect(of('X-DOCUMENT')?.total).toMatchObject({ fired: 3, confirmed: 1, dismissed: 1, pending: 1, revoked: 0 });
    expect(of('T-PROMISE-OVER')?.total.fired).toBe(0);
    expect(of('X-DOCUMENT')?.doubtful).toBe(false);
  });

  it('count the cards that were revoked', async () => {
    await server.query(
      `WITH t AS (INSERT INTO trial (name, kind, code, draft, from_at, before_at, created_at, created_by)
         VALUES ('t', 'profile', 'default', '{}', '2026-01-01', '2026-02-01', now(), 'test') RETURNING id),
       p AS (INSERT INTO proposal (trial, created_at, created_by) SELECT t.id, now(), a.id FROM t, account a LIMIT 1 RETURNING id, created_by),
       e AS (INSERT INTO proposal_entry (proposal, action, case_no, breach_key, rule, card_id)
         SELECT p.id, 'revoke', c.case_no, c.breach_key, c.rule, c.id FROM p, card c WHERE c.case_no = 'S-1' RETURNING id, card_id)
       INSERT INTO card_revocation (card_id, entry, at, by, reason, computations)
       SELECT e.card_id, e.id, now(), p.created_by, 'r', '{}' FROM e, p`,
    );
    const { body } = await statistics('from=2026-03&to=2026-03');
    expect(body.rules.find(({ code }) => code === 'X-DOCUMENT')?.total).toMatchObject({ confirmed: 1, revoked: 1 });
  });

  it('are counted within a region', async () => {
    const fired = async (region: string) =>
      (await statistics(`from=2026-03&to=2026-04&region=${region}`)).body.rules.find(
        ({ code }) => code === 'X-DOCUMENT',
      )?.total.fired;
    expect([await fired('210000'), await fired('210100')]).toEqual([3, 0]);
  });

  it.each(['from=2026-13', 'from=2026-05&to=2026-04', 'from=2020-01&to=2026-01', 'month=2026-01'])(
    'refuse %s',
    async (query) => expect((await statistics(query)).status).toBe(400),
  );

  it('show the last twelve months where none are asked for, and nothing of it to heads', async () => {
    expect((await statistics('')).body.months).toHaveLength(12);
    expect((await statistics('', 'head')).status).toBe(403);
  });
});

describe('a rule is doubtful', () => {
  const figures = (more: Partial<RuleFigures>): RuleFigures => ({
    fired: 0,
    confirmed: 0,
    dismissed: 0,
    withdrawn: 0,
    revoked: 0,
    pending: 0,
    couldNotJudge: 0,
    ...more,
  });

  it.each([
    ['nine decided, all dismissed', { dismissed: 9 }, false],
    ['ten decided, half of them dismissed', { confirmed: 5, dismissed: 5 }, false],
    ['ten decided, six of them dismissed', { confirmed: 4, dismissed: 6 }, true],
    ['ten decided, four dismissed and two revoked', { confirmed: 6, dismissed: 4, revoked: 2 }, true],
    ['many withdrawn or pending', { withdrawn: 50, pending: 50 }, false],
  ])('or not: %s', (_, more, expected) => expect(isDoubtful(figures(more), 'review')).toBe(expected));

  it('where most of the cards that it issued by itself were revoked', () => {
    expect(isDoubtful(figures({ fired: 10, revoked: 5 }), 'time')).toBe(false);
    expect(isDoubtful(figures({ fired: 10, revoked: 6 }), 'time')).toBe(true);
  });
});
