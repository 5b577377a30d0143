/** Templates of cases: their events as offsets (milliseconds) from a base, and the cards they must have in the end. */
export const SECOND = 1_000;
export const HOUR = 3_600 * SECOND;
export const DAY = 24 * HOUR;

/** 7 working days promised, 20 by statute. */
const FOOD = { item: '11210000MB0P02002W4000117051000', org: '210000-sczj' };
/** 20 working days promised, 45 days by statute. */
const HEALTH = { item: '11210000MB1657592B4000123009000', org: '210000-wjw' };
/** Limits of seconds, so that sweeps raise cards while the nemesis is at work. */
const QUICK = { item: 'CHAOS-QUICK', org: '210000-sczj' };
/** Milliseconds from acceptance to the statutory due instant of the quick item. */
export const QUICK_STATUTE = 0.004 * HOUR;

const hours = (amount) => ({ amount, unit: 'hour' });
export const QUICK_ITEM = {
  name: '故障试验事项',
  org: QUICK.org,
  kind: 'promised',
  promised: { ...hours(0.002), from: 'acceptance' },
  statutory: { ...hours(0.004), from: 'acceptance' },
  steps: [{ name: '审查', code: 'review', limit: hours(0.001) }],
  pauses: [{ kind: 'inspection', maxDays: 1 }],
};

const OVER = ['T-PROMISE-OVER', 'T-STATUTE-OVER'];
const RUN_OUT = ['T-PROMISE-NEAR', ...OVER];
const step = { step: '审查', officer: 'S01' };
const decided = { outcome: 'granted', documentNo: 'JY-1', officer: 'L01' };
const opened = (item) => [
  [0, 'case.received', { ...item, channel: 'window', window: 'A07' }],
  [SECOND, 'case.accepted', { ...item, receiptNo: 'R-1', officer: 'W01' }],
];

/**
 * A template has `events` ([offset, type, data]) and, when they follow from how it is made whatever the order of
 * delivery, the `rules` of its cards. An event of `late` is sent only after the watermark has passed base + `after`.
 */
const quick = (events, rules) => ({ events: [...opened(QUICK), ...events], rules });

/** Around now, for a source whose watermark follows the clock. */
export const WINDOW_CASES = [
  quick([], OVER),
  quick([[2 * SECOND, 'step.started', step]], [...OVER, 'T-STEP-OVER']),
  quick([[5 * SECOND, 'case.decided', decided]]),
  quick([
    [2 * SECOND, 'step.started', step],
    [3 * SECOND, 'step.completed', { ...step, outcome: 'approve' }],
    [10 * SECOND, 'case.decided', decided],
  ]),
  quick([
    [3 * SECOND, 'pause.started', { kind: 'inspection' }],
    [9 * SECOND, 'pause.ended', { kind: 'inspection', result: '合格' }],
    [25 * SECOND, 'case.decided', decided],
  ]),
];

/** Weeks ago, reported only now by the same source: everything is late. `days`: how long ago. */
export const BACKDATED_CASES = [
  { days: 60, events: [opened(FOOD)[0]], rules: ['T-NOTICE-LATE', ...OVER] },
  { days: 70, events: [...opened(FOOD), [2 * DAY, 'step.started', step], [30 * DAY, 'case.decided', decided]] },
  { days: 20, events: [opened(HEALTH)[0], [HOUR, 'supplement.requested', { materials: ['申请表'] }]] },
];

/** Long ago, for a source that declares its watermark: judged only when everything before it has been acknowledged. */
export const REPLAY_CASES = [
  { events: [...opened(FOOD), [HOUR, 'step.started', step], [2 * HOUR, 'case.decided', decided]], rules: [] },
  { events: [...opened(FOOD), [3 * HOUR, 'case.withdrawn', { reason: '改址' }]], rules: [] },
  { events: opened(FOOD), rules: RUN_OUT },
  { events: [...opened(HEALTH), [100 * DAY, 'case.decided', decided]], rules: RUN_OUT },
  { events: [opened(FOOD)[0]], rules: ['T-NOTICE-LATE', ...OVER] },
  { events: [opened(FOOD)[0], [HOUR, 'supplement.requested', { materials: ['平面图'] }]], rules: [] },
  { events: [opened(FOOD)[0], [30 * DAY, 'case.accepted', FOOD]], rules: ['T-NOTICE-LATE', ...OVER] },
  { events: [...opened(FOOD), [HOUR, 'step.started', step]], rules: [...RUN_OUT, 'T-STEP-OVER'] },
  { events: opened(FOOD), late: [2 * HOUR, 'case.decided', decided], after: 60 * DAY, rules: RUN_OUT },
  {
    events: [
      ...opened(FOOD),
      [DAY, 'pause.started', { kind: 'expert-review', plannedDays: 5 }],
      [4 * DAY, 'pause.ended', { kind: 'expert-review' }],
      [9 * DAY, 'extension.granted', { days: 3, approver: 'L01', reason: '现场核查' }],
      [20 * DAY, 'case.decided', decided],
    ],
  },
];
/** From the first event of a replayed case to its last, and to the last deadline that its rules speak of. */
export const REPLAY_SPAN = 110 * DAY;
