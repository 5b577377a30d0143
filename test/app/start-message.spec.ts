import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseEvent } from '../../src/domain/event.js';
import { examine } from '../../src/domain/examine.js';
import { DAY, dayOf } from '../../src/domain/instant.js';
import { newState } from '../../src/simulator/live/live-state.js';
import { startMessage, type Start } from '../../src/app/start-message.js';
import { standards } from '../simulator/simulation-kit.js';
import { eventually } from '../support/child.js';
import { liveCalendar } from '../support/live-standards.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { type ServerProcess, startServerProcess } from '../support/server-process.js';

const START: Start = {
  settings: { demo: true, simulator: true, production: false },
  url: 'http://localhost:3000',
  listening: undefined,
  hasAccounts: true,
  loadsHistory: true,
  now: Date.parse('2026-11-22T18:00:00+08:00'),
  calendar: liveCalendar,
};
const message = (change: Partial<Start>): string => startMessage({ ...START, ...change });
const plain = { demo: false, simulator: false, production: false };
/** The lines from the first that begins with `curl` to the last that one goes on to. */
const commandOf = (text: string): string => /^ *(curl(?:.*\\\n)*.*)$/m.exec(text)![1]!;

describe('the message of a start', () => {
  it('names the accounts, the password and three things to try', () => {
    const text = message({});
    expect(text).toContain('inspector · head · province · admin');
    expect(text).toContain('liangpai-demo');
    expect(text.match(/^ {2}\d {2}/gm)).toEqual(['  1  ', '  2  ', '  3  ']);
    expect(text).toContain('http://localhost:3000/live?level=red');
    expect(text).toContain('http://localhost:3000/month?month=2026-10');
    expect(text).toContain('http://localhost:3000/bulletins/2026-10');
    expect(text).toContain('"subject":"TRY-20261122","time":"2026-10-08T09:30:00+08:00"');
  });

  it('begins with the event where no other card can be', () => {
    const text = message({ settings: { ...START.settings, simulator: false } });
    expect(text.indexOf('curl')).toBeLessThan(text.indexOf('/live?level=red'));
    expect(text).toContain('/month?month=2026-10');
    expect(text).not.toContain('历史');
  });

  it('has a sample of the history, with all three cards, on any day of any year', () => {
    // From the first month of which the calendar of the month before is known, a day at a time, early in the morning.
    for (let now = Date.parse('2007-02-01T00:00:05+08:00'); now < Date.parse('2027-01-01T00:00:00+08:00'); now += DAY) {
      const [, json = ''] = /^ *'(\{.*\})'$/m.exec(message({ now })) ?? [];
      const { time, data } = JSON.parse(json) as { time: string; data: { item: string; org: string } };
      const at = Date.parse(time);
      const event: CaseEvent = { ...data, promiseDate: undefined, type: 'case.accepted', at, feed: 1 };
      const raised = examine([event], standards, now).findings.map(({ rule }) => rule);
      expect([now, ...raised.sort()]).toEqual([now, 'T-PROMISE-NEAR', 'T-PROMISE-OVER', 'T-STATUTE-OVER']);
      expect(at).toBeGreaterThanOrEqual(newState('', undefined, now).since);
      expect(liveCalendar.isWorking(dayOf(at))).toBe(true);
    }
  });

  it('speaks of a history to come only where there is one', () => {
    expect(message({})).toContain('正在载入历史数据');
    expect(message({ loadsHistory: false })).toContain('历史数据已载入');
  });

  it('dates its sample on a weekday where no calendar has been published', () => {
    const now = Date.parse('2027-06-20T12:00:00+08:00');
    expect(message({ now })).toContain('"time":"2027-05-03T09:30:00+08:00"');
  });

  it('tells no account, password or token of a server without the demonstration', () => {
    for (const production of [true, false]) {
      const text = message({ settings: { ...plain, production }, listening: '0.0.0.0:3000' });
      expect(text).not.toMatch(/inspector|liangpai-demo|demo-window|curl|account add/);
      expect(text).toContain('0.0.0.0:3000');
      expect(text.includes('打开')).toBe(!production);
    }
    expect(message({ settings: plain, hasAccounts: false })).toContain('liangpai -- account add');
  });

  it.each([START, { ...START, settings: plain, hasAccounts: false }])('is short and fits a terminal (%#)', (start) => {
    const lines = startMessage(start).split('\n');
    expect(lines.length).toBeLessThan(27);
    const wide = (line: string): number => line.replaceAll(/[^\0-\u00ff·]/g, '??').length;
    expect(lines.filter((line) => wide(line) > 110 && !line.includes('{'))).toEqual([]);
  });
});

describe('a server that has started', () => {
  let database: TestDatabase;
  let server: ServerProcess;
  beforeAll(async () => {
    database = await createTestDatabase();
    server = await startServerProcess(database.url);
  });
  afterAll(async () => {
    await server?.end('SIGTERM');
    await database?.drop();
  });

  it('writes the line ready and nothing else to standard output, its message to standard error', async () => {
    expect(await eventually(() => Promise.resolve(server.output.includes('/bulletins/')))).toBe(true);
    expect(server.stdout).toBe(`ready http://localhost:${server.port}\n`);
  });

  it('prints a command that can be pasted: one event, three cards; pasted again it changes nothing', async () => {
    const run = async (): Promise<string> => (await promisify(execFile)('sh', ['-c', commandOf(server.output)])).stdout;
    expect(JSON.parse(await run())).toEqual({ accepted: 1, duplicates: 0, rejected: [], rejectedTotal: 0 });
    expect(JSON.parse(await run())).toMatchObject({ accepted: 0, duplicates: 1 });
    const caseNo = /\/cases\/(\S+)$/m.exec(server.output)![1]!;
    const { items } = await server.cards({ case: caseNo });
    expect(items.map(({ level }) => level).sort()).toEqual(['red', 'reminder', 'yellow']);
  });
});
