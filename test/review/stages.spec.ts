import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FindingPage } from '../../src/console/findings.protocol.js';
import type { RuleView } from '../../src/console/rules.protocol.js';
import { exitCodeOf } from '../../src/verify/report.js';
import { verifyCards } from '../../src/verify/verify-cards.js';
import { eventually } from '../support/child.js';
import { china, event, FOOD, type WindowEvent, watermark } from '../support/events.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { reviewed } from '../support/review-server.js';
import { type ConfigCopy, copyConfig, startYearly, type YearlyServer } from '../support/yearly-server.js';
import { at } from '../verify/factory.js';

const received = (no: string, time: string, channel = 'window') =>
  event(no, 'case.received', time, { ...FOOD, channel });
const accepted = (no: string, time: string) => event(no, 'case.accepted', time, { ...FOOD, receiptNo: '1' });
const pause = (no: string, time: string, plannedDays: number) =>
  event(no, 'pause.started', time, { kind: 'expert-review', plannedDays, basis: '法', noticeNo: '1' });
const resumed = (no: string, time: string) => event(no, 'pause.ended', time, { kind: 'expert-review' });
const filed = (no: string, time: string) => event(no, 'complaint.filed', time, { complaintNo: 'T1' });
const answered = (no: string, time: string) => event(no, 'complaint.answered', time, { complaintNo: 'T1' });

/** Minutes of October 2018 at which things begin and end, in and out of office hours, its holiday behind them. */
const times = fc
  .tuple(
    fc.integer({ min: 8, max: 31 }),
    fc.constantFrom('07:30', '09:00', '10:00', '12:30', '17:00', '17:01', '20:00'),
  )
  .map(([day, time]) => `2018-10-${String(day).padStart(2, '0')} ${time}`);
const randomCase = (no: string): fc.Arbitrary<WindowEvent[]> =>
  fc
    .record({
      received: times,
      channel: fc.constantFrom('online', 'window'),
      pause: times,
      days: fc.integer({ min: 1, max: 8 }),
      filed: times,
      more: fc.subarray(['accepted', 'resumed', 'answered'] as const),
      then: fc.tuple(times, times, times),
    })
    .map((one) => [
      received(no, one.received, one.channel),
      pause(no, one.pause, one.days),
      filed(no, one.filed),
      ...(one.more.includes('accepted') ? [accepted(no, one.then[0])] : []),
      ...(one.more.includes('resumed') ? [resumed(no, one.then[1])] : []),
      ...(one.more.includes('answered') ? [answered(no, one.then[2])] : []),
    ]);

