import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { ProposalBrief, ProposalEntry, ProposalEntryPage, TrialView } from '../../src/console/trials.protocol.js';
import type { ProblemBody } from '../../src/http/problem.js';
import { basisOf } from '../../src/trials/basis.sql.js';
import { ENTRIES_AT_ONCE } from '../../src/trials/decision-chunk.js';
import { decided, event, opened, watermark } from '../support/events.js';
import { TrialStage } from './trial-stage.js';

const ORG = '210000-sczj';
const REASON = '承诺时限更正';
const PERIOD = { from: '2020-03-01', to: '2020-04-01' };

let stage: TrialStage;
beforeAll(async () => {
  stage = await TrialStage.open();
});
afterAll(() => stage.close());

/** A version in force from the beginning of the period, or as stated. */
async function publish(code: string, amount: number, effectiveFrom = '2020-03-01T00:00:00+08:00'): Promise<void> {
  const limits = { promised: { amount, unit: 'workingDay' }, statutory: { amount: 60, unit: 'workingDay' } };
  const body = { name: code, org: ORG, kind: 'promised', ...limits, effectiveFrom };
  const { status } = await stage.send('PUT', `/api/v1/items/${code}`, 'admin', body);
  expect(status).toBeLessThan(300);
}
const handled = (caseNo: string, item: string, end = '2020-03-06 10:00') => [
  ...opened(caseNo, '2020-03-02 10:00', '2020-03-02 10:00', { item, org: ORG }),
  decided(caseNo, end),
];
const path = (trial: number, rest = ''): string => `/api/v1/trials/${trial}/proposal${rest}`;
/** Proposals are the inspector's. */
async function proposed(item: string): Promise<TrialView> {
  const trial = await stage.tried({ ...PERIOD, draft: { kind: 'item', code: item } });
  expect((await stage.send('POST', path(trial.id))).status).toBe(201);
  return trial;
}
const decide = (trial: TrialView, body: object = {}) =>
  stage.send<ProposalBrief & ProblemBody>('POST', path(trial.id, '/decision'), 'province', {
    ...{ decision: 'accepted', reason: REASON },
    ...body,
  });
const entries = async (trial: TrialView, query = ''): Promise<ProposalEntry[]> =>
  (await stage.send<ProposalEntryPage>('GET', path(trial.id, `/entries?limit=500&${query}`))).body.items;
const told = ({ caseNo, rule, decision, stale }: ProposalEntry): string =>
  [caseNo, rule, decision, stale?.code].filter(Boolean).join(' ');
const statusOf = async (caseNo: string): Promise<string[]> =>
  (await stage.server.allCards({ case: caseNo })).map(({ rule, status }) => `${rule} ${status}`).sort();

