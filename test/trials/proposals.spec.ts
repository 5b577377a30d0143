import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MonthFigures } from '../../src/console/figures.protocol.js';
import type { ProposalBrief, ProposalEntryPage, TrialRequest, TrialView } from '../../src/console/trials.protocol.js';
import type { ProblemBody } from '../../src/http/problem.js';
import { verifyCards } from '../../src/verify/verify-cards.js';
import { decided, event, FOOD, opened } from '../support/events.js';
import { LONGER_FESTIVAL, TrialStage } from './trial-stage.js';

const REASON = '国办发明电〔2020〕1号：春节假期延长至2月2日';
const REVISED = { kind: 'calendar' as const, code: 'cn' };

let stage: TrialStage;
let trial: TrialView;
beforeAll(async () => {
  stage = await TrialStage.open();
});
afterAll(() => stage.close());

const path = (id: number, rest = ''): string => `/api/v1/trials/${id}/proposal${rest}`;
const entries = async (query = ''): Promise<ProposalEntryPage['items']> =>
  (await stage.send<ProposalEntryPage>('GET', path(trial.id, `/entries?${query}`))).body.items;
/** Proposals are the inspector's. */
const decide = (body: unknown, username = 'province') =>
  stage.send<ProposalBrief & ProblemBody>('POST', path(trial.id, '/decision'), username, body);
const cardsOf = async (query: Record<string, string>): Promise<string[]> =>
  (await stage.server.allCards(query)).map(({ caseNo, rule, status }) => `${caseNo} ${rule} ${status}`).sort();
const figures = async (): Promise<MonthFigures> =>
  (await stage.server.get<MonthFigures>('/api/v1/statistics/month?month=2020-02&by=region')).body;

describe('before a draft is in force', () => {
  it('nothing can be proposed', async () => {
    const early = await stage.tried({ draft: { ...REVISED, body: { days: LONGER_FESTIVAL } } });
    expect(early.proposable).toEqual({ open: false, reason: 'not-in-force' });
    const { status, body } = await stage.send<ProblemBody>('POST', path(early.id));
    expect([status, body.code]).toEqual([409, 'not-in-force']);
  });
});

