import fc from 'fast-check';
import { EVENT_TYPES, type EventType, PAUSE_KINDS } from '../../src/domain/event.js';
import type { ReportedEvent } from '../../src/domain/review/reported-event.js';
import type { GuidedItem } from '../../src/verify/review/guide.js';
import { CARD_LEVELS, type RuleStage } from '../../src/domain/standards.js';
import { at } from '../verify/factory.js';
import { guidedSteps as steps, officer, step } from './arbitrary-steps.js';

export const REVIEWED_ITEM = 'item';
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** Members of which any may be absent. */
const some = <T>(members: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<Partial<T>> =>
  fc
    .record(members, { requiredKeys: [] })
    .map((given) => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>);
const pick = fc.constantFrom;

const limit = (unit: string, ...amounts: number[]) => pick(...amounts.map((amount) => ({ amount, unit })));
const materials = pick(
  undefined,
  [],
  ['申请书', { name: '身份证（复印件）', required: true }, 7],
  ['申请书', { required: true }],
  ['申请书', { name: '身份证', required: 'yes' }],
);
const fee = (code: string, more: object) => ({ code, name: `${code}费`, ...more });
const fees = pick(
  undefined,
  [],
  [fee('A', { amount: 100 }), fee('B', { amount: { min: '10', max: '20.50' }, reductionBasis: '小微' })],
  [fee('A', { standard: '10 元' }), fee('A', { standard: '100 元' }), fee('B', { standard: '80 元/件' })],
  [{ name: 'Ａ' }, fee('B', { amount: { max: 15 }, reductionBasis: 7 }), { name: 'A', amount: '100.00' }],
  [fee('A', { amount: 1 }), { standard: '10' }],
  'none',
);
const tiers = [
  { code: '轻', conditions: [{ fact: '面积', max: 50 }], value: { type: 'range', min: 100, max: 1000 } },
  { code: '重', conditions: [{ fact: '情节', oneOf: ['二次', 3, true] }], value: { type: 'fixed', value: '1000' } },
  { code: '1', mitigated: true, value: { type: 'ratio', base: '货值', minPercent: 2.5, maxPercent: 10 } },
  { code: '倍', value: { type: 'multiple', base: '货值', min: 1.005 } },
];
const row = (more: object) => ({ code: 'R', tiers, statutory: { min: 100, max: 5000 }, ...more });
const discretion = pick(
  undefined,
  [],
  [
    row({
      from: '2026-03-10',
      exclusive: [
        ['警告', '吊销'],
        ['罚款', '警告', '没收'],
      ],
    }),
  ],
  [row({ until: '2026-03-12', statutory: { max: 900 } }), row({ from: '2026-03-13', tiers: tiers.slice(1) })],
  [row({ from: '2026-04-01' }), row({ code: 'Ｒ', from: '2025-01-01', until: '2025-12-31' }), row({ code: 'S' })],
  [row({ tiers: [] })],
  [row({ tiers: [...tiers, tiers[0]] })],
);

/** Items as they are stored, with and without what their guide says. */
export const guidedItems: fc.Arbitrary<GuidedItem> = fc.record({
  name: fc.constant('事项'),
  org: fc.constant('org'),
  kind: pick('promised', 'promised', 'instant'),
  promised: fc.oneof(fc.constant(undefined), limit('workingDay', 0, 3, 10, 20), limit('calendarDay', 10)),
  statutory: fc.oneof(fc.constant(undefined), limit('workingDay', 5, 20), limit('hour', 30)),
  steps,
  pauses: pick(
    undefined,
    [],
    [{ kind: 'hearing', maxDays: 4 }],
    [
      { kind: 'hearing', basis: '第四十五条' },
      { kind: 'testing', maxDays: 2 },
    ],
  ),
  materials,
  fees,
  discretion,
  maxVisits: pick(undefined, 0, 1, 2),
  refusals: pick(undefined, [], ['不属于本机关职权范围', '材料不全。'], ['  ']),
  handling: pick(
    undefined,
    { kind: 'joint', units: ['审查', '消防'] },
    { kind: 'preliminary', step: '核查' },
    { kind: 'preliminary', step: '1' },
  ),
  registered: pick(
    [],
    [],
    [],
    [row({ from: '2026-03-05', statutory: { min: 500 } })],
    [row({ code: 'X', name: 'S', until: '2026-03-20' })],
  ),
  siteCheck: pick(
    undefined,
    { step: '核查' },
    { step: '核查', inspection: true },
    { step: '1', officers: 3, inspection: true },
    { step: '现场', inspection: true },
  ),
}) as fc.Arbitrary<GuidedItem>;

const reason = pick(
  '',
  '  ',
  '材料不全',
  '不属于本机关职权范围的申请事项',
  '其他原因详见附件说明书',
  '……',
  '材 料，不 全',
);
const number = pick('文号1', ' ');
const complaint = fc.record({ complaintNo: pick('1', '2') });
const kind = pick(...PAUSE_KINDS.filter((one) => ['hearing', 'testing', 'other'].includes(one)));
const opened = {
  item: pick(REVIEWED_ITEM, REVIEWED_ITEM, REVIEWED_ITEM, REVIEWED_ITEM, 'unknown'),
  org: fc.constant('org'),
};
const factMembers = {
  面积: pick<string | number | boolean>(50, '50.1', '５０', '大', true),
  情节: pick<string | number | boolean>('二次', '3', 3, '首次', true),
  货值: pick<string | number | boolean>(1000, '333.33', 0, '多', -5),
  kind: pick('警告', '警告+吊销', '罚款、没收', '罚款，警告 , 没收', ''),
};
const facts = fc.oneof(some(factMembers), fc.record(factMembers));
const discretionMembers = {
  benchmark: pick('R', 'R', 'R', 'Ｒ', 'S', 'X', ' '),
  tier: pick<string | number | boolean>('轻', '重', '1', 1, '倍', '无', ''),
  facts,
  value: pick<string | number | boolean>(
    100,
    '1000',
    99,
    5000.01,
    '８．３３',
    '8.34',
    33.33,
    33.34,
    33.32,
    33.300000000000004,
    0.1 * 3,
    '壹',
    true,
  ),
  justification: pick('', '不足十字', '当事人主动消除危害后果', '当事人 主动 消除 后果'),
};
const appliedDiscretion = fc.oneof(some(discretionMembers), fc.record(discretionMembers), fc.record(discretionMembers));

type Datas = { readonly [T in EventType]?: fc.Arbitrary<object> };
const DATA: Datas = {
  'case.received': fc
    .tuple(fc.record(opened), some({ channel: pick('online', 'window'), officer }))
    .map(([a, b]) => ({ ...a, ...b })),
  'case.accepted': fc
    .tuple(
      fc.record(opened),
      some({
        receiptNo: number,
        officer,
        promiseDate: pick('2026-03-16T12:00:00+08:00', '2026-03-23T17:00:00+08:00', '2026-03-05T17:00:00+08:00'),
      }),
    )
    .map(([a, b]) => ({ ...a, ...b })),
  'case.not-accepted': some({ reason, remediesTold: fc.boolean(), documentNo: number }),
  'supplement.requested': fc.record({
    materials: fc.array(pick('申请书', '申 请书（缺签名）', '身份证(复印件)', '身份证', '7', '承诺书', '原件', ' '), {
      maxLength: 3,
    }),
    officer,
  }),
  'supplement.received': fc.constant({}),
  'step.started': fc.record({ step, officer }),
  'step.completed': fc
    .tuple(
      fc.record({ step, officer }),
      some({ outcome: pick('approve', 'approve', 'return', 'return', 'reject', 'other') }),
    )
    .map(([a, b]) => ({ ...a, ...b })),
  'pause.started': fc
    .tuple(fc.record({ kind }), some({ plannedDays: pick(1, 3, 20), basis: pick('法', ' '), noticeNo: number }))
    .map(([a, b]) => ({ ...a, ...b })),
  'pause.ended': fc.record({ kind }),
  'extension.granted': fc
    .tuple(
      fc.record({ days: pick(1, 5, 20) }),
      some({ approver: pick('主任', ''), reason: pick('疑难', ' '), toldApplicant: fc.boolean() }),
    )
    .map(([a, b]) => ({ ...a, ...b })),
  'case.decided': fc
    .tuple(
      fc.record({ outcome: pick('granted', 'refused', 'partly-granted') }),
      some({ reason, remediesTold: fc.boolean(), documentNo: number, discretion: appliedDiscretion, officer }),
    )
    .map(([a, b]) => ({ ...a, ...b })),
  'fee.charged': fc
    .tuple(
      fc.record({
        feeItem: pick('A', 'A', 'B', 'B费', 'a', 'Ａ', 'C', ' A '),
        amount: pick('0', '10', '9.99', '20.50', '20.51', '21.525', '21.53', '100', '105', '105.01', '15.00'),
      }),
      some({ receivable: pick('10', '100', '200.00', '9.99') }),
    )
    .map(([a, b]) => ({ ...a, ...b })),
  'rating.given': fc.record({ level: pick(1, 3, 4, 5) }),
  'rating.followed-up': fc.record({ action: pick('contacted', 'rectified') }),
  'complaint.filed': complaint,
  'complaint.accepted': complaint,
  'complaint.answered': complaint,
  'complaint.upheld': complaint,
  'complaint.dismissed': complaint,
};

// An ordinary month, the National Day of 2026, and both ends of the calendar.
const BASES = ['2026-03-02 00:00', '2026-03-02 00:00', '2026-09-24 00:00', '2026-12-18 00:00', '2006-12-25 00:00'].map(
  at,
);
const minutes = fc.oneof(
  pick(0, 6 * 60, 9 * 60, 10 * 60, 10 * 60 + 9, 10 * 60 + 10, 17 * 60, 17 * 60 + 1 / 60, 22 * 60, 22 * 60 - 1 / 60),
  pick(9 * 60, 9 * 60 + 30, 10 * 60),
  // Of what a source of whole days reports.
  fc.constant(0),
  fc.nat(1439),
);
/** 级次 of a rule that waits for something, near its due instant and far from it. */
export const ruleStages: fc.Arbitrary<RuleStage[]> = fc.uniqueArray(
  fc.record({
    level: pick(...CARD_LEVELS),
    at: fc.oneof(fc.record({ daysBefore: pick(0, 1, 2, 5) }), fc.record({ daysOver: pick(1, 2, 3, 9) })),
    source: fc.constant('本系统约定'),
  }),
  { maxLength: 4, selector: ({ at }) => JSON.stringify(at) },
);

/** What a case is about: of many types nothing happens twice in it, of few types much. */
const THEMES: readonly (readonly EventType[])[] = [
  EVENT_TYPES,
  ['step.started', 'step.completed', 'step.completed', 'case.decided'],
  [
    'supplement.requested',
    'supplement.received',
    'pause.started',
    'pause.ended',
    'case.not-accepted',
    'case.withdrawn',
  ],
  ['extension.granted', 'extension.granted', 'pause.started', 'pause.ended', 'case.decided'],
  ['fee.charged', 'visit.made', 'case.accepted'],
  ['visit.made', 'visit.made'],
  ['step.started', 'step.started', 'step.completed'],
  ['fee.charged', 'fee.charged', 'case.decided'],
  ['rating.given', 'rating.followed-up', 'complaint.filed', 'complaint.accepted', 'complaint.answered'],
  ['case.decided'],
];

const eventAt = (base: number, type: EventType, days: number): fc.Arbitrary<ReportedEvent> =>
  fc
    .record({
      day: fc.nat(days),
      minute: minutes,
      data: DATA[type] ?? fc.constant({}),
      id: fc.nat(40),
      recorded: pick(0, 0, 0, -1, 1, 3, 5, 9).chain((after) =>
        minutes.map((m) => (after === 0 ? 0 : after * DAY + m * MINUTE)),
      ),
      received: pick(0, 1, 20 * DAY),
      feed: pick(1, 1, 2),
    })
    .map(({ day, minute, data, id, recorded, received, feed }) => {
      const time = base + day * DAY + Math.round(minute * MINUTE);
      const recordedAt = Math.round(time + recorded);
      return {
        source: 'window',
        id: String(id),
        feed,
        type,
        at: time,
        recordedAt,
        receivedAt: Math.max(recordedAt, time) + received,
        data: data,
      };
    });

/** Events of one case, most of them begun by its receipt or acceptance, their identities not always different. */
export const reviewedEvents: fc.Arbitrary<ReportedEvent[]> = fc.constantFrom(...BASES).chain((base) => {
  const opening = (type: EventType, days: number) => fc.option(eventAt(base, type, days), { nil: undefined, freq: 6 });
  const any = fc.constantFrom(...THEMES).chain((types) =>
    fc.array(
      fc.constantFrom(...types).chain((type) => eventAt(base, type, type === 'case.decided' ? 30 : 22)),
      { maxLength: types.length > 1 ? 14 : 1 },
    ),
  );
  return fc
    .tuple(opening('case.received', 1), opening('case.accepted', 5), any)
    .map(([received, accepted, more]) => [received, accepted, ...more].filter((e) => e !== undefined).map(identified))
    .chain((events) => fc.tuple(fc.constant(events), fc.subarray(events, { maxLength: Math.min(2, events.length) })))
    .map(([events, repeats]) => [...events, ...repeats]);
});

/** No two events of a case have one identity; which comes first does not follow from when they happened. */
const identified = (event: ReportedEvent, i: number): ReportedEvent => ({
  ...event,
  source: i % 3 === 0 ? 'platform' : 'window',
  id: `${event.id}-${i}`,
});