describe('a case that has changed since it was tried', () => {
  it('keeps its card: it has to be tried again', async () => {
    await publish('S-1', 3);
    await stage.server.post([...handled('SAME', 'S-1'), ...handled('MORE', 'S-1')]);
    await publish('S-1', 30);
    const trial = await proposed('S-1');
    await stage.server.post([event('MORE', 'case.withdrawn', '2020-03-04 10:00', { reason: '申请人撤回' })]);
    const { status, body } = await decide(trial);
    expect([status, body.state, body.revoke]).toEqual([
      200,
      'decided',
      { proposed: 4, accepted: 2, declined: 0, stale: 2 },
    ]);
    expect(await statusOf('SAME')).toEqual(['T-PROMISE-NEAR revoked', 'T-PROMISE-OVER revoked']);
    expect(await statusOf('MORE')).toEqual(['T-PROMISE-NEAR issued', 'T-PROMISE-OVER issued']);
    const stale = await entries(trial, 'decision=stale');
    expect(stale.map(told).sort()).toEqual([
      'MORE T-PROMISE-NEAR stale case-changed',
      'MORE T-PROMISE-OVER stale case-changed',
    ]);
    expect(stale[0]?.stale).toMatchObject({
      zh: expect.stringContaining('须重新试算') as unknown,
      en: expect.stringContaining('try it again') as unknown,
    });
  });

  it('gets no card', async () => {
    await publish('S-2', 30);
    await stage.server.post([...handled('KEPT', 'S-2'), ...handled('WITHDRAWN', 'S-2')]);
    await publish('S-2', 3);
    const trial = await proposed('S-2');
    await stage.server.post([event('WITHDRAWN', 'case.withdrawn', '2020-03-03 10:00', { reason: '申请人撤回' })]);
    expect((await decide(trial)).body.add).toMatchObject({ accepted: 2, stale: 2 });
    expect(await statusOf('KEPT')).toEqual(['T-PROMISE-NEAR issued', 'T-PROMISE-OVER issued']);
    expect(await statusOf('WITHDRAWN')).toEqual([]);
  });

  it('may be declined all the same', async () => {
    await publish('S-3', 3);
    await stage.server.post(handled('DECLINED', 'S-3'));
    await publish('S-3', 30);
    const trial = await proposed('S-3');
    await stage.server.post([event('DECLINED', 'visit.made', '2020-03-03 10:00', {})]);
    expect((await decide(trial, { decision: 'declined' })).body.revoke).toMatchObject({ declined: 2, stale: 0 });
  });
});

describe('time that has passed since a case was tried', () => {
  it('changes nothing until what was tried would raise the card by itself', async () => {
    await publish('S-4', 3);
    const open = (caseNo: string) => opened(caseNo, '2020-03-02 10:00', '2020-03-02 10:00', { item: 'S-4', org: ORG });
    await stage.server.post([...open('OPEN-1'), ...open('OPEN-2'), watermark('2020-03-09 10:00')], 'demo-replay');
    await stage.server.sweep();
    // Due on 16 March, with a reminder at 9:00 on the 12th.
    await publish('S-4', 10);
    const trial = await proposed('S-4');
    const over = async (caseNo: string) =>
      (await entries(trial))
        .filter((one) => one.caseNo === caseNo && one.rule === 'T-PROMISE-OVER')
        .map(({ id }) => id);
    await stage.server.post([watermark('2020-03-13 10:00')], 'demo-replay');
    await stage.server.sweep();
    await decide(trial, { entries: await over('OPEN-1') });
    const near = (await entries(trial)).filter(({ rule }) => rule === 'T-PROMISE-NEAR').map(({ id }) => id);
    await decide(trial, { entries: near });
    await stage.server.post([watermark('2020-03-17 10:00')], 'demo-replay');
    await stage.server.sweep();
    await decide(trial, { entries: await over('OPEN-2') });
    expect((await entries(trial)).map(told).sort()).toEqual([
      'OPEN-1 T-PROMISE-NEAR stale time-passed',
      'OPEN-1 T-PROMISE-OVER accepted',
      'OPEN-2 T-PROMISE-NEAR stale time-passed',
      'OPEN-2 T-PROMISE-OVER stale time-passed',
    ]);
  });
});

describe('what was tried and is no longer in force', () => {
  it('carries nothing out', async () => {
    await publish('S-5', 3);
    await stage.server.post(handled('OTHER', 'S-5'));
    await publish('S-5', 30);
    const trial = await proposed('S-5');
    await publish('S-5', 2);
    expect((await decide(trial)).body.revoke).toMatchObject({ accepted: 0, stale: 2 });
    expect((await entries(trial)).map(({ stale }) => stale?.code)).toEqual(['not-in-force', 'not-in-force']);
    expect(await statusOf('OTHER')).toEqual(['T-PROMISE-NEAR issued', 'T-PROMISE-OVER issued']);
  });

  it('carries nothing out where the version begins only after the case', async () => {
    await publish('S-6', 3);
    await stage.server.post(handled('EARLY', 'S-6'));
    await publish('S-6', 30);
    const trial = await proposed('S-6');
    await publish('S-6', 30, '2020-03-05T00:00:00+08:00');
    expect((await decide(trial)).body.revoke).toMatchObject({ accepted: 0, stale: 2 });
  });
});

