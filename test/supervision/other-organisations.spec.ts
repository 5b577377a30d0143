import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type WindowEvent, decided, event, FOOD, opened } from '../support/events.js';
import { type TestServer, startServer } from '../support/server.js';

let server: TestServer;
const tokens: Record<string, string> = {};
beforeAll(async () => {
  server = await startServer();
  const token = await server.login('admin');
  const add = async (name: string, scope: string[], watermark: 'clock' | 'declared'): Promise<void> => {
    const { body } = await server.ask<{ token: string }>('/api/v1/sources', {
      method: 'POST',
      token,
      body: { name, scope, watermark },
    });
    tokens[name] = body.token;
  };
  await add('stranger', ['990000-other', '99*'], 'clock');
  await add('declaring stranger', ['990000-other'], 'declared');
  await add('province', ['2100*'], 'clock');
});
afterAll(() => server.stop());

const OPENED = '2018-10-15 10:00';
const OVERDUE = [
  'T-PROMISE-NEAR 2018-10-22T09:00:00+08:00',
  'T-PROMISE-OVER 2018-10-24T17:00:00+08:00',
  'T-STATUTE-OVER 2018-11-12T17:00:00+08:00',
];
const send = async (feed: string, ...events: WindowEvent[]): Promise<string[]> => {
  const { body } = await server.post(events, tokens[feed] ?? feed);
  return [...Array<string>(body.accepted).fill('accepted'), ...body.rejected.map((r) => r.reason)];
};
/** Of the second evaluator: the cards of every case follow from the stored events. */
const differences = async (): Promise<unknown> => {
  const { checked, exist, missing, extra, different, couldNotCheck } = await server.verify();
  expect(checked).toEqual(exist);
  return [...missing, ...extra, ...different, ...couldNotCheck];
};

describe('what a feed reports on a case that names no organisation yet', () => {
  it('counts no more once the case names one to which the feed has no right', async () => {
    expect(await send('stranger', event('Y1', 'case.withdrawn', '2018-10-15 12:00'))).toEqual(['accepted']);
    expect(await send('demo-window', ...opened('Y1', OPENED))).toEqual(['accepted', 'accepted']);
    expect(await send('demo-window', event('Y1', 'visit.made', '2018-10-15 16:00'))).toEqual(['accepted']);
    expect(await server.caseView('Y1')).toMatchObject({ state: 'accepted', org: FOOD.org });
    expect(await server.cardsOf('Y1')).toEqual(OVERDUE);
    expect(await differences()).toEqual([]);
  });

  it('holds no clock back by a watermark that never comes', async () => {
    await send('declaring stranger', event('Y2', 'case.withdrawn', '2018-10-15 12:00'));
    await send('demo-window', ...opened('Y2', OPENED));
    expect(await server.cardsOf('Y2')).toEqual(OVERDUE);
    expect(await differences()).toEqual([]);
  });

  it('counts where the feed has a right to it, and stays stored where it has not', async () => {
    await send('province', decided('Y3', '2018-10-23 12:00'));
    await send('stranger', event('Y3', 'case.terminated', '2018-10-15 12:00'));
    await send('demo-window', ...opened('Y3', OPENED));
    expect(await server.caseView('Y3')).toMatchObject({ state: 'decided' });
    expect(await server.cardsOf('Y3')).toEqual(OVERDUE.slice(0, 1));
    const stored = await server.query<{ type: string }>(`SELECT type FROM event WHERE case_no = 'Y3' ORDER BY type`);
    expect(stored.map((e) => e.type)).toEqual(['case.accepted', 'case.decided', 'case.received', 'case.terminated']);
    expect(await differences()).toEqual([]);
  });

  it('goes by the organisation of the receipt where one delivery names two', async () => {
    await send('province', event('Y4', 'case.withdrawn', '2018-10-15 12:00'));
    const [received, accepted] = opened('Y4', OPENED, '2018-10-15 09:00');
    await send('demo-window', { ...accepted!, data: { ...FOOD, org: '990000-other' } }, received!);
    expect(await server.caseView('Y4')).toMatchObject({ state: 'withdrawn', org: FOOD.org });
    expect(await differences()).toEqual([]);
  });

  it('is refused from then on', async () => {
    await send('demo-window', ...opened('Y5', OPENED));
    expect(await send('stranger', event('Y5', 'case.withdrawn', '2018-10-15 12:00'))).toEqual(['out-of-scope']);
    expect(await server.cardsOf('Y5')).toEqual(OVERDUE);
  });
});

