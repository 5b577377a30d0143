import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded, type EmbeddedPostgres } from '../../src/database/embedded-postgres.js';
import { readCalendarDays } from '../../src/catalogue/calendars/calendar.loader.js';
import { reportText } from '../../src/verify/print-report.js';
import { exitCodeOf } from '../../src/verify/report.js';
import { CannotCheck } from '../../src/verify/stored-standards.js';
import { verifyCards } from '../../src/verify/verify-cards.js';
import { liveProfile } from '../support/live-standards.js';
import { SCHEMA } from './schema.js';

const CLOCK = 1;
const DECLARED = 2;

describe('verify cards on a database', () => {
  let dir: string;
  let database: EmbeddedPostgres;
  let client: pg.Client;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'liangpai-verify-'));
    database = await startEmbedded({ dataDir: dir, log: () => undefined });
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query(SCHEMA);
  });

  afterAll(async () => {
    await client?.end();
    await database?.stop();
    await rm(dir, { recursive: true, force: true });
  });

  beforeEach(async () => {
    await client.query('TRUNCATE feed, event, case_file, card, item_version, standard, calendar_move');
    await client.query(`INSERT INTO feed VALUES (${CLOCK}, 'clock', 60000, NULL, '2018-12-01T00:00:00+08:00'),
      (${DECLARED}, 'declared', 0, NULL, NULL)`);
    await client.query(`INSERT INTO item_version (id, code, version, body) VALUES (1, 'item', 1,
      '{"kind":"promised","promised":{"amount":7,"unit":"workingDay","from":"acceptance"}}')`);
    // Without the rule book: what it finds is compared in verify-findings.spec.ts.
    const [profile, days] = [{ ...liveProfile, book: {} }, readCalendarDays('config/calendars', 'cn')];
    const calendar = { ...days, days: Object.fromEntries(days.days) };
    await client.query(
      `INSERT INTO standard VALUES ('cn@1', 'calendar', $1), ('default@1', 'profile', $2), ('cn@2017', 'calendar', $3)`,
      [calendar, profile, { ...calendar, lastDay: '2017-12-31' }].map((body) => JSON.stringify(body)),
    );
    batch = 0;
  });

  let batch = 0;
  const verify = (limit?: number) => verifyCards({ url: database.url, limit });

  async function event(caseNo: string | null, at: string, type: string, data: object = {}, feed = CLOCK) {
    batch++;
    await client.query(`INSERT INTO event VALUES ($1::bigint, $2, 's', $1::bigint::text, $3, $4, $5, $5, $6)`, [
      batch,
      feed,
      type,
      caseNo,
      `${at}+08:00`,
      JSON.stringify(data),
    ]);
  }

  async function accepted(caseNo: string, at = '2018-10-15T10:00:00', feed = CLOCK) {
    await client.query(`INSERT INTO case_file VALUES ($1, 1, 'cn@1', 'default@1') ON CONFLICT DO NOTHING`, [caseNo]);
    await event(caseNo, at, 'case.accepted', { item: 'item', org: 'org' }, feed);
  }

  const card = (caseNo: string, rule: string, level: string, raisedAt: string, dueAt = raisedAt, key = rule) =>
    client.query(
      `INSERT INTO card (case_no, rule, level, breach_key, raised_at, due_at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [caseNo, rule, level, key, `${raisedAt}+08:00`, `${dueAt}+08:00`],
    );
  const near = (caseNo: string) =>
    card(caseNo, 'T-PROMISE-NEAR', 'reminder', '2018-10-22T09:00:00', '2018-10-24T17:00:00');
  const over = (caseNo: string) => card(caseNo, 'T-PROMISE-OVER', 'yellow', '2018-10-24T17:00:00');

  it('finds nothing where everything is as it must be, and says how many it checked', async () => {
    await accepted('A');
    await near('A');
    await over('A');
    const report = await verify();
    expect(report).toMatchObject({ missing: [], extra: [], different: [], couldNotCheck: [], pending: 0 });
    expect(report.checked).toEqual({ cases: 1, events: 1, cards: 2, findings: 0, unjudged: 0, hints: 0 });
    expect(report.exist).toEqual(report.checked);
    expect(exitCodeOf(report)).toBe(0);
    expect(reportText(report)).toContain('核对办件 1/1，事件 1/1，亮牌 2/2');
  });

  it('finds a card that is missing, one too many and one that differs', async () => {
    for (const caseNo of ['A', 'B', 'C']) await accepted(caseNo);
    await near('A');
    for (const caseNo of ['B', 'C']) await near(caseNo);
    await over('B');
    await card('B', 'T-STATUTE-OVER', 'red', '2018-11-12T17:00:00');
    await card('C', 'T-PROMISE-OVER', 'red', '2018-10-24T18:00:00', '2018-10-24T17:00:00');
    const report = await verify();
    expect(report.missing).toMatchObject([{ caseNo: 'A', breachKey: 'T-PROMISE-OVER' }]);
    expect(report.extra).toMatchObject([{ caseNo: 'B', breachKey: 'T-STATUTE-OVER' }]);
    expect(report.different).toMatchObject([{ caseNo: 'C', reason: 'level, raisedAt' }]);
    expect(exitCodeOf(report)).toBe(1);
  });

  it('lets cards wait that the sweep has not reached, and allows those that it has', async () => {
    await client.query(`UPDATE feed SET swept_to = '2018-10-23T00:00:00+08:00' WHERE id = ${CLOCK}`);
    await accepted('A');
    await accepted('B');
    await near('A');
    await near('B');
    await over('B');
    const report = await verify();
    expect(report).toMatchObject({ missing: [], extra: [], pending: 1 });
    expect(exitCodeOf(report)).toBe(0);
  });

  it('judges a declared feed up to its watermark and no further', async () => {
    await accepted('A', '2018-10-15T10:00:00', DECLARED);
    await event(null, '2018-10-24T00:00:00', 'feed.watermark', { until: '2018-10-24T00:00:00+08:00' }, DECLARED);
    await client.query(`UPDATE feed SET declared_until = '2018-10-24T00:00:00+08:00' WHERE id = ${DECLARED}`);
    await near('A');
    expect(exitCodeOf(await verify())).toBe(0);
    await over('A');
    expect((await verify()).extra).toMatchObject([{ caseNo: 'A', breachKey: 'T-PROMISE-OVER' }]);
  });

  it('finds a watermark that its events do not bear out', async () => {
    await client.query(`UPDATE feed SET declared_until = '2018-10-24T00:00:00+08:00' WHERE id = ${DECLARED}`);
    expect((await verify()).different[0]?.reason).toContain('feed 2 declares');
  });

  it('finds cards and events without a case, cases without events and events of no known type', async () => {
    await card('X', 'T-NOTICE-LATE', 'yellow', '2018-10-24T17:00:00');
    await event('Y', '2018-10-15T10:00:00', 'case.received', { item: 'item', org: 'org' });
    await client.query(`INSERT INTO case_file VALUES ('Z', 1, 'cn@1', 'default@1')`);
    await accepted('U');
    await event('U', '2018-10-16T10:00:00', 'case.vanished');
    const report = await verify();
    expect(report.extra).toMatchObject([{ caseNo: 'X', reason: 'a card without a case' }]);
    expect(report.different.map(({ reason }) => reason).sort()).toEqual([
      '1 events without a case',
      'a case without events',
      'event of unknown type case.vanished',
    ]);
    expect(report.exist).toEqual(report.checked);
  });

  it('could not check a case whose calendar or profile is not there', async () => {
    await accepted('A');
    await client.query(`UPDATE case_file SET calendar = 'cn@gone'`);
    const report = await verify();
    expect(report.couldNotCheck).toMatchObject([{ caseNo: 'A' }]);
    expect(exitCodeOf(report)).toBe(2);
  });

  it('counts by the calendar that the case names, also when it ends earlier than another', async () => {
    await accepted('A');
    await client.query(`UPDATE case_file SET calendar = 'cn@2017'`);
    expect(exitCodeOf(await verify())).toBe(0);
    await over('A');
    expect((await verify()).extra).toMatchObject([{ caseNo: 'A', breachKey: 'T-PROMISE-OVER' }]);
  });

  it('lets the sweep come to a case that has just gone over to a longer calendar, but not for ever', async () => {
    await accepted('A');
    const move = (movedAt: string) =>
      client.query(
        `INSERT INTO calendar_move VALUES ('A', 2, 'cn@2017', '2018-10-20T00:00:00+08:00', now() - $1::interval)`,
        [movedAt],
      );
    await move('1 second');
    expect(await verify()).toMatchObject({ missing: [], pending: 2 });
    await client.query('TRUNCATE calendar_move');
    await move('10 minutes');
    const { missing } = await verify();
    expect(missing.map(({ breachKey }) => breachKey).sort()).toEqual(['T-PROMISE-NEAR', 'T-PROMISE-OVER']);
  });

  it('looks at the first cases only when told so', async () => {
    for (const caseNo of ['A', 'B', 'C']) await accepted(caseNo, '2026-11-20T10:00:00');
    const report = await verify(2);
    expect(report).toMatchObject({ checked: { cases: 2 }, exist: { cases: 3 }, limited: true });
    expect(exitCodeOf(report)).toBe(0);
  });

  it('could not check a database that it does not reach or that has no tables', async () => {
    const nowhere = verifyCards({ url: 'postgres://nobody:x@127.0.0.1:1/none' });
    await expect(nowhere).rejects.toThrow(CannotCheck);
    const empty = verifyCards({ url: database.url.replace(/\/[^/]+$/, '/postgres') });
    await expect(empty).rejects.toThrow(/relation "feed" does not exist/);
  });
});