describe('a proposal of many cards', () => {
  /** Beside the two of the case that they are copies of. */
  const MANY = 2 * ENTRIES_AT_ONCE + 50;

  it('is decided some entries at a time; one that was interrupted goes on when it is repeated', async () => {
    await publish('S-7', 30);
    await stage.server.post(handled('M', 'S-7'));
    await publish('S-7', 3);
    const trial = await stage.tried({ ...PERIOD, draft: { kind: 'item', code: 'S-7' } });
    await copies(trial.id);
    expect((await stage.send<ProposalBrief>('POST', path(trial.id))).body.add.proposed).toBe(MANY + 2);
    const holder = new pg.Client(stage.databaseUrl);
    await holder.connect();
    try {
      await holder.query(`BEGIN; SELECT FROM case_file WHERE case_no = 'M-${MANY}' FOR UPDATE`);
      const cut = await decide(trial);
      expect(cut.status).toBe(503);
      const { body } = await stage.send<TrialView>('GET', `/api/v1/trials/${trial.id}`);
      expect(body.proposal).toMatchObject({ state: 'open', add: { accepted: 2 * ENTRIES_AT_ONCE, stale: 0 } });
    } finally {
      await holder.end();
    }
    expect((await decide(trial)).body).toMatchObject({ state: 'decided', add: { accepted: MANY + 2 } });
    expect((await decide(trial)).body.code).toBe('decided');
    const [done] = await stage.server.query<{ transactions: number; cards: number }>(
      `SELECT count(DISTINCT d.xmin::text)::int AS transactions, count(d.card_id)::int AS cards
       FROM proposal_decision d JOIN proposal_entry e ON e.id = d.entry WHERE e.item = 'S-7'`,
    );
    expect(done).toEqual({ transactions: 3, cards: MANY + 2 });
  });

  it('goes on with those that were named, and only for who began it with the same word', async () => {
    await publish('S-8', 3);
    await stage.server.post([...handled('N1', 'S-8'), ...handled('N2', 'S-8')]);
    await publish('S-8', 30);
    const trial = await proposed('S-8');
    const [first, ...others] = (await entries(trial)).map(({ id }) => id);
    await decide(trial, { entries: [first] });
    const named = { entries: [first, others[0]] };
    expect((await decide(trial, { ...named, decision: 'declined' })).status).toBe(409);
    expect((await decide(trial, { ...named, reason: '另外的理由' })).status).toBe(409);
    expect((await decide(trial, named)).body.revoke).toMatchObject({ accepted: 2 });
    expect((await decide(trial, named)).status).toBe(409);
  });

  /** The case `M` and its change as many times. */
  async function copies(trial: number): Promise<void> {
    const columns =
      'item, org, state, file, feeds, parked_feed, catalogue_rev, calendar, profile, received_at, accepted_at, judged_to';
    await stage.server.query(
      `INSERT INTO case_file (case_no, version, ${columns}) SELECT 'M-' || n, 1, ${columns}
       FROM case_file, generate_series(1, ${MANY}) n WHERE case_no = 'M'`,
    );
    await stage.server.query(
      `INSERT INTO trial_change (trial, case_no, kind, tier, rule, breach_key, item, org, before, after, card, basis)
       SELECT t.trial, c.case_no, t.kind, t.tier, t.rule, t.breach_key, t.item, t.org, t.before, t.after,
         jsonb_set(t.card, '{caseNo}', to_jsonb(c.case_no)), ${basisOf('c')}
       FROM trial_change t JOIN case_file c ON c.case_no LIKE 'M-%'
       WHERE t.trial = ${trial} AND t.case_no = 'M' AND t.rule = 'T-PROMISE-OVER'
       ORDER BY substr(c.case_no, 3)::int`,
    );
  }
});
