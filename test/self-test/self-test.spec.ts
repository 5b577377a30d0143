import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SelfTest } from '../../src/console/self-test.protocol.js';
import { ruleStates } from '../../src/self-test/rule-states.js';
import { liveProfile } from '../support/live-standards.js';
import { FREE, LIMITED, ORGS, type SmallProvince, startSmallProvince, UNNAMED } from '../support/small-province.js';
import { at } from '../verify/factory.js';

let province: SmallProvince;
const asked = async (who = 'inspector'): Promise<SelfTest> =>
  (await province.get<SelfTest>('/api/v1/self-test', who)).body;

beforeAll(async () => {
  province = await startSmallProvince(at('2018-11-20 10:00'));
  await province.tell(
    [
      ['LATE', 'case.received', '2018-10-15 09:00', { item: LIMITED, org: ORGS.heping }],
      ['LATE', 'case.accepted', '2018-10-15 10:00'],
      ['FREE', 'case.received', '2018-11-19 09:00', { item: FREE, org: ORGS.dalian }],
      ['FREE', 'case.accepted', '2018-11-19 10:00'],
      ['STRANGE', 'case.received', '2018-11-19 09:00', { item: UNNAMED, org: ORGS.dalian }],
    ],
    '2018-11-20 09:59',
  );
}, 60_000);
afterAll(() => province?.stop());

describe('the self-test', () => {
  it('runs the golden cases on what is in force', async () => {
    const { golden, calendar, profile } = await asked();
    expect(golden.filter((result) => !result.passed)).toEqual([]);
    expect(calendar).toMatch(/^cn@/);
    expect(profile).toMatch(/^default@/);
  });

  it('tells the last day of each calendar, and warns sixty days before it', async () => {
    province.clock.at = at('2026-11-01 10:00');
    expect((await asked()).calendars).toMatchObject([
      { code: 'cn', lastDay: '2026-12-31', daysLeft: 60, warning: false },
    ]);
    province.clock.at = at('2026-11-02 00:00');
    expect((await asked()).calendars).toMatchObject([{ daysLeft: 59, warning: true }]);
    province.clock.at = at('2018-11-20 10:00');
  });

  it('lists items without limits, and counts running cases without a due instant', async () => {
    const { items, cases } = await asked();
    expect(items.listed.map(({ code }) => code)).toContain(FREE);
    expect(items.listed.map(({ code }) => code)).not.toContain(LIMITED);
    expect(cases).toMatchObject({ running: 3, withoutDue: 1, notComputable: 0, setAside: 0 });
  });

  it('says of each rule whether it has fired within a year, and why not', async () => {
    const stateOf = async (code: string, who?: string) => (await asked(who)).rules.find((rule) => rule.code === code);
    expect(await stateOf('T-STATUTE-OVER')).toMatchObject({ state: 'fires', fired: 1 });
    // Found, and withdrawn since: it has fired, as in the statistics of the rules.
    await province.query(
      `INSERT INTO finding (case_no, key, rule, rule_version, category, level, mode, status, org, raised_at, explanation,
         digest, recorded_at, decided_at)
       VALUES ('FREE', 'M-FEE-EARLY|1', 'M-FEE-EARLY', '1', 'fee', 'yellow', 'confirm', 'withdrawn', $1,
         '2018-11-19T09:30:00+08:00', '{}', 'd', now(), now())`,
      [ORGS.dalian],
    );
    expect(await stateOf('M-FEE-EARLY')).toMatchObject({ state: 'fires', fired: 1 });
    await province.query(
      `INSERT INTO unjudged (case_no, rule, missing, org, since) VALUES ('FREE', 'T-STEP-OVER', 'item.steps', $1, now())`,
      [ORGS.dalian],
    );
    expect(await stateOf('T-STEP-OVER')).toMatchObject({
      state: 'cannot-judge',
      unjudged: [{ missing: 'item.steps', cases: 1 }],
    });
  });

  it('says that a rule is off which the profile does not have', () => {
    const step = { ...liveProfile.rules['T-STEP-OVER'], enabled: false };
    const states = ruleStates({ ...liveProfile, rules: { ...liveProfile.rules, 'T-STEP-OVER': step } }, [], []);
    const state = (code: string) => states.find((rule) => rule.code === code)?.state;
    expect([state('T-STEP-OVER'), state('T-PROMISE-OVER')]).toEqual(['off', 'silent']);
  });

  it('counts within the scope of an account, and is not for heads', async () => {
    await province.account('dalian', 'inspector', ORGS.dalian);
    const { cases, rules } = await asked('dalian');
    expect(cases).toMatchObject({ running: 2 });
    expect(rules.find((rule) => rule.code === 'T-STATUTE-OVER')?.fired).toBe(0);
    await province.account('head', 'head', ORGS.dalian);
    expect((await province.get('/api/v1/self-test', 'head')).status).toBe(403);
  });
});
