import { decided, event, FOOD, PLANNING, WATER, type WindowEvent } from './events.js';

/** 20 working days over the National Day holiday, with supplement, pause, extension and three steps; ended late. */
export const LONG = '沈规-2026-0107';
export const longCase = (): WindowEvent[] => [
  event(LONG, 'case.received', '2026-09-21 09:00', {
    ...PLANNING,
    officer: '曲某',
    applicant: { kind: 'organisation', name: '某置业公司' },
  }),
  event(LONG, 'supplement.requested', '2026-09-22 10:00', { materials: ['设计方案'], officer: '曲某' }),
  event(LONG, 'supplement.received', '2026-09-25 10:00', { materials: ['设计方案'] }),
  event(LONG, 'case.accepted', '2026-09-28 10:00', { ...PLANNING, officer: '曲某' }),
  event(LONG, 'step.started', '2026-09-28 11:00', { step: '审查', officer: '曲某' }),
  event(LONG, 'pause.started', '2026-10-09 09:30', { kind: 'hearing', plannedDays: 5 }),
  event(LONG, 'pause.ended', '2026-10-14 17:00', { kind: 'hearing' }),
  event(LONG, 'step.completed', '2026-10-16 15:00', { step: '审查', officer: '曲某', outcome: 'approve' }),
  event(LONG, 'step.started', '2026-10-19 10:00', { step: '审核', officer: '安某' }),
  event(LONG, 'extension.granted', '2026-10-19 15:00', { days: 5, approver: '王某', reason: '案情复杂' }),
  event(LONG, 'step.completed', '2026-10-26 15:00', { step: '审核', officer: '安某', outcome: 'approve' }),
  event(LONG, 'step.started', '2026-10-27 09:00', { step: '批准', officer: '王某' }),
  event(LONG, 'step.completed', '2026-11-12 15:00', { step: '批准', officer: '王某', outcome: 'approve' }),
  decided(LONG, '2026-11-13 16:00'),
];

/** Runs, accepted twice and paused once; on 16 November at 11:00 five working days and five hours are left. */
export const RUNNING = '沈审-2026-0001';
export const runningCase = (): WindowEvent[] => [
  event(RUNNING, 'case.received', '2026-11-06 09:20', {
    ...FOOD,
    officer: '柳某',
    applicant: { kind: 'person', name: '甄好' },
  }),
  event(RUNNING, 'case.accepted', '2026-11-09 10:00', { ...FOOD, officer: '柳某' }),
  event(RUNNING, 'case.accepted', '2026-11-09 11:00', FOOD),
  event(RUNNING, 'step.started', '2026-11-09 14:00', { step: '审查', officer: '杨某' }),
  event(RUNNING, 'pause.started', '2026-11-10 10:00', { kind: 'expert-review', plannedDays: 3 }),
  event(RUNNING, 'pause.ended', '2026-11-12 16:00', { kind: 'expert-review' }),
];

/** 45 working days, 15 more, and a long pause: it ran over three holidays and was late, half a year in all. */
export const SLOW = '辽水-2026-0031';
export const slowCase = (): WindowEvent[] => [
  event(SLOW, 'case.received', '2026-03-02 09:00', { ...WATER, officer: '江某' }),
  event(SLOW, 'case.accepted', '2026-03-03 10:00', { ...WATER, officer: '江某' }),
  event(SLOW, 'step.started', '2026-03-04 09:00', { step: '审查', officer: '江某' }),
  event(SLOW, 'pause.started', '2026-03-23 09:30', { kind: 'hearing', plannedDays: 50 }),
  event(SLOW, 'pause.ended', '2026-05-29 17:00', { kind: 'hearing' }),
  event(SLOW, 'extension.granted', '2026-06-03 15:00', { days: 15, approver: '王某', reason: '案情复杂' }),
  event(SLOW, 'step.completed', '2026-07-10 15:00', { step: '审查', officer: '江某', outcome: 'approve' }),
  decided(SLOW, '2026-09-30 16:00'),
];
