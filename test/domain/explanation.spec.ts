import { describe, expect, it } from '@jest/globals';
import { loadCalendars } from '../../src/catalogue/calendars/calendar.loader.js';
import type { CaseEvent } from '../../src/domain/event.js';
import { examine } from '../../src/domain/examine.js';
import { explain } from '../../src/domain/explanation.js';
import { type Instant, parseRfc3339 } from '../../src/domain/instant.js';
import type { ItemVersion, RuleCode, RuleSetting, Standards } from '../../src/domain/standards.js';

const at = (text: string): Instant => parseRfc3339(`${text.replace(' ', 'T')}:00+08:00`)!;
const setting = (code: RuleCode, level: RuleSetting['level'], params = {}): RuleSetting => ({
  code,
  version: '1',
  level,
  name: { zh: code, en: code },
  params,
  basis: ['《优化营商环境条例》第三十六条'],
});
const ITEM: ItemVersion = {
  id: 1,
  code: 'item',
  version: 3,
  name: '食品经营许可',
  org: 'org',
  kind: 'promised',
  promised: { amount: 7, unit: 'workingDay', from: 'acceptance', basis: '办事指南' },
  steps: [{ name: '审查', limit: { amount: 3, unit: 'workingDay' } }],
  pauses: [],
};
const standards: Standards = {
  calendar: loadCalendars('config/calendars').forOrg(null),
  profile: {
    code: 'default',
    version: '2026.1',
    rules: {
      'T-PROMISE-NEAR': setting('T-PROMISE-NEAR', 'reminder', { daysBefore: 2, minimumDays: 3 }),
      'T-PROMISE-OVER': setting('T-PROMISE-OVER', 'yellow'),
      'T-STATUTE-OVER': setting('T-STATUTE-OVER', 'red'),
      'T-STEP-OVER': setting('T-STEP-OVER', 'yellow'),
      'T-NOTICE-LATE': setting('T-NOTICE-LATE', 'yellow', { days: 5 }),
    },
  },
  itemAt: () => ITEM,
};
const event = (time: string, type: CaseEvent['type'], data: Partial<CaseEvent> = {}): CaseEvent => ({
  type,
  at: at(time),
  feed: 1,
  ...data,
});
const received = event('2018-10-16 09:00', 'case.received', { item: 'item', org: 'org' });
const accepted = event('2018-10-18 10:00', 'case.accepted', { item: 'item', org: 'org' });

function explained(rule: RuleCode, events: CaseEvent[], asOf: string) {
  const judgement = examine(events, standards, at(asOf));
  const finding = judgement.findings.find((f) => f.rule === rule)!;
  return explain(finding, { facts: judgement.facts, standards }, standards.profile.rules[rule]!);
}

describe('explanation of a card', () => {
  it('says what was expected and observed, with the ledger and the versions', () => {
    const explanation = explained('T-PROMISE-OVER', [received, accepted], '2018-10-30 09:00');
    expect(explanation).toMatchObject({
      expected: { zh: '不晚于2018年10月29日17:00办结（承诺时限 7 个工作日，自2018年10月18日受理起算）' },
      observed: { zh: '截至2018年10月29日17:00仍未办结', en: 'not decided by 2018-10-29 17:00' },
      basis: ['《优化营商环境条例》第三十六条', '办事指南'],
      clock: { kind: 'promised', limit: '7 workingDay', dueAt: '2018-10-29T17:00:00+08:00', startedBy: 'acceptance' },
      versions: { item: 'item@v3', profile: 'default@2026.1' },
    });
    expect(explanation.ledger.filter((d) => d.counted)).toHaveLength(7);
    expect(explanation.versions.calendar).toBe(`cn@${standards.calendar.version}`);
  });

  it('names the finish where it is known, and the extension', () => {
    const events = [
      received,
      accepted,
      event('2018-10-22 10:00', 'extension.granted', { days: 3, approver: '王', reason: '案情复杂' }),
      event('2018-11-02 09:30', 'case.withdrawn'),
    ];
    const explanation = explained('T-PROMISE-OVER', events, '2018-11-05 09:00');
    expect(explanation.clock?.limit).toBe('7+3 workingDay');
    expect(explanation.expected.zh).toContain('承诺时限 7 个工作日，经批准延长 3 个工作日');
    expect(explanation.observed.zh).toBe('撤回申请于2018年11月2日09:30，晚于2018年11月1日17:00');
  });

  it('warns before the limit ends, and speaks of steps and the notice in their own words', () => {
    expect(explained('T-PROMISE-NEAR', [received, accepted], '2018-10-26 09:00').observed.zh).toBe(
      '截至2018年10月25日09:00尚未办结，距承诺时限届满还有 2 个工作日',
    );
    const step = event('2018-10-18 11:00', 'step.started', { step: '审查' });
    expect(explained('T-STEP-OVER', [received, accepted, step], '2018-10-24 09:00')).toMatchObject({
      expected: { zh: '“审查”环节不晚于2018年10月23日17:00完成（环节时限 3 个工作日，自2018年10月18日环节开始起算）' },
      observed: { zh: '截至2018年10月23日17:00仍未完成' },
    });
    const notice = explained('T-NOTICE-LATE', [received], '2018-10-24 09:00');
    expect(notice.observed.zh).toBe(
      '截至2018年10月23日17:00没有受理、不予受理、补正告知或者办结的记录，自收件之日起视为受理',
    );
    expect(notice.clock?.limit).toBe('5 workingDay');
    expect(notice.ledger.filter((d) => d.counted)).toHaveLength(5);
  });
});