describe('a server whose organisation has the profile of Hunan', () => {
  let database: TestDatabase;
  let config: ConfigCopy;
  let server: YearlyServer;
  beforeAll(async () => {
    [database, config] = [await createTestDatabase(), await copyConfig()];
    await config.replace('profiles/hunan.yaml', 'extends: default', "extends: default\norgs: ['2100*']");
    await config.replace('profiles/hunan.yaml', "version: '2026.2'", "version: '2026.3'");
    server = await startYearly(database.url, config.dir, at('2027-02-20 12:00'));
  });
  afterAll(async () => {
    await server.stop();
    await Promise.all([database.drop(), config.remove()]);
  });

  const post = async (...events: WindowEvent[]): Promise<void> => {
    expect((await server.post(events, 'demo-replay')).body).toMatchObject({ rejected: [] });
    await reviewed(server);
  };
  /** All feeds have told everything up to an instant, and nothing waits to be looked at. */
  const until = async (time: string): Promise<void> => {
    await post(watermark(time));
    const nothingWaits = await eventually(async () => {
      const [row] = await server.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM review_due WHERE next_at <= '${china(time)}'`,
      );
      return row?.n === 0;
    });
    expect(nothingWaits).toBe(true);
  };
  /** `T-PAUSE-OVER reminder 2018-10-19T10:00:00+08:00` */
  const findings = async (caseNo: string): Promise<string[]> => {
    const token = await server.login('inspector');
    const { body } = await server.ask<FindingPage>(`/api/v1/findings?case=${caseNo}`, { token });
    return body.items
      .filter(({ rule }) => rule === 'T-PAUSE-OVER')
      .map(({ rule, level, raisedAt }) => `${rule} ${level} ${raisedAt}`)
      .sort();
  };

  it('finds each level when its instant comes, though nothing more is reported of the case', async () => {
    await post(
      received('H1', '2018-10-15 09:00'),
      accepted('H1', '2018-10-15 09:30'),
      pause('H1', '2018-10-15 10:00', 7),
    );
    const at = async (time: string): Promise<string[]> => {
      await until(time);
      return findings('H1');
    };
    const warning = `T-PAUSE-OVER reminder ${china('2018-10-19 10:00')}`;
    const yellow = `T-PAUSE-OVER yellow ${china('2018-10-24 10:00')}`;
    const red = `T-PAUSE-OVER red ${china('2018-10-25 10:00')}`;
    expect(await at('2018-10-19 09:59:59')).toEqual([]);
    expect(await at('2018-10-19 10:00:00')).toEqual([warning]);
    expect(await at('2018-10-24 10:00:00')).toEqual([warning]);
    expect(await at('2018-10-24 10:00:01')).toEqual([warning, yellow]);
    expect(await at('2018-10-25 10:00:00')).toEqual([warning, yellow]);
    expect(await at('2018-10-25 10:00:01')).toEqual([red, warning, yellow]);
  });

  it('shows the stages of each profile in order of time, with their sources', async () => {
    const token = await server.login('inspector');
    const ruleOf = async (code: string) => (await server.ask<RuleView>(`/api/v1/rules/${code}`, { token })).body;
    const { profiles, waits } = await ruleOf('T-PAUSE-OVER');
    const stagesIn = (code: string) => profiles.find(({ profile }) => profile.startsWith(`${code}@`))?.setting?.stages;
    expect(waits).toBe(true);
    expect(stagesIn('default')).toEqual([]);
    expect(stagesIn('hunan')).toEqual([
      { level: 'reminder', daysBefore: 2, daysOver: null, source: expect.stringContaining('届满前 2 天') },
      { level: 'red', daysBefore: null, daysOver: 1, source: expect.stringContaining('1 天以上') },
    ]);
    expect((await ruleOf('P-STEP-SKIPPED')).waits).toBe(false);
  });

  it('agrees with the second evaluator on any cases, delivered in any order', async () => {
    const cases = fc.tuple(...Array.from({ length: 40 }, (_, i) => randomCase(`R${i}`)));
    const [events = []] = fc.sample(
      cases.chain((all) => fc.shuffledSubarray(all.flat(), { minLength: all.flat().length })),
      { numRuns: 1, seed: 2018 },
    );
    const half = events.length >> 1;
    await post(...events.slice(0, half));
    await post(...events.slice(half), ...events.slice(0, 9));
    await until('2018-11-30 00:00');
    const stages = await server.query<{ stage: string }>(
      `SELECT DISTINCT rule || ' ' || split_part(key, '|', 2) AS stage FROM finding WHERE key ~ '[|](before|over)' ORDER BY 1`,
    );
    expect(stages.map(({ stage }) => stage)).toEqual([
      'S-COMPLAINT-ACCEPT before2',
      'S-COMPLAINT-ACCEPT over1',
      'S-COMPLAINT-ANSWER before2',
      'S-COMPLAINT-ANSWER over1',
      'T-PAUSE-OVER before2',
      'T-PAUSE-OVER over1',
      'T-PREACCEPT-LATE over3',
      'T-PREACCEPT-LATE over5',
    ]);
    const report = await verifyCards({ url: database.url });
    expect([exitCodeOf(report), report.found]).toEqual([0, { missing: 0, extra: 0, different: 0, couldNotCheck: 0 }]);
    await server.query(
      `UPDATE finding SET level = 'yellow' WHERE id = (SELECT min(id) FROM finding WHERE status = 'pending' AND key ~ '[|]over1')`,
    );
    expect((await verifyCards({ url: database.url })).found).toMatchObject({ different: 1 });
  });
});
