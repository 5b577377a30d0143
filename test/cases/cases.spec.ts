import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createApplication } from '../../src/app/application.js';
import { layFoundation } from '../../src/app/foundation.js';
import { AccountRepository } from '../../src/identity/account.repository.js';
import { hashPassword } from '../../src/identity/password.js';
import { loadSettings } from '../../src/settings/settings.js';
import { FeedService } from '../../src/sources/feed.service.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';

let database: TestDatabase;
let foundation: Awaited<ReturnType<typeof layFoundation>>;
let app: NestExpressApplication;
let url: string;
const tokens = { inspector: '', head: '', feed: '', stranger: '' };

const BODY = {
  name: '食品经营许可',
  org: '210100-sczj',
  kind: 'promised',
  promised: { amount: 5, unit: 'workingDay', from: 'acceptance', basis: '办事指南' },
  statutory: { amount: 20, unit: 'workingDay', from: 'acceptance' },
  steps: [],
  pauses: [{ kind: 'inspection', maxDays: 10 }],
};

beforeAll(async () => {
  database = await createTestDatabase();
  foundation = await layFoundation(loadSettings({ LIANGPAI_DEMO: 'off' }), database.url, 'config');
  await foundation.source.query(
    `INSERT INTO item_version (code, version, body, created_by) VALUES ('test-item', 1, $1, 'test')`,
    [JSON.stringify(BODY)],
  );
  app = await createApplication(foundation, ['error']);
  await app.listen(0, '127.0.0.1');
  url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  const passwordHash = await hashPassword('a-long-enough-password');
  for (const [username, role, org] of [
    ['inspector', 'inspector', null],
    ['head', 'head', '210200-gaj'],
  ] as const) {
    await app.get(AccountRepository).add({ username, name: username, role, org, passwordHash, demo: false });
    const answer = await fetch(`${url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password: 'a-long-enough-password' }),
    });
    tokens[username] = ((await answer.json()) as { token: string }).token;
  }
  const added = await app.get(FeedService).add({ name: 'replay', scope: ['*'], policy: 'declared', maxLag: 0 });
  tokens.feed = added!.token;
  const stranger = { name: 'stranger', scope: ['210200-gaj'], policy: 'declared', maxLag: 0 } as const;
  tokens.stranger = (await app.get(FeedService).add(stranger))!.token;
});
afterAll(async () => {
  await app?.close();
  await foundation?.close();
  await database?.drop();
});

let serial = 0;
async function send(
  events: readonly [time: string, type: string, data: object][],
  subject: string,
  until: string,
  token = tokens.feed,
  rejected: readonly string[] = [],
) {
  const envelope = (type: string, time: string, data: object, rest: object) => ({
    specversion: '1.0',
    id: `e${++serial}`,
    source: '/replay',
    type: `approval.${type}`,
    time,
    data,
    ...rest,
  });
  const at = (time: string): string => `${time.replace(' ', 'T')}:00+08:00`;
  const batch = events.map(([time, type, data]) => envelope(type, at(time), data, { subject }));
  batch.push(envelope('feed.watermark', at(until), { until: at(until) }, {}));
  const answer = await fetch(`${url}/api/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/cloudevents-batch+json' },
    body: JSON.stringify(batch),
  });
  const body = (await answer.json()) as { rejected?: { reason: string }[] };
  expect([answer.status, body.rejected?.map(({ reason }) => reason)]).toEqual([200, rejected]);
}

async function get<T>(path: string, token = tokens.inspector): Promise<{ status: number; body: T }> {
  const answer = await fetch(`${url}/api/v1/cases/${path}`, { headers: { authorization: `Bearer ${token}` } });
  return { status: answer.status, body: (await answer.json()) as T };
}

interface Case {
  state: string;
  judgedTo: string;
  events: { type: string; waiting: boolean; leftOut: string | null; data: object }[];
  turnedDown: { reason: string; count: number }[];
  clocks: {
    kind: string;
    state: string;
    dueAt: string;
    overdue: boolean | null;
    limit: string | null;
    remaining: number | null;
  }[];
  steps: {
    step: string;
    officer: string | null;
    outcome: string | null;
    waited: number | null;
    handled: number | null;
    completedAt: string | null;
  }[];
  cards: { rule: string; ruleName: { zh: string } }[];
  findings: { code: string; at: string; zh: string }[];
}
const received = { item: 'test-item', org: '210100-sczj' };

describe('GET /api/v1/cases/{caseNo}', () => {
  it('marks what a feed without a right to its organisation had reported, and counts what was turned down', async () => {
    const caseNo = '沈-1';
    await send(
      [['2018-10-15 09:00', 'case.decided', { outcome: 'granted' }]],
      caseNo,
      '2018-10-16 09:00',
      tokens.stranger,
    );
    const own = [
      ['2018-10-17 09:00', 'case.received', received],
      ['2018-10-17 10:00', 'case.accepted', received],
    ] as const;
    await send([...own.map(([...one]): [string, string, object] => one)], caseNo, '2018-10-18 09:00');
    const late: [string, string, object][] = [['2018-10-17 11:00', 'visit.made', {}]];
    await send(late, caseNo, '2018-10-19 09:00', tokens.stranger, ['out-of-scope']);
    const { body } = await get<Case>(encodeURIComponent(caseNo));
    expect(body.events.map(({ type, leftOut }) => [type, leftOut])).toEqual([
      ['approval.case.decided', 'out-of-scope'],
      ['approval.case.received', null],
      ['approval.case.accepted', null],
    ]);
    expect(body.turnedDown).toEqual([{ reason: 'out-of-scope', count: 1 }]);
    expect(body.state).toBe('accepted');
  });

  it('shows events, clocks and cards as they stand at the time of the case', async () => {
    const caseNo = '沈〔2018〕7/1 号';
    await send(
      [
        ['2018-10-17 09:00', 'case.received', received],
        ['2018-10-18 10:00', 'case.accepted', { ...received, promiseDate: '2018-11-30T17:00:00+08:00' }],
        ['2018-11-05 10:00', 'case.decided', { outcome: 'granted' }],
      ],
      caseNo,
      '2018-10-26 09:00',
    );
    const { status, body } = await get<Case>(encodeURIComponent(caseNo));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      caseNo,
      item: 'test-item',
      itemName: '食品经营许可',
      state: 'accepted',
      judgedTo: '2018-10-26T09:00:00+08:00',
      findings: [{ code: 'F-PROMISE-DATE', at: '2018-10-18T10:00:00+08:00' }],
    });
    expect(body.events.map((e) => [e.type, e.waiting])).toEqual([
      ['approval.case.received', false],
      ['approval.case.accepted', false],
      ['approval.case.decided', true],
    ]);
    const promised = body.clocks.find((c) => c.kind === 'promised');
    expect(promised).toMatchObject({
      state: 'running',
      dueAt: '2018-10-25T17:00:00+08:00',
      overdue: true,
      limit: '5 workingDay',
      finishedAt: null,
    });
    expect(body.cards.map((c) => c.rule).sort()).toEqual(['T-PROMISE-NEAR', 'T-PROMISE-OVER']);
    expect(body.cards.every((c) => c.ruleName.zh.length > 0)).toBe(true);
  });

  it('is not found for an unknown number and for an account that may not see it', async () => {
    const caseNo = encodeURIComponent('沈〔2018〕7/1 号');
    for (const [path, token] of [
      ['nobody', tokens.inspector],
      ['a%00b', tokens.inspector],
      [caseNo, tokens.head],
      [`${caseNo}/clock-sheet`, tokens.head],
    ] as const)
      expect(await get(path, token)).toMatchObject({ status: 404, body: { code: 'case-not-found' } });
    expect((await get(caseNo, 'nonsense')).status).toBe(401);
  });

  it('names what the data contradict or leave without effect', async () => {
    await send(
      [
        ['2018-11-01 09:00', 'case.received', received],
        ['2018-11-01 10:00', 'case.accepted', received],
        ['2018-11-02 10:00', 'case.accepted', received],
        ['2018-11-02 11:00', 'pause.started', { kind: 'hearing' }],
        ['2018-11-05 10:00', 'extension.granted', { days: 3 }],
        ['2018-11-05 11:00', 'extension.granted', { days: 3, approver: '王', reason: '案情复杂' }],
        ['2018-11-05 12:00', 'extension.granted', { days: 3, approver: '王', reason: '案情复杂' }],
        ['2018-11-20 10:00', 'pause.started', { kind: 'inspection' }],
        ['2018-11-20 11:00', 'pause.ended', { kind: 'inspection' }],
        ['2018-11-21 10:00', 'case.decided', { outcome: 'granted' }],
        ['2018-11-21 11:00', 'step.started', { step: '审查', officer: '杨' }],
        ['2018-11-21 12:00', 'case.terminated', {}],
      ],
      'F-1',
      '2018-12-01 09:00',
    );
    const { body } = await get<Case>('F-1');
    expect(body.findings.map((f) => [f.code, f.at.slice(5, 16)])).toEqual([
      ['F-ACCEPTED-TWICE', '11-02T10:00'],
      ['F-PAUSE-UNLISTED', '11-02T11:00'],
      ['F-EXTENSION-FORM', '11-05T10:00'],
      ['F-EXTENSION-TWICE', '11-05T12:00'],
      ['F-PAUSE-LATE', '11-20T10:00'],
      ['F-AFTER-END', '11-21T11:00'],
      ['F-ENDED-TWICE', '11-21T12:00'],
    ]);
    expect(body).toMatchObject({ state: 'decided' });
    expect(body.clocks.find((c) => c.kind === 'promised')).toMatchObject({ limit: '5+3 workingDay', overdue: true });
  });

  it('tells in office hours how long each step waited and took, and what is left of each limit', async () => {
    const step = { step: '审查', officer: '杨' };
    await send(
      [
        ['2018-12-03 10:00', 'case.received', received],
        ['2018-12-03 11:00', 'case.accepted', received],
        ['2018-12-03 16:00', 'step.started', step],
        ['2018-12-03 16:30', 'step.started', step],
        ['2018-12-04 10:00', 'step.completed', { ...step, officer: '柳', outcome: 'approve' }],
        ['2018-12-04 11:30', 'step.completed', { step: '核查', officer: '柳' }],
        ['2018-12-04 14:00', 'step.started', { step: '决定', officer: '柳' }],
      ],
      'T-1',
      '2018-12-05 10:00',
    );
    const { body } = await get<Case>('T-1');
    expect(body.steps.map((s) => [s.step, s.officer, s.outcome, s.waited, s.handled, s.completedAt])).toEqual([
      ['审查', '柳', 'approve', 240, 120, '2018-12-04T10:00:00+08:00'],
      ['核查', '柳', null, null, null, '2018-12-04T11:30:00+08:00'],
      ['决定', '柳', null, 90, 240, null],
    ]);
    expect(body.clocks.find((c) => c.kind === 'promised')).toMatchObject({
      dueAt: '2018-12-10T17:00:00+08:00',
      remaining: 6 * 60 + 3 * 420,
    });
  });
});

