import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { exitCodeOf } from '../../src/verify/report.js';
import { verifyCards } from '../../src/verify/verify-cards.js';
import { china, decided, event, opened, watermark } from '../support/events.js';
import { shippedProfiles } from '../support/profiles.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { copyConfig, startYearly, type ConfigCopy, type YearlyServer } from '../support/yearly-server.js';
import { at } from '../verify/factory.js';

const REPLAY = 'demo-replay';
const PROFILES = shippedProfiles.codes.length;

let database: TestDatabase;
let before: ConfigCopy;
let after: ConfigCopy;
let servers: YearlyServer[];
beforeEach(async () => {
  [database, before, after, servers] = [await createTestDatabase(), await copyConfig(), await copyConfig(), []];
});
afterEach(async () => {
  for (const server of servers) await server.stop();
  await Promise.all([database.drop(), before.remove(), after.remove()]);
});

async function start(config: ConfigCopy, now = '2027-02-20 12:00'): Promise<YearlyServer> {
  const server = await startYearly(database.url, config.dir, at(now));
  servers.push(server);
  return server;
}

async function restart(config: ConfigCopy): Promise<YearlyServer> {
  await servers.pop()?.stop();
  return start(config);
}

async function post(server: YearlyServer, ...events: Parameters<YearlyServer['post']>[0]): Promise<void> {
  const { body } = await server.post(events, REPLAY);
  expect(body).toMatchObject({ accepted: events.length, rejected: [] });
}

const verdict = async (): Promise<object> => {
  const report = await verifyCards({ url: database.url });
  return { exit: exitCodeOf(report), found: report.found, cards: report.checked.cards };
};
const equal = (cards: number): object => ({
  exit: 0,
  found: { missing: 0, extra: 0, different: 0, couldNotCheck: 0 },
  cards,
});
const calendarOf = async (server: YearlyServer, caseNo: string): Promise<string> =>
  (await server.clockSheet(caseNo)).versions.calendar;
const dueOf = async (server: YearlyServer, caseNo: string): Promise<string | null | undefined> =>
  (await server.clockOf(caseNo, 'promised'))?.dueAt;

describe('a case keeps the calendar with which it was opened', () => {
  it('when the files declare one more day off, which only a new case knows', async () => {
    await after.addNotice(2018, '2018-10-16', ['2018-10-18']);
    const old = await start(before);
    await post(old, ...opened('OLD', '2018-10-15 10:00'), watermark('2018-10-16 00:00'));
    const own = await calendarOf(old, 'OLD');

    const server = await restart(after);
    await post(server, event('OLD', 'visit.made', '2018-10-17 10:00'), ...opened('NEW', '2018-10-15 10:00'));
    await post(server, watermark('2018-10-17 12:00'));
    expect([await dueOf(server, 'OLD'), await dueOf(server, 'NEW')]).toEqual([
      china('2018-10-24 17:00'),
      china('2018-10-25 17:00'),
    ]);
    await post(server, watermark('2018-11-01 00:00'));
    expect(await server.cardsOf('OLD')).toEqual([
      `T-PROMISE-NEAR ${china('2018-10-22 09:00')}`,
      `T-PROMISE-OVER ${china('2018-10-24 17:00')}`,
    ]);
    expect(await server.cardsOf('NEW')).toContain(`T-PROMISE-OVER ${china('2018-10-25 17:00')}`);
    const versions = (await server.allCards({ case: 'OLD' })).map((card) => card.explanation.versions.calendar);
    expect(versions).toEqual([own, own]);
    expect(await calendarOf(server, 'NEW')).not.toBe(own);
    expect(await verdict()).toEqual(equal(4));
  });

  it('also in a process that was started before another one brought the calendar', async () => {
    await after.addNotice(2018, '2018-10-16', ['2018-10-18']);
    const [old, newer] = [await start(before), await start(after)];
    await post(newer, ...opened('NEW', '2018-10-15 10:00'));
    await post(old, event('NEW', 'visit.made', '2018-10-17 10:00'), watermark('2018-11-01 00:00'));
    expect(await dueOf(old, 'NEW')).toBe(china('2018-10-25 17:00'));
    expect(await calendarOf(old, 'NEW')).toBe(await calendarOf(newer, 'NEW'));
    expect(await verdict()).toEqual(equal(2));
  });

  it('and is judged by no other one when its own is gone', async () => {
    const server = await start(before);
    await post(server, ...opened('C', '2018-10-15 10:00'), ...opened('D', '2018-10-15 10:00'));
    await server.query(`UPDATE case_file SET calendar = 'cn@gone', version = version + 1 WHERE case_no = 'C'`);
    await post(server, watermark('2018-11-01 00:00'));
    expect(await server.query(`SELECT case_no, state FROM case_file ORDER BY 1`)).toEqual([
      { case_no: 'C', state: 'could-not-judge' },
      { case_no: 'D', state: 'accepted' },
    ]);
    const { body } = await server.post([event('C', 'visit.made', '2018-11-02 10:00')], REPLAY);
    expect(body.rejected).toMatchObject([{ reason: 'could-not-judge' }]);
    for (const page of ['', '/clock-sheet'])
      expect(await server.get(`/api/v1/cases/C${page}`)).toMatchObject({
        status: 409,
        body: {
          code: 'could-not-judge',
          state: 'could-not-judge',
          caseNo: 'C',
          message: { zh: expect.stringContaining('cn@gone'), en: expect.stringContaining('cn@gone') },
        },
      });
    expect(await server.get('/api/v1/cases/D')).toMatchObject({ status: 200 });
    expect(await verdict()).toMatchObject({ exit: 2, found: { missing: 0, couldNotCheck: 1 } });
  });
});