describe('a calendar revised after its cards (golden case C3)', () => {
  beforeAll(async () => {
    await stage.restartRevised();
    trial = await stage.tried({ draft: REVISED });
  });

  it('gives a proposal, and only one', async () => {
    expect(trial.proposable).toEqual({ open: true, reason: null });
    const first = await stage.send<ProposalBrief>('POST', path(trial.id));
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({ state: 'open', revoke: { proposed: 3, accepted: 0 }, add: { proposed: 0 } });
    expect((await stage.send<ProblemBody>('POST', path(trial.id))).body.code).toBe('exists');
    expect((await stage.send('DELETE', `/api/v1/trials/${trial.id}`)).status).toBe(409);
  });

  it('lists each card with both computations', async () => {
    const listed = await entries('action=revoke&decision=open');
    expect(listed.map(({ caseNo, before, after }) => [caseNo, before?.dueAt, after?.dueAt]).sort()).toEqual([
      ['W3', '2020-02-19T17:00:00+08:00', '2020-02-21T17:00:00+08:00'],
      ['W4', '2020-02-07T17:00:00+08:00', '2020-02-11T17:00:00+08:00'],
      ['W5', '2020-02-04T17:00:00+08:00', '2020-02-06T17:00:00+08:00'],
    ]);
    expect(listed.every(({ card }) => card?.no.includes('〔2020〕'))).toBe(true);
  });

  it('is decided by an inspector or the province, with a reason', async () => {
    expect((await decide({ decision: 'accepted', reason: ' ' })).body.member).toBe('reason');
    expect((await decide({ decision: 'accepted', reason: REASON }, 'admin')).status).toBe(403);
    expect((await decide({ decision: 'accepted', reason: REASON }, 'head')).status).toBe(403);
    expect((await decide({ decision: 'accepted', reason: REASON, entries: ['999999'] })).status).toBe(404);
  });

  it('is decided by another person than the one who made it', async () => {
    const refused = await decide({ decision: 'accepted', reason: REASON }, 'inspector');
    expect([refused.status, refused.body.code]).toEqual([403, 'second-person']);
    const own = async (username: string): Promise<boolean | undefined> =>
      (await stage.send<TrialView>('GET', `/api/v1/trials/${trial.id}`, username)).body.proposal?.own;
    expect([await own('inspector'), await own('province')]).toEqual([true, false]);
    const [entry] = await entries();
    const byItself = stage.server.query(
      `INSERT INTO proposal_decision (entry, decision, reason, at, by, proposed_by)
       SELECT ${entry!.id}, 'accepted', '-', now(), id, id FROM account WHERE username = 'inspector'`,
    );
    await expect(byItself).rejects.toThrow('proposal_decision_second_person');
  });

  it('card by card: a declined one stays, and neither is decided twice', async () => {
    const [w5] = (await entries()).filter(({ caseNo }) => caseNo === 'W5');
    const declined = { decision: 'declined', reason: '已另行处理', entries: [w5!.id] };
    expect((await decide(declined)).body).toMatchObject({ state: 'open', revoke: { declined: 1, accepted: 0 } });
    expect((await decide(declined)).body).toMatchObject({ code: 'decided' });
    expect((await decide({ ...declined, decision: 'accepted' })).status).toBe(409);
  });

  it('the rest at once: their cards are revoked, kept and shown as such', async () => {
    const { status, body } = await decide({ decision: 'accepted', reason: REASON });
    expect([status, body.state, body.revoke]).toEqual([
      200,
      'decided',
      { proposed: 3, accepted: 2, declined: 1, stale: 0 },
    ]);
    expect((await decide({ decision: 'accepted', reason: REASON })).status).toBe(409);
    expect(await cardsOf({ status: 'revoked' })).toEqual(['W3 T-STATUTE-OVER revoked', 'W4 T-PROMISE-OVER revoked']);
    expect(await cardsOf({ status: 'issued', case: 'W5', level: 'yellow' })).toEqual(['W5 T-PROMISE-OVER issued']);
    const [card] = await stage.server.allCards({ case: 'W3', level: 'red' });
    expect(card?.revocation).toMatchObject({
      reason: REASON,
      computations: { before: { level: 'red' }, after: { level: null, dueAt: '2020-02-21T17:00:00+08:00' } },
    });
  });

  it('tells the consoles', async () => {
    const changes = await stage.server.query<{ kind: string; n: number }>(
      `SELECT kind, count(*)::int AS n FROM change WHERE kind = 'revoked' GROUP BY kind`,
    );
    expect(changes).toEqual([{ kind: 'revoked', n: 2 }]);
  });

  it('leaves what was issued in the figures, with the revoked ones beside it', async () => {
    const { total } = await figures();
    expect(total).toMatchObject({ yellow: 4, red: 2, revoked: 2 });
    const rules = await stage.server.get<{ items: { rule: string; figures: { revoked: number } }[] }>(
      '/api/v1/rules/statistics?from=2020-02&to=2020-02',
    );
    expect(JSON.stringify(rules.body)).toContain('"revoked":1');
  });

  it('is known to the second evaluator', async () => {
    const { found } = await verifyCards({ url: stage.databaseUrl });
    expect(found).toEqual({ missing: 0, extra: 0, different: 0, couldNotCheck: 0 });
  });

  it('lets late evidence be attached to a revoked card, which stays revoked', async () => {
    const read = async () => (await stage.server.allCards({ case: 'W3', level: 'red' }))[0]!;
    const before = await read();
    await stage.server.post([event('W3', 'step.started', '2020-01-20 10:00', { step: '审查', officer: '王某' })]);
    const after = await read();
    expect([after.evidence.length, after.status]).toEqual([before.evidence.length + 1, 'revoked']);
  });

  it('proposes nothing more', async () => {
    const again = await stage.tried({ draft: REVISED, org: '210000-zrzyt' });
    expect(again.proposable).toEqual({ open: false, reason: 'nothing' });
  });
});

