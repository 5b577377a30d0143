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