describe('a case whose calendar ends too early', () => {
  const uncountable = (server: YearlyServer) =>
    server.query(`SELECT case_no FROM case_file WHERE not_computable ORDER BY case_no`);

  it('gets its deadline and its cards from the next calendar, once that is there', async () => {
    await after.addNotice(2027, '2026-11-10', ['2027-01-01', '2027-02-06..2027-02-12']);
    const old = await start(before);
    await post(
      old,
      ...opened('LATE', '2026-12-28 10:00'),
      ...opened('SOON', '2026-11-16 10:00'),
      ...opened('DONE', '2026-12-29 10:00'),
      decided('DONE', '2026-12-30 10:00'),
      watermark('2027-02-15 00:00'),
    );
    expect(await uncountable(old)).toEqual([{ case_no: 'LATE' }]);
    expect(await old.clockOf('LATE', 'promised')).toMatchObject({ state: 'not-computable', dueAt: null });
    expect(await old.cardsOf('LATE')).toEqual([]);
    expect(await verdict()).toMatchObject({ exit: 0 });

    const server = await restart(after);
    await server.sweep();
    expect(await dueOf(server, 'LATE')).toBe(china('2027-01-07 17:00'));
    expect(await server.cardsOf('LATE')).toEqual([
      `T-PROMISE-NEAR ${china('2027-01-05 09:00')}`,
      `T-PROMISE-OVER ${china('2027-01-07 17:00')}`,
      `T-STATUTE-OVER ${china('2027-01-26 17:00')}`,
    ]);
    expect(await uncountable(server)).toEqual([]);
    expect(await server.query('SELECT case_no FROM calendar_move')).toEqual([{ case_no: 'LATE' }]);
    expect(await calendarOf(server, 'SOON')).not.toBe(await calendarOf(server, 'LATE'));
    expect(await verdict()).toMatchObject({ exit: 0, found: { missing: 0, extra: 0, different: 0 } });
  });

  it('keeps the cards that its own calendar had led to, though the next one counts otherwise', async () => {
    // The new year takes a working day of the old one.
    await after.addNotice(2027, '2026-12-29', ['2026-12-31', '2027-01-01']);
    const old = await start(before);
    await post(
      old,
      ...opened('C', '2026-12-28 09:30'),
      event('C', 'step.started', '2026-12-28 10:00', { step: '审查', officer: '王' }),
      watermark('2027-01-05 00:00'),
    );
    const card = `T-STEP-OVER ${china('2026-12-31 17:00')}`;
    expect(await old.cardsOf('C')).toEqual([card]);

    const server = await restart(after);
    await server.sweep();
    await post(server, event('C', 'step.completed', '2027-01-06 10:00', { step: '审查', officer: '王' }));
    await post(server, decided('C', '2027-01-08 10:00'), watermark('2027-02-15 00:00'));
    expect(await server.cardsOf('C')).toEqual([card, `T-PROMISE-NEAR ${china('2027-01-06 09:00')}`]);
    expect(await verdict()).toEqual(equal(2));
  });

  it('stays on its own while no calendar in force holds more days', async () => {
    await after.addNotice(2026, '2026-11-10', ['2026-12-30']);
    const old = await start(before);
    await post(old, ...opened('C', '2026-12-28 10:00'), watermark('2027-01-05 00:00'));
    const own = await calendarOf(old, 'C');
    const server = await restart(after);
    expect(await calendarOf(server, 'C')).toBe(own);
    expect(await uncountable(server)).toEqual([{ case_no: 'C' }]);
  });

  it('goes over once when two processes start at once, while its events arrive', async () => {
    await after.addNotice(2027, '2026-11-10', ['2027-01-01']);
    const cases = Array.from({ length: 60 }, (_, i) => `C${String(i).padStart(2, '0')}`);
    const old = await start(before);
    await post(old, ...cases.flatMap((no) => opened(no, '2026-12-28 10:00')));
    await post(old, watermark('2027-01-04 00:00'));
    const arriving = cases.map((no) => post(old, event(no, 'visit.made', '2027-01-04 10:00')));
    const [one, two] = await Promise.all([start(after), start(after)]);
    await Promise.all(arriving);
    await Promise.all([one.sweep(), two.sweep()]);
    await post(two, watermark('2027-02-15 00:00'));
    expect(await one.query('SELECT count(*)::int AS n FROM standard')).toEqual([{ n: 2 + PROFILES }]);
    expect(
      await one.query('SELECT count(*)::int AS n, count(DISTINCT case_no)::int AS cases FROM calendar_move'),
    ).toEqual([{ n: 60, cases: 60 }]);
    expect(await verdict()).toEqual(equal(180));
  });
});

describe('standards', () => {
  it('are stored once and never changed', async () => {
    const server = await start(before);
    await start(before);
    expect(await server.query(`SELECT kind, count(*)::int AS n FROM standard GROUP BY kind ORDER BY kind`)).toEqual([
      { kind: 'calendar', n: 1 },
      { kind: 'profile', n: PROFILES },
    ]);
    for (const table of ['standard', 'calendar_move'])
      for (const change of [`DELETE FROM ${table}`, `TRUNCATE ${table}`])
        await expect(server.query(change)).rejects.toThrow(/insert-only|cannot truncate/);
  });

  it('refuse the start with a profile that was changed without a new version', async () => {
    await start(before);
    await after.replace('profiles/default.yaml', 'value: 2', 'value: 3');
    await expect(start(after)).rejects.toThrow('a changed profile needs a new version');
    await after.replace('profiles/default.yaml', '2026.4', '2026.5');
    await start(after);
  });
});