describe('a case number that another organisation has taken', () => {
  const OTHER = { ...FOOD, org: '990000-other' };
  const receipt = (caseNo: string, time: string, of = FOOD) => event(caseNo, 'case.received', time, of);
  const step = (caseNo: string, type: string, time: string) =>
    event(caseNo, type, time, { step: '审查', officer: '假' });
  const findings = async (caseNo: string): Promise<string[]> => {
    const view = await server.caseView(caseNo);
    return (view.findings as { code: string; at: string }[]).map((f) => `${f.code} ${f.at.slice(5, 16)}`);
  };

  it('comes to the organisation of an earlier receipt, whose clocks the first one cannot stop', async () => {
    await send('stranger', receipt('M1', '2018-10-15 12:00', OTHER), decided('M1', '2018-10-16 12:00'));
    await send('stranger', step('M1', 'step.started', '2018-10-15 13:00'));
    expect(await server.caseView('M1')).toMatchObject({ state: 'decided', org: OTHER.org });
    expect(await send('demo-window', ...opened('M1', OPENED))).toEqual(['accepted', 'accepted']);
    expect(await server.caseView('M1')).toMatchObject({ state: 'accepted', org: FOOD.org, steps: [] });
    expect(await server.cardsOf('M1')).toEqual(OVERDUE);
    expect(await findings('M1')).toEqual(['F-TWO-ORGS 10-15T12:00']);
    expect(await server.query(`SELECT ended_at, officer FROM case_file WHERE case_no = 'M1'`)).toEqual([
      { ended_at: null, officer: null },
    ]);
    expect(await send('stranger', decided('M1', '2018-10-17 12:00'))).toEqual(['out-of-scope']);
    expect(await differences()).toEqual([]);
  });

  it('stays with it where its receipt is the earlier one, and both receipts are shown as a finding', async () => {
    await send('stranger', receipt('M2', '2018-10-15 08:00', OTHER), decided('M2', '2018-10-15 09:00'));
    expect(await send('demo-window', ...opened('M2', OPENED))).toEqual(['accepted', 'accepted']);
    expect(await server.caseView('M2')).toMatchObject({ state: 'decided', org: OTHER.org });
    expect(await findings('M2')).toContain('F-TWO-ORGS 10-15T10:00');
    expect(await send('province', decided('M2', '2018-10-23 12:00'))).toEqual(['out-of-scope']);
    expect(await differences()).toEqual([]);
  });

  it('comes back to it by a receipt that is earlier still, with all that it had reported', async () => {
    await send('stranger', receipt('M3', '2018-10-15 12:00', OTHER), decided('M3', '2018-10-16 12:00'));
    await send('demo-window', receipt('M3', '2018-10-15 11:00'));
    expect(await server.caseView('M3')).toMatchObject({ state: 'deemed-accepted', org: FOOD.org });
    await send('demo-window', receipt('M3', '2018-10-15 10:00', OTHER));
    expect(await server.caseView('M3')).toMatchObject({ state: 'decided', org: OTHER.org });
    expect(await differences()).toEqual([]);
  });

  it('is deemed accepted no longer when the receipt on which that rested counts no more', async () => {
    await send('stranger', receipt('M4', '2018-10-15 12:00', OTHER));
    expect(await server.caseView('M4')).toMatchObject({ state: 'deemed-accepted' });
    await send('demo-window', ...opened('M4', OPENED), decided('M4', '2018-10-16 12:00'));
    const view = await server.caseView('M4');
    const promised = view.clocks.find((c) => c.kind === 'promised');
    expect(promised).toMatchObject({ startedAt: '2018-10-15T10:00:00+08:00', overdue: false });
    expect(await differences()).toEqual([]);
  });

  it('is not moved by the feed of an organisation that has no right to it', async () => {
    await send('demo-window', ...opened('M5', OPENED));
    expect(await send('stranger', receipt('M5', '2018-10-15 08:00', OTHER))).toEqual(['out-of-scope']);
    expect(await server.caseView('M5')).toMatchObject({ org: FOOD.org });
    expect(await findings('M5')).toEqual([]);
  });
});
