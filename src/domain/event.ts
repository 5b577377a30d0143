import { type Instant, parseRfc3339 } from './instant.js';

/** Types whose events can change a judgement of time limits, without their prefix `approval.`. */
export const JUDGED_TYPES = [
  'case.received',
  'case.accepted',
  'case.not-accepted',
  'supplement.requested',
  'supplement.received',
  'step.started',
  'step.completed',
  'pause.started',
  'pause.ended',
  'extension.granted',
  'case.decided',
  'case.withdrawn',
  'case.terminated',
  'licence.delivered',
] as const;

/** Event types without their prefix `approval.`, in the order in which events of one instant are folded. */
export const EVENT_TYPES = [
  ...JUDGED_TYPES,
  'fee.charged',
  'rating.given',
  'rating.followed-up',
  'complaint.filed',
  'complaint.accepted',
  'complaint.answered',
  'complaint.upheld',
  'complaint.dismissed',
  'visit.made',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];
export const EVENT_PREFIX = 'approval.';
/** A feed's own report of how far it has reported; has no subject and belongs to no case. */
export const WATERMARK_TYPE = 'feed.watermark';

export const CHANNELS = ['window', 'online', 'post', 'other'] as const;
export const STEP_OUTCOMES = ['approve', 'return', 'reject', 'other'] as const;
export const DECISION_OUTCOMES = ['granted', 'partly-granted', 'refused'] as const;
export const FOLLOW_UPS = ['contacted', 'rectified'] as const;
/** 特别程序: the closed list of 行政许可法 第四十五条, and `other` for what sources send besides. */
export const PAUSE_KINDS = [
  'hearing',
  'tender',
  'auction',
  'inspection',
  'testing',
  'quarantine',
  'appraisal',
  'expert-review',
  'other',
] as const;
export type PauseKind = (typeof PAUSE_KINDS)[number];

/** What of an event's `data` the judgement of time limits looks at. Everything else stays in the stored event. */
export interface JudgedData {
  item?: string;
  org?: string;
  /** 承诺办结时间 as the source states it. */
  promiseDate?: Instant;
  step?: string;
  kind?: PauseKind;
  plannedDays?: number;
  days?: number;
  approver?: string;
  reason?: string;
  /** 办结结果, or the outcome of a step. */
  outcome?: string;
}

const AS_THEY_ARE = ['item', 'org', 'step', 'kind', 'plannedDays', 'days', 'approver', 'reason', 'outcome'] as const;

/** @param data checked by the intake */
export function judgedData(data: Readonly<Record<string, unknown>>): JudgedData {
  const judged: Record<string, unknown> = {};
  for (const name of AS_THEY_ARE) if (data[name] !== undefined) judged[name] = data[name];
  if (typeof data.promiseDate === 'string') judged.promiseDate = parseRfc3339(data.promiseDate);
  return judged;
}

/** One event as the case file keeps it. */
export interface CaseEvent extends JudgedData {
  readonly type: EventType;
  /** When it happened (occurred). */
  readonly at: Instant;
  /** Number of the feed (source token) that reported it. */
  readonly feed: number;
}