describe('GET /api/v1/cases/{caseNo}/clock-sheet', () => {
  it('lists every day with its number or the reason why it is not counted', async () => {
    await send(
      [
        ['2018-12-27 09:00', 'case.received', received],
        ['2018-12-27 10:00', 'case.accepted', received],
        ['2019-01-03 10:00', 'pause.started', { kind: 'inspection' }],
        ['2019-01-03 15:00', 'pause.ended', { kind: 'inspection' }],
      ],
      'S-1',
      '2019-02-01 09:00',
    );
    interface Sheet {
      workday: number;
      days: { date: string; working: boolean; kind: string; name: string | null }[];
      versions: { item: string; profile: string };
      clocks: { kind: string; basis: string[]; ledger: { date: string; reason: string; n?: number }[] }[];
    }
    const { body } = await get<Sheet>('S-1/clock-sheet');
    expect(body.versions).toMatchObject({ item: 'test-item@v1', profile: 'default@2026.4' });
    const promised = body.clocks.find((c) => c.kind === 'promised')!;
    expect(body).toMatchObject({ itemName: '食品经营许可', workday: 420 });
    // The notice was due on 4 January; the statutory clock runs on beyond the day up to which the case is judged.
    expect(body.days[0]).toEqual({ date: '2018-12-27', working: true, kind: 'workday', name: null });
    expect(body.days[2]).toEqual({ date: '2018-12-29', working: true, kind: 'make-up', name: '元旦' });
    expect(body.days.at(-1)).toMatchObject({ date: '2019-02-01' });
    expect(promised.basis).toContain('办事指南');
    expect(promised.ledger.map(({ date, reason, n }) => [date.slice(5), reason, n])).toEqual([
      ['12-27', 'start-day', undefined],
      ['12-28', 'workday', 1],
      ['12-29', 'make-up', 2],
      ['12-30', 'holiday', undefined],
      ['12-31', 'holiday', undefined],
      ['01-01', 'holiday', undefined],
      ['01-02', 'workday', 3],
      ['01-03', 'pause', undefined],
      ['01-04', 'workday', 4],
      ['01-05', 'weekend', undefined],
      ['01-06', 'weekend', undefined],
      ['01-07', 'workday', 5],
    ]);
  });
});
