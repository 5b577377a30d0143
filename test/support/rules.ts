import type { RuleFigures, RuleStatisticsAnswer, RuleThreshold, RuleView } from '../../src/console/rules.protocol.js';

const DAYS: RuleThreshold = {
  name: 'days',
  value: 20,
  unit: 'workingDay',
  min: 1,
  max: 60,
  source: '《行政许可法》第四十七条',
};

/** A rule of the wider rule book, in force in one profile and off in another. */
export const ruleView = (code: string, more: Partial<RuleView> = {}): RuleView => {
  const rule: Omit<RuleView, 'profiles'> = {
    code,
    tier: 'review',
    category: 'time',
    name: { zh: '听证逾期未组织', en: 'Hearing not arranged in time' },
    description: { zh: '听证开始后，应在期限内组织完毕', en: 'A hearing is held within its limit' },
    level: 'yellow',
    mode: 'confirm',
    basis: ['《行政许可法》第四十七条'],
    needs: ['calendar', 'item.discretion'],
    shows: { zh: '起止时间、应办时刻、逐日计算', en: 'start, due instant, the days counted' },
    params: [DAYS],
    waits: true,
    ...more,
  };
  const { name, level, basis, params } = rule;
  const setting = {
    version: '1',
    level,
    mode: rule.mode,
    name,
    basis,
    params,
    levelSource: '本系统约定',
    notify: null,
    stages: [],
  };
  return {
    ...rule,
    profiles: [
      {
        profile: 'default@2026.4',
        profileName: { zh: '默认监察规则方案', en: 'Default rule profile' },
        inForce: true,
        setting,
      },
      { profile: 'hunan@2026.1', profileName: { zh: '湖南方案', en: 'Hunan' }, inForce: false, setting: null },
    ],
    ...(more.profiles && { profiles: more.profiles }),
  };
};

const NOTHING: RuleFigures = {
  fired: 0,
  confirmed: 0,
  dismissed: 0,
  withdrawn: 0,
  revoked: 0,
  pending: 0,
  couldNotJudge: 0,
};
const MONTHS = ['2026-07', '2026-08', '2026-09', '2026-10'];

/** Mostly dismissed: what a doubtful rule looks like. */
export const ruleStatistics = (code: string, more: Partial<RuleFigures> = {}): RuleStatisticsAnswer => {
  const busy = {
    ...NOTHING,
    fired: 12,
    confirmed: 2,
    dismissed: 7,
    withdrawn: 1,
    pending: 2,
    couldNotJudge: 5,
    ...more,
  };
  const sum = (name: keyof RuleFigures): number => busy[name] * 3;
  const total = Object.fromEntries(Object.keys(NOTHING).map((name) => [name, sum(name as keyof RuleFigures)]));
  return {
    months: MONTHS,
    region: null,
    rules: [
      {
        code,
        name: { zh: '听证逾期未组织', en: 'Hearing not arranged in time' },
        tier: 'review',
        category: 'time',
        months: [NOTHING, busy, busy, busy],
        total: total as unknown as RuleFigures,
        doubtful: true,
      },
    ],
  };
};
