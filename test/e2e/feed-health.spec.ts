import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FeedRepository } from '../../src/sources/feed.repository.js';
import { eventually } from '../support/child.js';
import { opened, watermark } from '../support/events.js';
import { startServer, type TestServer } from '../support/server.js';

interface Source {
  readonly name: string;
  readonly state: string;
  readonly since: string | null;
  readonly alarm: boolean;
  readonly reason: { readonly zh: string; readonly en: string };
}

let server: TestServer;
let token: string;
beforeAll(async () => {
  server = await startServer();
  const body = { name: '夜间交换', scope: ['*'], watermark: 'declared', maxLag: 3_600 };
  const created = await server.ask<{ token: string }>('/api/v1/sources', {
    method: 'POST',
    token: await server.login('admin'),
    body,
  });
  token = created.body.token;
});
afterAll(() => server?.stop());

const sources = async (): Promise<Source[]> =>
  (await server.get<{ items: Source[] }>('/api/v1/sources')).body.items.filter(Boolean);
const source = async (name: string): Promise<Source | undefined> => (await sources()).find((one) => one.name === name);
const gauge = async (name: string): Promise<string | undefined> => {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  return new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1];
};

describe('the health of the feeds', () => {
  it('is quiet before anybody has reported', async () => {
    expect(await sources()).toMatchObject([
      { name: 'demo-window', state: 'never-reported', alarm: false },
      { name: 'demo-replay', state: 'never-reported', alarm: false },
      { name: '夜间交换', state: 'never-reported', alarm: false },
    ]);
    expect([await gauge('liangpai_feeds_behind'), await gauge('liangpai_feeds_silent')]).toEqual(['0', '0']);
  });

  it('tells the inspectors of a declared feed behind its rhythm', async () => {
    const { body } = await server.post([...opened('C1', '2018-10-15 10:00'), watermark('2018-10-16 00:00')], token);
    expect(body.rejected).toEqual([]);
    expect(await source('夜间交换')).toMatchObject({
      state: 'behind',
      since: '2018-10-16T01:30:00+08:00',
      alarm: true,
      reason: { zh: expect.stringContaining('应每 1 小时'), en: expect.stringContaining('every 1 h') },
    });
    expect(await gauge('liangpai_feeds_behind')).toBe('1');
  });

  it('tells them of a live window gone quiet, as soon as it is heard of again no more', async () => {
    await server.post(opened('C2', '2018-10-15 10:00'));
    expect(await eventually(async () => (await source('demo-window'))?.state === 'ok')).toBe(true);
    await server.query(`UPDATE feed SET last_received_at = now() - interval '20 days' WHERE name = 'demo-window'`);
    expect(await source('demo-window')).toMatchObject({ state: 'silent', alarm: true });
    expect(await gauge('liangpai_feeds_silent')).toBe('1');
  });

  it('tells them of a feed that was disabled while running cases wait for its watermark, and moves none of these', async () => {
    const before = await server.caseView('C1');
    await server.app.get(FeedRepository, { strict: false }).disable('夜间交换');
    expect(await source('夜间交换')).toMatchObject({ state: 'disabled', alarm: true });
    expect(await server.caseView('C1')).toEqual(before);
    expect(before.judgedTo).toBe('2018-10-16T00:00:00+08:00');
    await server.query(`UPDATE case_file SET next_at = NULL WHERE case_no = 'C1'`);
    expect(await source('夜间交换')).toMatchObject({ state: 'disabled', alarm: false });
  });

  it('alarms nobody of a line of the simulator that is off, unless a case waits on which others report', async () => {
    await server.query(`UPDATE feed SET name = 'demo-simulator-night' WHERE name = '夜间交换'`);
    await server.query(`UPDATE case_file SET next_at = now() WHERE case_no = 'C1'`);
    const line = async () => (await sources()).find(({ name }) => name === 'demo-simulator-night');
    expect(await line()).toMatchObject({ state: 'disabled', alarm: false, simulated: true });
    expect((await line())?.reason.zh).toContain('模拟器已关闭');
    const others = `(SELECT id FROM feed WHERE name = 'demo-window')`;
    await server.query(`UPDATE case_file SET feeds = feeds || ${others} WHERE case_no = 'C1'`);
    expect(await line()).toMatchObject({ state: 'disabled', alarm: true, simulated: true });
  });

  it('is not for heads of units', async () => {
    expect((await server.get('/api/v1/sources', 'head')).status).toBe(403);
  });
});
