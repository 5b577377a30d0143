import { EVENT_PREFIX, EVENT_TYPES, WATERMARK_TYPE } from '../domain/event.js';
import type { IncomingType } from './payloads/registry.js';

export interface EventExample {
  readonly summary: string;
  readonly value: Record<string, unknown>;
}

/** Name of each event, its time in the example case, and its `data`. */
interface Scene {
  readonly summary: string;
  readonly time: string;
  readonly data: Record<string, unknown>;
}

const scene = (zh: string, en: string, time: string, data: Record<string, unknown>): Scene => ({
  summary: `${zh} / ${en}`,
  time,
  data,
});

const ITEM = { item: '11210000MB0P02002W4000117051000', org: '210000-sczj' };
const WINDOW = { window: 'A07', officer: 'W0312' };
const COMPLAINT = { complaintNo: 'TS20260317-0031' };

/** One application for a food business licence (食品经营许可), from its receipt to the complaint about it. */
const SCENES: Readonly<Record<IncomingType, Scene>> = {
  'case.received': scene('收件', 'case received', '2026-03-02T09:12:00+08:00', {
    ...ITEM,
    ...WINDOW,
    channel: 'window',
    applicant: { kind: '企业法人', name: '沈阳和平某餐饮有限公司', idNumber: '91210102MA0P4XXX1Q' },
  }),
  'case.accepted': scene('受理', 'case accepted', '2026-03-03T10:05:00+08:00', {
    ...ITEM,
    receiptNo: '辽市监受〔2026〕01873号',
    promiseDate: '2026-03-12T17:00:00+08:00',
    ...WINDOW,
  }),
  'case.not-accepted': scene('不予受理', 'case not accepted', '2026-03-03T10:05:00+08:00', {
    reason: '申请事项依法不属于本机关职权范围',
    remediesTold: true,
    documentNo: '辽市监不受〔2026〕00012号',
  }),
  'supplement.requested': scene('补正告知', 'supplement requested', '2026-03-02T15:30:00+08:00', {
    materials: ['经营场所平面布局图', '食品安全管理制度'],
    officer: 'W0312',
  }),
  'supplement.received': scene('补正收到', 'supplement received', '2026-03-03T09:40:00+08:00', {
    materials: ['经营场所平面布局图', '食品安全管理制度'],
  }),
  'step.started': scene('环节开始', 'step started', '2026-03-03T10:20:00+08:00', { step: '审查', officer: 'S0108' }),
  'step.completed': scene('环节完成', 'step completed', '2026-03-09T16:10:00+08:00', {
    step: '审查',
    officer: 'S0108',
    outcome: 'approve',
    opinion: '材料齐全，现场核查合格，拟同意',
  }),
  'pause.started': scene('特别程序开始', 'special procedure started', '2026-03-05T09:00:00+08:00', {
    kind: 'expert-review',
    plannedDays: 2,
    basis: '行政许可法 第四十五条',
    noticeNo: '辽市监特〔2026〕00056号',
  }),
  'pause.ended': scene('特别程序结束', 'special procedure ended', '2026-03-06T16:30:00+08:00', {
    kind: 'expert-review',
    result: '专家评审通过',
  }),
  'extension.granted': scene('延长期限', 'extension granted', '2026-03-11T11:00:00+08:00', {
    days: 5,
    approver: 'L0003',
    reason: '需补充现场核查',
    toldApplicant: true,
  }),
  'case.decided': scene('办结', 'case decided', '2026-03-12T14:20:00+08:00', {
    outcome: 'granted',
    reason: '符合食品经营许可条件',
    remediesTold: true,
    documentNo: 'JY22101020012345',
    discretion: {
      benchmark: '食品经营许可现场核查裁量基准',
      tier: '二档',
      facts: { area: 86.5, coldDishes: false, score: 92 },
      value: '准予，有效期五年',
      justification: '现场核查得分 92 分，适用二档',
    },
    officer: 'L0003',
  }),
  'case.withdrawn': scene('申请人撤回', 'case withdrawn', '2026-03-06T10:00:00+08:00', {
    reason: '申请人变更经营场所',
  }),
  'case.terminated': scene('终止办理', 'case terminated', '2026-03-06T10:00:00+08:00', {
    reason: '申请人主体资格注销',
  }),
  'licence.delivered': scene('证照送达', 'licence delivered', '2026-03-13T09:30:00+08:00', { method: '窗口领取' }),
  'fee.charged': scene('收费', 'fee charged', '2026-03-12T15:00:00+08:00', {
    feeItem: 'SPJY-01',
    amount: '120.00',
    receivable: '120.00',
  }),
  'rating.given': scene('好差评', 'rating given', '2026-03-13T09:35:00+08:00', {
    level: 4,
    active: true,
    comment: '等候时间较长',
  }),
  'rating.followed-up': scene('差评回访整改', 'rating followed up', '2026-03-16T10:00:00+08:00', {
    action: 'contacted',
  }),
  'complaint.filed': scene('投诉提出', 'complaint filed', '2026-03-17T08:50:00+08:00', {
    ...COMPLAINT,
    about: '窗口服务',
    text: '两次到窗口均被告知材料不全',
  }),
  'complaint.accepted': scene('投诉受理', 'complaint accepted', '2026-03-17T14:00:00+08:00', COMPLAINT),
  'complaint.answered': scene('投诉答复', 'complaint answered', '2026-03-18T16:00:00+08:00', {
    ...COMPLAINT,
    text: '已核实并向投诉人说明',
  }),
  'complaint.upheld': scene('投诉属实', 'complaint upheld', '2026-03-19T16:00:00+08:00', {
    ...COMPLAINT,
    text: '未一次性告知，属实',
  }),
  'complaint.dismissed': scene('投诉不属实', 'complaint dismissed', '2026-03-19T16:00:00+08:00', {
    ...COMPLAINT,
    text: '已一次性告知，不属实',
  }),
  'visit.made': scene('到窗口', 'visit made', '2026-03-02T09:00:00+08:00', { window: 'A07' }),
  [WATERMARK_TYPE]: scene('来源水位', "feed's watermark", '2026-03-20T00:05:00+08:00', {
    until: '2026-03-20T00:00:00+08:00',
  }),
};

export const INCOMING_TYPES: readonly IncomingType[] = [...EVENT_TYPES, WATERMARK_TYPE];

/** A valid example of every event, by full type name. */
export function eventExamples(): Record<string, EventExample> {
  return Object.fromEntries(INCOMING_TYPES.map((type, index) => [EVENT_PREFIX + type, exampleOf(type, index)]));
}

function exampleOf(type: IncomingType, index: number): EventExample {
  const { summary, time, data } = SCENES[type];
  const value = {
    specversion: '1.0',
    id: `20260302-${String(index + 1).padStart(4, '0')}`,
    source: 'urn:liaoning:shenyang:heping:window',
    type: EVENT_PREFIX + type,
    ...(type === WATERMARK_TYPE ? {} : { subject: '210102-20260302-0001' }),
    time,
    datacontenttype: 'application/json',
    data: structuredClone(data),
  };
  return { summary, value };
}
