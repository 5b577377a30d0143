import type { CardView } from '../../src/console/console.protocol.js';
import type { FindingBrief, FindingPage, FindingView, UnjudgedPage } from '../../src/console/findings.protocol.js';

const UNITS = [
  { org: '210100-sczj', orgName: '沈阳市市场监督管理局', orgNameEn: 'Shenyang Market Regulation' },
  { org: '210200-zrzyj', orgName: '大连市自然资源局', orgNameEn: 'Dalian Natural Resources' },
] as const;

/** What a rule found, as the list shows it. */
export const findingBrief = (id: number, more: Partial<FindingBrief> = {}): FindingBrief => ({
  id: String(id),
  caseNo: `YSY04H-210100-20261012-${String(id).padStart(5, '0')}`,
  rule: 'N-MATERIAL-EXTRA',
  ruleVersion: '1',
  ruleName: { zh: '要求清单之外的材料', en: 'Material beyond the list requested' },
  category: 'notice',
  level: 'yellow',
  mode: 'confirm',
  status: 'pending',
  item: '11210000MB0P02002W4000117051000',
  itemName: '食品经营许可',
  ...UNITS[id % 2]!,
  regions: [],
  raisedAt: '2026-10-20T14:05:00+08:00',
  recordedAt: '2026-10-20T14:05:30+08:00',
  dueAt: null,
  observed: {
    zh: '补正告知要求“房屋安全鉴定报告”，清单没有这一项',
    en: 'the request for supplements asks for “房屋安全鉴定报告”, which is not on the list',
  },
  decidedAt: null,
  decidedBy: null,
  reason: null,
  cardId: null,
  cardNo: null,
  cardLevel: null,
  ...more,
});

/** The same with its explanation. */
export const findingView = (brief: FindingBrief, more: Partial<FindingView> = {}): FindingView => ({
  ...brief,
  digest: 'of-what-it-says',
  explanation: {
    expected: {
      zh: '只要求办事指南清单所列的材料：食品经营许可申请书、营业执照、经营场所平面图',
      en: 'only materials on the published list: application, business licence, plan of the premises',
    },
    observed: brief.observed,
    basis: ['《行政许可法》第三十一条', '《优化营商环境条例》第三十五条'],
    itemText: '申请材料：1. 食品经营许可申请书；2. 营业执照；3. 经营场所平面图',
    events: [
      {
        source: 'urn:liaoning:shenyang:window',
        id: 'evt-2026-10-20-000183',
        type: 'approval.supplement.requested',
        time: '2026-10-20T14:05:00+08:00',
        recordedAt: '2026-10-20T14:09:12+08:00',
      },
    ],
    arithmetic: [
      { zh: '清单 3 项，要求 2 项，其中不在清单的 1 项', en: '3 on the list, 2 requested, 1 of them not on the list' },
    ],
    versions: { item: '11210000MB0P02002W4000117051000@v2', calendar: 'cn@f3a9c1', profile: 'default@2026.4' },
  },
  trace: [{ at: brief.recordedAt, by: null, from: null, to: 'pending', reason: null }],
  ...more,
});

export const findingPage = (items: FindingBrief[], more: Partial<FindingPage> = {}): FindingPage => ({
  items,
  nextCursor: null,
  total: items.length,
  ...more,
});

/** What two rules could not judge, and for want of what. */
export const unjudgedPage = (): UnjudgedPage => {
  const name = { zh: '不予许可的理由不在公布情形之内', en: 'Reason of refusal not among the published ones' };
  const rows = [1, 2, 3].map((n) => ({
    caseNo: `YSY04H-210200-20261013-${String(n).padStart(5, '0')}`,
    rule: 'C-REASON-UNLISTED',
    ruleName: name,
    category: 'content' as const,
    missing: 'item.refusals',
    item: 'x',
    itemName: '建设工程规划许可证核发',
    ...UNITS[1],
    since: '2026-10-21T09:00:00+08:00',
  }));
  return {
    items: rows,
    nextCursor: null,
    total: 1_204,
    groups: [
      { rule: 'C-REASON-UNLISTED', ruleName: name, missing: 'item.refusals', cases: 1_180 },
      {
        rule: 'D-CONDITIONS',
        ruleName: { zh: '不符合所用裁量档次的适用条件', en: 'Conditions of the tier not met' },
        missing: 'discretion.facts.amount',
        cases: 24,
      },
    ],
  };
};

const CONFIRMED: CardView['explanation']['confirmed'] = {
  by: '演示甲',
  office: '沈阳市',
  officeEn: 'Shenyang',
  at: '2026-10-21T09:00:00+08:00',
  reason: null,
  proposed: 'yellow',
  proposedName: null,
};

/** A card that a person has made of a finding: it rests on events, and on no clock. */
export function confirmedCard(card: CardView): CardView {
  const { explanation } = findingView(findingBrief(1));
  const { ruleName, rule } = findingBrief(1);
  return {
    ...card,
    rule,
    ruleName,
    dueAt: null,
    step: null,
    countdown: null,
    notify: { zh: '部门监察员', en: 'the monitor', source: '某规则第三条' },
    explanation: { ...explanation, clock: null, ledger: [], confirmed: CONFIRMED },
  };
}