describe('an item whose limit was shortened', () => {
  it('adds a card with the new computation, once, and the second evaluator knows why they are there', async () => {
    const limits = { promised: { amount: 3, unit: 'workingDay' }, statutory: { amount: 20, unit: 'workingDay' } };
    const item = { name: 'W5', org: FOOD.org, kind: 'promised', ...limits };
    await stage.server.post([
      event('NEW', 'case.received', '2020-03-02 10:00', { item: 'W5-ITEM', org: FOOD.org }),
      event('NEW', 'case.accepted', '2020-03-02 10:00', { item: 'W5-ITEM', org: FOOD.org }),
      event('NEW', 'case.decided', '2020-03-06 10:00', { outcome: 'granted' }),
    ]);
    // A correction: in force before the case was received.
    await stage.send('PUT', '/api/v1/items/W5-ITEM', 'admin', { ...item, effectiveFrom: '2020-03-01T00:00:00+08:00' });
    trial = await stage.tried({ draft: { kind: 'item', code: 'W5-ITEM' }, from: '2020-03-02', to: '2020-03-03' });
    expect(trial.proposable).toEqual({ open: true, reason: null });
    const { body } = await stage.send<ProposalBrief>('POST', path(trial.id));
    expect(body).toMatchObject({ revoke: { proposed: 0 }, add: { proposed: 1 } });
    expect((await decide({ decision: 'accepted', reason: '事项承诺时限更正' })).body.state).toBe('decided');
    expect(await stage.server.cardsOf('NEW')).toEqual([
      'T-PROMISE-NEAR 2020-03-05T09:00:00+08:00',
      'T-PROMISE-OVER 2020-03-05T17:00:00+08:00',
    ]);
    expect((await entries()).every(({ card }) => card !== null)).toBe(true);
    const { found } = await verifyCards({ url: stage.databaseUrl });
    expect(found).toEqual({ missing: 0, extra: 0, different: 0, couldNotCheck: 0 });
  });

  it('and later events of the case find the card as one of its own', async () => {
    const lateness = async () =>
      (await stage.server.allCards({ case: 'NEW' })).map(({ rule, evidence }) => [rule, evidence.length] as const);
    const before = await lateness();
    await stage.server.post([event('NEW', 'visit.made', '2020-03-02 11:00', {})]);
    expect(await lateness()).toEqual(before.map(([rule, n]) => [rule, n + 1]));
    const { found } = await verifyCards({ url: stage.databaseUrl });
    expect(found).toMatchObject({ extra: 0, different: 0 });
  });

  it('is tried on cases that keep a version with a date, and proposes for them once it is corrected', async () => {
    await stage.server.post([
      ...opened('DATED', '2020-03-02 10:00', '2020-03-02 10:00', { item: 'W5-ITEM', org: FOOD.org }),
      decided('DATED', '2020-03-06 10:00'),
    ]);
    expect(await stage.server.cardsOf('DATED')).toHaveLength(2);
    const longer = { promised: { amount: 30, unit: 'workingDay' }, statutory: { amount: 40, unit: 'workingDay' } };
    const item = { name: 'W5', org: FOOD.org, kind: 'promised', ...longer };
    const asked = { from: '2020-03-02', to: '2020-03-03' };
    const gone = async (draft: TrialRequest['draft']): Promise<[string[], TrialView]> => {
      const tried = await stage.tried({ ...asked, draft });
      const changes = await stage.changes(tried.id, 'kind=vanish');
      return [changes.map(({ caseNo, rule }) => `${caseNo} ${rule}`).filter((one) => one.startsWith('DATED')), tried];
    };
    const [before] = await gone({ kind: 'item', code: 'W5-ITEM', body: item });
    expect(before.sort()).toEqual(['DATED T-PROMISE-NEAR', 'DATED T-PROMISE-OVER']);
    await stage.send('PUT', '/api/v1/items/W5-ITEM', 'admin', { ...item, effectiveFrom: '2020-03-02T00:00:00+08:00' });
    const [after, corrected] = await gone({ kind: 'item', code: 'W5-ITEM' });
    expect(after).toHaveLength(2);
    expect(corrected.proposable).toEqual({ open: true, reason: null });
  });

  it('says nothing of cases that were received before the version', async () => {
    const limits = { promised: { amount: 30, unit: 'workingDay' }, statutory: { amount: 40, unit: 'workingDay' } };
    const item = { name: 'W5', org: FOOD.org, kind: 'promised', ...limits };
    await stage.send('PUT', '/api/v1/items/W5-ITEM', 'admin', { ...item, effectiveFrom: '2020-03-03T00:00:00+08:00' });
    const later = await stage.tried({
      draft: { kind: 'item', code: 'W5-ITEM' },
      from: '2020-03-02',
      to: '2020-03-03',
    });
    expect(later.proposable).toEqual({ open: false, reason: 'nothing' });
  });
});
